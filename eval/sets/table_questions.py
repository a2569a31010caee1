"""Questions whose answers stand only in tables of the embedded book's text: what a row of facts must hold for each.

Written from the tables by one reader and read again by a second; `open` names the fields that two careful readers may fill differently:
these are not counted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from corpus.model.fact import FactKind, FactRole
from corpus.model.nouns import CaseId
from eval.sets.judged import DATA, JsonRecord, QueryText, read_lines

TABLE_QUESTIONS = DATA / "table-questions.jsonl"
Judged = Literal["unit", "year", "role"]


class TableQuestion(JsonRecord):
    """A question, the cell that answers it with its heads and its line in the book's text, and whether its case is held out."""

    case: CaseId
    held_out: bool
    question: QueryText
    value: str
    number: float | None
    unit: str | None
    kind: FactKind
    year: int | None
    role: FactRole | None
    row_head: str | None
    column_head: str | None
    line: int = Field(ge=1)
    open: frozenset[Judged] = frozenset()
    role_also: tuple[FactRole, ...] = ()


def load_table_questions(path: Path = TABLE_QUESTIONS) -> list[TableQuestion]:
    """Load the questions.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, TableQuestion)
