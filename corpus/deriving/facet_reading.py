"""A case's parts → the values it has of a facet that says what cases are about: each judged by how it is spoken of, whatever value it is.

The model's features are of the manner (how often, how early, in how many parts, in headings, beside the others), so what was learned from
the values of one book's cases holds for values that none of them has; a value's own weight only says how lightly its words are used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from corpus.deriving.ground.case_parts import CasePart
from corpus.deriving.ground.linear_model import LinearModel
from corpus.deriving.ground.vocabulary_counts import ValueMention, find_mentions, letter_text
from corpus.model.nouns import KnownValue

LIKELY, MOST_VALUES = 0.4, 12
"""How probable a value is that a case has, and how many it has at most."""
_MARKS = (1, 2, 4, 8, 16)
"""Counts from which on a value is spoken of more than this often."""


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value of a facet, how sure it is, and the part that speaks of it most."""

    value: str
    score: float
    part: CasePart


@dataclass(frozen=True, slots=True)
class FacetMentions:
    """Where a facet's values are spoken of in a case: in its title, and in each part's headings and text."""

    title: Sequence[ValueMention]
    headings: Sequence[Sequence[ValueMention]]
    texts: Sequence[Sequence[ValueMention]]

    def counts(self) -> Counter[str]:
        """Return how often each value is spoken of in the texts."""
        return Counter(mention.value for part in self.texts for mention in part)


def mentions_in_case(title: str, parts: Sequence[CasePart], values: Sequence[KnownValue]) -> FacetMentions:
    """Return where the values are spoken of."""
    return FacetMentions(
        find_mentions(letter_text(title), values),
        [find_mentions(letter_text("\n".join(block.text for block in part.held if block.heads)), values) for part in parts],
        [find_mentions(letter_text("\n".join(block.text for block in part.held)), values) for part in parts],
    )


def features_of_values(found: FacetMentions, size: int) -> dict[str, dict[str, float]]:
    """Return for each value that is spoken of what is seen of it in a text of so many characters."""
    counts = found.counts()
    ranked = {value: rank for rank, (value, _) in enumerate(counts.most_common())}
    most = max(counts.values(), default=1)
    return {value: _features(value, found, size, counts[value] / most, ranked[value]) for value in counts}


def _features(value: str, found: FacetMentions, size: int, of_most: float, rank: int) -> dict[str, float]:
    own = [[mention for mention in part if mention.value == value] for part in found.texts]
    every = [mention for part in own for mention in part]
    starts = sum(mention.starts for mention in every)
    heads = sum(mention.value == value for part in found.headings for mention in part)
    speaking = [at for at, part in enumerate(own) if part]
    words = Counter(mention.word for mention in every)
    return {
        f"is {value}": 1.0,
        "often": log(1 + len(every)),
        "dense": log(1 + 10_000 * len(every) / max(size, 1)),
        "starting": log(1 + starts),
        "words": log(len(words)),
        "headings": log(1 + heads),
        "headed": float(heads > 0),
        "titled": float(any(mention.value == value for mention in found.title)),
        "parts": len(speaking) / len(own),
        "early": 1 - speaking[0] / len(own),
        "densest": log(1 + max(map(len, own))),
        "of_most": of_most,
        "rank": log(1 + rank),
        "first": float(rank == 0),
        **{f"over{mark}": float(len(every) > mark) for mark in _MARKS},
    }


def read_facet(title: str, parts: Sequence[CasePart], values: Sequence[KnownValue], model: LinearModel) -> list[ReadValue]:
    """Return the values that a case has, the surest first."""
    found = mentions_in_case(title, parts, values)
    seen = features_of_values(found, sum(part.size for part in parts))
    judged = {value: model.accept(features) for value, features in seen.items()}
    return [
        ReadValue(value, score, _part_of(value, found, parts))
        for value, score in sorted(judged.items(), key=lambda pair: (-pair[1], pair[0]))
        if score >= LIKELY
    ]


def _part_of(value: str, found: FacetMentions, parts: Sequence[CasePart]) -> CasePart:
    said: Mapping[int, int] = {at: sum(mention.value == value for mention in part) for at, part in enumerate(found.texts)}
    return parts[max(said, key=lambda at: said[at])]
