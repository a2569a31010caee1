"""A public set in BEIR's layout: a tiny one written here and worked out by hand, its faults, and the real one where it is at hand."""

import json
import unicodedata
from pathlib import Path

import pytest

from corpus.errors import EvalDataError, ModelError
from eval.runs.beir import index_and_run, load_beir, measure_beir, run_beir
from indexer.generations.build import build_index
from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder

WELFARE = Path(__file__).resolve().parents[4] / "shared" / "eval" / "external" / "welfare"

DOCUMENTS = {"d1": ("청년", "창업 학교"), "d2": ("어르신", "돌봄 교실"), "d3": ("바다", "이야기")}
QUERIES = {"q1": "청년", "q2": "돌봄", "unjudged": "관광"}
QRELS = "query-id\tcorpus-id\tscore\nq1\td3\t1\nq2\td2\t2\nq2\td1\t1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tiny set; d2 and q2 are decomposed Hangul, as files from macOS may be."""
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    documents = [{"_id": name, "title": title, "text": text, "metadata": {}} for name, (title, text) in DOCUMENTS.items()]
    write(folder / "corpus.jsonl", [json.dumps(document, ensure_ascii=False) for document in documents])
    write(folder / "queries.jsonl", [json.dumps({"_id": name, "text": text}, ensure_ascii=False) for name, text in QUERIES.items()])
    (folder / "qrels" / "test.tsv").write_text(QRELS, encoding="utf-8")
    return folder


def write(path: Path, lines: list[str]) -> None:
    """Write the second line decomposed."""
    path.write_text("\n".join([lines[0], unicodedata.normalize("NFD", lines[1]), *lines[2:]]), encoding="utf-8")


def ranker(folder: Path, analyser: Analyser, encoder: CountEncoder | None) -> Ranker:
    build_index(load_beir(folder).corpus, folder / "index", encoder, segment=analyser.tokens)
    return Ranker(open_index(folder / "index")[0], analyser, encoder)


def told(folder: Path) -> list[str]:
    """The lines of the error for a folder that must not load."""
    with pytest.raises(EvalDataError) as caught:
        load_beir(folder)
    assert str(folder) not in str(caught.value)
    return str(caught.value).splitlines()


def test_a_set_is_ranked_and_measured_as_one_works_out_by_hand(folder: Path, analyser: Analyser, encoder: CountEncoder) -> None:
    """Cosines with q1 (청년 + 1): d1 2/√6, d3 1/√2, d2 1/√6; with q2 (돌봄 + 1): d2 2/√6, d3 1/√2, d1 1/√6."""
    beir = load_beir(folder)
    run = run_beir(ranker(folder, analyser, encoder), beir, "dense")
    assert run == {"q1": ["d1", "d3", "d2"], "q2": ["d2", "d3", "d1"]}
    found = {measured.name: measured.mean for measured in measure_beir(run, beir)}
    # q1 1/log₂3 = .630930; q2 (2 + 1/log₂4) / (2 + 1/log₂3) = .950234
    assert found["nDCG@10"] == pytest.approx((0.630930 + 0.950234) / 2, abs=1e-6)
    assert (found["MRR@10"], found["success@1"], found["recall@10"], found["recall@100"]) == (0.75, 0.5, 1, 1)


def test_decomposed_texts_are_composed(folder: Path) -> None:
    beir = load_beir(folder)
    assert {passage.case_id: (passage.heading, passage.text) for passage in beir.corpus.passages} == DOCUMENTS
    assert beir.queries["q2"] == "돌봄"


def test_a_long_document_is_cut_at_its_paragraphs_under_its_title(tmp_path: Path, folder: Path) -> None:
    first, second, third = "가" * 200, "나" * 90, "다" * 20
    document = {"_id": "d9", "title": "제도", "text": f"제도\n\n{first}\n\n{second}\n \n{third}"}
    lines = (folder / "corpus.jsonl").read_text(encoding="utf-8")
    (folder / "corpus.jsonl").write_text(f"{lines}\n{json.dumps(document, ensure_ascii=False)}", encoding="utf-8")
    cut = [passage for passage in load_beir(folder).corpus.passages if passage.case_id == "d9"]
    assert [(passage.id, passage.heading, passage.text) for passage in cut] == [
        ("d9/1", "제도", f"{first}\n\n{second}"),
        ("d9/2", "제도", third),
    ]


def test_only_judged_queries_are_run(folder: Path) -> None:
    beir = load_beir(folder)
    assert list(beir.queries) == ["q1", "q2"]
    assert beir.qrels == {"q1": {"d3": 1}, "q2": {"d2": 2, "d1": 1}}


def test_an_index_of_the_moment_gives_the_same_run(folder: Path, analyser: Analyser) -> None:
    beir = load_beir(folder)
    assert index_and_run(beir, None, "lexical") == run_beir(ranker(folder, analyser, None), beir, "lexical")


