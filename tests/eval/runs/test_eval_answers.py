"""From judged questions through an asker to measures, tables and a file, on answers whose worth can be counted out."""

import shutil
from pathlib import Path

import pytest

from corpus.errors import EvalDataError
from eval.reports.answer_tables import failure_rows, latency, measure_rows, reliability, reliability_rows
from eval.runs.answer_marking import Ground
from eval.runs.answer_runs import Questions, ask_all, load_questions, refuse_absent
from eval.runs.saved_results import Result, find_result, load_result, save_result
from eval.sets.computed import Computed
from eval.sets.judged import DATA, Judged, Query, Unanswerable
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.answering.judgments import about
from tests.support.answering.replies import NO, Told, cite, reply

FACTS = [
    Query(id=name, kind="fact", query=query, case="8-01", lines=[(10, 14)], answers=["300명"])
    for name, query in (("f1", "하나"), ("f2", "둘"), ("f3", "셋"))
]
WHY = Query(id="w1", kind="why", query="왜", case="8-01", lines=[(10, 14)], key_points=["일감"])
FAR = Unanswerable(id="u1", kind="far", query="버스 요금")
TRAP = Unanswerable(id="u2", kind="trap", query="거제 버스 요금")
SUM = Computed(id="c1", op="sum", query="모두 더하면", answers=["5명"], cases=["8-01"], rows=[("8-01", 0)])
QUESTIONS = Questions(Judged([WHY, *FACTS], {}, [], {}, [FAR, TRAP]), [SUM])
ASKER = Told(
    {
        "하나": reply("300명 (청년 300명)", [cite("8-01/s01", (10, 14))], took=20.0),
        "둘": reply("200명 (청년 300명)", confidence="low", took=30.0),
        "왜": reply("일감이 줄어서", [cite("8-01/s01", (10, 14))], confidence="medium"),
        "거제 버스 요금": reply("1,500원"),
        "모두 더하면": reply("5명", confidence="low", took=110.0),
    }
)


@pytest.fixture
def result(index: Index) -> Result:
    ground = Ground(index.catalogue, {}, lambda point, answer: point in answer)
    return ask_all(ASKER, QUESTIONS.all, ground, about("base-answers"))


def test_every_question_is_asked_in_order_and_marked(index: Index) -> None:
    seen: list[tuple[str, int, int]] = []
    ground = Ground(index.catalogue, {}, lambda *_: False)
    found = ask_all(ASKER, QUESTIONS.all, ground, about(), lambda *step: seen.append(step))
    assert {name: asked.reply.mark for name, asked in found.queries.items() if asked.reply} == {
        "f1": "exact", "f2": "contained", "f3": "abstained", "w1": "evidence", "u1": "right", "u2": "answered", "c1": "right",
    }  # fmt: skip
    assert [asked.kind for asked in found.queries.values()] == ["fact", "fact", "fact", "why", "far", "trap", "sum"]
    assert seen[-1] == ("질문", 7, 7)


def test_measures_are_means_over_the_questions_they_count_in(result: Result) -> None:
    means = {name: (len(found.values), round(found.mean, 3)) for name, found in result.measures.items()}
    assert (means["fact exact"], means["fact contained"]) == ((3, 0.333), (3, 0.667))
    assert means["fact citation precision (answered)"] == (2, 0.5)
    assert means["why key points"] == (1, 1.0)
    assert (means["far abstained"], means["trap abstained"], means["unanswerable abstained"]) == ((1, 1.0), (1, 0.0), (2, 0.5))
    assert means["answerable abstained"] == (5, 0.2)
    assert (means["sum right"], means["computed right"]) == ((1, 1.0), (1, 1.0))
    assert list(means)[-3:] == ["unanswerable abstained", "answerable abstained", "quotes in their passage"]
    assert measure_rows(result)[:2] == [["measure", "questions", "value", "low", "high"], ["fact exact", "3", "0.333", "0.000", "1.000"]]


