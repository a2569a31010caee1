"""Completing a clipped question from the one before it: each slot that it fills stands in place of the other's, all else is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.asking.question_slots import QuestionWord, Slot, SlotReader, SlottedQuestion, is_measure

_COMPARES = re.compile(r"비교|견주|대비|차이")
_NOT_THAT = ("말고", "아니라", "아니고", "말구")
_SUBJECT = frozenset({"JX", "JKS", "JKO"})
_MARKS = " .,?!？~…ㅎㅋ"
_CLAUSE_ENDS = (",", "?", "？", ".", "!")
_CONFIRMS = "맞"
_ADDED = frozenset({"why", "unit"})
_HOW_MUCH = "얼마입니까?"
_ALIKE = 2  # last letters that two names of a kind have in common


def complete_from(base: SlottedQuestion, follow: SlottedQuestion, kind: str, reader: SlotReader) -> str:
    """Return what a clipped question means after `base`; `kind` is what it asks otherwise (`Change` of the judged ones)."""
    place, year, told = _last_place(follow), _year_told(base, follow), _telling_words(follow)
    if _COMPARES.search(follow.text):
        return _join(_topic(base), _text(told, follow))
    base = reader.read(_substitute(base, follow, place, year, reader))
    rest = [word for word in told if not _is_known(word, follow, base)]
    if kind in {"place", "year"} and (place or year):
        return _with_role(base, follow) if _brings_role(base, follow) else _join(_topic(base), _tail(base))
    if kind == "role" and follow.of("role"):
        return _with_role(base, follow)
    if kind == "place" and base.of("place"):
        return _edit(_join(_topic(base), _tail(base)), [(slot.start, slot.end, _subject(follow)) for slot in base.of("place")[:1]])
    if kind == "group" and (phrase := _phrase(rest, follow)):
        return _with_group(base, phrase)
    if kind == "programme" and (phrase := _phrase([word for word in told if not follow.holds(word, "place", "year")], follow)):
        return _with_programme(base, phrase)
    words = _text(rest, follow) or follow.text
    if kind in _ADDED:
        return _join(_topic(base) if base.asks else _claim(base), words)
    return _join(_without_measure(base) if any(word.names for word in rest) else _topic(base), words)


def _telling_words(follow: SlottedQuestion) -> list[QuestionWord]:
    """Return the words that say something, or belong to what is asked, without those that are denied ("실적 말고")."""
    texts = [follow.text[word.start : word.end] for word in follow.words]
    after = [*texts[1:], ""]
    return [
        word
        for word, text, following in zip(follow.words, texts, after, strict=True)
        if (word.tells or follow.holds(word, "role") or (follow.asks and word.start > follow.asking))
        and not following.startswith(_NOT_THAT)
        and not text.strip(_MARKS).endswith(_NOT_THAT)
    ]


def _text(words: Sequence[QuestionWord], question: SlottedQuestion) -> str:
    return " ".join(question.text[word.start : word.end] for word in words)


def _is_known(word: QuestionWord, follow: SlottedQuestion, base: SlottedQuestion) -> bool:
    """Tell whether the completed question says a word already: its place, its year, or a noun of it."""
    covered = any(slot.start <= word.start and slot.end >= word.core for slot in follow.of("place", "year"))
    return covered or (word.names and len(follow[word]) > 1 and follow[word] in base.text and not follow.holds(word, "role"))


def _phrase(words: Sequence[QuestionWord], follow: SlottedQuestion) -> str:
    """Return what the first clause that names something names, without its last particles."""
    kept: list[QuestionWord] = []
    for word in words:
        kept.append(word)
        if any(one.names for one in kept) and follow.text[: word.end].endswith(_CLAUSE_ENDS):
            break
    while kept and not kept[-1].names:
        kept.pop()
    return _join(_text(kept[:-1], follow), *(follow[word] for word in kept[-1:]))


def _subject(follow: SlottedQuestion) -> str:
    """Return the words up to the first with a particle of a subject: "다른 데는 어떤가" → "다른 데"."""
    last = next((number for number, word in enumerate(follow.words) if not _SUBJECT.isdisjoint(word.tags)), len(follow.words) - 1)
    return _join(_text(follow.words[:last], follow), follow[follow.words[last]])


def _last_place(follow: SlottedQuestion) -> tuple[Slot, ...]:
    """Return the last place that is named: a province with the district after it, or either."""
    return (_group_places(follow) or [()])[-1]


def _group_places(question: SlottedQuestion) -> list[tuple[Slot, ...]]:
    """Return the places that are named, a province and the district right after it together."""
    groups: list[tuple[Slot, ...]] = []
    for slot in question.of("place"):
        if groups and not question.text[groups[-1][-1].end : slot.start].strip() and groups[-1][-1].end <= slot.start:
            groups[-1] = (*groups[-1], slot)
        else:
            groups.append((slot,))
    return groups


def _year_told(base: SlottedQuestion, follow: SlottedQuestion) -> str:
    """Return the year that is asked for now: one told by its distance is reckoned from the other question's."""
    told, known = follow.of("year"), [int(slot.value) for slot in base.of("year") if int(slot.value) > 1]
    if not told:
        return ""
    value = int(told[-1].value)
    if value > 1:
        return f"{value}년"
    return f"{known[0] + value}년" if known else follow.text[told[-1].start : told[-1].end]


