"""Cards → passages: ids, kinds and texts, and where the shown text lies within the indexed one."""

from collections import Counter
from dataclasses import replace
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from corpus.model.ids import DEFAULT_BOOK
from corpus.model.nouns import Case, Figure, Passage, PassageKind, SectionKind
from corpus.model.place import Place
from corpus.passages import (
    EVIDENCE_KINDS,
    KIND_LABELS,
    KINDS,
    PLACED_KINDS,
    PROSE_KINDS,
    SUBJECT_KINDS,
    THEME_KINDS,
    all_card_passages,
    card_passages,
    figure_sentence,
    indexed_text,
    place,
    text_offset,
    without_asks,
    without_expansion,
    without_kinds,
)

words = st.text(st.characters(exclude_categories=["Cs"]))


def test_every_kind_stands_in_the_table_once_and_the_groups_are_what_they_were() -> None:
    assert [row.kind for row in KINDS if row.is_section] == list(get_args(SectionKind))
    assert Counter(row.kind for row in KINDS) == Counter(get_args(PassageKind))
    sections = {"background", "strategy", "governance", "programme", "outcome", "lesson"}
    assert sections | {"voice", "summary", "figure", "casebook"} == EVIDENCE_KINDS
    assert sections | {"need"} == SUBJECT_KINDS
    assert sections == THEME_KINDS
    assert EVIDENCE_KINDS - {"figure", "summary"} == PROSE_KINDS == PLACED_KINDS - {"figure"}
    assert (KIND_LABELS["governance"], KIND_LABELS["casebook"]) == ("추진체계", "원문")


def test_a_card_gives_these_passages(cases: tuple[Case, ...]) -> None:
    whole = Place(DEFAULT_BOOK, pages=(8, 21))
    context = "경상남도 거제시 떠나는 청년을 붙잡는 조선소 도시"
    keywords = "청년내일채움공제, 조선업 이직, 청년, 퇴직·실직자, 취업연계·고용서비스, 조선"
    assert list(card_passages(cases[0])) == [
        Passage("8-01/summary", "8-01", "summary", cases[0].headline, cases[0].summary, context, place=whole),
        Passage("8-01/keywords", "8-01", "keywords", "주제어", keywords, context, place=whole),
        Passage(
            "8-01/s01",
            "8-01",
            "background",
            "조선업 불황",
            cases[0].sections[0].text,
            context,
            "조선업 일자리가 왜 줄었나",
            replace(whole, lines=(10, 14)),
        ),
        Passage("8-01/s02", "8-01", "programme", "청년 이어주기", cases[0].sections[1].text, context, "", replace(whole, lines=(15, 22))),
        Passage("8-01/n01", "8-01", "need", "", "조선소를 나온 젊은이가 다른 일을 찾게 돕고 싶다", place=whole),
        Passage(
            "8-01/f01",
            "8-01",
            "figure",
            "신청 인원",
            "경상남도 거제시 2022년 신청 인원: 목표 500명, 실적 551명",
            context,
            "",
            replace(whole, lines=(20, 20)),
        ),
    ]


def test_passages_follow_the_order_of_the_cards(cases: tuple[Case, ...]) -> None:
    passages = all_card_passages(cases)
    assert [passage.id for passage in passages if passage.kind == "summary"] == ["8-01/summary", "8-02/summary", "9-01/summary"]
    assert passages == tuple(passage for case in cases for passage in card_passages(case))


def test_a_region_without_sigungu_is_its_sido(cases: tuple[Case, ...]) -> None:
    assert [place(case) for case in cases] == ["경상남도 거제시", "전라남도 여수시", "서울특별시"]


def figure(year: int | None, target: float | None, actual: float | None) -> Figure:
    return Figure(name="이름", year=year, target=target, actual=actual, unit="명", source=(1, 1))


def test_a_figure_says_only_what_is_stated(cases: tuple[Case, ...]) -> None:
    def said(year: int | None, target: float | None, actual: float | None) -> str:
        return figure_sentence(cases[2], figure(year, target, actual)).removeprefix("서울특별시 ")

    assert said(2022, None, 1234567) == "2022년 이름: 실적 1,234,567명"
    assert said(None, 0, None) == "이름: 목표 0명"
    assert said(None, None, None) == "이름: 값이 적혀 있지 않음"


def test_numbers_keep_every_digit(cases: tuple[Case, ...]) -> None:
    def written(value: float) -> str:
        return figure_sentence(cases[2], figure(None, None, value)).removeprefix("서울특별시 이름: 실적 ").removesuffix("명")

    assert [written(v) for v in (68.2, 68.0, 132371.9, -3, 0.1)] == ["68.2", "68", "132,371.9", "-3", "0.1"]
    assert written(123456789012.5) == "123,456,789,012.5"


@given(words, words, words.filter(bool), words)
def test_the_shown_text_is_found_at_its_offset(context: str, heading: str, text: str, expansion: str) -> None:
    passage = Passage("8-01/s01", "8-01", "outcome", heading, text, context, expansion)
    start = text_offset(passage)
    assert indexed_text(passage)[start : start + len(text)] == text
    assert indexed_text(passage)[start + len(text) :] == (f"\n{expansion}" if expansion else "")


def test_ids_are_unique_and_kinds_are_shown_or_only_found(cases: tuple[Case, ...]) -> None:
    passages = all_card_passages(cases)
    assert [passage_id for passage_id, count in Counter(p.id for p in passages).items() if count > 1] == []
    assert {passage.kind for passage in passages} - EVIDENCE_KINDS == {"keywords", "need"}
    assert all(passage.text for passage in passages)


def test_without_expansion_nothing_is_left_of_asks_and_needs_and_all_else_stays(cases: tuple[Case, ...]) -> None:
    passages = tuple(card_passages(cases[0]))
    bare = without_expansion(passages)
    assert [passage.id for passage in bare] == ["8-01/summary", "8-01/keywords", "8-01/s01", "8-01/s02", "8-01/f01"]
    assert [passage.id for passage in passages if passage not in bare] == ["8-01/s01", "8-01/n01"]
    texts = "\n".join(map(indexed_text, bare))
    assert not [text for case in cases[:1] for text in (*case.needs, *case.sections[0].asks) if text in texts]


def test_one_kind_of_expansion_can_be_left_out_by_itself(cases: tuple[Case, ...]) -> None:
    passages = all_card_passages(cases)
    assert {passage.kind for passage in passages} - {passage.kind for passage in without_kinds(passages, {"need", "figure"})} == {
        "need",
        "figure",
    }
    assert [passage.id for passage in without_asks(passages)] == [passage.id for passage in passages]
    assert {passage.expansion for passage in without_asks(passages)} == {""}


def test_what_the_casebooks_parser_adds_is_no_expansion_by_hand() -> None:
    misread = Passage("8-01/c01", "8-01", "casebook", "", "정년 취업", expansion="청년 취업", place=Place(DEFAULT_BOOK, (1, 2)))
    assert without_expansion([misread]) == (misread,)
