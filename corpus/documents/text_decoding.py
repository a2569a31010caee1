"""Bytes of a text → its letters: UTF-8, UTF-16 and the Korean code page, or none of them."""

from __future__ import annotations

import codecs
import re

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS_MOST = 0.002
"""Share of control characters past which bytes that can be decoded are no text all the same."""


def decode_text(data: bytes) -> str | None:
    """Return the text of a file's bytes, None where they are no text in any encoding that offices use.

    A byte order mark is believed; UTF-16 without one is told by its zero bytes; else UTF-8 is tried before the Korean code page, since text
    in that is hardly ever valid UTF-8. A few broken bytes of an else good text become U+FFFD.
    """
    marked = next((name for mark, name in _MARKED if data.startswith(mark)), None)
    if marked:
        return _text_in(data, marked, "replace")
    name = _wide_name(data[:_SAMPLE])
    if name:
        return _text_in(data, name, "strict")
    for encoding in ("utf-8", "cp949"):
        text = _text_in(data, encoding, "strict")
        if text is not None:
            return text
    return _mostly_text(data)


def _wide_name(sample: bytes) -> str | None:
    """The kind of UTF-16 that zero bytes at every second place speak for: ASCII among the letters, blanks and line ends at the least."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    least = max(1, len(sample) // 100)
    if max(even, odd) < least or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _text_in(data: bytes, encoding: str, errors: str) -> str | None:
    try:
        text = data.decode(encoding, errors)
    except UnicodeDecodeError:
        return None
    return text if len(_CONTROL.findall(text)) <= len(text) * _CONTROLS_MOST else None


def _mostly_text(data: bytes) -> str | None:
    """The text of bytes of which but a few are broken, in the encoding that loses the fewest."""
    tried = [text for text in (_text_in(data, name, "replace") for name in ("utf-8", "cp949")) if text is not None]
    best = min(tried, key=lambda text: text.count("\ufffd"), default=None)
    return best if best is not None and best.count("\ufffd") <= len(best) * _CONTROLS_MOST else None
