"""One weight of the ranking over a grid of values, measured on folds by case.

A value that is best on all queries was chosen on them; `chosen_elsewhere` says what choosing it on the other folds would have given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from eval.metrics.folds import fold_means
from eval.runs.saved_results import units
from eval.runs.search_runs import list_asked_queries, measure_runs, run_searcher
from eval.sets.judged import Judged
from indexer.model.encoder import Encoder, Vectors
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Mode
from service.search.ranking.ranking_weights import RankingWeights

CASE_MEASURES = ("nDCG@10", "MRR", "success@1", "recall@3", "topics nDCG@10")
EVIDENCE_MEASURES = ("evidence hit@1", "evidence hit@5")
WEIGHTS = tuple(field.name for field in fields(RankingWeights))
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A value of the weight, and each measure's means fold by fold."""

    value: float
    folds: dict[str, list[float]]


def grid(weight: str) -> tuple[float, ...]:
    """Return the values to try for a weight, its default among them: counts for what counts, tenths from 0 to 1 for a share."""
    default = getattr(RankingWeights(), weight)
    values = (1, 2, 3, 4, 6, 8, 12, 16, 24) if isinstance(default, int) else tuple(step / 10 for step in range(11))
    return tuple(sorted({*values, default}))


def measures_of(weight: str) -> tuple[str, ...]:
    """Return the names of the measures that a weight can change: `depth` is about cases, not about passages."""
    return CASE_MEASURES if weight == "depth" else CASE_MEASURES + EVIDENCE_MEASURES


class RememberingEncoder:
    """An encoder that embeds each query once: the vectors are the same whatever the weights."""

    def __init__(self, encoder: Encoder) -> None:
        """Hold the encoder that does the work."""
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    @property
    def model_id(self) -> str:
        """Id of the model behind."""
        return self._encoder.model_id

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of queries, shape (len(texts), dimension)."""
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.queries([text])[0]
        return np.array([self._known[text] for text in texts], dtype=np.float32).reshape(-1, self.dimension)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of passages, shape (len(texts), dimension)."""
        return self._encoder.passages(texts)


def curve(
    searcher: CaseSearcher,
    judged: Judged,
    weight: str,
    values: Sequence[float],
    mode: Mode = "hybrid",
    progress: Progress = lambda *_: None,
) -> Iterator[CurvePoint]:
    """Yield a point for each value of a weight, the searcher's other weights kept.

    Raises:
        ModelError: when the mode needs a model and the searcher has none.

    """
    ranker = searcher.ranker
    encoder = RememberingEncoder(ranker.encoder) if ranker.encoder else None
    names = measures_of(weight)
    for done, value in enumerate(values, 1):
        weights = replace(ranker.weights, **{weight: type(getattr(ranker.weights, weight))(value)})
        runs = run_searcher(searcher.reweigh(weights, encoder), judged, mode)
        measured, unit_of = {found.name: found.values for found in measure_runs(runs, judged)}, units(list_asked_queries(judged, runs))
        yield CurvePoint(value, {name: fold_means(measured[name], unit_of) for name in names if name in measured})
        progress(weight, done, len(values))


def choose_elsewhere(points: Sequence[CurvePoint], measure: str) -> list[tuple[float, float]]:
    """Return for each fold the value that is best on the mean of the others, and what it gives in this one (the first value on a tie).

    Stone, "Cross-validatory choice and assessment of statistical predictions" (J. R. Statist. Soc. B 36, 1974).
    """
    table = np.array([point.folds[measure] for point in points])
    chosen = []
    for fold in range(table.shape[1]) if table.shape[1] > 1 else ():
        best = int(np.delete(table, fold, axis=1).mean(axis=1).argmax())
        chosen.append((points[best].value, float(table[best, fold])))
    return chosen
