"""Lists of rows as answers over cases tell them: places with their numbers, and the working's line for each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.numbers import amount, apart, number
from answers.reckoning.request.wanted import AGAINST, By, number_of
from answers.reckoning.table.figures import Row
from answers.reckoning.table.telling import places, stated, titled

LONGEST = 25  # lines of a working
_PROGRAMME = re.compile(r"사업|사례|과정|프로그램|프로젝트")


def names(text: str, rows: Sequence[Row]) -> list[str]:
    """Return what a list calls its rows: the place, with the programme's title where the question asks for programmes."""
    return [titled(row) for row in rows] if _PROGRAMME.search(text) else places(rows)


def listed(text: str, rows: Sequence[Row], by: By) -> str:
    """Return rows with their numbers: "음성군(77.2%), 부여군(76.3%)"."""
    return ", ".join(f"{name}({_told(row, by)})" for name, row in zip(names(text, rows), rows, strict=True))


def lines(said: str, rows: Sequence[Row], by: By, notes: Sequence[str] = ()) -> str:
    """Return a working: what was done, every row with its target and result, and what to know about them."""
    left = [f"- 그 밖에 {len(rows) - LONGEST}개"] if len(rows) > LONGEST else []
    shown = zip(rows[:LONGEST], places(rows), strict=False)
    return "\n".join([said, *(f"- {stated(row, name)}{_against(row, by)}" for row, name in shown), *left, *notes])


def _told(row: Row, by: By) -> str:
    """Return a row's number; against its target with both."""
    value = number_of(row, by)
    if value is None:
        return "값 없음"
    if by not in AGAINST or row.actual is None or row.target is None:
        return row.told(value)
    if by == "attained":
        return f"{number(value, 1)}%, {row.told(row.actual)} ÷ {row.told(row.target)}"
    return f"실적 {row.told(row.actual)}, 목표 {row.told(row.target)}, 차이 {amount(value, apart(row.unit))}"


def _against(row: Row, by: By) -> str:
    """Return what a row comes to against its target, for the end of its line."""
    value = number_of(row, by)
    if value is None or by not in AGAINST:
        return ""
    return f" → {number(value, 1)}%" if by == "attained" else f" → {amount(value, apart(row.unit))}"
