"""Hangul in Latin letters as road signs have it: the Revised Romanization of 2000, with the sounds that neighbours change. Pure."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

_INITIAL = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWEL = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i",
)  # fmt: skip
_FINAL = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t",
    "p", "t",
)  # fmt: skip
_LINKED = {1: "g", 7: "d", 8: "r", 17: "b", 19: "s", 20: "ss", 22: "j", 23: "ch", 24: "k", 25: "t", 26: "p", 27: ""}
"""A final before a vowel: 월악 is worak."""
_NASAL = {"k": "ng", "t": "n", "p": "m"}
_FIRST, _VOWELS, _FINALS = ord("가"), len(_VOWEL), len(_FINAL)
_NONE, _N, _R, _M = 11, 2, 5, 6  # initials: none, ㄴ, ㄹ, ㅁ
Syllable = tuple[int, int, int]


def romanise(text: str) -> str:
    """Return a Hangul text in lower-case Latin letters: 강릉 → gangneung, 전라 → jeolla, 종로 → jongno. All else is unchanged."""
    parts: list[str] = []
    for char, following in pairwise([*unicodedata.normalize("NFC", text), ""]):
        if not _is_syllable(char):
            parts.append(char.lower())
            continue
        initial, vowel, final = _split(char)
        before = parts.pop() if parts and parts[-1] in {"|l", "|n"} else ""
        begins = before[1:] if before else _INITIAL[initial]
        parts += [begins, _VOWEL[vowel], *_end(final, _split(following)[0] if _is_syllable(following) else None)]
    return "".join(part for part in parts if not part.startswith("|"))


def _end(final: int, following: int | None) -> list[str]:
    """Return a final as it sounds before the next initial; a part with a bar is how that initial sounds instead."""
    sound = _FINAL[final]
    if following is None or not sound:
        return [sound]
    if following == _NONE:
        return [_LINKED.get(final, sound)]
    if following == _R:
        if sound in {"n", "l"}:
            return ["l", "|l"]
        return [_NASAL.get(sound, sound), "|n"]
    if sound == "l" and following == _N:
        return ["l", "|l"]
    return [_NASAL.get(sound, sound) if following in {_N, _M} else sound]


def _split(char: str) -> Syllable:
    body, final = divmod(ord(char) - _FIRST, _FINALS)
    return body // _VOWELS, body % _VOWELS, final


def _is_syllable(char: str) -> bool:
    return len(char) == 1 and "가" <= char <= "힣"
