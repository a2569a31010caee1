"""A sentence and its values → what each is the measure of, as worded: the phrase before it, or behind it, or around its bracket."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.facts.language.clauses import BracketLevel, Clause, SplitSentence
from corpus.facts.language.particles import BESIDE, NAMING, SUBJECT, TOPIC
from corpus.facts.language.phrases import phrase_after, phrase_before, topic_of

_EMPTY = re.compile(
    r"(?:목표|실적|달성|달성률|계획|전년도?|당초|기존|현재|기준|결과|누적|연간|평균|증가|감소|상승|하락|향상|대비|총계?|합계|이상|규모|수준|정도|확대|추가|신규|최대|최소|연|월|매월|매년|年|당해|올해|금년|작년|지난해|동기|등|및|약|인|명|의|년|년도|말|까지|이후|이내|에서|으로|기록|각|\d+|[\W_])*"
)
"""Words that say how a value stands to others and not what it is of."""
_DATES = re.compile(
    r"(?:(?:['’‘`]\d\d|(?:19|20)\d\d)\.\s?\d{1,2}\.(?:\s?\d{1,2}\.)?|['’‘`]?\d{2,4}\s?년도?(?:\s?[상하]반기)?|\d{1,2}\s?월(?:\s?\d{1,2}\s?일)?|(?:19|20)\d\d|['’‘`]\d\d(?!\d))(?:\s?[~∼～〜]\s?)?"
    r"(?:\s?(?:까지|부터|기준|현재|이후|말|중|에는|에도?|의|도|은|간)(?![가-힣]))*"
)
_ENUMERATOR = re.compile(r"^\s*(?:[-*○●□■◎ㅇ◦·▶▷☞⇒→※✓☑◆◇➡►▪•]+|\(?\d{1,2}\)|\d{1,2}\.|[가-하][.)]|[①-⑳]|[ⅠⅡⅢⅣⅤ]+\.?|\[[^\]]{0,12}\d\])\s*")
_PARTICLE = re.compile(r"[가-힣]{1,3}(?=\s)")
_GENERIC = re.compile(
    r"[\W_]*(?:(?:추진|사업|지원|운영|주요|세부|활동)\s?)?(?:내용|실적|성과|결과|현황|규모|목표|계획|효과|비고|기타|개요)[\W_]*"
)
"""Labels that say what sort of thing follows: of what, the heading says."""
LONGEST_LABEL, _TOPIC_REACH = 40, 120  # characters
_COLONS, _SLASHES = frozenset({":", "："}), frozenset({"/", "／"})


@dataclass(frozen=True, slots=True)
class ValueMeasure:
    """What a value is of: the measure as worded, the subject where the sentence has one, and how it was found."""

    measure: str
    subject: str | None
    how: str


def measure_of(sentence: SplitSentence, span: tuple[int, int], spans: Sequence[tuple[int, int]], carried: str | None) -> ValueMeasure:
    """Return what the value at `span` is of; `spans` are all values of the sentence, in order, `carried` what the one before it is of.

    An empty measure says that the sentence has no word for it.
    """
    number = sentence.level_at(span[0])
    level = sentence.levels[number]
    clause = level.clause_at(span[0])
    before, behind = surroundings(level, clause, span, spans)
    label = _label(level, clause)
    topic = topic_of(clean(level.text[max(level.start, span[0] - _TOPIC_REACH) : span[0]]))
    leads = bool(
        clean(level.text[clause.start : min([begin for begin, _ in spans if begin >= clause.start], default=clause.start)]).strip()
    )
    found = _own_measure(before, behind, leads=leads or len(spans) == 1)
    if label and _GENERIC.fullmatch(label) and not found.measure:
        return ValueMeasure("", label, "none")
    if found.measure and label and not _is_empty(label):
        return ValueMeasure(found.measure, label, found.how)
    if found.measure:
        outer = _outer_measure(sentence, level, spans) if level.outer is not None else None
        return ValueMeasure(found.measure, outer or (topic if topic and topic != found.measure else None), found.how)
    if label and not _is_empty(label):
        return ValueMeasure(label, topic, "label")
    if level.outer is not None and (outer := _outer_measure(sentence, level, spans)):
        return ValueMeasure(outer, topic, "outer")
    if own_topic := topic_of(clean(before)):
        return ValueMeasure(own_topic, None, "clause")
    if carried:
        return ValueMeasure(carried, topic, "carried")
    at = level.clauses.index(clause)
    for earlier in reversed(level.clauses[:at]):
        phrase = phrase_before(clean(level.text[earlier.start : earlier.end])).words
        if not _is_empty(phrase):
            return ValueMeasure(phrase, topic, "clause")
    return ValueMeasure("", topic, "none")


def surroundings(level: BracketLevel, clause: Clause, span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """Return the words of a value's clause before it, from the value before on, and behind it, up to the next."""
    own = [
        other for other in spans if clause.start <= other[0] < clause.end and level.text[other[0]] != " "
    ]  # what a bracket holds is blank
    start = max([clause.start, *(end for _, end in own if end <= span[0])])
    if start > clause.start and (particle := _PARTICLE.match(level.text, start, span[0])):  # of the value before
        start = particle.end()
    stop = min([clause.end, *(begin for begin, _ in own if begin >= span[1])])
    return level.text[start : span[0]], level.text[span[1] : stop]


