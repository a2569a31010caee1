"""Kiwi, loaded once for each list of names: loading takes seconds, and once loaded nothing changes it."""

from collections.abc import Iterable
from functools import lru_cache

from indexer.text.analyser import Analyser

MOST = 3
"""Loaded at a time: each takes some hundred MiB."""


def analyser_of(words: Iterable[str]) -> Analyser:
    """The analyser with these names, as a build would load it; the same for all tests that ask for it."""
    return _loaded(tuple(sorted(set(words))))


@lru_cache(maxsize=MOST)
def _loaded(words: tuple[str, ...]) -> Analyser:
    return Analyser(words)
