"""Public sets as they are: every way in which one strays from the layout is read, and told in a line; and other systems' runs."""

import gzip
import json
import random
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import pytrec_eval

from corpus.errors import EvalDataError
from eval.metrics.ranking_metrics import BEIR, measure, write_trec_run
from eval.public.public_set import PublicSet, read_public_set, tell_missing
from eval.public.run_file import read_run

DOCUMENTS = [{"_id": "d1", "title": "배", "text": "조선소"}, {"_id": "d2", "title": "", "text": "논밭"}, {"_id": "d3", "text": "바다"}]
QUERIES = [{"_id": "q1", "text": "조선소"}, {"_id": "q2", "text": "논"}]
HEAD = "query-id\tcorpus-id\tscore\n"
QRELS = f"{HEAD}q1\td1\t1\nq2\td2\t2\n"
GRADES = {"q1": {"d1": 1}, "q2": {"d2": 2}}
MadeSet = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path) -> MadeSet:
    """Write a set: a file's content is text, bytes, or records."""

    def write(documents: Sequence[object] | str = DOCUMENTS, queries: Sequence[object] | str = QUERIES, **qrels: str | bytes) -> Path:
        (tmp_path / "qrels").mkdir(exist_ok=True)
        for name, content in (("corpus", documents), ("queries", queries)):
            (tmp_path / f"{name}.jsonl").write_text(content if isinstance(content, str) else lines(content), encoding="utf-8")
        for name, content in (qrels or {"test_tsv": QRELS}).items():
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / "qrels" / name.replace("_", ".")).write_bytes(data)
        return tmp_path

    return write


