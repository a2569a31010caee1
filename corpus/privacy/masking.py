"""Masking of private data in a text: telephone, registration and account numbers, mail and home addresses, people's names.

Every mask keeps the length of the text in characters, so that offsets into it stay valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.model.document import MaskKind
from corpus.privacy.home_addresses import address_spans, mail_spans
from corpus.privacy.personal_names import family_length, name_spans
from corpus.privacy.private_numbers import number_spans
from corpus.privacy.private_span import OfficeNames, PrivateSpan, plain_letters

_SYLLABLE = re.compile("[가-힣]")


def private_spans(text: str, *, office_names: OfficeNames = "mask") -> tuple[PrivateSpan, ...]:
    """What `mask_private` hides, in order."""
    plain = plain_letters(text)
    found = {*number_spans(plain), *mail_spans(plain), *address_spans(plain), *name_spans(plain, office_names)}
    return tuple(sorted(found))


def mask_private(text: str, *, office_names: OfficeNames = "mask") -> str:
    """`text` with private data masked, of exactly the same length in characters.

    Telephone numbers keep their area code and registration numbers their hyphens; names keep the family name (홍○○).
    """
    return mask_spans(text, private_spans(text, office_names=office_names))


def mask_spans(text: str, spans: Iterable[PrivateSpan]) -> str:
    """`text` with some parts of it masked; what hides all of a name comes after it."""
    shown = list(text)
    for start, end, kind in sorted(spans, key=lambda span: span.kind != "name"):
        shown[start:end] = hide_value(text[start:end], kind)
    return "".join(shown)


def hide_value(value: str, kind: MaskKind) -> str:
    """Return the mask of a value, of its length: of a name the family's stays, of others the marks between the letters."""
    if kind == "name":
        family = family_length(value)
        return value[:family] + _SYLLABLE.sub("○", value[family:])
    if kind == "mail":
        return "*" * len(value)
    return "".join("*" if one.isdecimal() or (one.isascii() and one.isalpha()) else "○" if one.isalpha() else one for one in value)