def _substitute(base: SlottedQuestion, follow: SlottedQuestion, place: Sequence[Slot], year: str, reader: SlotReader) -> str:
    """Return the question with another place and year, where these are told."""
    edits: list[tuple[int, int, str]] = []
    if place:
        name, groups = follow.text[place[0].start : place[-1].end], _group_places(base)
        edits += [_replace_place(group, place, name, reader) for group in groups] or [(0, 0, f"{name} ")]
    if year:
        edits += [(slot.start, slot.end, year) for slot in base.of("year")] or [(base.asking, base.asking, f" {year} ")]
    return _edit(base.text, edits)


def _replace_place(group: Sequence[Slot], place: Sequence[Slot], name: str, reader: SlotReader) -> tuple[int, int, str]:
    """Return the edit that puts a place in place of another; of a district in the same province the province stays."""
    province = reader.gazetteer.province(str(group[0].value))
    if (
        province
        and len(place) == 1
        and any(province.code in one.provinces for one in reader.gazetteer.districts_called(str(place[0].value)))
    ):
        return (group[0].end, group[-1].end, f" {name}")
    return (group[0].start, group[-1].end, name)


def _topic(base: SlottedQuestion) -> str:
    """Return what a question says before it asks."""
    return base.text[: base.asking].strip(_MARKS)


def _claim(base: SlottedQuestion) -> str:
    """Return what a question would have confirmed."""
    return " ".join(base.text[word.start : word.end] for word in base.words if not base[word].startswith(_CONFIRMS)).strip(_MARKS)


def _topic_words(base: SlottedQuestion) -> list[QuestionWord]:
    return [word for word in base.words if word.start < base.asking]


def _tail(base: SlottedQuestion) -> str:
    """Return how a question asks; one that gives a number to be confirmed asks for the number."""
    return _HOW_MUCH if base.claims else base.text[base.asking :]


def _brings_role(base: SlottedQuestion, follow: SlottedQuestion) -> bool:
    """Tell whether a role is told that the other question has not."""
    return not {slot.value for slot in follow.of("role")} <= {slot.value for slot in base.of("role")}


