"""Words that are borrowed and words that are not, the borrowed ones with the ways in which people misspell them."""

from __future__ import annotations

from pathlib import Path

from eval.sets.judged import DATA, JsonRecord, read_lines

LOANWORDS = DATA / "loanwords.jsonl"


class SpeltWord(JsonRecord):
    """A word in its standard spelling, whether it is borrowed, and how it is misspelt; by which writer."""

    writer: str
    word: str
    loan: bool
    wrong: tuple[str, ...] = ()


def load_loanwords(path: Path = LOANWORDS) -> list[SpeltWord]:
    """Load the words.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, SpeltWord)
