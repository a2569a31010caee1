"""The map of the cases by meaning, over made-up spots: what is drawn can be worked out."""

from itertools import combinations
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from corpus.cards import load_regions
from corpus.model.nouns import Case
from corpus.vocabulary.facet_values import load_vocabulary
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.derived.meaning_layout import CasePosition
from service.pages.maps.label_placement import Box, box_around, overlap
from service.pages.maps.meaning_map import MOST_MARKS, NARROW, RADIUS, WIDE, MeaningMap, draw_meaning
from tests.support.made.towns import TOWNS

KOREA = Gazetteer(load_regions())


def spots(cases: tuple[Case, ...], groups: int = 5) -> dict[str, CasePosition]:
    """Spots by chance of a fixed seed, in as many groups from left to right."""
    points = np.random.default_rng(3).uniform(-1, 1, size=(len(cases), 2))
    return {case.id: CasePosition(float(x), float(y), int((x + 1) / 2 * groups)) for case, (x, y) in zip(cases, points, strict=True)}


@pytest.fixture(scope="module")
def drawn(towns: tuple[Case, ...]) -> MeaningMap:
    meaning = draw_meaning(towns, spots(towns), load_vocabulary(), KOREA)
    assert meaning is not None
    return meaning


def test_without_spots_there_is_no_map(cases: tuple[Case, ...]) -> None:
    assert draw_meaning(cases, {}, load_vocabulary(), KOREA) is None


def test_every_case_has_one_mark_and_numbers_run_through_the_groups_from_left_to_right(drawn: MeaningMap, towns: tuple[Case, ...]) -> None:
    marks = [mark for group in drawn.neighbourhoods for mark in group.marks]
    assert sorted(mark.case.id for mark in marks) == [case.id for case in towns]
    assert [mark.number for mark in marks] == list(range(1, TOWNS + 1))
    placed = spots(towns)
    for group in drawn.neighbourhoods:
        across = [placed[mark.case.id].x for mark in group.marks]
        assert across == sorted(across)
        assert {placed[mark.case.id].group for mark in group.marks} == {group.number}


def test_marks_keep_apart_on_a_telephone(drawn: MeaningMap) -> None:
    places = [np.array(mark.at) / 100 * (NARROW.width, NARROW.height) for group in drawn.neighbourhoods for mark in group.marks]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(places, 2)) > 2**0.5 * 2 * RADIUS - 0.5


@pytest.mark.parametrize("width", [WIDE.width, 728, 1000, 1240, 1900])
def test_no_name_hides_a_mark_or_a_name_at_any_width(drawn: MeaningMap, width: float) -> None:
    boxes: list[Box] = []
    for group in drawn.neighbourhoods:
        for mark in group.marks:
            x, y = mark.at[0] / 100 * width, mark.at[1] / 100 * WIDE.height
            boxes.append(box_around(x, y, RADIUS))
            if mark.beside:
                left, middle = x + mark.beside[0], y + mark.beside[1]
                boxes.append((left, middle - 8, left + 13 * len(mark.name), middle + 8))
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []


def test_a_neighbourhood_is_named_by_what_most_of_it_hold_and_others_do_not(towns: tuple[Case, ...]) -> None:
    own = [case for case in towns if "농업·식품" in case.industries]
    meaning = draw_meaning(towns, {case.id: CasePosition(0.0, 0.0, int(case not in own)) for case in towns}, load_vocabulary(), KOREA)
    assert meaning is not None
    farming = meaning.neighbourhoods[0]
    assert (farming.values[0].value, farming.values[0].count) == ("농업·식품", len(own))
    assert farming.values[0].link == "/?industry=%EB%86%8D%EC%97%85%C2%B7%EC%8B%9D%ED%92%88"
    assert farming.name.startswith("농업·식품, ")
    assert parse_qs(urlsplit(farming.search).query) == {"q": [farming.name]}


def test_of_many_cases_the_most_typical_of_each_group_are_drawn(towns: tuple[Case, ...]) -> None:
    many = tuple(case.model_copy(update={"id": f"{case.id}-{copy}"}) for copy in range(8) for case in towns)
    meaning = draw_meaning(many, spots(many), load_vocabulary(), KOREA)
    assert meaning is not None
    assert (meaning.drawn, meaning.total) == (MOST_MARKS, len(many))
    assert [len(group.marks) for group in meaning.neighbourhoods] == [16] * 5


@pytest.mark.parametrize(
    ("awards", "signs", "drawn"),
    [
        (("나 상", "가 상", "지역일자리 목표 공시제"), ("지역일자리 목표 공시제", "나 상", "가 상"), [1, 2, 0]),
        (("가 상", "가 상", "가 상"), (), [0, 0, 0]),
        (("가 상", "나 상", "다 상", "라 상"), ("가 상", "나 상", "다 상", "라 상"), [0, 1, 2, 3]),
        (("가 상", "나 상", "다 상", "라 상", "마 상"), (), [0, 0, 0, 0, 0]),
    ],
)
def test_each_of_a_few_kinds_has_a_sign(cases: tuple[Case, ...], awards: tuple[str, ...], signs: tuple[str, ...], drawn: list[int]) -> None:
    sorted_so = tuple(cases[0].model_copy(update={"id": f"9-{number:02d}", "award": award}) for number, award in enumerate(awards, 1))
    meaning = draw_meaning(sorted_so, spots(sorted_so), load_vocabulary(), KOREA)
    assert meaning is not None
    assert meaning.signs == signs
    marks = {mark.case.id: mark.sign for group in meaning.neighbourhoods for mark in group.marks}
    assert [marks[case.id] for case in sorted_so] == drawn
