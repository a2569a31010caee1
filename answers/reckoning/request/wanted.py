"""What is to be done with figures of several cases: rank, filter, count, add or average them, and by which of their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from answers.asked.question import Question
from answers.reckoning.request.cues import (
    ATTAINED,
    COUNT,
    EACH,
    EXCEEDED,
    HANGUL_NUMBERS,
    MANY,
    MEAN,
    MISSED,
    MOST,
    MOST_BEYOND,
    MUCH,
    NTH,
    REACHED,
    STATED,
    SUM,
    TARGET,
    UNSTATED,
    asks,
    asks_least,
)  # fmt: skip
from answers.reckoning.table.figures import Row
from answers.reckoning.table.telling import attained, beyond
from corpus.facts.quantities import Mention
from corpus.facts.spans import blank_spans

Deed = Literal["rank", "sum", "mean", "count", "filter", "each", "none"]
By = Literal["actual", "target", "attained", "beyond"]
Relation = Literal["≥", "≤", ">", "<", "="]
AGAINST: frozenset[By] = frozenset({"attained", "beyond"})  # numbers that set a figure against its own target
_NO_BOUNDS = frozenset({"세", "년", "date", "ratio", "위"})
_BOUND = re.compile(
    r"\s?(?:원|명|건|개|%|퍼센트|프로|퍼)?\s?(?:을|를|이|가|도|은|는|에도|에|까지|씩|선을)?\s?(?:채\s)?"
    r"(?P<word>이상|이하|미만|초과|넘|못\s?미|미치지|미달|안\s?되|되지|밑|아래|웃돌|웃도|상회|하회|이내|돌파"
    r"|보다\s?(?:더\s?)?(?:많|높|크|큰)|보다\s?(?:더\s?)?(?:적|낮|작)|밖에|에\s?그[친쳤]|인\s|로\s?(?:같|나온|나타난)"
    r"|사이|대(?=[인의를\s])|(?:부터|에서)\s?)"
)
_ENDING = re.compile(r"[가-힣]{1,8}\s*[?？.!~]*")
_SPOKEN_PERCENT = re.compile(r"\s?(?:퍼센트|프로|퍼)")
_OF_TARGET, _NEAR = re.compile(r"목표(?:치)?[의를]?\s?$"), 6  # before a number, in so many characters
_RELATIONS: tuple[tuple[Relation, str], ...] = (
    ("<", r"보다.*[적낮작]|미만|못|미|안|되지|밑|아래|하회"),
    ("≥", r"이상|부터|에서"),
    ("≤", r"이하|이내|사이"),
    ("=", r"밖에|에\s?그|인|로"),
    (">", r"초과|넘|웃|상회|돌파|보다"),
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on one of a row's numbers; `kind` is the unit the bound is in, empty where it is the row's own target."""

    by: By
    relation: Relation
    bound: Fraction
    kind: str = ""

    def meets(self, row: Row) -> bool:
        """Tell whether a row meets the condition; one without the number does not."""
        value = number_of(row, self.by)
        return value is not None and self.admits(value)

    def admits(self, value: Fraction) -> bool:
        """Tell whether a number meets the condition."""
        above, below = value > self.bound, value < self.bound
        return {"≥": not below, "≤": not above, ">": above, "<": below, "=": not above and not below}[self.relation]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants done: the deed, by which number, after which tests.

    For a rank, from which place on (`first`) and how many (0: not said), from the `low` end or not. `stated` and `unstated`: it speaks of
    what cases report, or do not.
    """

    deed: Deed
    by: By
    tests: tuple[Condition, ...]
    low: bool
    first: int
    many: int
    stated: bool
    unstated: bool

    @property
    def against(self) -> bool:
        """Tell whether each figure is only set against its own target, or a bound, so that their ages need not be the same."""
        return self.by in AGAINST or (self.deed in {"filter", "count"} and bool(self.tests))


def number_of(row: Row, by: By) -> Fraction | None:
    """Return a row's number: as stated, or against its target in per cent or in its unit; None where it is not stated."""
    if by == "actual":
        return row.actual
    if by == "target":
        return row.target
    if not row.both or not row.target:
        return None
    return attained(row) if by == "attained" else beyond(row)


