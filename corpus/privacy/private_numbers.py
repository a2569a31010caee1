"""A text → its private numbers: digits are read in groups with what joins them; each run of groups is held against the table of forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.privacy.number_forms import FORMS, NumberForm, area_length, is_hotline
from corpus.privacy.private_span import PrivateSpan, before_on_line

MOST_GROUPS = 6
NEAR = 24
"""Characters before a number in which the word stands that says what it is; behind it a third of them."""
_DIGITS = re.compile(r"\d+")
_JOIN = re.compile(r" ?[-.] ?| {1,2}|\) ?-?|-?\((?=0\))|[/~]")
_APART = re.compile(r" *|[/~]")
_COUNTED = re.compile(r" ?(?:[천백십]?만|[천백십]|[억조])? ?(?:원|명|개|건|호|㎡|톤|회|주|달러|년|m2|kg)")
_OF_GOODS = re.compile(r"(?:바코드|상품|물품|ISBN|ISSN|특허|출원|승인|고시|공고|강좌|과목) ?(?:번호|등록|코드)?[ :제]{0,3}$")
_HIDDEN_HALF = re.compile(r"[*xX●○]{4,}")
_FIGURE_OR_END = re.compile(r"[\d\n]")
_PASSPORT = re.compile(r"여권[^\d\n]{0,12}?(?P<rest>[A-Z](?:\d{8}|\d{3}[A-Z]\d{4}))(?![\w-])")


@dataclass(frozen=True, slots=True)
class _Chain:
    """Groups of digits that stand together, and what joins each to the next."""

    groups: tuple[tuple[int, int], ...]
    joins: tuple[str, ...]


def number_spans(plain: str) -> Iterator[PrivateSpan]:
    """Yield the private numbers of a plain text: of a telephone number what follows its area, of the others all."""
    for chain in _chains(plain):
        yield from _spans_of(plain, chain)
    for found in _PASSPORT.finditer(plain):
        yield PrivateSpan(*found.span("rest"), "registration")


def _chains(plain: str) -> Iterator[_Chain]:
    groups: list[tuple[int, int]] = []
    joins: list[str] = []
    for found in _DIGITS.finditer(plain):
        between = plain[groups[-1][1] : found.start()] if groups else ""
        if groups and _JOIN.fullmatch(between):
            joins.append(between)
        elif groups:
            yield _Chain(tuple(groups), tuple(joins))
            groups, joins = [], []
        groups.append(found.span())
    if groups:
        yield _Chain(tuple(groups), tuple(joins))


def _spans_of(plain: str, chain: _Chain) -> Iterator[PrivateSpan]:
    """Yield what a chain holds, from the left, the longest run that is a number first."""
    at, count = 0, len(chain.groups)
    while at < count:
        found = None
        if _may_begin(plain, chain, at):
            ends = (end for end in range(min(count, at + MOST_GROUPS), at, -1) if _may_end(plain, chain, end))
            found = next(((end, span) for end in ends if (span := _read(plain, chain.groups[at:end]))), None)
        if found is None:
            at += 1
        else:
            yield found[1]
            at = found[0]


def _may_begin(plain: str, chain: _Chain, at: int) -> bool:
    """Tell whether a number may begin here: no figure runs on to it (1,234-5,678)."""
    start = chain.groups[at][0]
    return bool(_APART.fullmatch(chain.joins[at - 1])) if at else not re.search(r"\d[,.-]$", plain[max(0, start - 2) : start])


def _may_end(plain: str, chain: _Chain, end: int) -> bool:
    last = chain.groups[end - 1][1]
    return (
        bool(_APART.fullmatch(chain.joins[end - 1]))
        if end < len(chain.groups)
        else not re.match(r"[,.-]\d|-(?=\w)", plain[last : last + 2])
    )


def _read(plain: str, groups: Sequence[tuple[int, int]]) -> PrivateSpan | None:
    """Return what a run of groups is, None where it is nothing private."""
    start, end = groups[0][0], groups[-1][1]
    digits = "".join(plain[first:last] for first, last in groups)
    lengths = tuple(last - first for first, last in groups)
    counts = len(groups) == 1 and _COUNTED.match(plain, end) is not None
    before = before_on_line(plain, start, NEAR)
    if _OF_GOODS.search(before):
        return None
    if not counts and (rest := _telephone(plain, groups, digits, lengths)):
        return PrivateSpan(rest, end, "phone")
    if lengths == (6, 1) and (hidden := _HIDDEN_HALF.match(plain, end)):
        return PrivateSpan(start, hidden.start(), "registration")
    behind = _FIGURE_OR_END.split(plain[end : end + NEAR // 3], maxsplit=1)[0]
    beside = f"{_FIGURE_OR_END.split(before)[-1]}\0{behind}"
    joined = all("." not in plain[one[1] : other[0]] for one, other in pairwise(groups))
    form = next((form for form in FORMS if joined and _fits(form, digits, lengths, beside, counts=counts)), None)
    return PrivateSpan(start, end, form.kind) if form else None


def _fits(form: NumberForm, digits: str, lengths: tuple[int, ...], beside: str, *, counts: bool) -> bool:
    labelled = form.label is None or form.label.search(beside) is not None
    return form.lengths(lengths) and form.fits(digits) and labelled and not (counts and form.counted)


def _telephone(plain: str, groups: Sequence[tuple[int, int]], digits: str, lengths: tuple[int, ...]) -> int:
    """Return where a telephone number goes on behind its area; 0 where it is none."""
    start, end = groups[0][0], groups[-1][1]
    if lengths == (4, 4) and is_hotline(digits) and plain[groups[0][1] : groups[1][0]].strip() == "-" and not _COUNTED.match(plain, end):
        return groups[1][0]
    if not digits.startswith("0") and not digits.startswith("82"):
        return 0
    if digits.startswith("82") and lengths[0] != 2 and plain[max(0, start - 1) : start] != "+":  # noqa: PLR2004 - the country alone
        return 0
    area = area_length(digits, grouped=len(groups) > 2)  # noqa: PLR2004 - area, exchange, number
    if not area or (len(groups) > 1 and lengths[-1] not in {4, 7, 8}):
        return 0
    left = area
    for first, last in groups:  # the place of the digit that comes after the area
        if left < last - first:
            return first + left if left == 0 or first + left < last else 0
        left -= last - first
    return 0
