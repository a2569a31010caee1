"""Which kind of figure a question asks for: plans are those of years that the figure's book could not look back on."""

import pytest

from answers.reckoning.table.figures import FigureTable
from answers.reckoning.table.kinds import kind_asked
from corpus.model.nouns import BookRef, Case
from corpus.vocabulary.facet_values import load_vocabulary
from indexer.text.analyser import Analyser
from tests.answers.reckoning.test_figures import card, figure


@pytest.mark.parametrize(
    ("year", "published", "fit"),
    [(2024, 2024, 1.0), (2030, 2024, 1.0), (2023, 2024, 0.8), (2024, 2025, 0.8), (2024, None, 0.8)],
)
def test_a_year_still_to_come_asks_for_a_plan(
    cases: tuple[Case, ...], analyser: Analyser, year: int, published: int | None, fit: float
) -> None:
    book = published and BookRef(id="made-up", title="이야기", short_title="이야기", year=published)
    told = card(cases[0], figure("신규 인원", None, target=500, year=year)).model_copy(update={"book": book or None})
    (row,) = FigureTable([told], analyser, load_vocabulary()).rows
    assert kind_asked(f"{year}년 신규 인원은 몇 명인가?", ("명",), (year,)).fit(row) == fit
