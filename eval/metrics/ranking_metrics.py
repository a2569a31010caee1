"""From runs and judgments to per-query values, means and intervals. The one door to ir_measures and scipy.

Measures carry the names ir-measures gives them, and come from its providers; a judged query that a run forgot counts as zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import ir_measures
import numpy as np
from ir_measures import RR, Bpref, Judged, R, Success, nDCG
from numpy.typing import NDArray
from scipy.stats import bootstrap, permutation_test

from indexer.seed import SEED

Qrels = Mapping[str, Mapping[str, int]]
"""Query id → document id → grade."""
Run = Mapping[str, Sequence[str]]
"""Query id → document ids, best first."""
GRADED = {"nDCG@10": nDCG @ 10}
KNOWN_ITEM = {"MRR": RR, "success@1": Success @ 1, "recall@3": R @ 3}
EVIDENCE = {"evidence hit@1": Success @ 1, "evidence hit@5": Success @ 5}
BEIR = {"nDCG@10": nDCG @ 10, "MRR@10": RR @ 10, "success@1": Success @ 1, "recall@10": R @ 10, "recall@100": R @ 100}
SIMILAR = {"nDCG@5": nDCG @ 5}
POOLED = {
    "nDCG@10": nDCG @ 10,
    "nDCG@10 judged": nDCG(judged_only=True) @ 10,
    "MRR": RR(rel=2),
    "success@1": Success(rel=2) @ 1,
    "recall@10": R(rel=2) @ 10,
    "bpref": Bpref(rel=2),
}
"""Measures over pools, which leave cases unjudged; relevant is what is graded 2 or 3. `judged` condenses a ranking to what was judged
(Sakai, "Alternatives to bpref", SIGIR 2007), and bpref leaves the unjudged out too (Buckley & Voorhees, SIGIR 2004)."""
JUDGED = {"judged@10": Judged @ 10}
RESAMPLES, CONFIDENCE = 2000, 0.95
RANDOMISATIONS = 9999
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure over some queries: its values by query, their mean and the mean's confidence interval."""

    name: str
    values: dict[str, float]
    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.name} {self.mean:.3f} [{self.low:.2f}, {self.high:.2f}]"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure that is no mean of queries' values, and its confidence interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.2f}, {self.high:.2f}]"


def measure(measures: Mapping[str, object], qrels: Qrels, run: Run) -> dict[str, dict[str, float]]:
    """Return measure name → query id → value, for every judged query. Documents are scored by their place, so there are no ties."""
    judgments = [ir_measures.Qrel(query, document, grade) for query, grades in qrels.items() for document, grade in grades.items()]
    scored = [
        ir_measures.ScoredDoc(query, document, float(-place))
        for query, documents in run.items()
        for place, document in enumerate(documents)
    ]
    names = {str(formula): name for name, formula in measures.items()}
    values: dict[str, dict[str, float]] = {name: dict.fromkeys(qrels, 0.0) for name in measures}
    for metric in ir_measures.iter_calc(list(measures.values()), judgments, scored):
        values[names[str(metric.measure)]][metric.query_id] = float(metric.value)
    return values


def summarise(name: str, values: Mapping[str, float]) -> Measured:
    """Return the mean of per-query values with its percentile bootstrap interval (Sakai, "Evaluating evaluation metrics", SIGIR 2006)."""
    sample = np.array(list(values.values()))
    if len(sample) < 2 or np.ptp(sample) == 0:  # noqa: PLR2004 - nothing to resample
        mean = float(sample.mean()) if len(sample) else 0.0
        return Measured(name, dict(values), mean, mean, mean)
    interval = bootstrap(
        (sample,), np.mean, n_resamples=RESAMPLES, confidence_level=CONFIDENCE, method="percentile", rng=SEED
    ).confidence_interval
    return Measured(name, dict(values), float(sample.mean()), float(interval.low), float(interval.high))


