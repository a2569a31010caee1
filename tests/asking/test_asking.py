"""Questions over the three cards: answers with exact citations, or an honest no."""

import pytest

from answers.asked.question import analyse
from answers.asked.telling_words import words_of
from answers.levels import load_weights
from answers.results import Answer, Citation
from answers.sentences.grounding import ground
from answers.sentences.holdings import years_of
from answers.sentences.pointing import HELP, LIKE_IT
from answers.sentences.sufficiency import SIGNS, undated
from corpus.errors import RequestError
from corpus.model.ids import DEFAULT_BOOK
from corpus.model.nouns import Passage
from corpus.model.place import Place
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from indexer.text.hangul import latin
from service.asking.asker import Asker
from service.asking.question_scope import scope_of
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters
from service.search.contract.search_results import Signal
from service.search.ranking.ranker import Ranker
from service.search.understanding.query_signals import Understood
from tests.support.models.doubles import CountEncoder


@pytest.fixture
def asker(index: Index, analyser: Analyser, encoder: CountEncoder) -> Asker:
    return Asker(CaseSearcher(Ranker(index, analyser, encoder)))


def assert_exact(asker: Asker, answer: Answer, index: Index) -> None:
    """Every citation stands where it says, letter by letter."""
    passages = index.catalogue
    for found in answer.citations:
        passage = passages[found.passage_id]
        assert found.quote in passage.text
        assert (found.case_id, found.lines, found.heading) == (passage.case_id, passage.place.lines, passage.heading)


@pytest.mark.parametrize(
    ("question", "value", "passage"),
    [
        ("조선소 일감이 줄어 도시를 떠난 거제시 청년은 몇 명인가?", "300명", "8-01/s01"),
        ("거제시 청년을 만난 상담사는 몇 명인가요?", "4명", "8-01/s02"),
        ("여수시 섬마을에서 관광 해설 교육을 마친 어르신은 몇 명인가?", "40명", "8-02/s01"),
        ("여수시 고용률은?", "61.5%", "8-02/f01"),
    ],
)
def test_a_number_is_answered_with_its_place(asker: Asker, index: Index, question: str, value: str, passage: str) -> None:
    answer = asker.ask(question)
    assert answer.answerable
    assert answer.answer.startswith(value)
    assert len(answer.answer) <= 80
    assert answer.citations[0].passage_id == passage
    assert_exact(asker, answer, index)


def test_a_place_without_a_case_is_told(asker: Asker, index: Index) -> None:
    answer = asker.ask("대구광역시 청년 상담사는 몇 명인가?")
    assert not answer.answerable
    assert answer.answer == "대구광역시 사례는 자료에 실려 있지 않습니다."
    assert_exact(asker, answer, index)


@pytest.mark.parametrize(
    "question", ["구제역 살처분 보상금 지급 기준", "시내버스 노선 개편 절차를 알려 주세요", "거제시 상하수도 요금은 얼마인가?"]
)
def test_what_the_cases_do_not_hold_is_an_honest_no(asker: Asker, index: Index, question: str) -> None:
    answer = asker.ask(question)
    assert not answer.answerable
    assert answer.answer.endswith("습니다.")
    assert_exact(asker, answer, index)


def test_a_place_that_takes_part_in_a_case_is_not_told_as_absent(asker: Asker) -> None:
    places = ("한빛대학교", "대구광역시")
    signals = [Signal("sigungu", name, name, (0, len(name)), 0) for name in places]
    search = asker._search
    scope = scope_of(Understood(signals, [frozenset(), frozenset()], []), Filters(), search.cases, search.gazetteer)
    assert scope.cases == frozenset({"9-01"})
    assert scope.absent == ("대구광역시",)


def test_why_is_answered_in_the_sources_sentences(asker: Asker, index: Index) -> None:
    answer = asker.ask("거제시에서 청년이 떠난 까닭은 무엇인가?")
    assert answer.answerable
    assert "조선소 일감이 줄어 청년 300명이 도시를 떠났다." in answer.answer
    assert_exact(asker, answer, index)


def test_filters_narrow_the_cases_and_unknown_values_are_refused(asker: Asker) -> None:
    assert {found.case_id for found in asker.ask("교육을 마친 사람은 몇 명인가?", Filters(sido=("전라남도",))).citations} == {"8-02"}
    with pytest.raises(RequestError, match="sido"):
        asker.ask("청년", Filters(sido=("없는도",)))


def test_filters_that_no_case_meets_say_so(asker: Asker) -> None:
    for question in ("상담사는 몇 명인가?", "상담사 4명이 만난 청년은 몇 명인가?", "예산이 가장 많은 사례는?"):
        answer = asker.ask(question, Filters(sido=("전라남도",), industry=("조선",)))
        assert (answer.answerable, answer.citations) == (False, [])
        assert "조건에 맞는 사례가 없습니다" in answer.answer, question


def test_a_language_model_is_handed_the_question_that_was_answered(asker: Asker) -> None:
    """Typed on the keys of the other language it has no kind; the draft, and so the evidence, are of the mended one."""
    question = "거제시 청년을 만난 상담사는 몇 명인가요?"
    typed = latin(question.replace("몇 명", "몇명"))
    assert analyse(typed).kind != analyse(question).kind
    asked = asker.prepare(typed, Filters())
    assert asked.text == typed
    assert asked.draft.answer.startswith("4명")
    assert asked.question is not None
    assert (asked.question.kind, asked.question.wanted) == (analyse(question).kind, analyse(question).wanted)
    assert "상담사" in asked.question.text


