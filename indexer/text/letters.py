"""Letters alone: what two spellings of the same words share, whatever their spaces and marks."""

from __future__ import annotations


def letters(text: str) -> str:
    """Return a text's letters and digits, small, without spaces and marks: "고용률 (15~64세)" → "고용률1564세"."""
    return "".join(char for char in text if char.isalnum()).lower()
