"""What a query wants left out: every way of saying so, what only looks like one, and what becomes of the cases; phrases in quotes."""

from pathlib import Path

import pytest

from corpus.cards import load_regions
from corpus.errors import EvalDataError, RequestError
from corpus.model.nouns import Case
from corpus.vocabulary.facet_values import load_vocabulary
from corpus.vocabulary.gazetteer import Gazetteer
from eval.runs.exclusion_runs import run_exclusions
from eval.sets.left_out import LeftOut, LookAlike, WishForm, load_left_out, load_wishes
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import SearchRequest, clean_query
from service.search.query_conditions import asked_case
from service.search.ranking.ranker import Ranker
from service.search.understanding.exclusions import Exclusion, Exclusions, keep_outside
from service.search.understanding.left_out_words import read_left_out
from service.search.understanding.query_signals import Understanding
from service.search.understanding.quoted_phrases import read_phrases
from tests.support.models.doubles import CountEncoder

pytestmark = pytest.mark.flow
Read = tuple[Understanding, Exclusions]


@pytest.fixture(scope="module")
def reader(placed: tuple[Case, ...], analyser: Analyser) -> Read:
    return Understanding(placed, analyser, Gazetteer(load_regions(), placed), load_vocabulary()), Exclusions(placed, analyser)


@pytest.fixture
def searcher(index: Index, analyser: Analyser, encoder: CountEncoder) -> CaseSearcher:
    return CaseSearcher(Ranker(index, analyser, encoder))


def read(reader: Read, query: str, *ignore: str) -> Exclusion | None:
    understanding, exclusions = reader
    return exclusions.read(clean_query(query), understanding.understand(clean_query(query)), ignore)


def values(found: Exclusion | None) -> list[str]:
    return [signal.value for signal in found.signals] if found else []


@pytest.mark.parametrize(
    ("query", "left_out", "rest"),
    [
        ("조선업 말고 취업 상담", ["조선"], "취업 상담"),
        ("조선업은 말고 취업 상담", ["조선"], "취업 상담"),
        ("취업 상담 (조선업 제외)", ["조선"], "취업 상담"),
        ("조선업 제외 취업 상담", ["조선"], "취업 상담"),
        ("조선업을 제외한 취업 상담", ["조선"], "취업 상담"),
        ("조선업 분야를 뺀 취업 상담", ["조선"], "취업 상담"),
        ("조선업이 아닌 취업 상담", ["조선"], "취업 상담"),
        ("조선업 대신 다른 취업", ["조선"], "취업"),
        ("-조선업 취업 상담", ["조선"], "취업 상담"),
        ("취업 상담 NOT 조선업", ["조선"], "취업 상담"),
        ("조선업은 관심 없고 취업 상담", ["조선"], "취업 상담"),
        ("취업 상담인데 조선업은 됐고", ["조선"], "취업 상담인데"),
        ("서울 외 지역 청년", ["서울특별시"], "지역 청년"),
        ("서울 이외의 청년", ["서울특별시"], "청년"),
        ("서울이랑 인천은 빼고 청년", ["서울특별시", "인천광역시"], "청년"),
        ("서울·인천 제외 청년", ["서울특별시", "인천광역시"], "청년"),
        ("경상남도 거제시 말고 청년", ["거제시"], "청년"),
        ("청년, 조선업 말고", ["조선"], "청년"),
        ("달빛돌봄방 말고 돌봄", ["달빛돌봄방"], "돌봄"),
        ("조선업 말고", ["조선"], "조선"),
        ("조선업 말고는 취업 사례 없나", ["조선"], "취업 사례 없나"),
        ("조선업 이외에 신산업 취업", ["조선"], "신산업 취업"),
        ("취업 상담 except 조선업", ["조선"], "취업 상담"),
        ("서울을 벗어난 청년", ["서울특별시"], "청년"),
    ],
)
def test_what_is_left_out_and_what_is_searched_for(reader: Read, query: str, left_out: list[str], rest: str) -> None:
    found = read(reader, query)
    assert found is not None
    assert (values(found), found.rest.endswith(rest)) == (left_out, True)


@pytest.mark.parametrize(
    "query",
    [
        "청년이 아니라도 받는 상담",
        "청년이 아니어도 받는 상담",
        "조선업 말고도 여러 산업",
        "서울 외에도 전국에서",
        "빼놓을 수 없는 조선업 대책",
        "조선업을 빼놓을 수 없는 도시",
        "청년뿐만 아니라 고령자도",
        "서울 외곽의 청년",
        "서울밖에 없는 사업",
        "외국인 청년",
        "청년 대신 서류를 내 주는 사업",
        "월세를 대신 내 주는 청년 지원",
        "조선업에서 제외된 사람",
        "그만두지 말고 오래 다니게",
        "그것 말고 없나",
        "2-3년 다닌 청년",
        "조선업이 아닌지 확인",
        "청년만 아니라 고령자까지",
        "관광 말고 할 게 없는 섬",
        "서울 외에 인천에서도",
        "조선업 빼면 시체인 도시",
        "대한항공 말고도 항공",
    ],
)
def test_what_only_looks_like_leaving_out(reader: Read, query: str) -> None:
    assert read(reader, query) is None