def test_two_questions_get_two_answers(asker: Asker) -> None:
    answer = asker.ask("거제시 청년을 만난 상담사는 몇 명인가? 여수시 고용률은 얼마인가?")
    first, second = answer.answer.split("\n")
    assert first.startswith("1) 4명")
    assert second.startswith("2) 61.5%")
    assert [found.case_id for found in answer.citations] == ["8-01", "8-02"]


def test_a_need_gets_cases_and_small_talk_is_told_what_can_be_asked(asker: Asker) -> None:
    need = asker.ask("조선소를 떠나는 청년을 붙잡고 싶은데 비슷한 사업이 있을까요")
    assert (need.answerable, need.answer.split("\n")[0]) == (True, LIKE_IT)
    assert len({found.case_id for found in need.citations}) == len(need.answer.split("\n")) - 1 == 3
    assert need.citations[0].case_id == "8-01"
    talk = asker.ask("안녕하세요 고마워요")
    assert (talk.answerable, talk.answer, talk.citations) == (False, HELP, [])


def test_without_a_model_answers_are_told_as_degraded(index: Index, analyser: Analyser) -> None:
    answer = Asker(CaseSearcher(Ranker(index, analyser, None))).ask("거제시 청년을 만난 상담사는 몇 명인가요?")
    assert answer.degraded
    assert answer.answer.startswith("4명")


def test_a_citation_is_grounded_in_the_line_that_gives_the_answers_quantity() -> None:
    told = Citation("8-01", "8-01/s01", "조선업 불황", "청년 300명이 도시를 떠났다.", (10, 14), (8, 21), "jobs-2023")
    text = [
        Passage("8-01/L8", "8-01", "casebook", "배경", "일감이 줄었다.\n떠난 청년은 300명에 이른다.", place=Place(DEFAULT_BOOK, (8, 12))),
        Passage("8-01/L90", "8-01", "casebook", "성과", "청년 300명이 도시를 떠났다.", place=Place(DEFAULT_BOOK, (90, 91))),
    ]
    found = ground(told, text, "300명 (청년)")
    assert (found.passage_id, found.quote, found.lines) == ("8-01/L8", "떠난 청년은 300명에 이른다.", (8, 12))
    assert ground(told, text[1:], "300명") == told  # what stands elsewhere is not its source
    assert ground(told, [], "300명") == told


def test_a_point_is_grounded_by_its_own_quantities_not_by_those_of_other_points() -> None:
    told = Citation("8-01", "8-01/s01", "지원", "상담사 4명을 두어 농가와 도시의 일손을 이었다", (1, 9), (1, 2), "jobs-2023")
    source = Passage(
        "8-01/L1", "8-01", "casebook", "표", "◎ 5대 추진전략\n상담사(4명) 배치: 도시 일손 연결", place=Place(DEFAULT_BOOK, (3, 4))
    )
    assert ground(told, [source], "").quote == "상담사(4명) 배치: 도시 일손 연결"


def test_a_premise_that_no_passage_holds_is_named(asker: Asker) -> None:
    answer = asker.ask("거제시에서 청년 999명이 떠난 까닭은 무엇인가?")
    assert not answer.answerable
    assert "'999명'" in answer.answer


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("거제시 조선업 상담사 가운데 60대는 몇 명인가?", "60대"),
        ("거제시의 2031년 상담사는 몇 명인가?", "2031년"),
    ],
)
def test_an_age_or_a_year_that_a_case_does_not_tell_of_is_named(asker: Asker, question: str, named: str) -> None:
    answer = asker.ask(question)
    assert not answer.answerable
    assert answer.answer == f"질문에 나온 '{named}'에 해당하는 내용이 이 사례에 없어 답할 수 없습니다."


def test_years_are_told_alone_and_within_periods() -> None:
    assert sorted(set(years_of("2019년에 시작해 2021~2023년에 넓혔다. 1980, 12023명"))) == [1980, 2019, 2021, 2022, 2023]
    known = frozenset(years_of("2022년"))
    assert undated(analyse("2021년에는?"), known) == []  # told as the year before
    assert undated(analyse("2023년에는?"), known) == ["2023년"]


def test_warming_reads_ahead_and_changes_no_answer(asker: Asker) -> None:
    before = asker.ask("여수시 고용률은?").answer
    asker.warm()
    assert asker.ask("여수시 고용률은?").answer == before


def test_words_within_quantities_tell_nothing_and_later_words_weigh_more(analyser: Analyser) -> None:
    text = "2022년 청년 창업 인원은 몇 명인가?"
    words = words_of(analyse(text), analyser.tokens(text), lambda _: 1.0)
    assert list(words.weights) == ["청년", "창업", "인원"]
    assert list(words.weights.values()) == pytest.approx([0.6, 1.0, 1.4])
    assert (sorted(words.last), words.head) == (["인원", "창업"], "창업")
    assert words.share({"창업"}) == pytest.approx(1 / 3)


def test_the_learned_weights_are_of_these_signs() -> None:
    assert tuple(load_weights().sufficiency) == SIGNS


def test_where_the_reader_is_missing_answers_are_told_as_degraded(index: Index, analyser: Analyser, encoder: CountEncoder) -> None:
    for unread in (False, True):
        answer = Asker(CaseSearcher(Ranker(index, analyser, encoder), unread=unread)).ask("거제시 청년을 만난 상담사는 몇 명인가?")
        assert (answer.degraded, answer.answer.startswith("4명")) == (unread, True)
