"""Letters and digits of full and of half width → the ordinary ones: ２０２２ is 2022, ＣＮＣ is CNC, ﾡ is ㄱ. Each stays one character.

Only what Unicode calls the wide or the narrow form of another character is folded (Unicode Standard Annex #11, "East Asian Width"); its
other compatibility forms are signs in their own right to officials: ㎡, ①, ㈜, ½ stay.
"""

from __future__ import annotations

import unicodedata

_FORMS = (0x3000, *range(0xFF01, 0xFFEF))
_FOLDED = {
    form: int(plain, 16)
    for form in _FORMS
    for kind, _, plain in [unicodedata.decomposition(chr(form)).partition(" ")]
    if kind in {"<wide>", "<narrow>"}
}


def fold_widths(text: str) -> str:
    """Return a text with every character in its ordinary width, as many characters as before."""
    return text.translate(_FOLDED)