def test_cases_that_are_about_it_go_behind_and_those_that_touch_on_it_only_lose_a_signal(reader: Read, placed: tuple[Case, ...]) -> None:
    """The first placed case has every industry, so that it is about the first three of them only."""
    industry = placed[0].industries[-1]
    found = read(reader, f"{industry} 말고 청년")
    assert found is not None
    assert (0 in found.behind, 0 in found.touching) == (False, True)


def test_what_is_left_out_speaks_for_no_case(reader: Read) -> None:
    understanding, exclusions = reader
    understood = understanding.understand("거제시 말고 여수시 청년")
    found = exclusions.read("거제시 말고 여수시 청년", understood)
    assert found is not None
    kept = keep_outside(understood, found.removed)
    assert [signal.value for signal in kept.signals] == ["여수시", "청년"]
    assert len(kept.holders) == 2


def test_it_can_be_undone(reader: Read) -> None:
    assert read(reader, "조선업 말고 취업", "without:조선") is None
    assert values(read(reader, "서울 빼고 조선업 말고 취업", "without:조선")) == ["서울특별시"]


def test_a_search_puts_the_excluded_last_says_so_and_can_be_told_not_to(searcher: CaseSearcher) -> None:
    ordinary = [hit.case.id for hit in searcher.search(SearchRequest("조선업 청년 일터")).hits]
    result = searcher.search(SearchRequest("조선업 말고 청년 일터"))
    assert (ordinary[0], [hit.case.id for hit in result.hits][-1], result.total) == ("8-01", "8-01", 3)
    told = [signal for signal in result.interpreted.signals if signal.field == "without"]
    assert [(signal.value, signal.text, signal.span, signal.cases) for signal in told] == [("조선", "조선업", (0, 3), 1)]
    assert [signal.field for signal in result.interpreted.signals] == ["without", "target"]
    undone = searcher.search(SearchRequest("조선업 말고 청년 일터", ignore=("without:조선",)))
    assert undone.hits[0].case.id == "8-01"
    assert [signal.field for signal in undone.interpreted.signals] == ["industry", "target"]


def test_the_rest_is_in_the_order_of_the_query_without_the_wish(searcher: CaseSearcher) -> None:
    """The place of 8-01 apart, both rank alike."""
    plain, wished = ("반도체 창업 교육", "거제시 말고 반도체 창업 교육")
    orders = [[hit.case.id for hit in searcher.search(SearchRequest(query)).hits if hit.case.id != "8-01"] for query in (plain, wished)]
    assert orders[0] == orders[1]


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ('"관광 해설" 교육', ["관광 해설"]),
        ("“관광  해설”과 ‘섬마을’", ["관광 해설", "섬마을"]),
        ("'관광 해설' 교육", ["관광 해설"]),
        ("「관광 해설」", ["관광 해설"]),
        ("'23년 성과와 '24년 계획", []),
        ('"가" 교육', []),
        ('따옴표 " 하나', []),
        ("market's 5'", []),
    ],
)
def test_phrases_are_what_stands_in_quotation_marks(query: str, phrases: list[str]) -> None:
    assert [signal.value for signal in read_phrases(clean_query(query))] == phrases


def test_a_quoted_phrase_stands_as_typed_in_a_shown_passage(searcher: CaseSearcher) -> None:
    """Only 8-02 says 관광 해설; without quotes all three are found."""
    result = searcher.search(SearchRequest('"관광 해설" 청년'))
    assert [hit.case.id for hit in result.hits] == ["8-02"]
    assert any("관광 해설" in passage.text for passage in result.hits[0].passages)
    (phrase,) = [signal for signal in result.interpreted.signals if signal.field == "phrase"]
    assert (phrase.value, phrase.text, phrase.cases) == ("관광 해설", '"관광 해설"', 1)
    assert searcher.search(SearchRequest('"관광 해설" 청년', ignore=("phrase:관광 해설",))).total == 3


def test_a_phrase_that_nobody_wrote_is_told_and_hides_nothing(searcher: CaseSearcher) -> None:
    result = searcher.search(SearchRequest('"해설 관광" 어르신'))
    assert (result.total, result.hits[0].case.id) == (3, "8-02")
    assert [(signal.value, signal.cases) for signal in result.interpreted.signals if signal.field == "phrase"] == [("해설 관광", 0)]


