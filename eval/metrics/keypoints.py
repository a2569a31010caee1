"""Does an answer hold a key point? By the point's words in one of its sentences, weighed by rarity; held against pairs that were read.

A point is covered when a reader of the answer would tick it off: what it says in the main is there, details and numbers aside.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from eval.sets.judged import DATA, JsonRecord, read_lines

READINGS = DATA / "keypoint-readings.jsonl"
COVERED = 0.3
"""Share of a point's weight from which it counts as covered: chosen on the readings of part `choose`, told of on those of `check`."""


class KeypointReading(JsonRecord):
    """A key point and an answer that were read: whether the answer covers the point."""

    part: Literal["choose", "check"]
    point: str
    answer: str
    covered: bool


@dataclass(frozen=True, slots=True)
class KeypointAgreement:
    """How far two judges of the same pairs agree: pairs, share judged alike, Cohen's kappa."""

    pairs: int
    share: float
    kappa: float

    def __str__(self) -> str:
        return f"{self.share:.2f} (kappa {self.kappa:.2f}, {self.pairs} pairs)"


class Matcher:
    """Judges pairs of key point and answer. The weights come from texts that do not change with what is indexed."""

    def __init__(self, forms: Callable[[str], Sequence[str]], texts: Iterable[str]) -> None:
        """Hold an analyser's words of a text, and their rarity among texts: ln((N + 1) / (n + 1)), as the index has it."""
        held = [frozenset(forms(text)) for text in texts]
        counts = Counter(chain.from_iterable(held))
        self._forms, self._counts, self._all = forms, counts, len(held)

    def share(self, point: str, answer: str) -> float:
        """Return the share of a point's weight that the best line of an answer holds; 0 for a point of words that all texts hold."""
        weights = {form: math.log((self._all + 1) / (self._counts[form] + 1)) for form in sorted(set(self._forms(point)))}
        total = sum(weights.values())
        lines = (set(self._forms(line)) for line in answer.split("\n"))
        best = max(sum(weight for form, weight in weights.items() if form in held) for held in lines)
        return best / total if total else 0.0

    def covers(self, point: str, answer: str) -> bool:
        """Tell whether an answer covers a point."""
        return self.share(point, answer) >= COVERED


def load_readings(path: Path = READINGS) -> list[KeypointReading]:
    """Load the readings.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, KeypointReading)


def measure_agreement(matcher: Matcher, readings: Iterable[KeypointReading]) -> KeypointAgreement:
    """Return how far the matcher agrees with what reading gave."""
    return cohen_agreement([(matcher.covers(reading.point, reading.answer), reading.covered) for reading in readings])


def cohen_agreement(pairs: Sequence[tuple[bool, bool]]) -> KeypointAgreement:
    """Return the agreement of two judges (Cohen, "A coefficient of agreement for nominal scales", 1960); kappa 1 where chance is all."""
    count = len(pairs)
    alike = sum(one == other for one, other in pairs) / count
    first, second = (sum(judged) / count for judged in zip(*pairs, strict=True))
    chance = first * second + (1 - first) * (1 - second)
    return KeypointAgreement(count, alike, (alike - chance) / (1 - chance) if chance < 1 else 1.0)
