from pathlib import Path

from corpus.book_folders import load_book
from corpus.deriving.derive_card import derive_card
from corpus.deriving.ground.case_parts import part_case, read_blocks
from corpus.deriving.ground.case_sentences import plain_words, sentences_of
from corpus.deriving.ground.linear_model import WEIGHTS, LinearModel, load_knowledge
from corpus.deriving.partner_reading import read_partners
from corpus.deriving.phrase_reading import read_keywords
from corpus.deriving.section_kinds import section_of_part
from corpus.deriving.summarising import HEADLINE, SUMMARY
from corpus.model.document import Block
from corpus.model.fact import Fact
from corpus.model.nouns import Case
from corpus.passages import card_passages, sections_on
from service.pages.cases.case_view import view_case
from tests.deriving.made_cases import REPORT, bare, blocks_of, fact, table_block


def card(text: str = REPORT, *more: Block, facts: tuple[Fact, ...] = ()) -> Case:
    return derive_card(bare(), (*blocks_of(text), *more), 0, facts).case


def test_a_model_judges_by_sums_of_weights() -> None:
    model = LinearModel(("no", "yes"), (0.0, 0.0), {"seen": (0.0, 1.0)})
    assert round(model.accept({"seen": 2.0, "unknown": 9.0}), 3) == 0.881


def test_the_weights_are_small_and_hold_no_sentence() -> None:
    known = load_knowledge()
    assert WEIGHTS.stat().st_size < 300_000
    assert {"section_kind", "target", "policy_measure", "industry", "figure"} == known.models.keys()
    names = [name.partition(":")[2] or name for model in known.models.values() for name in model.weights]
    assert max(map(len, (*names, *known.common))) <= 20


def test_a_report_becomes_a_card() -> None:
    derived = card()
    assert [(section.heading, section.source, section.blocks) for section in derived.sections] == [
        ("사업 추진배경", (1, 3), (0, 2)), ("추진체계", (4, 6), (3, 5)), ("사업내용 · 추진실적", (7, 12), (6, 11)),
    ]  # fmt: skip
    assert derived.targets[0] == "청년"
    assert "창업지원" in derived.policy_measures
    assert "빈집 공방" in derived.keywords
    assert derived.partners == ("가람대학교", "가람상공회의소")
    assert derived.origin == "derived"


def test_headings_tell_the_kinds_of_long_parts() -> None:
    lines = REPORT.splitlines()
    long = [line for line in lines for line in ([line] if line.startswith("#") else [line] * 8)]
    kinds = {section.heading: section.kind for section in card("\n".join(long)).sections}
    assert kinds == {"사업 추진배경": "background", "추진체계": "governance", "사업내용": "programme", "추진실적": "outcome"}


def test_summary_and_headline_are_whole_sentences_of_the_text() -> None:
    derived = card()
    told = {sentence.text for sentence in sentences_of(part_case(read_blocks(blocks_of(REPORT), 0)))}
    assert derived.headline in told
    assert len(derived.headline) <= HEADLINE
    assert len(derived.summary) <= SUMMARY
    left = derived.summary
    for sentence in sorted(told, key=len, reverse=True):
        left = left.replace(sentence, "")
    assert left.strip(" .") == ""


def test_each_field_says_where_it_was_read() -> None:
    facts = (fact(12, "총사업비", "30억원", 30, "억원", kind="amount", origin="field"), fact(13, "수료", "120명", 120, "명", role="actual"))
    made = derive_card(bare(), blocks_of(REPORT), 0, facts)
    assert {reason.field for reason in made.reasons} == {
        "sections", "summary", "headline", "targets", "measures", "industries", "keywords", "partners", "budget_million_krw", "metrics",
    } - ({"industries"} if not made.case.industries else set())  # fmt: skip
    budget = next(reason for reason in made.reasons if reason.field == "budget_million_krw")
    assert (made.case.budget_million_krw, budget.blocks, budget.lines, budget.rule) == (3000.0, (12, 12), (13, 13), "cost_by_name")


def test_doubts_are_told() -> None:
    facts = tuple(
        fact(12, name, value, number, "억원", kind="amount") for name, value, number in (("총사업비", "30억", 30), ("사업비", "20억", 20))
    )
    told = card("그냥 한 줄이라 아무것도 알 수 없는 글입니다.", table_block([("가", "나")], 2, headed=False), facts=facts).notes
    assert told == (
        "지원 대상: 글에서 정하지 못했습니다.",
        "정책 수단: 글에서 정하지 못했습니다.",
        "산업: 글에서 정하지 못했습니다.",
        "사업비로 읽은 값이 2가지입니다: 총사업비 30억, 사업비 20억. 첫 값을 적었습니다.",
        "머리글을 알 수 없는 표가 1개 있습니다.",
    )


def test_a_case_of_no_words_keeps_its_record() -> None:
    case = bare()
    assert derive_card(case, (Block(kind="paragraph", text="- - -"),), 0, ()).case == case


def test_a_section_holds_whole_lines_within_its_room() -> None:
    (part,) = part_case(read_blocks(blocks_of("\n".join(["다" * 9_999] * 3)), 0))
    assert section_of_part(part, {"programme": 1.0}, "제목").text == "\n".join(["다" * 9_999] * 2)


def test_marks_before_an_item_are_none_of_its_words() -> None:
    assert [plain_words(text) for text in ("- ▶ 청년 지원", "③ 바이오 기업", "[청년] 지원", "3명 지원")] == [
        "청년 지원", "바이오 기업", "[청년] 지원", "3명 지원",
    ]  # fmt: skip


def test_keywords_are_said_again_or_quoted_and_common_words_are_none() -> None:
    parts = part_case(read_blocks(blocks_of("나래온 학당을 열고 지역을 살림\n나래온 학당의 지역\n「물빛 장터」를 여는 지역"), 0))
    assert [word.phrase for word in read_keywords("", parts, {"지역": 1.0})] == ["물빛 장터", "나래온 학당"]


def test_partners_are_bodies_named_where_the_text_speaks_of_working_together() -> None:
    parts = part_case(read_blocks(blocks_of("가람대학교와 협약을 체결\n다솔연구원 방문\n관내 대학과 협력"), 0))
    assert [partner.name for partner in read_partners(parts, ())] == ["가람대학교"]
    named = fact(1, "수행기관", "(사)나래진흥원", None, None, kind="name")
    assert [(each.name, each.rule) for each in read_partners((), [named])] == [("(사)나래진흥원", "named_in_fact")]


def test_the_books_own_words_are_searched_once() -> None:
    derived = card()
    kinds = [passage.kind for passage in card_passages(derived)]
    assert set(kinds) == {"summary", "keywords"}
    assert sections_on(derived, (2, 3)) == ("town:1/s01",)
    by_hand = derived.model_copy(update={"sections": tuple(each.model_copy(update={"blocks": None}) for each in derived.sections)})
    assert len([*card_passages(by_hand)]) == len(kinds) + len(derived.sections)


def test_the_same_text_makes_the_same_card() -> None:
    assert card() == card()
    assert Path(WEIGHTS).is_file()


def test_a_case_page_shows_the_books_own_words_as_text_and_tables() -> None:
    table = table_block([("구분", "목표", "실적"), ("수료", "100명", "120명")], 13)
    derived = card(REPORT, table)
    parts = [part for chapter in view_case(derived, (), load_book()).chapters for part in chapter.parts]
    (last,) = (part for part in parts if part.section.source and part.section.source[1] == 14)
    assert [(block.is_table, len(block.rows)) for block in last.own_words][-1] == (True, 2)
    assert all(part.originals == [] for part in parts), "the same words are not shown twice"
