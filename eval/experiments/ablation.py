"""What each lever of the ranking is worth: every one moved against the whole system, over the same queries.

Differences are tested by paired randomisation, and the p-values corrected by Holm's method over the whole table
(eval/experiments/compare.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from corpus.errors import ModelError
from eval.experiments.compare import holm
from eval.experiments.curve import RememberingEncoder
from eval.experiments.levers import Lever
from eval.metrics.ranking_metrics import Measured, randomisation_test, summarise
from eval.runs.index_variants import reindex
from eval.runs.robustness import Variant, bind_search, measure_typed
from eval.runs.search_runs import measure_runs, run_searcher
from eval.sets.judged import Judged
from indexer.model.adapter import STRENGTH
from indexer.model.encoder import Encoder
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker

MEASURES = ("nDCG@10", "need nDCG@10", "noisy nDCG@10", "topics nDCG@10", "evidence hit@1", "evidence hit@5")
MISTYPED = "mistyped nDCG@10"
WHOLE = Lever("the whole system")
Progress = Callable[[str, int, int], None]
Arm = dict[str, Measured]
"""Measure → its values with a lever moved."""
Groups = Mapping[str, Sequence[Lever]]


@dataclass(frozen=True, slots=True)
class System:
    """The system whose levers are moved: its searcher, its encoder at any strength of the adapter, and where vectors are kept."""

    searcher: CaseSearcher
    encoder_at: Callable[[float], Encoder]
    root: Path


@dataclass(frozen=True, slots=True)
class AblationCell:
    """A measure with a lever moved, its difference from the whole system, and that difference's p-value, as it is and corrected."""

    value: Measured
    difference: Measured
    p: float
    p_holm: float


@dataclass(frozen=True, slots=True)
class Ablation:
    """The whole system's measures; and group → lever → measure → cell."""

    whole: Arm
    groups: dict[str, dict[str, dict[str, AblationCell]]]

    @property
    def cells(self) -> int:
        """How many differences are tested: the family of Holm's correction."""
        return sum(len(cells) for levers in self.groups.values() for cells in levers.values())


def ablate(system: System, judged: Judged, variants: Sequence[Variant], groups: Groups, progress: Progress = lambda *_: None) -> Ablation:
    """Measure the whole system, then each lever of each group; `variants` are mistyped queries, and may be none.

    Raises:
        ModelError: when there is no model.
        EvalDataError: when a judged case is not in the index.

    """
    encoder = system.searcher.ranker.encoder
    if encoder is None:
        raise ModelError("임베딩 모델 없이는 지렛대를 비교할 수 없습니다. 'saerye build'로 색인을 만드십시오.")
    encoders = {STRENGTH: RememberingEncoder(encoder)}
    every = [WHOLE, *chain.from_iterable(groups.values())]
    arms: list[Arm] = []
    for done, lever in enumerate(every, 1):
        if lever.adapter not in encoders:
            encoders[lever.adapter] = RememberingEncoder(system.encoder_at(lever.adapter))
        arms.append(measure_arm(move_lever(system, lever, encoders[lever.adapter]), judged, variants, lever))
        progress("지렛대", done, len(every))
    names = [(group, lever.name) for group, levers in groups.items() for lever in levers]
    return tabulate(arms[0], dict(zip(names, arms[1:], strict=True)))


def move_lever(system: System, lever: Lever, encoder: Encoder) -> CaseSearcher:
    """Return the searcher with a lever moved; another index is made only where the lever changes what is indexed."""
    ranker = system.searcher.ranker
    weights = replace(ranker.weights, **lever.weights)
    if lever.passages is None and lever.adapter == STRENGTH:
        return system.searcher.reweigh(weights, encoder)
    index = reindex(ranker.index, lever.passages or tuple, ranker.analyser, encoder, system.root)
    return CaseSearcher(Ranker(index, ranker.analyser, encoder, weights=weights))


def reweigh_searcher(searcher: CaseSearcher, lever: Lever) -> CaseSearcher:
    """Return a searcher over the same index and parts, with the weights that a lever moves."""
    return searcher.reweigh(replace(searcher.ranker.weights, **lever.weights))


def measure_arm(searcher: CaseSearcher, judged: Judged, variants: Sequence[Variant], lever: Lever) -> Arm:
    """Return the table's measures of a searcher, asked as the lever asks."""
    runs = run_searcher(searcher, judged, lever.mode, as_typed=lever.as_typed)
    measured = {found.name: found for found in measure_runs(runs, judged)}
    arm = {name: measured[name] for name in MEASURES if name in measured}
    if variants:
        arm[MISTYPED] = measure_typed(variants, bind_search(searcher, lever.mode), as_typed=lever.as_typed)
    return arm


def tabulate(whole: Arm, arms: Mapping[tuple[str, str], Arm]) -> Ablation:
    """Return what (group, lever) → measures says against the whole system."""
    differences = {
        (group, lever, name): {query: value - whole[name].values[query] for query, value in found.values.items()}
        for (group, lever), arm in arms.items()
        for name, found in arm.items()
    }
    p_values = {place: randomisation_test(list(values.values())) for place, values in differences.items()}
    corrected = holm(p_values)
    groups: dict[str, dict[str, dict[str, AblationCell]]] = {}
    for place, values in differences.items():
        group, lever, name = place
        cell = AblationCell(arms[group, lever][name], summarise(name, values), p_values[place], corrected[place])
        groups.setdefault(group, {}).setdefault(lever, {})[name] = cell
    return Ablation(whole, groups)