def share(part: Mapping[str, float], whole: Mapping[str, float]) -> Estimate:
    """Return the ratio of two means over the same queries, with its interval over resampled queries; 0 where the whole's mean is 0."""
    values = np.array([[part[query], whole[query]] for query in whole]).reshape(-1, 2)
    ratio = _ratio(values[:, 0], values[:, 1])
    if len(values) < 2 or not np.ptp(values, axis=0).any():  # noqa: PLR2004 - nothing to resample
        return Estimate(ratio, ratio, ratio)
    interval = bootstrap(
        tuple(values.T), _ratio, paired=True, vectorized=False, n_resamples=RESAMPLES, confidence_level=CONFIDENCE,
        method="percentile", rng=SEED,
    ).confidence_interval  # fmt: skip
    return Estimate(ratio, float(interval.low), float(interval.high))


def separation(right: Sequence[float], wrong: Sequence[float]) -> Estimate | None:
    """Return how often a value of the first is above one of the second, a tie counting half; None when either is empty.

    That is the area under the ROC curve: 0.5 tells nothing, 1 tells all (Hanley & McNeil, Radiology 143, 1982). Its interval is over
    resampled values of both; the whole range where one of them is a single value.
    """
    if not right or not wrong:
        return None
    ours, theirs = np.array(right, dtype=float), np.array(wrong, dtype=float)
    value = _above(ours, theirs)
    if min(len(ours), len(theirs)) < 2:  # noqa: PLR2004 - nothing to resample
        return Estimate(value, 0.0, 1.0)
    interval = bootstrap(
        (ours, theirs), _above, vectorized=False, n_resamples=RESAMPLES, confidence_level=CONFIDENCE, method="percentile", rng=SEED
    ).confidence_interval
    return Estimate(value, float(interval.low), float(interval.high))


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> float:
    return float(part.mean() / whole.mean()) if whole.any() else 0.0


def _above(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> float:
    return float((np.sign(ours[:, None] - theirs).mean() + 1) / 2)


def randomisation_test(differences: Sequence[float]) -> float:
    """Return the two-sided p-value of paired differences under random signs; exact for up to 13 that are not zero.

    Source: Smucker, Allan & Carterette, "A comparison of statistical significance tests for information retrieval evaluation" (CIKM 2007).
    """
    # A zero stays zero whatever its sign: leaving it out changes no value of the distribution, and allows more to be exact.
    told = np.array([difference for difference in differences if difference])
    if len(told) < 2:  # noqa: PLR2004 - one difference is as large with either sign
        return 1.0
    tested = permutation_test((told,), np.mean, permutation_type="samples", n_resamples=RANDOMISATIONS, batch=1000, rng=SEED)
    return float(tested.pvalue)


def only(values: Mapping[str, float], queries: Iterable[str]) -> dict[str, float]:
    """Return the values of some queries."""
    return {query: values[query] for query in queries if query in values}


def trec_id(name: str) -> str:
    """Return an id as TREC's files can hold it: their columns are parted by blanks, so those within it are percent-encoded."""
    return _BLANK.sub(lambda blank: quote(blank[0]), name)


def write_trec_run(path: Path, run: Run, tag: str) -> None:
    """Write a run in TREC's six columns; the score is the negated rank."""
    lines = [
        f"{trec_id(query)} Q0 {trec_id(document)} {rank} {-rank} {tag}\n"
        for query, documents in run.items()
        for rank, document in enumerate(documents, 1)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")


def write_trec_qrels(path: Path, qrels: Qrels) -> None:
    """Write judgments in TREC's four columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(trec_qrels(qrels)), encoding="utf-8")


def trec_qrels(qrels: Qrels) -> list[str]:
    """Return judgments as lines of TREC's four columns."""
    return [f"{trec_id(query)} 0 {trec_id(document)} {grade}\n" for query, grades in qrels.items() for document, grade in grades.items()]
