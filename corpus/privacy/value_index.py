"""Values that are looked for in a text, all at once: the time is that of reading it, however many there are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

KEY = 2
"""Letters by which values are filed."""


class ValueIndex:
    """Finds values where they stand by themselves: no digit runs on from one that ends in a digit, no syllable into one that begins so."""

    def __init__(self, values: Iterable[str]) -> None:
        self._filed: defaultdict[str, list[str]] = defaultdict(list)
        for value in sorted({*values}, key=lambda one: (-len(one), one)):
            self._filed[value[:KEY]].append(value)
        firsts = "".join(sorted({key[0] for key in self._filed}))
        self._first = re.compile(f"[{re.escape(firsts)}]") if firsts else None

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
        """Yield places of values between two places of a text, from the left, the longest of several at one."""
        end = len(text) if end is None else end
        while self._first is not None and (first := self._first.search(text, start, end)):
            at = first.start()
            filed = (one for key in (text[at : at + KEY], text[at]) for one in self._filed.get(key, ()))
            value = next((one for one in filed if _stands(text, at, one, end)), "")
            if value:
                yield at, value
            start = at + (len(value) or 1)


def _stands(text: str, at: int, value: str, end: int) -> bool:
    after = at + len(value)
    if after > end or not text.startswith(value, at):
        return False
    before, behind = text[at - 1 : at] if at else "", text[after : after + 1]
    runs_in = (value[0].isdecimal() and before.isdecimal()) or ("가" <= value[0] <= "힣" and "가" <= before <= "힣")
    return not runs_in and not (value[-1].isdecimal() and behind.isdecimal())
