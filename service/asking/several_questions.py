"""Several questions in one text: taken apart, and their answers joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.results import Draft

PARTS = 3
"""Questions answered of one text."""
_SEVERAL = re.compile(r"(?<=[?？])\s*(?=\S)")


def parts_of(text: str) -> Sequence[str]:
    """Return the questions in a text, three at most; a text without two question marks is one."""
    parts = [part.strip() for part in _SEVERAL.split(text) if any(char.isalnum() for char in part)]
    if len(parts) > 1 and not parts[-1].endswith(("?", "？")):  # "어디죠? 2022년 기준으로요."
        parts[-2:] = [" ".join(parts[-2:])]
    return parts[:PARTS] if len(parts) > 1 else [text]


def join_drafts(drafts: Sequence[Draft]) -> Draft:
    """Return the answers to several questions as one, numbered; as sure as the least sure of them."""
    levels = ("low", "medium", "high")
    return Draft(
        "\n".join(f"{number}) {draft.answer}" for number, draft in enumerate(drafts, 1)),
        answerable=any(draft.answerable for draft in drafts),
        confidence=min((draft.confidence for draft in drafts), key=levels.index),
        citations=tuple(dict.fromkeys(found for draft in drafts for found in draft.citations)),
        working="\n".join(draft.working for draft in drafts if draft.working) or None,
        unverified=tuple(dict.fromkeys(told for draft in drafts for told in draft.unverified)),
        remarks=tuple(dict.fromkeys(told for draft in drafts for told in draft.remarks)),
    )
