"""Which lines of the casebook are headings, and which are no content at all. Line numbers are 1-based."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.outline.text_tables import clean, has_html, squash

Reason = Literal[
    "cover", "contents", "preface", "footer", "rule line", "lone caption", "newspaper clipping", "patent notice", "colophon",
    "duplicate table", "misplaced subtitle", "page furniture",
]  # fmt: skip
REASON_NAMES: dict[Reason, str] = {
    "cover": "표지", "contents": "차례", "preface": "발간사", "footer": "꼬리말", "rule line": "구분선",
    "lone caption": "홀로 선 사진 설명", "newspaper clipping": "신문 기사 사진", "patent notice": "특허 통지서",
    "colophon": "판권", "duplicate table": "겹쳐 실린 표",
    "misplaced subtitle": "잘못 놓인 소제목", "page furniture": "쪽 장식",
}  # fmt: skip
HARD = 3  # headings down to this level separate passages; deeper ones only group them
COVER_LINES = 20  # a case's cover lies within so many non-blank lines
COVER_LENGTH = 40  # characters: a longer line above a cover is no part of it

_LABEL_LENGTH, _TITLE_LENGTH = 10, 60  # a showcase's bare label is shorter; a title is no longer

_FOOTER = frozenset({"2023 전국지방자치단체", "일자리대상 우수사례집"})
_SUBTITLE, _SUBTITLE_CASE = "2022년 2차전지 인력양성 1기", "2-02"
_RULE_LINE = re.compile(r"[\s|:+]*[-─—–=_*]{3,}[\s\-─—–=_*|:+]*")
_PAGE_NUMBER = re.compile(r"\d{3}")
_WORDLESS = re.compile(r"[^\w\t]*", re.UNICODE)
_CAPTION = re.compile(r"[<〈＜](?!<|표)[^<>]*[>〉＞]|▲ ?[가-힣][^\d%]*")
_NEWSPAPER = re.compile(r"[가-힣]{2,6}(?:일보|신문|뉴스)")
_PRESS_LABEL = re.compile(r"기획보도|언론보도|언론브리핑(?:\(.*\))?")
_PRESS_DATE = re.compile(r"\[20\d\d\. ?\d{1,2}\. ?\d{1,2}\.?\]")
_PATENT_LINES = 25
_COLOPHON = re.compile(r"발행 20\d\d년 ?\d{1,2}월")

_ROMANS = {"I": 1, "Ⅰ": 1, "II": 2, "Ⅱ": 2, "III": 3, "Ⅲ": 3, "IV": 4, "Ⅳ": 4, "V": 5, "Ⅴ": 5}
_ROMAN = re.compile(r"(I{1,3}|IV|V|[ⅠⅡⅢⅣⅤ])\s*[|.]?\s+(\S.{1,44})")
_SENTENCE_END = re.compile(r"(?:다|요|음|함|됨|임)[.!]?$|[.,]$")
_SHOWCASE = re.compile(r"\[?(?:우수 ?사[례업]|집중분야) ?[①-⑳\d]{0,2}[.\]]?(?: .{2,60})?")
_SHOWCASE_NUMBER = re.compile(r"0?\d")
_NUMBERED = (
    (2, re.compile(r"[1-9]\.\s*[^\d\s].{1,68}|참여수기")),
    (3, re.compile(r"[1-9] ?\| ?\S.{1,60}|[1-9] [가-힣'‘“\"].{3,48}|인터뷰 ?[①-⑨\d].{1,70}")),
    (4, re.compile(r"\d\) ?\S.{1,60}|[가-하]\. \S.{1,60}|\[[1-9]단계\] .{2,50}")),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_TOP_MARK = 5
_MARKS = dict.fromkeys("◎□■◆|I", _TOP_MARK) | dict.fromkeys("▶☑○●", 6) | dict.fromkeys(f"✓▷☞{_CIRCLED}", 7)
_MARK = re.compile(r"([◎□■◆▶☑○●✓▷☞①-⑩]\ufe0f?|[|IⅠ](?= ))\s*(\S.{1,79})")
_BULLET, _PLAIN, _TABLE = 9, 8, 10  # ranks of lines that are no heading: below every mark


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 (roman) to 7 (small marks), its title, and the 1-based lines it is printed on."""

    level: int
    title: str
    lines: tuple[int, ...]


