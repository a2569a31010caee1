"""The table of facets: whole in itself, met by every noun that carries facets, and the one place where a facet is named."""

import ast
from dataclasses import fields

import pytest

from corpus.model.facets import AXES, BOOK_KINDS, CROSSED, FACETS, KEYS, PLACES, SOURCES, SUBJECTS, SUBJECTS_BY_RANK, kinds_of, values_of
from corpus.model.nouns import Case
from corpus.vocabulary.facet_values import breadth_of, in_order, load_vocabulary
from service.api.shapes import FilterParameters
from service.search.contract.request import Filters
from service.search.contract.search_results import SIGNAL_FIELDS, CaseSummary, FacetTopic
from service.search.presenting.hit_presenter import Presenter
from tests.support.house.code import files, name, nodes_of


def test_the_table_is_whole() -> None:
    assert len(set(KEYS)) == len(FACETS)
    assert {facet.key for facet in (*BOOK_KINDS, *SUBJECTS)} | {*PLACES, *SOURCES} == set(KEYS)
    assert [facet.rank for facet in SUBJECTS_BY_RANK] == [1, 2, 3]
    assert all(("{}" in facet.clause) == facet.ordered for facet in FACETS)
    assert {key for pair in CROSSED for key in pair} == set(AXES)
    assert all(rows != columns for rows, columns in CROSSED)


def test_a_case_has_its_values_by_the_key(cases: tuple[Case, ...]) -> None:
    geoje, _, seoul = cases
    assert {key: values_of(geoje, key) for key in KEYS} == {
        "award": ("지역일자리 목표 공시제",),
        "sido": ("경상남도",),
        "sigungu": ("거제시",),
        "target": ("청년", "퇴직·실직자"),
        "policy_measure": ("취업연계·고용서비스",),
        "industry": ("조선",),
        "book": (),  # a card alone does not say it
        "year": (),
    }
    assert values_of(seoul, "sigungu") == ()
    assert kinds_of(seoul) == ("지역산업맞춤형 일자리창출 지원사업",)


def test_a_facet_that_is_none_is_a_programming_error(cases: tuple[Case, ...]) -> None:
    with pytest.raises(ValueError, match="no such facet: budget"):
        values_of(cases[0], "budget")
    with pytest.raises(ValueError, match="no such facet: budget"):
        Filters(budget=("많음",))


def test_what_lists_show_of_a_case_has_the_same_values(cases: tuple[Case, ...]) -> None:
    for case in cases:
        summary = Presenter.summary(case)
        assert [getattr(summary, field.name) for field in fields(CaseSummary)] == [
            getattr(case, field.name) for field in fields(CaseSummary)
        ]
        assert {facet.path[0] for facet in FACETS} <= {field.name for field in fields(CaseSummary)}


def test_parameters_signals_and_topics_follow_the_table() -> None:
    assert tuple(FilterParameters.model_fields) == KEYS
    assert set(SIGNAL_FIELDS) == {*KEYS, "brand"} - {*SOURCES}
    assert tuple(field.name for field in fields(FacetTopic))[:2] == CROSSED[0]


def test_what_a_case_is_about_goes_with_its_award(cases: tuple[Case, ...]) -> None:
    known = load_vocabulary()
    assert [breadth_of(case, known) for case in cases] == ["government", "government", "programme"]
    assert breadth_of(cases[0].model_copy(update={"award": "장려상"}), known) is None


def test_values_are_listed_as_the_vocabulary_has_them_and_unknown_ones_last() -> None:
    assert in_order("target", ["노숙인", "여성", "청년", "가족", "여성"], load_vocabulary()) == ("청년", "여성", "가족", "노숙인")


def test_filters_are_one_key_however_they_are_given() -> None:
    given = Filters.of({"target": ["청년"], "sido": ("경상남도", "전라남도"), "industry": ()})
    assert given == Filters(sido=("경상남도", "전라남도"), target=("청년",))
    assert hash(given) == hash(Filters(sido=("경상남도", "전라남도"), target=("청년",)))
    assert given.conditions() == {"sido": {"경상남도", "전라남도"}, "target": {"청년"}}
    assert (given.values("target"), given.values("industry")) == (("청년",), ())
    assert FilterParameters.model_validate({"target": ["여성", "청년", "여성"], "award": []}).filters() == Filters(target=("여성", "청년"))
    assert Filters() == Filters(sido=()) != given


def test_no_other_file_names_a_facet() -> None:
    """Left out are `target`, since a figure has one, too, and plain words (book, year). Places have a recogniser of their own."""
    named = {
        name(path)
        for path in files()
        for node in nodes_of(path)
        if isinstance(node, ast.Constant) and node.value in set(KEYS) - {"target", *SOURCES}
    }
    assert named == {"corpus/model/facets.py", "service/search/understanding/place_names.py"}
