"""Names in a passage, which answer where, who and what-is-it-called: noun phrases, whole, in part and joined, and quoted words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answers.question import Question
from answers.reading import Reading

_TYPES = {
    "place": re.compile(
        r"(?:시|군|구|도|동|면|읍|리|섬|공원|센터|파크|관|청|역|대학교?|캠퍼스|단지|산단|시장|항|공항|호텔|회관|광장|CECO|벡스코)$"
    ),
    "organisation": re.compile(
        r"^\(|㈜|(?:센터|협회|재단|공단|공사|대학교?|산학협력단|연구원|진흥원|상공회의소|은행|청|부|병원|조합|학회|위원회|기업|그룹|사업단|학교|협의회|원|군|사)$"
    ),
}
_HEAD = re.compile(r"([가-힣A-Za-z]{1,2}?)(?:\s?이름|\s?명칭)?(?:은|는|이|가)?\s?(?:어디|무엇|누구|뭐|무슨|어느|어떤|$|\?)")
_JOINT = re.compile(r"\s?(?:,|·|/|와|과|및|이랑|하고)\s?")
_QUOTED = re.compile(r"['\"‘“「『]([^'\"’”」』\n]{2,40})['\"’”」』]")
_EDGE = re.compile(r"(?<=\S)\s+(?=\S)|[()]")
_COUNT = {"두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "여섯": 6}
_COUNTED = re.compile(rf"({'|'.join(_COUNT)}|[2-9])\s?(?=[가-힣])")
_COUNTED_AFTER = re.compile(rf"\s?(?:등\s?)?({'|'.join(_COUNT)})\s?(?:곳|개|가지|군데|회사|기관|대학)")
_MOST = re.compile(r"가장|제일|최다|최고")
WORDS_OF_A_NAME, RAREST = 6, 7.0
_AFTER = (
    re.compile(r"(?:은|는|이|가)(?![가-힣])"),
    re.compile(r"에서?(?![가-힣])|의(?![가-힣])"),
    re.compile(r"을|를"),
    re.compile(r"와|과|로(?![가-힣])|으로"),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A possible name: its [start, end) characters, how many it joins, and whether more words of its phrase stand before or after it."""

    start: int
    end: int
    items: int = 1
    quoted: bool = False
    cut_before: bool = False
    cut_after: bool = False

    def text(self, reading: Reading) -> str:
        """The name as the passage writes it."""
        return reading.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question says of the name it asks for: its letters, its last noun, how many names, what such names end with."""

    asked: str
    head: str
    several: int
    ending: re.Pattern[str] | None
    place: bool
    most: bool


def sought_of(question: Question) -> Sought:
    """Return what a question says of the name it asks for."""
    text = question.text
    return Sought(
        asked=squeezed(text),
        head=next((match[1] for match in [_HEAD.search(text)] if match), ""),
        several=next((_COUNT.get(match[1]) or int(match[1]) for match in [_COUNTED.search(text)] if match), 0),
        ending=_TYPES.get("place" if question.kind == "list" and "어디" in text else question.kind),
        place=question.kind == "place",
        most=_MOST.search(text) is not None,
    )


def squeezed(text: str) -> str:
    """Return a text without spaces."""
    return re.sub(r"\s", "", text)


def names(reading: Reading) -> Iterator[Name]:
    """Yield the names of a passage, none twice: ("영천시와 영덕군", and each of both; what stands in quotation marks)."""
    text = reading.passage.text
    seen: set[tuple[int, int]] = set()
    for name in _all(reading):
        told = text[name.start : name.end]
        whole = told.count("(") == told.count(")") and all(told.count(mark) % 2 == 0 for mark in "'\"")
        if whole and len(told) > 1 and (name.start, name.end) not in seen:  # a syllable names nothing
            seen.add((name.start, name.end))
            yield name


def name_features(sought: Sought, reading: Reading, name: Name, rare: Sequence[float], said: float) -> tuple[float, ...]:
    """Return what speaks for a name beyond where it stands, in the order of the last of `features.NAMES`.

    `rare` are the rarities of its words, `said` the share of the question that it says itself.
    """
    text, whole = name.text(reading), reading.passage.text
    marks = [float(bool(pattern.match(whole, name.end))) for pattern in _AFTER]
    counted = _COUNTED_AFTER.match(whole, name.end)
    return (
        float(bool(sought.ending and sought.ending.search(text))),
        float(bool(sought.head) and text.endswith(sought.head)),
        said,
        float(name.items > 1),
        float(name.quoted),
        min(len(text) / 20, 1.0),
        float(name.items == sought.several > 1),
        float(name.cut_before),
        float(name.cut_after),
        float(whole[max(0, name.start - 1) : name.start] == "("),
        *marks,
        *(sought.place * mark for mark in marks),
        float(sought.place and name.quoted),
        float(sought.several > 1 and counted is not None and _COUNT.get(counted[1]) == sought.several),
        float(sought.most and _is_most(reading, name)),
        float(bool(re.search(r"\d\S{0,3}$", text))),
        max(rare, default=0.0) / RAREST,
        min(rare, default=0.0) / RAREST,
        float(bool(sought.head) and whole[: name.start].rstrip(" ('\"‘“").endswith(sought.head)),
    )


def _is_most(reading: Reading, name: Name) -> bool:
    """Tell whether a name stands right before the largest number of its sentence: "양양 266명, 삼척 256명, 영월 249명"."""
    sentence = reading.sentence_at(name.start)
    following = next((told for told in reading.mentions if 0 <= told.start - name.end <= 2), None)  # noqa: PLR2004 - a space, a bracket
    if following is None:
        return False
    rivals = [told for told in reading.mentions if sentence.start <= told.start < sentence.end and told.kind == following.kind]
    return len(rivals) > 2 and following is max(rivals, key=lambda told: told.value if isinstance(told.value, float) else 0.0)  # noqa: PLR2004


def _all(reading: Reading) -> Iterator[Name]:
    text = reading.passage.text
    yield from (Name(*match.span(1), quoted=True) for match in _QUOTED.finditer(text))
    for sentence in reading.sentences:
        phrases = [(_word_start(text, start), end) for start, end in sentence.phrases]
        yield from _joined(text, phrases)
        for start, end in phrases:
            yield from _parts(text, start, end)


def _word_start(text: str, start: int) -> int:
    """Return where the word begins that a phrase begins in: the analyser may take "이장" for "이" and "장"."""
    while start and text[start - 1].isalnum():
        start -= 1
    return start


def _joined(text: str, phrases: Sequence[tuple[int, int]]) -> Iterator[Name]:
    """Yield the longest runs of phrases that are joined as a list."""
    opened, last, count = -1, -1, 0
    for start, end in phrases:
        if count and _JOINT.fullmatch(text[last:start]):
            last, count = end, count + 1
            continue
        if count > 1:
            yield Name(opened, last, count)
        opened, last, count = start, end, 1
    if count > 1:
        yield Name(opened, last, count)


def _parts(text: str, start: int, end: int) -> Iterator[Name]:
    """Yield a phrase and the runs of words within it."""
    yield Name(start, end, items=1 + len(re.findall(r"[·,/]", text[start:end])))
    edges = [start, *(at for match in _EDGE.finditer(text, start, end) for at in match.span()), end]
    words = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a][:WORDS_OF_A_NAME]
    for first in range(len(words)):
        for last in range(first, len(words)):
            if (words[first][0], words[last][1]) != (start, end):
                yield Name(words[first][0], words[last][1], cut_before=words[first][0] > start, cut_after=words[last][1] < end)