def plain(line: str) -> str:
    """A line without markup and outer blanks, for matching."""
    return clean(line).replace("\ufe0f", "")


def _rank(line: str) -> int:
    """How deep a line stands: its mark's level, or that of a bullet, plain text or table row."""
    if "\t" in line or has_html(line):
        return _TABLE
    text = plain(line)
    if text and text[0] in "-·•*※→▪":
        return _BULLET
    return _MARKS.get(text[:1], _PLAIN) if _MARK.fullmatch(text) else _PLAIN


class Outline:
    """Recognises the headings of one case from top to bottom; remembers the last roman numeral, because a later, lower one is a bar."""

    def __init__(self, lines: Sequence[str], last: int, junk: dict[int, Reason]) -> None:
        self._lines, self._last, self._junk, self._roman = lines, last, junk, 0

    def _next(self, number: int) -> int:
        """The next line that is not blank and not junk, 0 at the end of the case."""
        rest = range(number + 1, self._last + 1)
        return next((n for n in rest if self._lines[n - 1].strip() and n not in self._junk), 0)

    def at(self, number: int) -> Heading | None:
        """The heading that begins on this line, None for any other line."""
        line = self._lines[number - 1]
        if "\t" in line or has_html(line):
            return None
        text = plain(line)
        roman = _ROMAN.fullmatch(text)
        if roman and _ROMANS[roman[1]] > self._roman:
            self._roman = _ROMANS[roman[1]]
            return Heading(1, text, (number,))
        if _SHOWCASE.fullmatch(text):
            return self._showcase(number, text)
        for level, pattern in _NUMBERED:
            if pattern.fullmatch(text) and not _SENTENCE_END.search(text) and not re.search(r"^\d[.)][^(]* ?: ", text):
                return Heading(level, text, (number,))
        return self._marked(number, text)

    def _showcase(self, number: int, text: str) -> Heading:
        """A showcase programme: its label, its number on the next line, and the title on the line after."""
        taken, title = [number], text
        following = self._next(number)
        if following == number + 1 and _SHOWCASE_NUMBER.fullmatch(plain(self._lines[following - 1])):
            taken, title = [*taken, following], f"{title} {plain(self._lines[following - 1])}"
            following = self._next(following)
        name = plain(self._lines[following - 1]) if following else ""
        bare = len(text) < _LABEL_LENGTH
        if bare and following and following <= taken[-1] + 2 and _rank(self._lines[following - 1]) == _PLAIN and len(name) <= _TITLE_LENGTH:
            return Heading(HARD, f"{title} {name}", (*taken, following))
        return Heading(HARD, title, tuple(taken))

    def _marked(self, number: int, text: str) -> Heading | None:
        """A heading by its mark: what follows must stand below it, or it is a mere item of a list."""
        mark = _MARK.fullmatch(text)
        if not mark or _SENTENCE_END.search(text):
            return None
        level = _MARKS["I" if mark[1][0] == "Ⅰ" else mark[1][0]]
        following = self._next(number)
        below = _rank(self._lines[following - 1]) if following else 0
        if level > _TOP_MARK and (len(text) > _TITLE_LENGTH or below <= level or below == _PLAIN):
            return None
        return Heading(level, text if mark[1][0] in _CIRCLED else mark[2], (number,))


def cover_end(lines: Sequence[str], first: int, last: int, regions: Sequence[str]) -> int:
    """The last line of a case's cover (its region's name, with or without the case's number), `first` - 1 where there is none."""
    name = re.compile(rf"(?:[\d①-⑮]+ ?)?(?:{'|'.join(map(re.escape, regions))})")
    printed = [n for n in range(first, last + 1) if lines[n - 1].strip()][:COVER_LINES]
    return max((n for n in printed if name.fullmatch(plain(lines[n - 1]))), default=first - 1)


def _patents(lines: Sequence[str], first: int, last: int) -> set[int]:
    """Lines of patent office notices: from the seal's line to the address of the office's page."""
    found: set[int] = set()
    for start in (n for n in range(first, last + 1) if plain(lines[n - 1]) == "관인생략"):
        block = range(start, min(last, start + _PATENT_LINES) + 1)
        end = next((n for n in block if "kipo.go.kr/" in lines[n - 1] and "심사제도" in lines[n - 1]), start)
        found.update(range(start, end + 1))
    return found