def test_a_querys_own_document_is_no_find_and_ids_may_hold_blanks(folder: Path, analyser: Analyser, encoder: CountEncoder) -> None:
    (folder / "corpus.jsonl").write_text((folder / "corpus.jsonl").read_text(encoding="utf-8").replace("d2", "q 1"), encoding="utf-8")
    write(folder / "queries.jsonl", ['{"_id": "q 1", "text": "돌봄"}', '{"_id": "q2", "text": "돌봄"}'])
    (folder / "qrels" / "test.tsv").write_text("q 1\td3\t1\nq2\td3\t1\n", encoding="utf-8")
    assert run_beir(ranker(folder, analyser, encoder), load_beir(folder), "dense") == {"q 1": ["d3", "d1"], "q2": ["q 1", "d3", "d1"]}


def test_words_alone_are_never_scored_under_another_modes_name(folder: Path, analyser: Analyser) -> None:
    with pytest.raises(ModelError, match="hybrid 점수를 낼 수 없습니다"):
        run_beir(ranker(folder, analyser, None), load_beir(folder))


def test_the_test_split_is_measured_where_there_are_several(folder: Path) -> None:
    (folder / "qrels" / "dev.tsv").write_text("query-id\tcorpus-id\tscore\nunjudged\td1\t1\n", encoding="utf-8")
    assert list(load_beir(folder).queries) == ["q1", "q2"]
    (folder / "qrels" / "test.tsv").unlink()
    assert list(load_beir(folder).queries) == ["unjudged"]


def test_judgments_without_a_header_lose_none(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text(QRELS.split("\n", 1)[1].replace("\n", "\r\n"), encoding="utf-8")
    assert load_beir(folder).qrels == {"q1": {"d3": 1}, "q2": {"d2": 2, "d1": 1}}


@pytest.mark.parametrize("row", ["q1\td1", "q1\td1\t높음", "q1\td1\t²", "q1\td1\t--1", "q1\td1\t1/2", "\td1\t1", "q1\t\t1"])
def test_a_bad_judgment_is_told_by_line(folder: Path, row: str) -> None:
    (folder / "qrels" / "test.tsv").write_text(f"{QRELS}\n{row}\nq1\td1\t1\n{row}\n", encoding="utf-8")
    assert told(folder)[1:] == [
        f"test.tsv {number}행: 'query-id, corpus-id, score' 세 칸이나 TREC의 네 칸이어야 합니다" for number in (6, 8)
    ]


@pytest.mark.parametrize("content", ["", "query-id\tcorpus-id\tscore\n"], ids=["empty", "only a header"])
def test_a_file_without_judgments_is_an_error(folder: Path, content: str) -> None:
    (folder / "qrels" / "test.tsv").write_text(content, encoding="utf-8")
    assert told(folder) == ["test.tsv에 판정이 하나도 없습니다."]


def test_judgments_in_another_encoding_are_told_with_the_line(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_bytes((QRELS + "질의\td1\t1\n").encode("cp949"))
    assert told(folder) == ["평가 자료 test.tsv 5행: UTF-8이 아닙니다. UTF-8로 저장하십시오."]


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl"])
def test_a_missing_file_is_told_by_name(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert told(folder)[0].startswith(f"평가 자료 {name}을(를) 읽을 수 없습니다")


def test_a_folder_that_is_no_set_is_told_what_it_lacks(folder: Path, tmp_path: Path) -> None:
    (folder / "qrels" / "test.tsv").unlink()
    assert told(folder) == ["tiny/qrels/*.tsv가 없습니다. BEIR 형식의 폴더인지 확인하십시오."]
    with pytest.raises(EvalDataError, match=r"corpus\.jsonl"):
        load_beir(tmp_path / "nowhere")


def test_faults_of_documents_are_told_by_line_and_key(folder: Path) -> None:
    lines = ['{"_id": "d1", "text": "가"}', '{"text": "다"}', '{"_id": "d 4", "text": ["라"]}', '{"_id": " ", "text": "마"}', "{_id: d5}"]
    write(folder / "corpus.jsonl", lines)
    assert told(folder)[1:] == [
        "corpus.jsonl 2행: _id: 꼭 있어야 하는 항목이 없습니다",
        "corpus.jsonl 3행: text: 글자로 적어야 합니다",
        "corpus.jsonl 4행: _id: 비어 있습니다",
        "corpus.jsonl 5행: JSON 형식이 아닙니다",
    ]


@pytest.mark.flow
@pytest.mark.skipif(not WELFARE.is_dir(), reason="the public welfare set is not here")
class TestWelfare:
    def test_it_loads_whole(self) -> None:
        beir = load_beir(WELFARE)
        documents = {passage.case_id for passage in beir.corpus.passages}
        assert (len(documents), len(beir.queries), len(beir.qrels)) == (464, 1910, 1910)

    def test_words_alone_already_find_most_of_it(self) -> None:
        """A floor under which something is broken: measured .805 when this was written."""
        beir = load_beir(WELFARE)
        found = {measured.name: measured.mean for measured in measure_beir(index_and_run(beir, None, "lexical"), beir)}
        assert found["nDCG@10"] > 0.75
