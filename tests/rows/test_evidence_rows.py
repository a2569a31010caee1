"""Cases → rows: a cell under its heads, a sentence under its heading, a card's figures and fields; what is private stays masked."""

from corpus.facts.case_facts import case_facts
from corpus.model.document import Block
from corpus.model.nouns import Passage, Section
from corpus.model.place import Place
from corpus.rows.card_rows import card_rows, field_rows
from corpus.rows.evidence_row import EvidenceRow
from corpus.rows.row_texts import LONGEST_CONTEXT, cut_sentences, join_heads, tell_headings
from corpus.rows.text_rows import passage_rows, text_rows
from tests.support.made.casebook import card
from tests.support.made.prose import prose
from tests.support.made.tables import table

HEADING = Block(kind="heading", text="Ⅱ. 추진 성과", level=1, lines=(1, 1))


def rows_of(*blocks: Block) -> list[EvidenceRow]:
    case = card()
    return list(text_rows(case.id, blocks, 0, case_facts(case, blocks, 0)))


def test_a_cell_is_read_under_its_heads_with_its_unit_year_and_role() -> None:
    grid = table("구분 | 2021년 실적 | 2022년 목표", "수료 인원(명) | 31 | 40", start=3)
    cells = [row for row in rows_of(HEADING, grid) if row.kind == "cell" and any(char.isdigit() for char in row.said)]
    assert [(row.said, row.lines) for row in cells] == [("31명", (4, 4)), ("40명", (4, 4))]
    assert "수료 인원" in cells[1].context
    assert "2022년 목표" in cells[1].context
    assert cells[1].facts[0].role == "target"
    assert cells[1].text == f"{cells[1].context}: 40명"


def test_a_sentence_is_read_under_its_heading_with_the_facts_in_it() -> None:
    found = [row for row in rows_of(prose("교육생 20명이 마쳤다. 그중 12명이 취업하였다.", "추진 성과", line=2)) if row.kind == "sentence"]
    assert [row.said for row in found] == ["교육생 20명이 마쳤다.", "그중 12명이 취업하였다."]
    assert {row.context for row in found} == {"추진 성과"}
    assert [fact.value for fact in found[1].facts] == ["12명"]


def test_a_heading_is_not_said_twice_and_marks_alone_are_no_row() -> None:
    assert [row.context for row in rows_of(HEADING)] == [""]
    assert list(cut_sentences("- ※ ·")) == []


def test_the_innermost_headings_and_the_nearest_heads_are_kept() -> None:
    assert tell_headings(("1. 가", "나. 다라", "○ 마바")) == "다라 > 마바"
    assert join_heads(("가", "", "나", "가")) == "가 | 나"
    assert len(join_heads(("긴" * 200,))) == LONGEST_CONTEXT


def test_a_card_gives_figures_fields_and_sentences_and_a_record_fields_alone() -> None:
    section = Section(kind="programme", heading="이어주기", text="상담사 4명이 청년을 만났다.", asks=())
    case = card().model_copy(update={"sections": (section,)})
    found = list(card_rows(case))
    assert {row.kind for row in found} >= {"field", "sentence"}
    assert next(row.section for row in found if row.kind == "sentence") == 1
    assert {row.kind for row in field_rows(case)} == {"field"}
    assert [row for row in found if row.kind == "field"] == list(field_rows(case))


def test_a_text_of_which_nothing_else_is_known_is_read_by_sentences() -> None:
    passage = Passage("8-01/t0003", "8-01", "casebook", "성과", "하나를 했다. 둘을 했다.\n셋을 했다.", place=Place("b", lines=(3, 4)))
    assert [(row.said, row.lines) for row in passage_rows([passage])] == [
        ("하나를 했다.", (3, 4)),
        ("둘을 했다.", (3, 4)),
        ("셋을 했다.", (3, 4)),
    ]