def _with_role(base: SlottedQuestion, follow: SlottedQuestion) -> str:
    """Return the question for a target, a plan or a result instead: from the word before it that has no particle."""
    kept = [word for word in _topic_words(base) if not base.holds(word, "role")]
    topic = _join(_cut(kept[:-1], base), *(base[word] if _SUBJECT & {*word.tags} else _cut([word], base) for word in kept[-1:]))
    words = _telling_words(follow)
    first = next(number for number, word in enumerate(words) if follow.holds(word, "role"))
    while first and words[first - 1].names and words[first - 1].core == words[first - 1].end:
        first -= 1
    told = [word for word in words[first:] if follow.asks or word.names or follow.holds(word, "role")]
    return _join(
        topic.strip(_MARKS), _text(told, follow) if follow.asks else _text(told, follow).strip(_MARKS), "" if follow.asks else _tail(base)
    )


def _cut(words: Sequence[QuestionWord], base: SlottedQuestion) -> str:
    """Return words as far as they stand before what asks."""
    return " ".join(base.text[word.start : min(word.end, base.asking)] for word in words)


def _asked_words(base: SlottedQuestion) -> list[QuestionWord]:
    """Return the words for what a question asks: those after its year or the last word with 의, else a last measure."""
    words = _topic_words(base)
    parted = [number for number, word in enumerate(words) if base.holds(word, "year", "programme", "place") or "JKG" in word.tags]
    after = words[parted[-1] + 1 :] if parted and (base.holds(words[parted[-1]], "year") or "JKG" in words[parted[-1]].tags) else []
    if not after and len(words) > 1:
        heads = [word for word in words if not base.holds(word, "year")][1:]
        after = [word for word in heads[-1:] if not base.holds(word, "place", "programme") and _is_asked(word, base)]
    return after


def _is_asked(word: QuestionWord, base: SlottedQuestion) -> bool:
    return not _SUBJECT.isdisjoint(word.tags) or is_measure(base.text[word.start : min(word.core, base.asking)])


def _with_group(base: SlottedQuestion, phrase: str) -> str:
    """Return the question for some people of those it asks for."""
    asked, whole = [word for word in _asked_words(base) if word.names], [word for word in base.words if base.holds(word, "group")]
    if groups := base.of("group"):
        edit = (groups[-1].start, max(groups[-1].end, whole[-1].core) if " " in phrase else groups[-1].end, phrase)
    else:
        at = asked[-1].start if asked else base.asking
        edit = (at, at, f" {phrase} ")
    return _join(_edit(base.text[: base.asking], [edit]), _tail(base)) if edit[1] <= base.asking else _edit(base.text, [edit])


def _with_programme(base: SlottedQuestion, phrase: str) -> str:
    """Return the question for another programme: in place of what ends alike, else of a name, else of all but the measure."""
    heads = [word for word in _topic_words(base) if word.names and not base.holds(word, "year", "role") and not _is_place(word, base)]
    alike = [word for word in heads if base[word].endswith(phrase[-_ALIKE:])]
    if named := base.of("programme"):
        start, end = named[-1].start, max([named[-1].end, *(word.core for word in alike)])
    elif heads:
        start, end = heads[0].start, alike[-1].core if alike else heads[max(len(heads) - 2, 0)].core
    else:
        return _join(_topic(base), phrase, _tail(base))
    within = [base.text[slot.start : slot.end] for slot in base.of("place") if start <= slot.start and slot.end < end]
    return _join(_edit(base.text[: max(base.asking, end)], [(start, end, _join(*within, phrase))]), _tail(base))


def _is_place(word: QuestionWord, base: SlottedQuestion) -> bool:
    return any(slot.start <= word.start and slot.end >= word.core for slot in base.of("place"))


def _without_measure(base: SlottedQuestion) -> str:
    """Return what a question says before it asks, without what it asks for."""
    asked = _asked_words(base)
    words = [word for word in _topic_words(base) if word not in asked and (not base.holds(word, "role") or base.holds(word, "programme"))]
    return _cut(words, base).strip(_MARKS)


def _edit(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """Return a text with the [start, end) characters of each edit replaced."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return " ".join(text.split())


def _join(*parts: str) -> str:
    return " ".join(_parts(parts))


def _parts(parts: Sequence[str]) -> Iterator[str]:
    for part in parts:
        yield from part.split()