@pytest.mark.parametrize("query", ["9-01", "9-01번", "9-01 사례", "9-01번 사례"])
def test_a_case_called_by_its_number_is_first(searcher: CaseSearcher, query: str) -> None:
    assert searcher.search(SearchRequest(query)).hits[0].case.id == "9-01"


def test_a_number_of_no_case_and_one_beside_other_words_ask_for_none() -> None:
    assert [asked_case(query) for query in ("8-05번", "8-05 청년", "8-05 ~ 8-07")] == ["8-05", "", ""]


def test_an_unknown_field_is_still_refused(searcher: CaseSearcher) -> None:
    with pytest.raises(RequestError, match="ignore"):
        searcher.search(SearchRequest("청년", ignore=("with:조선",)))


def test_pairs_are_measured_as_one_works_out_by_hand(searcher: CaseSearcher, tmp_path: Path) -> None:
    """Of three cases all stand among the first three: a pair that leaves one out is wrong, one that leaves out none that is there right."""
    (tmp_path / "queries.jsonl").write_text('{"query": "청년"}\n{"query": "조선업 빼고 청년"}\n{"query": "?"}\n', encoding="utf-8")
    (tmp_path / "value-roles.jsonl").write_text('{"text": "조선업 빼고 [[4명]]을 뽑았다"}\n', encoding="utf-8")  # no query
    pair = LeftOut(id="w1", positive="청년 일터", query="조선업 말고 청년 일터", word="조선업", cases=("8-01",))
    other = replace_cases(pair, "w2", ("8-09",))
    found = run_exclusions(searcher, [pair, other], [LookAlike(id="a1", query="조선업 말고도 청년")], "hybrid", folder=tmp_path)
    assert (found.out.values, found.order.values) == ({"w1": 0, "w2": 1}, {"w1": 1, "w2": pytest.approx(found.order.values["w2"])})
    assert [(run.wrong, run.told) for run in found.pairs] == [(("8-01",), ("조선",)), ((), ("조선",))]
    assert (found.look_alikes, found.found, found.ordinary) == ((), ("조선업 빼고 청년",), 2)


def replace_cases(pair: LeftOut, name: str, cases: tuple[str, ...]) -> LeftOut:
    return pair.model_copy(update={"id": name, "cases": cases})


def test_the_projects_pairs_are_many_and_load() -> None:
    pairs, look_alikes = load_left_out()
    assert len(pairs) >= 150
    assert len(look_alikes) >= 60
    assert {len({pair.query for pair in pairs})} == {len(pairs)}


def test_wishes_name_words_of_their_query_and_forms_are_filled(tmp_path: Path) -> None:
    wishes = load_wishes()
    assert (len(wishes) >= 1800, len({wish.writer for wish in wishes})) == (True, 6)
    (tmp_path / "wishes.jsonl").write_text('{"id": "x", "writer": "x", "query": "조선업 말고", "out": ["관광"]}\n', encoding="utf-8")
    with pytest.raises(EvalDataError, match="out의 말이 질의에 없습니다: 관광"):
        load_wishes(tmp_path / "wishes.jsonl")
    form = WishForm(id="f", form="{n}이랑 {m} 말고 {r}", leaves_out=True)
    filled = form.fill(("서울", "조선업"), "청년")
    assert (filled.query, filled.out, filled.positive) == ("서울이랑 조선업 말고 청년", ("서울", "조선업"), "청년")


def test_a_part_of_a_longer_word_is_not_left_out(analyser: Analyser) -> None:
    assert [read_left_out(query, analyser).named for query in ("은둔형외톨이 청년 취업", "노사상생형·투자형 일자리")] == [(), ()]


def test_a_pair_that_leaves_nothing_out_is_refused(tmp_path: Path) -> None:
    line = '{"id": "w1", "positive": "청년", "query": "조선업 말고 청년", "word": "조선", "values": {"sidoo": ["서울"]}}\n'
    bare = '{"id": "w2", "positive": "청년", "query": "조선업 말고 청년", "word": "관광"}\n'
    (tmp_path / "without.jsonl").write_text(line + bare, encoding="utf-8")
    (tmp_path / "look-alikes.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(EvalDataError) as caught:
        load_left_out(tmp_path)
    assert str(caught.value).splitlines()[1:] == [
        "without.jsonl: w2: 빼려는 것이 cases에도 values에도 없습니다",
        "without.jsonl: w2: word가 질의에 없습니다",
        "without.jsonl: w1: values에 없는 조건입니다: sidoo",
    ]
