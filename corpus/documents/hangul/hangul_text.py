"""A Hangul file's text made plain: marks of its own character set, field codes, blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_BULLET = "•"
_FIRST_BOX, _BOXES, _FIRST_NEGATIVE = 0xF02B1, 10, 0x2776  # a digit in a black box is printed as a white digit in a black circle
_PLAIN: dict[int, str] = {
    # Quotation marks of Hancom's own character set.
    0xF0850: "‘", 0xF0851: "’", 0xF0852: "“", 0xF0853: "”", 0xF0854: "『", 0xF0855: "』", 0xF0856: "「", 0xF0857: "」",
    # Wingdings and Symbol, which Korean files use for bullets and arrows.
    0xF020: " ", 0xF06C: "●", 0xF06D: "○", 0xF06E: "■", 0xF06F: "□", 0xF071: "□", 0xF075: "◆", 0xF076: "◆", 0xF077: "◆", 0xF09E: "·",
    0xF09F: "•", 0xF0A1: "○", 0xF0A7: "▪", 0xF0A8: "□", 0xF0AB: "★", 0xF0B7: "•", 0xF0D8: "▶", 0xF0DC: "▶", 0xF0DF: "←", 0xF0E0: "→",
    0xF0E8: "→", 0xF0E7: "←", 0xF0EF: "⇦", 0xF0F0: "⇨", 0xF0FC: "✓", 0xF0FE: "☑",
}  # fmt: skip
_PLAIN.update({_FIRST_BOX + n: chr(_FIRST_NEGATIVE + n) for n in range(_BOXES)})
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_LEADING_PRIVATE = re.compile("^(\\s*)[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd](?=\\s)")
_FIELD_CODE = re.compile(r"\[bookmark: [^\]\r\n]*\] ?|<##\d+>")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffc\ufffe\uffff]")
_BLANKS = re.compile(r"[^\S\t\n]+")
_ROUND_TAB = re.compile(r" *\t[ \t]*")
_ROUND_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_BREAK_WITHIN = re.compile(r"\n+(?![-–—*※○ㅇ◦□■▪￭●•‣▷▶◇◆→⇒⇨☞①-⑳❶-❿➊-➓]|\(?[0-9가-하]{1,2}[.)]\s)")
_OWN_DESCRIPTION = re.compile(r"(?:그림|사각형|타원|선|묶음 개체|글상자|표|OLE 개체|수식|동영상|차트|개체|호|다각형|곡선)입니다\.")


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of a paragraph, and whether it is set above or below the line."""

    text: str
    shifted: bool = False


def join_parts(parts: Iterable[TextPart]) -> str:
    """A paragraph's text from its pieces; a raised or lowered one is kept apart from digits beside it, or a false number came out."""
    text, shifted = "", False
    for part in parts:
        if not part.text:
            continue
        meets = text and part.shifted != shifted and part.text[0].isdigit() and (text[-1].isdigit() or shifted)
        text += f" {part.text}" if meets else part.text
        shifted = part.shifted
    return text


def make_plain(text: str) -> str:
    """A paragraph's text in NFC, without private-use characters, field codes, needless blanks and breaks (one before a mark stays)."""
    text = unicodedata.normalize("NFC", _FIELD_CODE.sub("", text))
    if not text.isascii():
        text = _PRIVATE.sub("", _LEADING_PRIVATE.sub(rf"\1{_BULLET}", text.translate(_PLAIN)))
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    text = _ROUND_BREAK.sub("\n", text).strip()
    return _ROUND_TAB.sub("\t", _BREAK_WITHIN.sub(" ", text))


def make_description(text: str) -> str:
    """What an author wrote of a picture; "" for the sentence that the word processor writes by itself."""
    return "" if _OWN_DESCRIPTION.match(text.strip()) else make_plain(text)