def clean(text: str) -> str:
    """Return words without marks of an outline and without dates."""
    return _DATES.sub(" ", _ENUMERATOR.sub("", _ENUMERATOR.sub("", text))).replace("*", "")


def _own_measure(before: str, behind: str, *, leads: bool = True) -> ValueMeasure:
    """Return what the words beside a value call it; where no word `leads` the clause, each of its values has its words behind it."""
    first, after = phrase_before(clean(before)), phrase_after(behind)
    head, tail = ("" if _is_empty(phrase.words) else phrase.words for phrase in (first, after))
    if tail and not leads:
        return ValueMeasure(tail, None, "behind")
    tail = "" if tail == head.split(" ")[-1] else tail
    if head and first.particle not in BESIDE:
        joined = first.particle not in TOPIC | SUBJECT and after.particle in NAMING - TOPIC
        return ValueMeasure(f"{head} {tail}".strip() if joined else head, None, "before")
    if tail:
        return ValueMeasure(tail, head or None, "behind")
    return ValueMeasure(head, None, "before") if head else ValueMeasure("", None, "none")


def _outer_measure(sentence: SplitSentence, level: BracketLevel, spans: Sequence[tuple[int, int]]) -> str | None:
    """Return what the words before a bracket call what stands in it; behind a value, what that is of."""
    if level.outer is None or level.opening is None:
        return None
    around = sentence.levels[level.outer]
    clause = around.clause_at(level.opening)
    inner = [
        span
        for span in spans
        if around.start <= span[0] < level.opening and sentence.level_at(span[0]) == level.outer and span[0] >= clause.start
    ]
    if inner and not around.text[inner[-1][1] : level.opening].strip():
        before, behind = surroundings(around, clause, inner[-1], spans)
        return _own_measure(before, behind).measure or _label(around, clause)
    start = max([clause.start, *(end for _, end in inner)])
    words = phrase_before(clean(around.text[start : level.opening])).words
    return words if not _is_empty(words) else _label(around, clause)


def _label(level: BracketLevel, clause: Clause) -> str | None:
    """Return what stands before the colon of a clause: of "기간/사업비 : 5년 / 216억원" the name in the value's own place."""
    at = level.clauses.index(clause)
    behind = 0
    while level.clauses[at].opened_by in _SLASHES and at:
        at, behind = at - 1, behind + 1
    if level.clauses[at].opened_by not in _COLONS or (behind and not at):
        return None
    first = at - 1
    while level.clauses[first].opened_by in _SLASHES and first:
        first -= 1
    names = [" ".join(clean(level.text[one.start : one.end]).split()) for one in level.clauses[first:at]]
    words = names[behind] if behind < len(names) and len(names) > 1 else "/".join(names) if not behind else ""
    return words if words and len(words) <= LONGEST_LABEL else None


def _is_empty(words: str) -> bool:
    return _EMPTY.fullmatch(words.replace(" ", "")) is not None