def lines(records: Sequence[object]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def told(public: PublicSet) -> str:
    (note,) = public.notes
    return note


def test_a_set_as_the_layout_wants_it_is_told_nothing(made: MadeSet) -> None:
    public = read_public_set(made())
    assert (public.qrels, public.queries, public.notes) == (GRADES, {"q1": "조선소", "q2": "논"}, ())
    assert [(document.id, document.title, document.text) for document in public.documents.values()] == [
        ("d1", "배", "조선소"),
        ("d2", "", "논밭"),
        ("d3", "", "바다"),
    ]


@pytest.mark.parametrize(
    "qrels",
    [
        "q1\td1\t1\nq2\td2\t2\n",
        "q1\t0\td1\t1\nq2\t0\td2\t2\n",
        "q1 0 d1 1\nq2 0 d2 2",
        "q1 Q0 d1 1\r\nq2 Q0 d2 2\r\n",
        "q1 d1 1\nq2 d2 2\n",
        "query-id corpus-id score\nq1 d1 1\nq2 d2 2\n",
        f"{HEAD} q1 \t d1\t1.0\nq2\td2 \t2.00\n",
        "﻿" + QRELS.replace("\n", "\r\n"),
        QRELS.replace("\n", "\r"),
        "query-id\tcorpus-id\tscore\titer\nq1\td1\t1\t0\nq2\td2\t2\t0\n",
        "q1\td1\t1\t0\nq2\td2\t2\t0\n",
        "qid\titer\tdocid\trel\nq1\t0\td1\t1\nq2\t0\td2\t2\n",
        "corpus-id\tquery-id\tscore\nd1\tq1\t1\nd2\tq2\t2\n",
        '"query-id","corpus-id","score"\n"q1","d1","1"\n"q2","d2","2"\n',
        "물음\t문서\t등급\nq1\td1\t1\nq2\td2\t2\n",
        f"{HEAD}\nq1\td1\t1\n\nq2\td2\t2\n\n",
    ],
)
def test_judgments_are_read_in_every_way_of_writing_them(made: MadeSet, qrels: str) -> None:
    public = read_public_set(made(test_tsv=qrels))
    assert (public.qrels, public.notes) == (GRADES, ())


def test_judgments_as_json_lines_and_gzipped_files(made: MadeSet) -> None:
    rows = [{"query-id": "q1", "corpus-id": "d1", "score": 1.0}, {"query-id": "q2", "corpus-id": "d2", "score": 2}]
    folder = made(test_jsonl=lines(rows))
    assert read_public_set(folder).qrels == GRADES
    for file in (folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels" / "test.jsonl"):
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    assert read_public_set(folder).qrels == GRADES


def test_a_broken_archive_is_refused_by_name(made: MadeSet) -> None:
    folder = made()
    (folder / "corpus.jsonl").unlink()
    (folder / "corpus.jsonl.gz").write_bytes(gzip.compress(lines(DOCUMENTS).encode())[:-9])
    with pytest.raises(EvalDataError, match=r"corpus\.jsonl\.gz을\(를\) 읽을 수 없습니다"):
        read_public_set(folder)


def test_ids_may_hold_blanks_be_numbers_and_decomposed_on_either_side(made: MadeSet) -> None:
    documents = [{"_id": "문서 d 0", "text": "가"}, {"_id": 7, "text": "나"}, {"_id": 8.0, "title": None, "text": "다"}]
    queries = [{"_id": unicodedata.normalize("NFD", "질의 1"), "text": "가"}, {"_id": 2, "text": "나"}]
    wanted = {"질의 1": {"문서 d 0": 1, "7": 0}, "2": {"8": 2}}
    tabs = f"{HEAD}질의 1\t{unicodedata.normalize('NFD', '문서 d 0')}\t1\n질의 1\t7\t0\n2\t8\t2\n"
    blanks = "질의 1 문서 d 0 1\n질의 1 7 0\n2 8 2\n"
    trec = "질의 1 0 문서 d 0 1\n질의 1 0 7 0\n2 0 8 2\n"
    for qrels in (tabs, blanks, trec):
        public = read_public_set(made(documents, queries, test_tsv=qrels))
        assert (public.qrels, public.notes) == (wanted, ())


def test_a_title_may_be_null_nan_or_a_number(made: MadeSet) -> None:
    documents = '{"_id": "d1", "title": null, "text": "가"}\n{"_id": "d2", "title": NaN, "text": 5}\n{"_id": "d3", "title": 2023}\n'
    public = read_public_set(made(documents))
    assert [(document.title, document.text) for document in public.documents.values()] == [("", "가"), ("", "5"), ("2023", "")]


def test_queries_without_text_or_line_are_left_out_and_told(made: MadeSet) -> None:
    queries = [*QUERIES, {"_id": "q3", "text": ""}, {"_id": "q4", "text": None}, {"_id": "q5"}, {"_id": "q6", "text": "?!"}]
    public = read_public_set(made(queries=queries, test_tsv=QRELS + "".join(f"q{n}\td1\t1\n" for n in range(3, 9))))
    assert public.qrels == GRADES
    assert public.notes == (
        "판정은 있고 queries.jsonl에는 없어 빼고 잰 질의: 2건(q7, q8)",
        "찾을 글자가 없거나 너무 길어 빼고 잰 질의: 4건(q3, q4, q5 …)",
    )


def test_what_is_there_twice_is_joined_and_told(made: MadeSet) -> None:
    documents = [*DOCUMENTS, DOCUMENTS[0], {"_id": "d2", "text": "다른 글"}]
    public = read_public_set(made(documents, [*QUERIES, {"_id": "q1", "text": "다른 물음"}], test_tsv=f"{QRELS}q1\td1\t3\n"))
    assert (public.documents["d2"].text, public.queries["q1"], public.qrels["q1"]) == ("다른 글", "다른 물음", {"d1": 3})
    assert public.notes == (
        "corpus.jsonl: 번호와 글이 같은 문서는 하나로 합쳤습니다: 1건(d1)",
        "corpus.jsonl: 번호는 같고 글이 다른 문서는 뒤의 것을 썼습니다: 1건(d2)",
        "queries.jsonl: 번호는 같고 글이 다른 질의는 뒤의 것을 썼습니다: 1건(q1)",
        "test.tsv: 거듭 판정된 짝은 뒤의 판정을 썼습니다: 1건(q1→d1)",
    )


@pytest.mark.parametrize(
    ("splits", "chosen"),
    [
        ({"dev_tsv": "q2\td2\t1\n", "train_tsv": QRELS}, "dev.tsv만 쟀습니다. 재지 않은 것: train.tsv"),
        ({"test_tsv": "q2\td2\t1\n", "dev_tsv": QRELS}, "test.tsv만 쟀습니다. 재지 않은 것: dev.tsv"),
        ({"train_tsv": "q2\td2\t1\n", "zz_tsv": QRELS}, "train.tsv만 쟀습니다. 재지 않은 것: zz.tsv"),
    ],
)
def test_one_split_is_measured_and_told_where_there_are_several(made: MadeSet, splits: dict[str, str], chosen: str) -> None:
    public = read_public_set(made(**splits))
    assert (list(public.queries), told(public)) == (["q2"], f"qrels: {chosen}")


def test_the_only_split_is_measured_whatever_its_name(made: MadeSet) -> None:
    assert read_public_set(made(ko_tsv=QRELS)).notes == ()


def test_a_query_with_nothing_relevant_counts_as_zero_and_is_told(made: MadeSet) -> None:
    public = read_public_set(made(test_tsv=f"{HEAD}q1\td1\t1\nq2\td2\t-1\n"))
    assert told(public) == "맞는 문서가 하나도 없는 질의(trec_eval처럼 0으로 평균에 듭니다): 1건(q2)"
    assert measure(BEIR, public.qrels, {"q1": ["d1"], "q2": ["d2"]})["nDCG@10"] == {"q1": 1, "q2": 0}


def test_judged_documents_that_are_not_there_are_told_and_a_set_of_none_is_refused(made: MadeSet) -> None:
    public = read_public_set(made(test_tsv=f"{QRELS}q1\td9\t1\n"))
    assert told(public) == "판정은 있고 corpus.jsonl에는 없는 문서(찾지 못한 것으로 셉니다): 1건(d9)"
    with pytest.raises(EvalDataError, match=r"판정된 문서가 corpus\.jsonl에 하나도 없습니다: 1건\(d8\)"):
        read_public_set(made(test_tsv="q1\td8\t1\n"))


def test_judgments_of_no_query_are_refused(made: MadeSet) -> None:
    with pytest.raises(EvalDataError, match=r"판정된 질의가 queries\.jsonl에 글과 함께 하나도 없습니다"):
        read_public_set(made(test_tsv="q8\td1\t1\n"))


def test_documents_without_any_text_are_told(made: MadeSet) -> None:
    public = read_public_set(made([*DOCUMENTS, {"_id": "d4", "title": " ", "text": None}]))
    assert told(public) == "제목도 글도 없어 찾을 수 없는 문서: 1건(d4)"


def test_fractions_of_grades_are_made_whole_and_ndcg_stays(made: MadeSet) -> None:
    public = read_public_set(made(test_tsv="q1\td1\t0.5\nq1\td2\t1\nq2\td2\t0.25\n"))
    assert public.qrels == {"q1": {"d1": 2, "d2": 4}, "q2": {"d2": 1}}
    assert told(public) == "test.tsv: 소수인 등급이 있어 모든 등급에 4을(를) 곱했습니다. nDCG는 그래도 같습니다"


def test_a_querys_own_document_is_left_out_unless_it_bears_the_id_by_chance(made: MadeSet) -> None:
    """1: its own document, not judged; 2: its own text, judged; 3: another text, judged, so both are only numbered."""
    documents = [{"_id": n, "text": text} for n, text in ((1, "하나"), (2, "둘"), (3, "셋의 글"), (4, "넷"))]
    queries = [{"_id": n, "text": text} for n, text in ((1, "하나"), (2, "둘"), (3, "셋"))]
    public = read_public_set(made(documents, queries, test_tsv="1\t4\t1\n2\t2\t1\n2\t4\t1\n3\t3\t1\n"))
    assert public.own == {"1", "2"}
    assert [public.leave_own_out(query, iter("1234"), 3) for query in "123"] == [["2", "3", "4"], ["1", "3", "4"], ["1", "2", "3"]]
    assert public.notes == (
        "번호가 같은 문서를 결과에서 뺀 질의(자기 자신은 찾은 것이 아닙니다): 2건(1, 2)",
        "번호가 같은 문서가 맞는 문서라서 빼지 않은 질의: 1건(3)",
    )


def test_a_run_of_another_system_is_read_as_trec_eval_reads_it(made: MadeSet, tmp_path: Path) -> None:
    """Scores decide, not ranks; equal ones are in order of ids from the last; what is the same in single precision is equal."""
    public = read_public_set(made())
    run = tmp_path / "theirs.run"
    run.write_text(
        "q1 Q0 d2 1 0.5 x\nq1 Q0 d1 2 0.7 x\nq1\tQ0\td3\t3\t0.70000000001\tx\nq9 Q0 d1 1 1 x\nq1 0 d8 9 -1e3 x\n", encoding="utf-8"
    )
    found, notes = read_run(run, public, 100)
    assert found == {"q1": ["d3", "d1", "d2", "d8"], "q9": ["d1"]}
    assert notes == ["theirs.run: corpus.jsonl에 없는 문서(틀린 것으로 셉니다): 1건(d8)"]
    assert tell_missing(public, found) == ["결과가 없어 0으로 세는 질의: 1건(q2)", "판정이 없거나 재지 않아 세지 않은 질의: 1건(q9)"]


def test_a_run_that_is_none_is_refused_by_line(made: MadeSet, tmp_path: Path) -> None:
    public, run = read_public_set(made()), tmp_path / "bad.run"
    run.write_text("q1 Q0 d1 1 0.5 x\nq1 d1 0.5\nq1 Q0 d1 1 high x\nq1 Q0 d1 1 nan x\n", encoding="utf-8")
    with pytest.raises(EvalDataError) as caught:
        read_run(run, public, 100)
    assert str(caught.value).splitlines()[1:] == [
        f"bad.run {number}행: TREC 실행 파일의 여섯 칸(질의 Q0 문서 순위 점수 이름)이어야 합니다" for number in (2, 3, 4)
    ]
    run.write_text("\n", encoding="utf-8")
    with pytest.raises(EvalDataError, match=r"bad\.run에 결과가 하나도 없습니다"):
        read_run(run, public, 100)


def test_a_run_of_ours_is_read_back_with_ids_that_hold_blanks(made: MadeSet, tmp_path: Path) -> None:
    documents, queries = [{"_id": "문서 1", "text": "가"}, {"_id": "문서 2", "text": "나"}], [{"_id": "질의 1", "text": "가"}]
    public = read_public_set(made(documents, queries, test_tsv="질의 1\t문서 1\t1\n"))
    run = {"질의 1": ["문서 2", "문서 1"]}
    write_trec_run(tmp_path / "ours.run", run, "saerye")
    assert (tmp_path / "ours.run").read_text(encoding="utf-8").startswith("질의%201 Q0 문서%202 1 -1 saerye\n")
    assert read_run(tmp_path / "ours.run", public, 100) == (run, [])
    (tmp_path / "theirs.run").write_text("질의 1 Q0 문서 2 1 9 x\n질의 1 Q0 문서 1 2 8 x\n", encoding="utf-8")
    assert read_run(tmp_path / "theirs.run", public, 100) == (run, [])


@pytest.mark.parametrize("seed", range(8))
def test_ndcg_of_a_run_file_is_pytrec_evals(made: MadeSet, tmp_path: Path, seed: int) -> None:
    """Graded judgments with zeros and negatives, many equal scores, unjudged documents, and queries with nothing relevant."""
    chance = random.Random(seed)
    names = [f"d{number}" for number in range(40)]
    judged = {f"q{n}": {name: chance.randint(-1, 3 if n else 0) for name in chance.sample(names, 15)} for n in range(20)}
    scored = {query: {name: chance.randint(0, 6) / 3 for name in chance.sample(names, 30)} for query in judged}
    queries = [{"_id": query, "text": "물음"} for query in judged]
    qrels = "".join(f"{query}\t0\t{name}\t{grade}\n" for query, own in judged.items() for name, grade in own.items())
    public = read_public_set(made([{"_id": name, "text": "글"} for name in names], queries, test_tsv=qrels))
    run = tmp_path / "random.run"
    run.write_text("".join(f"{q} Q0 {d} 0 {score} x\n" for q, own in scored.items() for d, score in own.items()), encoding="utf-8")
    ours = measure(BEIR, public.qrels, read_run(run, public, 100)[0])
    theirs = pytrec_eval.RelevanceEvaluator(judged, {"ndcg_cut_10", "recall_100"}).evaluate(scored)
    assert ours["nDCG@10"] == {query: pytest.approx(values["ndcg_cut_10"], abs=1e-9) for query, values in theirs.items()}
    assert ours["recall@100"] == {query: pytest.approx(values["recall_100"], abs=1e-9) for query, values in theirs.items()}
