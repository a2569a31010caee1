"""The name that somebody's file has, made harmless: one name, no path, nothing that cannot be seen, and short enough for any disk."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 120
MOST_BYTES = 240
"""What file systems take is 255 bytes, of which 한글 needs three a syllable."""
NAMELESS = "이름 없는 파일"
LONGEST_ENDING = 10
_PATH = re.compile(r"[/\\]")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
_ENDING = re.compile(rf"\.[A-Za-z0-9]{{1,{LONGEST_ENDING}}}$")


def make_harmless(name: str) -> str:
    """Return a file's name as it can be kept and shown: "C:/받은 파일/보고서.hwp" → "보고서.hwp"."""
    plain = unicodedata.normalize("NFC", _PATH.split(name)[-1])
    seen = "".join(letter for letter in plain if unicodedata.category(letter)[0] != "C")
    words = " ".join(_NOT_IN_NAMES.sub("_", seen).split()).strip(". ")
    if not words:
        return NAMELESS
    ending = ending_of(words)
    stem = words[: len(words) - len(ending)][: LONGEST_NAME - len(ending)]
    while len((stem + ending).encode()) > MOST_BYTES:
        stem = stem[:-1]
    return (stem.rstrip(". ") or NAMELESS) + ending


def ending_of(name: str) -> str:
    """Return the ending of a file's name, as it says of what format it is: ".hwpx"; "" where it says nothing."""
    found = _ENDING.search(name)
    return found.group() if found and found.start() else ""
