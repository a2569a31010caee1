"""A draft of a plan → the cases that resemble it, in what, and what they did that it lacks.

The draft's parts are ranked one by one, as a search would be, and a case's score is the mean over them. A passage that some part fits well
enough is shared; a section that no part comes near is what the draft lacks. Both bounds are from 58 drafts by four writers of whose
sections a second reader said which share what they are about (docs/experiments.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from corpus.model.facets import SUBJECTS_BY_RANK
from corpus.model.ids import parse
from corpus.model.nouns import Case, Passage
from corpus.passages import home_section
from indexer.engines.seam import Groups, Scores
from indexer.text.analyser import letter_pairs
from service.search.contract.search_results import Aspect, PlanHit, SharedAspect
from service.search.plans.plan_parts import PlanPart
from service.search.presenting.hit_presenter import Presenter
from service.search.ranking.ranked_query import Ranking
from service.search.ranking.score_formulas import descending
from service.search.understanding.query_signals import Meaning

MOST_PARTS = 10
"""Parts that are ranked, those whose words weigh most: the ballast of every plan says little, and no draft takes longer than this."""
SHARED, LACKING = 5.25, 3.0
"""Scores from which on a part and a passage are about the same, and below which a section has nothing in the draft."""
MOST_MEANS, MOST_TARGETS, MOST_LACKED, LEAST_MENTIONS = 4, 3, 3, 2
ASPECT_OF: Mapping[str, Aspect] = {"background": "problem", "strategy": "means", "governance": "means", "programme": "means"}
"""What a passage of a kind that is shared has in common with a draft."""
ORDER: Sequence[Aspect] = ("problem", "target", "means")
TARGETS = "target"
"""The facet of the people meant."""


@dataclass(frozen=True, slots=True)
class RankedPlan:
    """A draft's parts as they were ranked: `scores` of shape (parts, passages), `cases` (cases,), and what each part names.

    `best` is how well each passage fits the part that it fits best, shape (passages,).
    """

    parts: Sequence[PlanPart]
    ranking: Ranking
    scores: NDArray[np.float32]
    best: Scores
    cases: Scores
    named: Sequence[Sequence[Meaning]]


def join_parts(parts: Sequence[PlanPart], rankings: Sequence[Ranking], named: Sequence[Sequence[Meaning]]) -> RankedPlan:
    """Return a plan ranked, from the rankings of its parts, of which there is at least one."""
    scores = np.stack([ranking.passages for ranking in rankings])
    cases = np.mean([ranking.cases for ranking in rankings], axis=0)
    return RankedPlan(parts, rankings[0], scores, scores.max(axis=0), cases, named)


def compare_plan(plan: RankedPlan, cases: Sequence[Case], number_of: Mapping[str, int], show: Presenter, limit: int) -> list[PlanHit]:
    """Return the cases most like a plan, the most alike first; `number_of` tells a case's place among the cases."""
    names = plan.ranking.candidates.case_ids
    found = [place for place in descending(plan.cases)[:limit] if np.isfinite(plan.cases[place])]
    return [_hit(plan, rank, int(place), cases[number_of[names[place]]], number_of, show) for rank, place in enumerate(found, 1)]


def _hit(plan: RankedPlan, rank: int, place: int, case: Case, number_of: Mapping[str, int], show: Presenter) -> PlanHit:
    rows = np.flatnonzero(plan.ranking.candidates.case_of == place)
    values = _shared_values(plan, number_of[case.id])
    aspects = [*_shared_passages(plan, rows, case, show), *_shared_targets(plan, values.get(TARGETS, ()))]
    why = [value for facet in SUBJECTS_BY_RANK for value in values.get(facet.key, ())[:MOST_TARGETS]]
    passages = [aspect.passage for aspect in aspects if aspect.passage is not None]
    lacking = [show.passage(passage) for passage in _find_lacking(plan, rows, show)] if passages else []  # of a case unlike it: all
    return PlanHit(
        rank, show.summary(case), passages, why, None,
        relevant=bool(passages), shared=sorted(aspects, key=lambda one: ORDER.index(one.aspect)), lacks=lacking,
    )  # fmt: skip


def _shared_passages(plan: RankedPlan, rows: Groups, case: Case, show: Presenter) -> Iterator[SharedAspect]:
    """Yield what a plan and a case have in common: one problem, the means that fit best; nothing by words alone."""
    if plan.ranking.degraded:
        return
    best, told = plan.best, Counter[str]()
    for row in (int(rows[place]) for place in descending(best[rows])):
        if best[row] < SHARED:
            return
        passage = show.record(plan.ranking.candidates.ids[row])
        aspect = ASPECT_OF.get(kind_of(case, passage))
        if aspect is not None and told[aspect] < (MOST_MEANS if aspect == "means" else 1):
            told[aspect] += 1
            part = plan.parts[int(plan.scores[:, row].argmax())]
            label = passage.heading or passage.text
            yield SharedAspect(aspect, label, closest_sentence(part, passage.text), show.passage(passage))


def _shared_values(plan: RankedPlan, number: int) -> dict[str, tuple[str, ...]]:
    """Return the values by facet that a plan names more than once and a case has, the most named first."""
    counts = Counter((meaning.field, meaning.value) for named in plan.named for meaning in named if number in meaning.holders)
    facets = {facet.key for facet in SUBJECTS_BY_RANK}
    found: dict[str, tuple[str, ...]] = {}
    for (field, value), count in counts.most_common():
        if field in facets and count >= LEAST_MENTIONS:
            found[field] = (*found.get(field, ()), value)
    return found


def _shared_targets(plan: RankedPlan, values: Sequence[str]) -> Iterator[SharedAspect]:
    """Yield the people whom a plan and a case both mean, with the first sentence of the plan that names them."""
    for value in values[:MOST_TARGETS]:
        spoken = (part for part, named in zip(plan.parts, plan.named, strict=True) if any(one.value == value for one in named))
        yield SharedAspect("target", value, closest_sentence(next(spoken), value), None)


def _find_lacking(plan: RankedPlan, rows: Groups, show: Presenter) -> list[Passage]:
    """Return the means of a case that no part of a plan comes near, the farthest first."""
    best = plan.best
    farthest = (int(rows[place]) for place in descending(-best[rows]))
    records = (show.record(plan.ranking.candidates.ids[row]) for row in farthest if best[row] < LACKING)
    means = (record for record in records if record.kind in {"strategy", "programme"})
    return [record for _, record in zip(range(MOST_LACKED), means, strict=False)]


def kind_of(case: Case, passage: Passage) -> str:
    """Return the kind of a passage, and of a piece of the book's text that of the section at which it is read."""
    home = parse(home_section(case, passage) or "") if passage.kind == "casebook" else None
    return case.sections[home.number - 1].kind if home and home.number else passage.kind


def closest_sentence(part: PlanPart, text: str) -> str:
    """Return the sentence of a part that shares most pairs of letters with a text, for its length."""
    wanted = frozenset(letter_pairs(text))

    def share(sentence: str) -> float:
        pairs = letter_pairs(sentence)
        return len(wanted.intersection(pairs)) / sqrt(len(pairs) + 10)  # a word alone is no sentence

    return max(part.sentences, key=share)
