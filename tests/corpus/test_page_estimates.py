"""Pages guessed from lines: between a case's first and last, in the order of the lines, and nowhere else."""

from dataclasses import replace

import pytest

from corpus.model.ids import DEFAULT_BOOK
from corpus.model.nouns import Passage
from corpus.model.place import Place
from corpus.model.profile import CaseSpan
from corpus.outline.page_estimates import estimate_case_pages, estimate_passage_pages, estimate_range
from tests.support.made.casebook import card

SPAN = CaseSpan(case_id="8-01", region="거제시", first=101, last=200)


@pytest.mark.parametrize(
    ("lines", "pages", "found"),
    [
        ((101, 101), (8, 17), (8, 8)),
        ((110, 111), (8, 17), (8, 9)),
        ((200, 200), (8, 17), (17, 17)),
        ((101, 200), (8, 17), (8, 17)),
        ((150, 150), (8, 8), (8, 8)),
        ((100, 101), (8, 17), None),  # it begins before the case
        ((200, 201), (8, 17), None),
        ((101, 101), (8, None), None),  # nobody knows where the case ends
        ((101, 101), None, None),
    ],
)
def test_lines_stand_on_the_pages_between(
    lines: tuple[int, int], pages: tuple[int, int | None] | None, found: tuple[int, int] | None
) -> None:
    assert estimate_range(lines, SPAN, pages) == found


def test_parts_of_cases_get_pages_where_they_have_none() -> None:
    case = card("8-01", (101, 105), (110, 112))
    span = CaseSpan(case_id=case.id, region="어디", first=101, last=10_100)
    known = case.sections[1].model_copy(update={"pages": (3, 3), "page_from": "file"})
    given = case.model_copy(update={"pages": (1, 100), "sections": (case.sections[0], known), "figures": ()})
    told, other = estimate_case_pages([given, case.model_copy(update={"id": "8-99"})], [span])
    assert (told.sections[0].pages, told.sections[0].page_from) == ((1, 1), "layout")
    assert told.sections[1] == known
    assert other.sections == case.sections


def test_passages_of_the_text_get_pages_where_their_file_knows_none() -> None:
    at = Place(DEFAULT_BOOK, (120, 129), (8, 17))
    passage = Passage("8-01/L120", "8-01", "casebook", "", "글", place=at)
    read = replace(passage, id="8-01/L121", place=replace(at, pages=(9, 9), page_from="file"))
    case = card("8-01").model_copy(update={"pages": (8, 17)})
    found = estimate_passage_pages([passage, read, replace(passage, case_id="8-02")], [case], [SPAN])
    assert [(one.place.pages, one.place.page_from) for one in found] == [((9, 10), "layout"), ((9, 9), "file"), ((8, 17), None)]
