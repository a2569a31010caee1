"""Results as Markdown tables, for a README or a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eval.experiments.compare import Compared, compare
from eval.metrics.ranking_metrics import Measured
from eval.runs.robustness import LEAST_KEPT
from eval.runs.saved_results import KEPT, Result


def markdown_report(results: Sequence[Result]) -> str:
    """Return the measures, the differences from the first result, and what mistyped queries keep.

    Raises:
        EvalDataError: when the results are not of the same judged set.

    """
    names = [name for name in results[0].measures if all(name in result.measures for result in results)]
    lines = table(
        ["measure", *(result.about.name for result in results)],
        (row for name in names for row in _measure_rows(results, name)),
    )
    for later in results[1:]:
        lines += _comparison(results[0], later)
    for result in results:
        lines += _robustness(result)
    return "\n".join(lines) + "\n"


def _measure_rows(results: Sequence[Result], name: str) -> list[list[str]]:
    """Return the row of a measure and, under an nDCG, how much of the first results nobody judged."""
    shares = [result.share_unjudged(name) for result in results]
    told = [[f"{name}: unjudged of the first {KEPT}", *("–" if share is None else f"{share:.1%}" for share in shares)]]
    return [[name, *(interval(result.measures[name]) for result in results)], *(told if any(share is not None for share in shares) else [])]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table's lines; a bar within a cell does not part it."""
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |" for cells in (heads, ["---"] * len(heads), *rows)]


def interval(found: Measured) -> str:
    """Write a mean with its interval."""
    return f"{found.mean:.3f} [{found.low:.2f}, {found.high:.2f}]"


def difference(row: Compared) -> str:
    """Write a mean difference with its interval."""
    return f"{row.difference:+.3f} [{row.low:+.3f}, {row.high:+.3f}]"


def _comparison(first: Result, later: Result) -> list[str]:
    overall, by_kind = compare(first, later)
    families = f"overall ({len(overall)}) and by kind ({len(by_kind)})"
    heads = ["measure", "difference", "p", "p (Holm)", "wins/ties/losses"]
    rows = (
        [row.name, difference(row), f"{row.p:.4f}", f"{row.p_holm:.4f}", f"{row.wins}/{row.ties}/{row.losses}"]
        for row in (*overall, *by_kind)
    )
    told = f"{later.about.name} − {first.about.name}; p: paired randomisation test, Holm over each family: {families}."
    return ["", told, "", *table(heads, rows)]


def _robustness(result: Result) -> list[str]:
    if not result.robustness:
        return []
    heads = ["phenomenon", "queries", "clean", "as typed", "repaired", f"share kept (at least {LEAST_KEPT:g})"]
    rows = (
        [name, str(len(each.clean.values)), *(f"{found.mean:.3f}" for found in (each.clean, each.typed, each.repaired)), str(each.kept)]
        for name, each in result.robustness.items()
    )
    return ["", f"{result.about.name}: mistyped queries, nDCG@10; one case a query is judged, all others are not.", "", *table(heads, rows)]
