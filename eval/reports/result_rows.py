"""What the console shows of results, as rows of text: tab-separated for other programs, aligned for a reader."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from eval.experiments.ablation import WHOLE, Ablation
from eval.experiments.breakdown import Failure
from eval.experiments.compare import Compared
from eval.experiments.curve import CurvePoint
from eval.metrics.folds import mean_and_deviation
from eval.metrics.ranking_metrics import Measured
from eval.runs.robustness import Robustness

Row = list[str]
NONE_TOLD: Mapping[str, float | None] = {}


def render(rows: Iterable[Sequence[str]], *, aligned: bool) -> list[str]:
    """Return a line a row: columns padded for a terminal, where a Korean character takes two places, or parted by tabs."""
    cells = [[cell.replace("\t", " ") for cell in row] for row in rows]
    if not aligned:
        return ["\t".join(row) for row in cells]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def comparison_rows(compared: Sequence[Compared]) -> list[Row]:
    """Return a row a measure, a heading first."""
    heads = ["measure", "first", "second", "difference", "low", "high", "p", "p_holm", "wins", "ties", "losses"]
    return [heads, *(_comparison(row) for row in compared)]


def change_rows(compared: Iterable[Compared], shown: int) -> list[Row]:
    """Return the queries each measure saw change most, a heading first."""
    heads = ["measure", "query", "first", "second", "text"]
    changes = [(row.name, change) for row in compared for change in row.changes[:shown]]
    return [heads, *([name, change.id, *_figures(change.before, change.after), change.query] for name, change in changes)]


def failure_rows(failures: Iterable[Failure]) -> list[Row]:
    """Return a row a failure, a heading first: its gold and what it got side by side."""
    heads = ["query", "kind", "gold", "place", "first_grade", "hits", "gold_lines", "gold_passages", "evidence", "text"]
    return [heads, *(_failure(failure) for failure in failures)]


def group_rows(grouping: str, measure: str, groups: Iterable[Measured], unjudged: Mapping[str, float | None] = NONE_TOLD) -> list[Row]:
    """Return a row a group of queries, a heading first; with the share of first results that is `unjudged`, by group, where it is known."""
    heads = [grouping, "queries", measure, "low", "high", *(["unjudged"] if unjudged else [])]
    return [
        heads,
        *([group.name, str(len(group.values)), *_measured_cells(group), *share_cells(unjudged, group.name)] for group in groups),
    ]


def share_cells(shares: Mapping[str, float | None], name: str) -> Row:
    """Return the cell of a share, "-" where it is not known; none where there are no shares."""
    share = shares.get(name)
    return ([] if not shares else ["-"]) if share is None else [f"{share:.3f}"]


def curve_rows(weight: str, points: Sequence[CurvePoint]) -> list[Row]:
    """Return a row a value of the weight, a heading first: each measure's mean over folds and its deviation."""
    names = list(points[0].folds)
    heads = [weight, *(head for name in names for head in (name, "sd"))]
    return [
        heads,
        *([f"{point.value:g}", *(cell for name in names for cell in _figures(*mean_and_deviation(point.folds[name])))] for point in points),
    ]


def robustness_rows(found: Mapping[str, Robustness]) -> list[Row]:
    """Return a row a phenomenon, a heading first: nDCG@10, the shares of the clean queries' that are left and kept, and whether enough."""
    heads = ["phenomenon", "queries", "clean", "as_typed", "repaired", "left", "low", "high", "kept", "low", "high", "enough"]
    return [heads, *([phenomenon, *_robustness(each)] for phenomenon, each in found.items())]


def ablation_rows(ablation: Ablation) -> list[Row]:
    """Return a row a lever and measure, a heading first; the whole system has no difference from itself."""
    heads = ["group", "lever", "measure", "value", "low", "high", "difference", "low", "high", "p", "p_holm"]
    whole = [["", WHOLE.name, name, *_measured_cells(found), *["-"] * 5] for name, found in ablation.whole.items()]
    moved = [
        [group, lever, name, *_measured_cells(cell.value), *_signed_cells(cell.difference), f"{cell.p:.4f}", f"{cell.p_holm:.4f}"]
        for group, levers in ablation.groups.items()
        for lever, cells in levers.items()
        for name, cell in cells.items()
    ]
    return [heads, *whole, *moved]


def _robustness(each: Robustness) -> Row:
    means = _figures(each.clean.mean, each.typed.mean, each.repaired.mean)
    shares = [figure for share in (each.left, each.kept) for figure in _figures(share.value, share.low, share.high)]
    return [str(len(each.clean.values)), *means, *shares, "yes" if each.enough else "NO"]


def _measured_cells(found: Measured) -> Row:
    return _figures(found.mean, found.low, found.high)


def _signed_cells(found: Measured) -> Row:
    return [f"{value:+.3f}" for value in (found.mean, found.low, found.high)]


def _comparison(row: Compared) -> Row:
    means = _figures(row.before, row.after)
    signed = [f"{value:+.3f}" for value in (row.difference, row.low, row.high)]
    return [row.name, *means, *signed, f"{row.p:.4f}", f"{row.p_holm:.4f}", *map(str, (row.wins, row.ties, row.losses))]


def _failure(failure: Failure) -> Row:
    lines = " ".join(f"{first}-{last}" for first, last in failure.lines)
    lists = [" ".join(names) or "-" for names in (failure.hits, lines.split(), failure.gold, failure.evidence)]
    return [failure.id, failure.kind, failure.case, str(failure.place or "-"), str(failure.grade), *lists, failure.query]


def _figures(*values: float) -> Row:
    return [f"{value:.3f}" for value in values]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
