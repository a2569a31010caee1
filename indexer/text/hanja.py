"""Hanja → the ways to read it in Hangul, the commonest first: 造船業 → 조선업. The readings are data, from libhangul."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, product
from pathlib import Path
from unicodedata import normalize

READINGS = Path(__file__).with_name("hanja-readings.tsv")
HANJA = re.compile(r"[\u4e00-\u9fff\uf900-\ufaff]+")
MOST_READINGS = 64
"""Ways to read one text that are looked at: six characters of two readings each."""


def read_hanja(text: str) -> list[str]:
    """Return a text with its Hanja read, in each way it may be, the commonest first; none where it holds one that nobody reads."""
    known = _readings()
    ways = [known.get(char, ()) if HANJA.match(char) else (char,) for char in normalize("NFC", text)]
    if not all(ways):
        return []
    return ["".join(read) for read in islice(product(*ways), MOST_READINGS)]


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    lines = (line.split("\t") for line in READINGS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {char: tuple(readings.split(" ")) for readings, chars in lines for char in chars}
