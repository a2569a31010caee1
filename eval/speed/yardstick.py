"""What the bench's figures are multiples of: the undistilled int8 encoder, one thread, run between them over the same queries.

Milliseconds are a machine's and the hour's; how often longer a search takes than the encoding it cannot do without is the program's. The
yardstick is the bundled model as `indexer/model/model_store.py` prepares it from the whole network, whatever the
service encodes queries with.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexer.model.encoder import SentenceEncoder
from indexer.model.model_store import BUNDLED, open_encoder

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Latency:
    """The half and the 99th percentile of some latencies, in milliseconds, and how many they were."""

    p50: float
    p99: float
    count: int


def latency(seconds: Sequence[float]) -> Latency:
    """Return the percentiles of latencies in seconds, interpolated between neighbours."""
    p50, p99 = np.percentile(np.asarray(seconds) * 1000, [50, 99])
    return Latency(float(p50), float(p99), len(seconds))


def multiples(measured: Latency, yardstick: Latency) -> tuple[float, float]:
    """Return both percentiles as multiples of the yardstick's p50."""
    return measured.p50 / yardstick.p50, measured.p99 / yardstick.p50


def describe(measured: Latency, yardstick: Latency | None = None) -> str:
    """Return "p50 …, p99 …, n …", each with its multiple where there is a yardstick."""
    times = multiples(measured, yardstick) if yardstick else None
    half, most = (f" ({value:.2f} ×)" for value in times) if times else ("", "")
    return f"p50 {measured.p50:.1f} ms{half}, p99 {measured.p99:.1f} ms{most}, n {measured.count}"


def take_turns(turns: Mapping[str, tuple[Measure, Sequence[str]]]) -> dict[str, list[float]]:
    """Take every figure once a round, each of its own next query, so that a drift of the machine hits all alike; returns seconds.

    Raises:
        ValueError: when one has fewer queries than another.

    """
    seconds: dict[str, list[float]] = {name: [] for name in turns}
    for queries in zip(*(queries for _, queries in turns.values()), strict=True):
        for (name, (measure, _)), query in zip(turns.items(), queries, strict=True):
            seconds[name].append(measure(query))
    return seconds


class Yardstick:
    """The encoder by itself, in this process."""

    def __init__(self, models: Path) -> None:
        """Load it, on one thread."""
        self._encoder: SentenceEncoder = open_encoder(BUNDLED, models, threads=1)

    def seconds(self, query: str) -> float:
        """Encode one query; return how long it took."""
        start = time.perf_counter()
        self._encoder.queries([query])
        return time.perf_counter() - start
