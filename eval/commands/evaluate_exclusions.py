"""What `saerye eval without` does: pairs of queries with and without something left out, measured and told in rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.runs.exclusion_runs import ExclusionRun, run_exclusions
from eval.sets.judged import DATA
from eval.sets.left_out import load_left_out
from service.operations.searcher_opening import open_searcher
from service.operations.settings import Settings
from service.operations.terminal import bars
from service.search.contract.request import Mode


def evaluate_exclusions(settings: Settings, folder: Path | None, mode: Mode) -> ExclusionRun:
    """Search the pairs of a folder, and read the look-alikes and all development queries.

    Raises:
        EvalDataError: when the folder has no pairs.
        ModelError: when the mode needs a model and there is none.

    """
    pairs, look_alikes = load_left_out(folder or DATA)
    searcher = open_searcher(settings)
    with bars() as shown:
        return run_exclusions(searcher, pairs, look_alikes, mode, shown.count, folder or DATA)


def summary_rows(run: ExclusionRun) -> list[Sequence[str]]:
    """Return what was measured, a row each."""
    return [
        ["measure", "n", "value", "interval"],
        *(
            [found.name, str(len(found.values)), f"{found.mean:.3f}", f"[{found.low:.2f}, {found.high:.2f}]"]
            for found in (run.out, run.order)
        ),
        ["triggered by look-alikes", str(run.look_alike_count), f"{_share(run.look_alikes, run.look_alike_count):.3f}", ""],
        ["triggered by development queries", str(run.ordinary), f"{_share(run.found, run.ordinary):.4f}", ""],
    ]


def wrong_rows(run: ExclusionRun) -> Iterator[Sequence[str]]:
    """Yield the pairs with something excluded among the first three, then the rest whose order changed most, then what triggered."""
    yield ["query", "positive", "left out", "first", "wrong", "order"]
    for one in sorted(run.pairs, key=lambda one: (not one.wrong, run.order.values[one.pair.id])):
        if one.wrong or run.order.values[one.pair.id] < 1:
            order = f"{run.order.values[one.pair.id]:.3f}"
            yield [one.pair.query, one.pair.positive, ", ".join(one.told) or "-", " ".join(one.first), " ".join(one.wrong) or "-", order]
    for query in (*run.look_alikes, *run.found):
        yield [query, "-", "triggered", "-", "-", "-"]


def _share(part: Sequence[str], whole: int) -> float:
    return len(part) / whole if whole else 0.0
