"""Where the scores of each arm lie: measured once a build, kept in the manifest, the same for every query and every choice of filters.

Scores of words and of pairs of letters grow with the number of a query's terms and their rarity, so they are taken by the bounds that those
terms have (`Bounds`); cosines need none. What is measured are mean and deviation over all passages, averaged over some queries that
the library itself provides: the headings of its passages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model.nouns import Passage
from indexer.engines.seam import Candidates, Engine, EngineQuery, Scores
from indexer.model.encoder import Encoder
from indexer.text.analyser import Token, letter_pairs

HEADINGS = 256
"""Headings that are asked, spread evenly over the passages that have one."""
FIRST = 40  # characters of a text without heading that stand for one
LEAST_DEVIATION = 1e-6


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the scores of an arm lie."""

    mean: float
    deviation: float

    def place(self, scores: Scores) -> Scores:
        """Return how many deviations scores lie above the mean, shape as they are."""
        placed: Scores = ((scores - self.mean) / self.deviation).astype(np.float32)
        return placed


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmStatistics:
    """The scales of the arms; that of cosines says nothing where there are no vectors."""

    words: Scale
    pairs: Scale
    whole: Scale
    cosines: Scale


def divide_by_bound(scores: Scores, bound: float) -> Scores:
    """Return scores divided by their bound, shape as they are; as they are, nothing, where the bound is 0."""
    return scores / np.float32(bound) if bound > 0 else scores


def measure_arms(engine: Engine, queries: Iterable[EngineQuery]) -> ArmStatistics:
    """Return the scales of an engine's arms, averaged over queries: of their means, and of their deviations."""
    seen = [_moments(engine.candidates(query, {}, None)) for query in queries]
    words, pairs, whole, cosines = (_average([moments[arm] for moments in seen]) for arm in range(4))
    return ArmStatistics(words=words, pairs=pairs, whole=whole, cosines=cosines)


def choose_headings(passages: Sequence[Passage]) -> list[int]:
    """Return the rows of the passages whose headings are asked; where none has one, of passages whose first words are."""
    named = [row for row, passage in enumerate(passages) if passage.heading] or list(range(len(passages)))
    return [named[place] for place in np.linspace(0, len(named) - 1, min(len(named), HEADINGS)).astype(np.intp)]


def heading_of(passage: Passage) -> str:
    """Return the heading that is asked for a passage."""
    return passage.heading or passage.text[:FIRST]


def ask_headings(passages: Sequence[Passage], segment: Callable[[str], Sequence[Token]], encoder: Encoder | None) -> Iterator[EngineQuery]:
    """Yield the queries that passages provide, made as those of a search are."""
    for row in choose_headings(passages):
        heading = heading_of(passages[row])
        vector = None if encoder is None else encoder.queries([heading])[0]
        yield EngineQuery(words=Counter(token.form for token in segment(heading)), pairs=Counter(letter_pairs(heading)), vector=vector)


def _moments(found: Candidates) -> list[tuple[float, float]]:
    """Return mean and deviation of each arm's scores for one query."""
    bounds = found.bounds
    grown = ((found.words, bounds.words), (found.pairs, bounds.pairs), (found.whole, bounds.whole))
    arms = [*(divide_by_bound(scores, bound) for scores, bound in grown), found.cosines]
    return [(float(scores.mean()), float(scores.std())) if len(scores) else (0.0, 1.0) for scores in arms]


def _average(moments: Sequence[tuple[float, float]]) -> Scale:
    mean, deviation = np.mean(moments, axis=0)
    return Scale(round(float(mean), 6), max(round(float(deviation), 6), LEAST_DEVIATION))
