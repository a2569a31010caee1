"""What `saerye eval plans` does: drafts of plans compared with the cases, measured and told in rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.runs.plan_runs import run_plans
from eval.sets.plan_drafts import load_plan_drafts
from service.operations.searcher_opening import open_searcher
from service.operations.settings import Settings
from service.operations.terminal import bars


def evaluate_plans(settings: Settings) -> Iterator[Sequence[str]]:
    """Yield what was measured, a row each.

    Raises:
        EvalDataError: when the drafts cannot be read.
        ModelError: when there is no model.

    """
    searcher, drafts = open_searcher(settings), load_plan_drafts()
    with bars() as shown:
        found = run_plans(searcher, drafts, shown.count)
    yield ["measure", "n", "value", "interval"]
    for one in found:
        yield [one.name, str(len(one.values)), f"{one.mean:.3f}", f"[{one.low:.2f}, {one.high:.2f}]"]
