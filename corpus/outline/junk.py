"""Which lines of a text are no content at all, each with the reason. Line numbers are 1-based."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.model.facets import PROVINCE, values_of
from corpus.model.nouns import Case
from corpus.model.profile import CaseSpan, Reason
from corpus.outline.book_rules import BookRules, ClippingRule
from corpus.outline.marks import BULLET, PLAIN, TABLE, Marks, plain
from corpus.outline.text_tables import has_html, squash

REASON_NAMES: dict[Reason, str] = {
    "cover": "표지", "contents": "차례", "preface": "발간사", "footer": "꼬리말", "rule line": "구분선",
    "lone caption": "홀로 선 사진 설명", "newspaper clipping": "신문 기사 사진", "patent notice": "특허 통지서",
    "colophon": "판권", "duplicate table": "겹쳐 실린 표",
    "misplaced subtitle": "잘못 놓인 소제목", "page furniture": "쪽 장식",
}  # fmt: skip
COVER_LINES = 20  # a case's cover lies within so many non-blank lines
COVER_LENGTH = 40  # characters: a longer line above a cover is no part of it

_COLOPHON_LINES = 8  # a colophon begins within so many non-blank lines of a case's end
_RULE_LINE = re.compile(r"[\s|:+]*[-─—–=_*]{3,}[\s\-─—–=_*|:+]*")
_WORDLESS = re.compile(r"[^\w\t]*", re.UNICODE)
_CAPTION = re.compile(r"[<〈＜](?!<|표)[^<>]*[>〉＞]|▲ ?[가-힣][^\d%]*")
_NUMBERING = re.compile(r"\d\)|[1-9]\. ")


def case_junk(lines: Sequence[str], span: CaseSpan, card: Case, rules: BookRules) -> dict[int, Reason]:
    """The lines of a case that are no content, each with the reason. Everything that could be content is left in."""
    junk: dict[int, Reason] = {}
    first, last = span.first, span.last
    cover = cover_end(lines, first, last, (span.region, *values_of(card, PROVINCE)))
    printed = [n for n in range(first, last + 1) if lines[n - 1].strip()]
    blocks: tuple[tuple[Reason, range | set[int]], ...] = (
        ("cover", range(first, cover + 1)),
        *((rule.reason, _clippings(lines, span, rule, rules.marks)) for rule in rules.clippings),
        ("colophon", range(_colophon(lines, printed, rules) or last + 1, last + 1)),
    )
    for number in printed:
        raw = lines[number - 1]
        reason = next((reason for reason, block in blocks if number in block), None) or _single(plain(raw), raw, card.id, rules)
        if reason is None and number in printed[:COVER_LINES] and _same(raw, card.title):
            reason = "cover"  # the title, which is every passage's context
        if reason:
            junk[number] = reason
    return junk | _lone_captions(lines, [n for n in printed if n not in junk], rules.marks)


def outside_junk(lines: Sequence[str], numbers: Sequence[int], rules: BookRules) -> dict[int, Reason]:
    """The reasons for lines outside all cases: the contents, a preface, dividing pages."""
    junk: dict[int, Reason] = {}
    preface = False
    for number in (n for n in numbers if lines[n - 1].strip()):
        text = plain(lines[number - 1])
        preface = preface or (rules.preface is not None and rules.preface[0].fullmatch(text) is not None)
        junk[number] = "preface" if preface else _single(text, lines[number - 1], "", rules) or "contents"
        preface = preface and rules.preface is not None and not rules.preface[1].fullmatch(text)
    return junk


def cover_end(lines: Sequence[str], first: int, last: int, regions: Sequence[str]) -> int:
    """The last line of a case's cover (its region's name, with or without the case's number), `first` - 1 where there is none."""
    name = re.compile(rf"(?:[\d①-⑮]+ ?)?(?:{'|'.join(map(re.escape, regions))})")
    printed = [n for n in range(first, last + 1) if lines[n - 1].strip()][:COVER_LINES]
    return max((n for n in printed if name.fullmatch(plain(lines[n - 1]))), default=first - 1)


def _colophon(lines: Sequence[str], printed: Sequence[int], rules: BookRules) -> int | None:
    """The line on which the book's colophon begins at the end of a case, None where it does not."""
    pattern = rules.colophon
    return next((n for n in printed[-_COLOPHON_LINES:] if pattern and pattern.fullmatch(plain(lines[n - 1]))), None)


def _clippings(lines: Sequence[str], span: CaseSpan, rule: ClippingRule, marks: Marks) -> set[int]:
    """Lines of clippings of one kind: each from its start to its end, or to the next heading or mark."""
    found: set[int] = set()
    for start in (n for n in range(span.first, span.last + 1) if rule.start.fullmatch(plain(lines[n - 1]))):
        found.update(range(start, _clipping_end(lines, start, span.last, rule, marks)))
    return found


def _clipping_end(lines: Sequence[str], start: int, last: int, rule: ClippingRule, marks: Marks) -> int:
    """The line after a clipping that begins at `start`; `start` itself where it does not end as it should."""
    if rule.end is None:
        below = ((n, plain(lines[n - 1])) for n in range(start + 1, last + 1))
        return next((n for n, words in below if words and (marks.rank(words) != PLAIN or _NUMBERING.match(words))), last + 1)
    block = range(start, min(last, start + rule.within) + 1)
    ends = [n for n in block if rule.end.fullmatch(plain(lines[n - 1]))]
    return ends[0 if rule.ends_at == "first" else -1] + 1 if ends else start


def _single(text: str, raw: str, case_id: str, rules: BookRules) -> Reason | None:
    """The reason for dropping a line that can be told from the line alone."""
    if text in rules.footers:
        return "footer"
    if rules.misplaced.get(text, case_id) != case_id:
        return "misplaced subtitle"
    if _RULE_LINE.fullmatch(raw.strip()):
        return "rule line"
    if (rules.page_number and rules.page_number.fullmatch(text)) or ("\t" not in raw and _WORDLESS.fullmatch(text)):
        return "page furniture"
    return None


def _same(line: str, title: str) -> bool:
    """Whether two titles are the same but for blanks, punctuation and words in brackets."""
    bare = [re.sub(r"\([^)]*\)|\W", "", squash(text)) for text in (line, title)]
    return bare[0] == bare[1] != ""


def _lone_captions(lines: Sequence[str], kept: Sequence[int], marks: Marks) -> dict[int, Reason]:
    """Captions of photographs that are not in the text: `< … >` with nothing it could be the title of below, and `▲ …`."""
    found: dict[int, Reason] = {}
    for number, following in pairwise((*kept, 0)):
        text = plain(lines[number - 1])
        below = marks.rank(lines[following - 1]) if following else 0
        near = following and following <= number + 6 and not _CAPTION.fullmatch(plain(lines[following - 1]))
        titled = text[:1] != "▲" and near and below in {BULLET, TABLE, PLAIN}
        if "\t" not in lines[number - 1] and not has_html(lines[number - 1]) and _CAPTION.fullmatch(text) and not titled:
            found[number] = "lone caption"
    return found
