"""A card's notes that touch a figure."""

import pytest

from answers.reckoning.table.figures import FigureTable
from answers.reckoning.table.remarks import remarks
from corpus.model.nouns import Case
from corpus.vocabulary.facet_values import load_vocabulary
from indexer.text.analyser import Analyser
from tests.answers.reckoning.test_figures import card, figure


@pytest.mark.parametrize(
    ("note", "touches"),
    [
        ("신청 인원은 20행 551명과 31행 540명이 다르다.", True),
        ("표의 551은 신청 건수로도 적혀 있다.", True),
        ("수료 인원은 40행 30명과 41행 31명이 다르다.", False),
        ("20행의 사진은 판독이 어렵다.", False),
        ("OCR 보정: 20행 신청 인원 561→551.", False),
    ],
)
def test_a_note_touches_a_figure_by_its_name_with_its_line_or_its_number(
    cases: tuple[Case, ...], analyser: Analyser, note: str, touches: bool
) -> None:
    rows = FigureTable([card(cases[0], figure("신청 인원", 551), notes=(note,))], analyser, load_vocabulary()).rows
    assert remarks(rows) == ((note,) if touches else ())


def test_notes_of_several_places_are_told_with_their_place(cases: tuple[Case, ...], analyser: Analyser) -> None:
    note = "20행 신청 인원은 다른 표와 다르다."
    table = FigureTable([card(case, figure("신청 인원", 551), notes=(note,)) for case in cases[:2]], analyser, load_vocabulary())
    assert remarks(table.rows) == (f"거제시: {note}", f"여수시: {note}")
