"""Sentences with a value marked, and its role: what the reading of values in prose learns from."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from corpus.facts.language.value_roles import MarkedText
from corpus.model.fact import FactRole
from eval.sets.judged import DATA, JsonRecord, read_lines

MARKED_VALUES = DATA / "value-roles.jsonl"
OPENING, CLOSING = "[[", "]]"


class MarkedValue(JsonRecord):
    """A sentence that one of several writers made up, a value in it between [[ and ]], and the role that the sentence gives it."""

    writer: str
    heading: str = ""
    text: str = Field(pattern=r"\[\[[^\[\]]+\]\]")
    role: FactRole | Literal["none"]

    @property
    def marked(self) -> MarkedText:
        """The sentence without its marks, and where the value stands."""
        before, _, rest = self.text.partition(OPENING)
        value, _, behind = rest.partition(CLOSING)
        return MarkedText(before + value + behind, len(before), len(before) + len(value), self.heading)


def load_marked_values(path: Path = MARKED_VALUES) -> list[MarkedValue]:
    """Load the sentences.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, MarkedValue)