def _clippings(lines: Sequence[str], first: int, last: int) -> set[int]:
    """Lines of newspaper clippings: from the paper's name to the next heading or mark, or from a press label to a dated line."""
    found: set[int] = set()
    number = first
    while number <= last:
        text = plain(lines[number - 1])
        if _NEWSPAPER.fullmatch(text):
            below = ((n, plain(lines[n - 1])) for n in range(number + 1, last + 1))
            ends = (n for n, words in below if words and (_rank(words) != _PLAIN or re.match(r"\d\)|[1-9]\. ", words)))
            found.update(range(number, next(ends, last + 1)))
        elif _PRESS_LABEL.fullmatch(text):
            block = range(number, min(last, number + _PATENT_LINES) + 1)
            dated = [n for n in block if _PRESS_DATE.fullmatch(plain(lines[n - 1]))]
            found.update(range(number, dated[-1] + 1) if dated else ())
        number += 1
    return found


def _single(text: str, raw: str, case_id: str) -> Reason | None:
    """The reason for dropping a line that can be told from the line alone."""
    if text in _FOOTER:
        return "footer"
    if text == _SUBTITLE and case_id != _SUBTITLE_CASE:
        return "misplaced subtitle"
    if _RULE_LINE.fullmatch(raw.strip()):
        return "rule line"
    if _PAGE_NUMBER.fullmatch(text) or ("\t" not in raw and _WORDLESS.fullmatch(text)):
        return "page furniture"
    return None


def case_junk(lines: Sequence[str], first: int, last: int, *, regions: Sequence[str], case_id: str, title: str) -> dict[int, Reason]:
    """The lines of a case that are no content, each with the reason. Everything that could be content is left in."""
    junk: dict[int, Reason] = {}
    cover = cover_end(lines, first, last, regions)
    patents, clippings = _patents(lines, first, last), _clippings(lines, first, last)
    printed = [n for n in range(first, last + 1) if lines[n - 1].strip()]
    colophon = next((n for n in printed[-8:] if _COLOPHON.fullmatch(plain(lines[n - 1]))), last + 1)
    blocks: tuple[tuple[Reason, range | set[int]], ...] = (
        ("cover", range(first, cover + 1)), ("patent notice", patents), ("newspaper clipping", clippings),
        ("colophon", range(colophon, last + 1)),
    )  # fmt: skip
    for number in printed:
        raw = lines[number - 1]
        reason = next((reason for reason, block in blocks if number in block), None) or _single(plain(raw), raw, case_id)
        if reason is None and number in printed[:COVER_LINES] and _same(raw, title):
            reason = "cover"  # the title, which is every passage's context
        if reason:
            junk[number] = reason
    return junk | _lone_captions(lines, [n for n in printed if n not in junk])


def _same(line: str, title: str) -> bool:
    """Whether two titles are the same but for blanks, punctuation and words in brackets."""
    bare = [re.sub(r"\([^)]*\)|\W", "", squash(text)) for text in (line, title)]
    return bare[0] == bare[1] != ""


def _lone_captions(lines: Sequence[str], kept: Sequence[int]) -> dict[int, Reason]:
    """Captions of photographs that are not in the text: `< … >` with nothing it could be the title of below, and `▲ …`."""
    found: dict[int, Reason] = {}
    for number, following in pairwise((*kept, 0)):
        text = plain(lines[number - 1])
        below = _rank(lines[following - 1]) if following else 0
        near = following and following <= number + 6 and not _CAPTION.fullmatch(plain(lines[following - 1]))
        titled = text[:1] != "▲" and near and below in {_BULLET, _TABLE, _PLAIN}
        if "\t" not in lines[number - 1] and not has_html(lines[number - 1]) and _CAPTION.fullmatch(text) and not titled:
            found[number] = "lone caption"
    return found


def outside_junk(lines: Sequence[str], numbers: Sequence[int]) -> dict[int, Reason]:
    """The reasons for lines outside all cases: the contents, the minister's preface, dividing pages."""
    junk: dict[int, Reason] = {}
    preface = False
    for number in (n for n in numbers if lines[n - 1].strip()):
        text = plain(lines[number - 1])
        preface = preface or text == "발간사"
        junk[number] = "preface" if preface else _single(text, lines[number - 1], "") or "contents"
        preface = preface and not text.startswith("고용노동부 장관")
    return junk
