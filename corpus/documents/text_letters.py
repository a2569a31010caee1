"""Bytes of unknown encoding → text: by a byte order mark, else by what decodes strictly and reads as Korean or plain letters."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32's mark before UTF-16's, which it begins with."""
_GUESSES = ("cp949", "utf-16-le", "utf-16-be")
_READABLE = 0.9  # share of a text's characters that are letters, digits, marks and blanks of a Korean document
_STRAY = 0.001  # share of a text that may be broken bytes
_LOOKED_AT = 20_000  # characters whose kind is looked at
_KOREAN = re.compile(r"[\t\n\r\f -~가-힣ㄱ-ㆎ\u1100-\u11ff\u00a0-\u00ff\u2000-\u206f\u20a0-\u2bff\u3000-\u303f\u3200-\u33ff\uff00-\uffef]+")
_HANJA = re.compile(r"[\u4e00-\u9fff\uf900-\ufaff]+")
_RARE_WEIGHT = 0.5  # a Hanja counts half: bytes of another encoding read as many of them


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text, the encoding it was written in, and how many of its bytes could not be read."""

    text: str
    encoding: str
    broken: int = 0


def decode_letters(content: bytes) -> DecodedText | None:
    """Return the text that bytes hold, or None where they are no text in any of UTF-8, UTF-16, UTF-32 and CP949.

    Without a byte order mark, an encoding counts only where all bytes decode and nearly all characters are those of a Korean document; a
    file of UTF-8 or CP949 with a few broken bytes is read, and the broken ones are counted.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
            return _accept(text, encoding) if text.strip() else DecodedText(text, encoding)
    plain = _decode_strictly(content, "utf-8")
    if plain is not None and readable_share(plain) >= _READABLE:
        return DecodedText(plain, "utf-8")
    found = [DecodedText(read_text, name) for name in _GUESSES if (read_text := _decode_strictly(content, name)) is not None]
    best = max(found, key=lambda read: readable_share(read.text), default=None)
    if best is not None and readable_share(best.text) >= _READABLE:
        return best
    return next((read for name in ("utf-8", "cp949") if (read := _accept(content.decode(name, errors="replace"), name))), None)


def readable_share(text: str) -> float:
    """Return which share of a text's beginning are characters that a Korean document has, 0 of nothing; Hanja count half."""
    looked = text[:_LOOKED_AT]
    if not looked:
        return 0.0
    rest = _KOREAN.sub("", looked)
    other = _HANJA.sub("", rest)
    doubtful = (len(rest) - len(other)) * _RARE_WEIGHT + len(other) - (_other_letters(looked) if other else 0)
    return 1 - doubtful / len(looked)


def _other_letters(text: str) -> int:
    """Count letters of further alphabets that stand together, as kana, Greek and Cyrillic do in a text and seldom in wrongly read bytes."""
    return sum(len(run) for run in re.findall(r"[\u3040-\u30ff]{2,}|[\u0370-\u03ff\u0400-\u04ff]{3,}", unicodedata.normalize("NFC", text)))


def _decode_strictly(content: bytes, encoding: str) -> str | None:
    if encoding.startswith("utf-16") and len(content) % 2:
        return None
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _accept(text: str, encoding: str) -> DecodedText | None:
    """Return the text with its broken bytes counted, or None where they are more than a few."""
    broken = text.count("\ufffd")
    if not text or "\0" in text or broken > max(1, len(text) * _STRAY) or readable_share(text) < _READABLE:
        return None
    return DecodedText(text, encoding, broken)
