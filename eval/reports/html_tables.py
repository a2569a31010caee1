"""Tables of a report's page: cells escaped, and the measures by length, book and case of the queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from corpus.model.ids import book_of
from eval.experiments.breakdown import breakdown
from eval.reports.markdown import interval
from eval.runs.saved_results import GAIN, Result

SHOWN_BY_GROUP = ("nDCG@10", "MRR", "success@1", "evidence hit@5")
LENGTH_NAMES = {"short": "짧음(1~4어절)", "medium": "보통(5~8어절)", "long": "긺(9어절~)"}
Cell = str | int | float | None


def table_by_length(result: Result) -> str:
    """Return the measures by length of the queries."""
    return f"<h2>질의의 길이별</h2>{_group_table(result, 'length', LENGTH_NAMES, '길이')}"


def table_by_book(result: Result) -> str:
    """Return the measures by book; "" where all queries are of one."""
    if len({book_of(asked.case) for asked in result.queries.values() if asked.case}) < 2:  # noqa: PLR2004 - nothing to tell apart
        return ""
    return f"<h2>자료별</h2>{_group_table(result, 'book', {}, '자료')}"


def table_by_case(result: Result, titles: Mapping[str, str]) -> str:
    """Return the measures by case."""
    named = {case: f"{case} {title}" for case, title in titles.items()}
    return f"<h2>사례별</h2>{_group_table(result, 'case', named, '사례')}"


def _group_table(result: Result, grouping: str, names: Mapping[str, str], head: str) -> str:
    shown = [name for name in SHOWN_BY_GROUP if name in result.measures]
    by_measure = [breakdown(result, name, grouping) for name in shown]
    rows: list[list[Cell]] = [
        [names.get(groups[0].name, groups[0].name), len(groups[0].values), *(interval(group) for group in groups)]
        for groups in zip(*by_measure, strict=True)
    ]
    if gained := next((name for name in shown if GAIN in name), None):
        for row, group in zip(rows, by_measure[shown.index(gained)], strict=True):
            row.append(write_share(result.share_unjudged(gained, group.values)))
    return write_table([head, "질의", *shown, *(["판정 없음"] if gained else [])], rows, numbers=1)


def write_table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], numbers: int | None = None) -> str:
    """Return a table; cells from column `numbers` on stand to the right."""

    def cells(tag: str, row: Sequence[Cell]) -> str:
        return "".join(
            f"<{tag}{' class=n' if numbers is not None and place >= numbers else ''}>{escape(_text(cell))}</{tag}>"
            for place, cell in enumerate(row)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<div><table><thead><tr>{cells('th', heads)}</tr></thead><tbody>{body}</tbody></table></div>"


def _text(cell: Cell) -> str:
    return "–" if cell is None else f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def write_share(share: float | None) -> str | None:
    """Write a share in hundredths."""
    return None if share is None else f"{share:.1%}"
