from fractions import Fraction

import pytest

from corpus.book_folders import load_book
from corpus.model.ids import DEFAULT_BOOK
from corpus.model.nouns import Case, Figure, Passage
from corpus.model.place import Place
from corpus.passages import home_section, overlap
from service.pages.cases.case_view import blocks, first_sentence, view_case
from service.pages.rendering.official_units import budget, compare_with_target, hundred_millions, month, write_common, write_value


def original(number: int, lines: tuple[int, int], *sections: str) -> Passage:
    """A piece of the casebook's text, and the sections that a build found it to overlap."""
    return Passage(f"8-01/L{number}", "8-01", "casebook", "1. 배경", "원문 한 줄", place=Place(DEFAULT_BOOK, lines), sections=sections)


def figure(target: float | None, actual: float | None, unit: str = "명") -> Figure:
    return Figure(name="수", year=2022, target=target, actual=actual, unit=unit, source=(1, 1))


def test_chapters_follow_the_story_and_keep_the_sections_numbers(cases: tuple[Case, ...]) -> None:
    background, programme = cases[0].sections
    turned = cases[0].model_copy(update={"sections": (programme, background)})
    assert [(chapter.kind, [part.anchor for part in chapter.parts]) for chapter in view_case(turned, (), load_book()).chapters] == [
        ("background", ["s02"]),
        ("programme", ["s01"]),
    ]


def test_originals_stand_beside_every_section_they_overlap_and_are_found_at_the_one_that_has_most_of_them(cases: tuple[Case, ...]) -> None:
    case = cases[0]  # sections at lines 10 to 14 and 15 to 22
    both = ("8-01/s01", "8-01/s02")
    passages = [original(8, (8, 11), "8-01/s01"), original(12, (12, 18), *both), original(60, (60, 61))]
    passages += [Passage("8-01/n01", "8-01", "need", "", "필요")]
    view = view_case(case, passages, load_book())
    parts = [part for chapter in view.chapters for part in chapter.parts]
    assert [[o.anchor for o in part.originals] for part in parts] == [["L8", "L12"], ["L12"]]
    assert [part.anchors for part in parts] == [["L8"], ["L12"]]
    assert [o.anchor for o in view.elsewhere] == ["L60"]
    assert view.has_originals
    assert home_section(case, original(14, (14, 15), *both)) == "8-01/s01"  # of equals, the first


def test_without_the_casebook_there_are_no_originals(cases: tuple[Case, ...]) -> None:
    assert not view_case(cases[0], (), load_book()).has_originals


def test_a_citation_names_who_what_and_where(cases: tuple[Case, ...]) -> None:
    assert view_case(cases[0], (), load_book()).citation == (
        "경상남도 거제시, “떠나는 청년을 붙잡는 조선소 도시”, "
        "고용노동부, 「2023 전국지방자치단체 일자리대상 우수사례집」, 2023. 11., 8~21쪽."
    )
    assert view_case(cases[1], (), load_book()).citation.endswith("22쪽부터.")


def test_the_longer_bar_is_full(cases: tuple[Case, ...]) -> None:
    [row] = view_case(cases[0], (), load_book()).figures
    assert (row.anchor, row.target, row.actual, row.reached, row.bars) == ("f01", "500명", "551명", "110.2%", (145, 160))


@pytest.mark.parametrize(("target", "actual"), [(None, 3), (3, None), (-1, 3), (0, 0)])
def test_what_cannot_be_drawn_has_no_bars(cases: tuple[Case, ...], target: float | None, actual: float | None) -> None:
    case = cases[0].model_copy(update={"figures": (figure(target, actual),)})
    assert view_case(case, (), load_book()).figures[0].bars is None


def test_a_text_splits_after_its_first_sentence() -> None:
    assert first_sentence("1.5배로 늘었다. 그 뒤 줄었다. 끝") == ("1.5배로 늘었다.", "그 뒤 줄었다. 끝")
    assert first_sentence("한 문장뿐이다.") == ("한 문장뿐이다.", "")


def test_table_lines_become_rows_of_one_width() -> None:
    assert [(block.is_table, block.rows) for block in blocks("머리\n구분 | 2021 | 2022\n계 | 3\n꼬리")] == [
        (False, [["머리"]]),
        (True, [["구분", "2021", "2022"], ["계", "3", ""]]),
        (False, [["꼬리"]]),
    ]


@pytest.mark.parametrize(("one", "other", "lines"), [((1, 5), (5, 9), 1), ((1, 5), (6, 9), 0), ((1, 9), (3, 4), 2)])
def test_overlap_counts_shared_lines(one: tuple[int, int], other: tuple[int, int], lines: int) -> None:
    assert overlap(one, other) == overlap(other, one) == lines


def test_money_people_and_rates_are_written_as_officials_do() -> None:
    assert write_value(118812, "백만원") == "1,188억 1,200만 원"
    assert write_value(6000, "천원") == "600만 원"
    assert write_value(125, "천원") == "12만 5,000원"
    assert write_value(1473, "천명") == "1,473천명"
    assert write_value(96.8, "%") == "96.8%"
    assert write_value(None, "명") == "-"
    assert budget(1250.5) == "12억 5,050만 원"
    assert (month("2022-01"), month("2021")) == ("2022. 1.", "2021년")


def test_common_units() -> None:
    assert write_common(1473, "천명") == "1,473,000명"
    assert write_common(2825, "억원") == "2,825억 원"
    assert write_common(600, "만원") == "600만 원"
    assert write_common(-3.23, "%") == "-3.23%"
    assert write_common(None, "명") == "-"
    assert hundred_millions(budget_of("1188120")) == "11,881.2억 원"
    assert hundred_millions(budget_of("70")) == "0.7억 원"


def budget_of(millions: str) -> Fraction:
    return Fraction(millions) * 10**6


def test_a_target_is_reached_in_per_cent_and_a_rate_in_points() -> None:
    assert compare_with_target(figure(500, 484)) == "96.8%"
    assert compare_with_target(figure(68.0, 68.2, "%")) == "+0.2%p"
    assert compare_with_target(figure(60.0, 54.1, "%")) == "-5.9%p"
    assert compare_with_target(figure(None, 5)) is None
    assert compare_with_target(figure(0, 5)) is None
