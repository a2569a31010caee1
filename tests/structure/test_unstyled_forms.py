"""Casebooks whose files tell no style of heading are split where their cases begin, whatever format they come in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.fence.file_reading import read_file
from corpus.structure.document_structure import structure_document
from tests.structure.made_casebooks import Writer, best_and_good, bracketed, circled, formed, grouped, lone_numbers, offices, restarted
from tests.structure.unstyled_forms import FORMS, pieces_of


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("style", [bracketed, circled, offices, grouped, formed, restarted, lone_numbers, best_and_good])
def test_numbers_alone_part_the_cases_in_every_format(tmp_path: Path, style: Callable[[int], Writer], form: str) -> None:
    book = style(5)
    document = structure_document(read_file(FORMS[form](tmp_path / f"a.{form}", pieces_of(book.lines))), name="모음집")
    firsts = ["".join(block.text for block in document.blocks[case.blocks[0] : case.blocks[0] + 3]) for case in document.cases]
    assert len(firsts) == len(book.titles)
    assert all(title in first for title, first in zip(book.titles, firsts, strict=True))