def test_each_level_of_confidence_is_held_against_what_was_right(result: Result) -> None:
    """Of all answers with one right answer: f1 and u2 were told as sure, f2 and c1 as not; f3 and u1 were withheld."""
    assert [(each.group, each.level, len(each.right.values), each.right.mean) for each in reliability(result)] == [
        ("facts", "high", 1, 1.0),
        ("facts", "low", 1, 0.0),
        ("facts, contained", "high", 1, 1.0),
        ("facts, contained", "low", 1, 1.0),
        ("computed", "low", 1, 1.0),
        ("all of these", "high", 2, 0.5),
        ("all of these", "low", 2, 0.5),
        ("abstentions", "high", 2, 0.5),
    ]
    assert reliability_rows(reliability(result))[1] == ["facts", "high", "1", "1.000", "1.000", "1.000"]


def test_latency_is_over_all_answers(result: Result) -> None:
    """10, 10, 10, 10, 20, 30 and 110 ms: the 99th percentile lies 94 % of the way from the last but one to the last."""
    assert latency(result) == {"p50": 10.0, "p99": pytest.approx(30 + 0.94 * 80, abs=0.05)}
    assert latency(Result(about(), {}, {})) == {}


def test_failures_are_told_with_what_was_wanted_and_how_sure_the_answer_was(result: Result) -> None:
    heads, *rows = failure_rows(result)
    assert heads == ["question", "kind", "mark", "confidence", "wanted", "answer", "text"]
    assert rows == [
        ["f2", "fact", "contained", "low", "300명", "200명 (청년 300명)", "둘"],
        ["f3", "fact", "abstained", "high", "300명", NO, "셋"],
        ["u2", "trap", "answered", "high", "-", "1,500원", "거제 버스 요금"],
    ]


def test_a_result_is_read_back_as_it_was_written(result: Result, tmp_path: Path) -> None:
    path = save_result(tmp_path, "0123-answers", result, {"latency": latency(result)})
    assert load_result(path) == result


def test_the_newest_result_of_answers_is_not_that_of_searches(result: Result, tmp_path: Path) -> None:
    with pytest.raises(EvalDataError, match="먼저 'saerye eval answers'로 재십시오"):
        find_result(None, tmp_path, answers=True)
    save_result(tmp_path, "0123", result)
    save_result(tmp_path, "0123-answers-casebook", result)
    assert find_result(None, tmp_path).stem == "0123"
    assert find_result(None, tmp_path, answers=True).stem == "0123-answers-casebook"
    assert find_result("answers-casebook", tmp_path).stem == "0123-answers-casebook"


def test_what_the_marks_depend_on_is_in_the_fingerprint() -> None:
    changed = FACTS[0].model_copy(update={"answers": ["301명"]})
    other = Questions(Judged([WHY, changed, *FACTS[1:]], {}, [], {}, [FAR, TRAP]), [SUM])
    turned = Questions(Judged([*FACTS, WHY], {}, [], {}, [TRAP, FAR]), [SUM])
    assert QUESTIONS.fingerprint() == turned.fingerprint() != other.fingerprint()


def test_a_folder_may_have_no_computed_questions_but_no_id_twice(tmp_path: Path) -> None:
    folder = shutil.copytree(DATA, tmp_path / "mine")
    (folder / "computed.jsonl").write_text(
        (folder / "computed.jsonl").read_text(encoding="utf-8").replace('"c01"', '"u25"', 1), encoding="utf-8"
    )
    with pytest.raises(EvalDataError, match="번호 u25를 질문 여럿이 씁니다"):
        load_questions(folder)
    (folder / "computed.jsonl").unlink()
    assert load_questions(folder).computed == []


def test_a_question_of_a_case_that_is_not_there_is_refused(index: Index, analyser: Analyser) -> None:
    searcher = CaseSearcher(Ranker(index, analyser, None))
    refuse_absent(QUESTIONS, searcher)
    with pytest.raises(EvalDataError, match="c1: 사례 9-99가 색인에 없습니다"):
        refuse_absent(Questions(QUESTIONS.judged, [SUM.model_copy(update={"cases": ["9-99"]})]), searcher)