def wanted(question: Question) -> Wanted:
    """Return what a question over cases wants done."""
    text, most_beyond = question.text, MOST_BEYOND.search(question.text)
    tests = tuple(_bounds(question)) if most_beyond else tuple(_tests(question))
    deed = _deed(text, tests)
    ranked = MOST.search(text)
    low = asks_least(text, ranked or MUCH.search(text)) or (most_beyond is not None and asks(MISSED, most_beyond.group()))
    first, many = _which(text) if ranked else (1, 0)
    by: By = "attained" if most_beyond else _by(text, tests)
    return Wanted(deed, by, tests, low, first, many, asks(STATED, text), asks(UNSTATED, text))


def _deed(text: str, tests: tuple[Condition, ...]) -> Deed:
    cues: tuple[tuple[Deed, re.Pattern[str]], ...] = (("rank", MOST), ("mean", MEAN), ("count", COUNT), ("sum", SUM))
    if found := next((deed for deed, cue in cues if cue.search(text)), None):
        return found
    if tests:
        return "filter"
    return "each" if EACH.search(text) else "rank" if MUCH.search(text) else "none"


def _which(text: str) -> tuple[int, int]:
    if nth := NTH.search(text):
        return _count(nth[1] or nth[2]), 1
    if many := next((match for match in MANY.finditer(text) if not text.endswith("몇 ", 0, match.start())), None):
        return 1, _count(next(group for group in many.groups() if group))
    return 1, 1


def _count(written: str) -> int:
    return HANGUL_NUMBERS.get(written) or int(written)


def _by(text: str, tests: tuple[Condition, ...]) -> By:
    if ATTAINED.search(text) and not any(test.by == "beyond" for test in tests):
        return "attained"
    if not TARGET.search(text) or any(test.by in AGAINST for test in tests):
        return "actual"
    return "attained" if EXCEEDED.search(text) or MISSED.search(text) else "target"


def _tests(question: Question) -> Iterator[Condition]:
    text, bounds = question.text, list(_bounds(question))
    yield from bounds
    if not TARGET.search(text) or any(test.by == "attained" for test in bounds) or (MOST.search(text) and ATTAINED.search(text)):
        return
    told = _without_bounds(question)
    cues: tuple[tuple[Relation, re.Pattern[str]], ...] = (("<", MISSED), (">", EXCEEDED), ("≥", REACHED))
    if relation := next((relation for relation, cue in cues if cue.search(told)), None):
        yield Condition("beyond", relation, Fraction())


def _bounds(question: Question) -> Iterator[Condition]:
    """Yield the numbers a question sets as bounds: "100억 이상", "70%가 안 되는"; per cent beside 달성률 or 목표의 are of the target."""
    reached = ATTAINED.search(question.text) is not None
    for mention, found in _bounded(question):
        value, word = Fraction(str(mention.value)), found["word"]
        if word.startswith("대"):
            yield Condition("actual", "≥", value, mention.kind)
            yield Condition("actual", "<", value + _step(value), mention.kind)
            continue
        target = reached or _OF_TARGET.search(question.text, max(mention.start - _NEAR, 0), mention.start)
        kind = mention.kind or ("%" if _SPOKEN_PERCENT.match(question.text, mention.end) else "")
        relation = next(relation for relation, pattern in _RELATIONS if re.match(pattern, word.strip()))
        yield Condition("attained" if kind == "%" and target else "actual", relation, value, kind)


def _bounded(question: Question) -> Iterator[tuple[Mention, re.Match[str]]]:
    for mention in question.given:
        if mention.kind not in _NO_BOUNDS and isinstance(mention.value, float) and (found := _BOUND.match(question.text, mention.end)):
            yield mention, found


def find_last_bound(question: Question) -> tuple[Mention, Condition] | None:
    """Return the one bound that a question sets, where a verb's ending alone comes after it ("300명 넘었나요?"); else None."""
    bounded = list(_bounded(question))
    if len(bounded) != 1 or bounded[0][1]["word"].startswith("대"):
        return None
    mention, found = bounded[0]
    return (mention, next(_bounds(question))) if _ENDING.fullmatch(question.text, found.end()) else None


def _step(value: Fraction) -> Fraction:
    """Return the width of a band: "70%대" is up to 80, "1만 명대" up to 2만."""
    step = Fraction(1)
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def _without_bounds(question: Question) -> str:
    """Return a text without its bounds, whose words would pass for those of a target: "10만 명을 넘는"."""
    return blank_spans(question.text, ((mention.start, found.end()) for mention, found in _bounded(question)))
