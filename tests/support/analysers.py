"""Kiwi, loaded once for each list of names: loading takes seconds, and once loaded nothing changes it."""

from collections.abc import Iterable
from functools import cache

from indexer.text.analyser import Analyser


def analyser_of(words: Iterable[str]) -> Analyser:
    """The analyser with these names, as a build would load it; the same for all tests that ask for it."""
    return _loaded(tuple(sorted(set(words))))


@cache
def _loaded(words: tuple[str, ...]) -> Analyser:
    return Analyser(words)
