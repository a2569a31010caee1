"""Phrases in quotation marks: what must stand as typed in a passage that is shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from service.search.contract.search_results import PHRASE, Signal

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|‘([^‘’]+)’|(?<![\w'])'([^']+)'(?![\w'])|「([^「」]+)」|『([^『』]+)』")
_LEAST, _MOST = 2, 100  # characters of a phrase
MOST_PHRASES = 5


def read_phrases(query: str, ignore: Collection[str] = ()) -> list[Signal]:
    """Return the phrases quoted in a clean query, but for those that are to be ignored; of how many cases they are is not known yet."""
    return [signal for signal in list(_signals(query))[:MOST_PHRASES] if f"{PHRASE}:{signal.value}" not in ignore]


def _signals(query: str) -> Iterator[Signal]:
    for found in _QUOTED.finditer(query):
        value = " ".join(next(group for group in found.groups() if group is not None).split())
        if _LEAST <= len(value) <= _MOST and any(char.isalnum() for char in value):
            yield Signal(PHRASE, value, found[0], found.span(), 0)


def hold_phrases(texts: Mapping[int, str], phrases: Collection[str]) -> dict[str, set[int]]:
    """Return for each phrase the keys of the texts that hold it as typed, whatever blanks part its words."""
    flat = {key: " ".join(text.split()) for key, text in texts.items()}
    return {phrase: {key for key, text in flat.items() if phrase in text} for phrase in phrases}
