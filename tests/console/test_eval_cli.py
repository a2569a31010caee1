"""`saerye eval` and what stands under it, run in this process over the project's own cards and set, words only."""

import json
import shutil
from pathlib import Path

import pytest

from corpus.cards import content_digest
from corpus.vocabulary.thesaurus import load_thesaurus
from eval.runs.saved_results import find_result, load_result
from eval.sets.judged import DATA, load_judged
from tests.support.answering.judgments import write_judged
from tests.support.served.console import Saerye, Told

pytestmark = pytest.mark.flow
COMMIT = "0123456789ab"


@pytest.fixture(autouse=True)
def _at_a_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.runs.search_runs.commit", lambda: COMMIT)


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    """A results folder with one configuration evaluated."""
    from typer.testing import CliRunner

    from service.console import main as cli

    folder = tmp_path_factory.mktemp("evaluated")
    options = ["--mode", "lexical", "--data", str(built), "--results", str(folder / "results"), "--runs", str(folder / "runs")]
    told = CliRunner().invoke(cli.app, ["eval", "--name", "base", *options])
    assert told.exit_code == 0, told.stderr
    return folder / "results"


@pytest.fixture
def results(evaluated: Path, tmp_path: Path) -> Path:
    """A copy of it in the working folder: `results`."""
    return shutil.copytree(evaluated, tmp_path / "results")


def test_eval_writes_one_line_a_measure_and_files_named_by_commit(saerye: Saerye, built: Path, tmp_path: Path) -> None:
    told = saerye("eval", "--mode", "lexical", "--data", built)
    assert told.code == 0
    saved = json.loads((tmp_path / "results" / "0123456789ab-lexical.json").read_text(encoding="utf-8"))
    assert saved["about"]["mode"] == "lexical"
    assert [line.split(" 0.")[0].split(" 1.")[0] for line in told.out.splitlines()] == list(saved["measures"])
    assert saved["measures"]["MRR"]["values"].keys() == {query.id for query in load_judged().queries}
    assert saved["measures"]["MRR"]["mean"] > 0.8
    assert (tmp_path / "runs" / "0123456789ab-lexical" / "cases.run").is_file()
    assert "results/0123456789ab-lexical.json에 적었습니다." in told.err


@pytest.mark.parametrize(("mode", "sentence"), [("hybrid", "hybrid 점수를 낼 수 없습니다"), ("lexical", "사례 8-03이 색인에 없습니다")])
def test_what_is_no_whole_run_is_never_saved_as_a_score(saerye: Saerye, data: Path, tmp_path: Path, mode: str, sentence: str) -> None:
    """An index without a model cannot give a hybrid score, and one of three cases cannot answer for a fourth."""
    judged = write_judged(tmp_path / "mine")
    (judged / "topics.jsonl").write_text('{"id": "t1", "kind": "topic", "query": "관광", "rel": {"8-03": 3}}', encoding="utf-8")
    told = saerye("eval", "--judged", judged, "--mode", mode, "--data", data)
    assert (told.code, told.out) == (1, "")
    assert sentence in told.err
    assert [path for folder in ("results", "runs") for path in (tmp_path / folder).iterdir()] == []


def test_eval_on_a_public_set(saerye: Saerye, tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text('{"_id": "d1", "text": "청년 창업"}\n{"_id": "d2", "text": "어르신 돌봄"}\n', encoding="utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q1", "text": "돌봄"}\n', encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td2\t1\n", encoding="utf-8")
    told = saerye("eval", "--beir", folder, "--mode", "lexical")
    assert told.code == 0
    assert told.out.splitlines()[0] == "nDCG@10 1.000 [1.00, 1.00]"
    (path,) = (tmp_path / "results").iterdir()
    assert path.name.endswith("-lexical-tiny.json")
    saved = load_result(path)
    inputs = {"model": None, "thesaurus": content_digest(load_thesaurus())}
    assert (saved.about.set, saved.about.mode, saved.about.inputs) == ("tiny", "lexical", inputs)
    assert saved.queries["q1"].hits == ["d2", "d1"]


def test_a_run_file_gives_the_figures_of_the_run_that_wrote_it(saerye: Saerye, tmp_path: Path) -> None:
    folder = write_set(tmp_path / "small", [("문서 1", "청년 창업"), ("2", "어르신 돌봄")], [("질의 1", "돌봄")], "질의 1\t문서 1\t1\n")
    told = saerye("eval", "--beir", folder, "--mode", "lexical", "--run", tmp_path / "made" / "ours.run")
    assert told.code == 0
    again = saerye("eval", "run", tmp_path / "made" / "ours.run", "--beir", folder)
    assert (again.code, again.out) == (0, told.out)
    assert told.out.startswith("nDCG@10 0.631 ")
    saved = load_result(tmp_path / "results" / f"{COMMIT}-small-run.json")
    assert (saved.about.mode, saved.about.weights, saved.queries["질의 1"].hits) == ("run", {}, ["2", "문서 1"])
    assert saerye("eval", "--run", tmp_path / "x.run").err == "--run은 --beir와 함께 쓰십시오.\n"


def test_what_a_public_set_was_left_of_is_told_beside_its_figures(saerye: Saerye, tmp_path: Path) -> None:
    qrels = "q1\td2\t1.0\nq7\td1\t1\n"
    folder = write_set(tmp_path / "odd", [("d1", "청년 창업"), ("d2", "어르신 돌봄"), ("d2", "어르신 돌봄")], [("q1", "돌봄")], qrels)
    told = saerye("eval", "--beir", folder, "--mode", "lexical")
    assert told.out.splitlines()[0] == "nDCG@10 1.000 [1.00, 1.00]"
    assert "corpus.jsonl: 번호와 글이 같은 문서는 하나로 합쳤습니다: 1건(d2)\n" in told.err
    assert "판정은 있고 queries.jsonl에는 없어 빼고 잰 질의: 1건(q7)\n" in told.err


def write_set(folder: Path, documents: list[tuple[str, str]], queries: list[tuple[str, str]], qrels: str) -> Path:
    (folder / "qrels").mkdir(parents=True)
    for name, records in (("corpus", documents), ("queries", queries)):
        lines = (json.dumps({"_id": number, "text": text}, ensure_ascii=False) for number, text in records)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_a_set_that_is_none_is_told(saerye: Saerye, tmp_path: Path) -> None:
    told = saerye("eval", "--beir", tmp_path)
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("평가 자료 corpus.jsonl을(를) 읽을 수 없습니다")


def test_a_place_that_cannot_be_written_to_is_told_before_the_work(saerye: Saerye, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    told = saerye("eval", "--results", tmp_path / "file" / "results")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("파일을 읽거나 쓸 수 없습니다: results: ")


def test_another_folder_of_judgments_and_a_label_are_in_the_files_name(saerye: Saerye, built: Path, tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "mine")
    told = saerye("eval", "--judged", tmp_path / "mine", "--name", "words", "--mode", "lexical", "--data", built)
    assert told.code == 0
    about = load_result(tmp_path / "results" / f"{COMMIT}-lexical-mine-words.json").about
    assert (about.name, about.set, about.mode, about.commit) == ("words", "mine", "lexical", COMMIT)


def test_folds_and_the_worth_of_why_are_told_and_saved(saerye: Saerye, built: Path, tmp_path: Path) -> None:
    told = saerye("eval", "--mode", "lexical", "--data", built)
    saved = json.loads((tmp_path / "results" / f"{COMMIT}-lexical.json").read_text(encoding="utf-8"))
    mean, deviation = saved["folds"]["MRR"]
    assert f"사례별 5겹 MRR {mean:.3f} ± {deviation:.3f}" in told.err
    assert saved["why"]["all"]["right"]["hits"] + saved["why"]["all"]["wrong"]["hits"] == 406
    assert "까닭(why), all, 맞은 첫 사례" in told.err


@pytest.mark.slow
def test_mistyped_queries_are_measured_and_saved_with_the_rest(saerye: Saerye, results: Path, built: Path) -> None:
    saved = load_result(find_result("base", results)).robustness
    assert len(saved) == 9
    assert sum(len(each.repaired.values) for each in saved.values()) == 507
    told = saerye("eval", "robustness", "--mode", "lexical", "--data", built)
    heads, *rows = (line.split("\t") for line in told.out.splitlines())
    assert (told.code, heads[0], heads[-1]) == (0, "phenomenon", "enough")
    assert [(row[0], row[4], row[-1]) for row in rows] == [
        (name, f"{each.repaired.mean:.3f}", "yes" if each.enough else "NO") for name, each in saved.items()
    ]


@pytest.mark.slow
def test_without_expansion_nothing_passes_for_the_normal_configuration(saerye: Saerye, results: Path, built: Path) -> None:
    told = saerye("eval", "--without-expansion", "--name", "words", "--mode", "lexical", "--data", built)
    assert told.code == 0
    assert "results/0123456789ab-lexical-words-without-expansion.json에 적었습니다." in told.err
    normal, bare = (load_result(find_result(name, results)) for name in ("base", "words-without-expansion"))
    assert (bare.about.name, bare.about.fingerprint) == ("words-without-expansion", normal.about.fingerprint)
    assert (normal.about.inputs["expansion"], bare.about.inputs["expansion"]) == (True, False)
    assert bare.about.inputs["passages"] != normal.about.inputs["passages"]
    assert bare.measures["need MRR"].mean < normal.measures["need MRR"].mean - 0.1
    assert bare.measures["fact MRR"].mean == pytest.approx(normal.measures["fact MRR"].mean, abs=0.02)  # facts do not need them
    assert saerye("eval", "breakdown", "words-without-expansion").code == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "표를 적을 문서 notes.md을(를) 읽을 수 없습니다."),
        ("nothing", "문서 notes.md에 표를 적을 자리가 없습니다."),
        ("<!-- ablation -->\n<!-- /ablation -->", "임베딩 모델 없이는 지렛대를 비교할 수 없습니다."),
    ],
)
def test_an_ablation_that_cannot_be_made_leaves_the_document_as_it_was(
    saerye: Saerye, built: Path, tmp_path: Path, text: str | None, sentence: str
) -> None:
    path = tmp_path / "notes.md"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    told = saerye("eval", "ablation", "--out", path, "--data", built)
    assert (told.code, told.out) == (1, "")
    assert sentence in told.err
    assert text is None or path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["eval", "--name", "a/b"], "이름 'a/b'을(를) 쓸 수 없습니다."),
        (["eval", "--beir", "x", "--judged", "y"], "--beir와 --judged은(는) 함께 쓸 수 없습니다."),
        (["eval", "--beir", "x", "--without-expansion"], "--beir와 --without-expansion은(는) 함께 쓸 수 없습니다."),
        (["eval", "compare", "base"], "second을(를) 적어야 합니다."),
        (["eval", "answers", "base"], "결과의 이름은 --failures와 함께 쓰십시오."),
        (["eval", "nothing"], "명령 'nothing'이(가) 없습니다."),
        (["eval", "curve", "nothing"], "쓸 수 있는 것: lexical, "),
        (["eval", "breakdown", "base", "--by", "nothing"], "쓸 수 있는 값: kind, length, case"),
        (["eval", "breakdown", "base", "--measure", "nothing"], "쓸 수 있는 값: nDCG@10, MRR"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_code_2(saerye: Saerye, results: Path, arguments: list[str], sentence: str) -> None:
    told = saerye(*arguments)
    assert (told.code, told.out) == (2, "")
    assert sentence in told.err


def test_a_result_compared_with_itself_is_all_ties(saerye: Saerye, results: Path) -> None:
    told = saerye("eval", "compare", "base", find_result("base", results))
    heads, first, *_ = told.out.splitlines()
    assert (told.code, heads.split("\t")[:4]) == (0, ["measure", "first", "second", "difference"])
    assert first.split("\t")[3:] == ["+0.000", "+0.000", "+0.000", "1.0000", "1.0000", "0", "406", "0"]
    assert "Holm의 방법으로 보정한 값입니다: 전체 측정값 8개끼리, 종류별 측정값 30개끼리." in told.err


def test_results_of_different_judgments_are_not_compared(saerye: Saerye, results: Path) -> None:
    path = find_result("base", results)
    print_of_set = load_result(path).about.fingerprint
    (results / "other.json").write_text(path.read_text(encoding="utf-8").replace(print_of_set, "f1"), encoding="utf-8")
    told = saerye("eval", "compare", "base", "other")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("두 결과는 서로 다른 평가 자료로 쟀으므로 비교할 수 없습니다")


def test_failures_are_those_that_are_not_successes(saerye: Saerye, results: Path) -> None:
    told = saerye("eval", "failures")
    success = load_result(find_result("base", results)).measures["success@1"].values
    assert told.code == 0
    assert {line.split("\t")[0] for line in told.out.splitlines()[1:]} == {query for query, value in success.items() if not value}


def test_a_measure_is_taken_apart(saerye: Saerye, results: Path) -> None:
    told = saerye("eval", "breakdown", "--by", "length", "--measure", "nDCG@10")
    assert told.code == 0
    assert [line.split("\t")[:2] for line in told.out.splitlines()] == [
        ["length", "queries"],
        ["short", "71"],
        ["medium", "129"],
        ["long", "206"],
    ]


def test_a_report_is_a_page_and_a_table(saerye: Saerye, results: Path) -> None:
    told = saerye("eval", "report", "base")
    assert told == Told(0, "", "results/base.html와 base.md에 적었습니다.\n")
    assert "경상남도 거제시" in (results / "base.html").read_text(encoding="utf-8")
    assert "| MRR | 0." in (results / "base.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory, built: Path) -> tuple[Path, str, str]:
    """A results folder with the answers of an index evaluated, and what the command told on stdout and stderr."""
    from typer.testing import CliRunner

    from service.console import main as cli

    folder = tmp_path_factory.mktemp("answered")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("eval.commands.evaluate_answers.commit", lambda: COMMIT)
        told = CliRunner().invoke(cli.app, ["eval", "answers", "--data", str(built), "--results", str(folder / "results")])
    assert told.exit_code == 0, told.stderr
    return folder / "results", told.stdout, told.stderr


def test_answers_are_told_in_tables_and_kept_under_their_own_name(answered: tuple[Path, str, str]) -> None:
    folder, out, err = answered
    measures, reliability, latency = ([line.split("\t") for line in part.splitlines()] for part in out.split("\n\n"))
    saved = load_result(folder / f"{COMMIT}-lexical-answers.json")
    assert [row[0] for row in measures[1:]] == list(saved.measures)
    assert dict((row[0], row[1]) for row in measures)["fact exact"] == "116"
    assert (reliability[0], latency[0]) == (["answers", "confidence", "told", "right", "low", "high"], ["latency", "ms"])
    assert (saved.about.mode, saved.about.inputs["casebook"], len(saved.queries)) == ("lexical", 0, 520)
    assert saved.measures["quotes in their passage"].mean == 1.0
    assert "근거: 카드만." in err
    assert "90% 같습니다(40쌍, 카파 0.80)" in err


def test_wrong_answers_are_listed_from_a_result(saerye: Saerye, answered: tuple[Path, str, str], tmp_path: Path) -> None:
    shutil.copytree(answered[0], tmp_path / "results")
    told = saerye("eval", "answers", "--failures")
    assert told == saerye("eval", "answers", "--failures", f"{COMMIT}-lexical-answers")
    heads, *rows = (line.split("\t") for line in told.out.splitlines())
    saved = load_result(tmp_path / "results" / f"{COMMIT}-lexical-answers.json")
    assert (told.code, heads[0], heads[3]) == (0, "question", "confidence")
    exact = saved.measures["fact exact"].values
    assert {row[0] for row in rows if row[1] == "fact"} == {name for name, value in exact.items() if not value}


def test_failures_of_searches_and_of_answers_are_not_mistaken_for_each_other(
    saerye: Saerye, results: Path, answered: tuple[Path, str, str]
) -> None:
    shutil.copytree(answered[0], results, dirs_exist_ok=True)
    for command in ("failures", "report"):
        told = saerye("eval", command, "answers")
        assert (told.code, told.out) == (1, "")
        assert told.err.endswith("답을 잰 결과입니다. 'saerye eval answers --failures'로 보십시오.\n")
    told = saerye("eval", "answers", "--failures", "base")
    assert (told.code, told.out) == (1, "")
    assert told.err.endswith("검색을 잰 결과입니다. 'saerye eval failures'로 보십시오.\n")
    assert saerye("eval", "failures").code == 0  # the newest of searches


def test_results_of_answers_are_compared_like_any(saerye: Saerye, answered: tuple[Path, str, str], tmp_path: Path) -> None:
    shutil.copytree(answered[0], tmp_path / "results")
    told = saerye("eval", "compare", "answers", "answers", "--changed", "0")
    rows = [line.split("\t") for line in told.out.splitlines()]
    assert (told.code, rows[1][0], rows[1][3]) == (0, "computed right", "+0.000")
    assert "한쪽에만 있어 뺀 측정값: fact citation precision (answered)" in told.err


@pytest.mark.slow
def test_an_exported_set_can_be_evaluated_like_any_public_one(saerye: Saerye, tmp_path: Path) -> None:
    assert saerye("eval", "export", "set").code == 0
    told = saerye("eval", "--beir", tmp_path / "set", "--mode", "lexical")
    assert told.code == 0
    saved = load_result(tmp_path / "results" / f"{COMMIT}-lexical-set.json")
    assert len(saved.measures["nDCG@10"].values) == len(saved.queries) == len(load_judged().queries) + len(load_judged().topics)
    assert saved.measures["nDCG@10"].mean > 0.8


def test_a_curve_is_a_line_a_value(saerye: Saerye, built: Path, tmp_path: Path) -> None:
    some = shutil.copytree(DATA, tmp_path / "some")
    first_of_a_case = {query.id for query in load_judged().queries if query.id.endswith("-n1")}
    for name in ("queries.jsonl", "qrels-cases.jsonl"):
        lines = (some / name).read_text(encoding="utf-8").splitlines()
        (some / name).write_text("\n".join(line for line in lines if json.loads(line)["id"] in first_of_a_case), encoding="utf-8")
    told = saerye("eval", "curve", "depth", "--judged", some, "--mode", "lexical", "--data", built)
    assert told.code == 0
    assert [line.split("\t")[0] for line in told.out.splitlines()] == ["depth", "1", "2", "3", "4", "6", "8", "12", "16", "24"]
    assert "MRR: 나머지 겹에서 고른 값" in told.err


def test_questions_by_others_are_asked_evenly_and_judged(saerye: Saerye, built: Path) -> None:
    told = saerye("eval", "strangers", "--set", "held-out", "--writer", "5", "--limit", 4, "--verbose", "--data", built)
    assert told.code == 0
    groups, confidence, levels, failed = (table.split("\n") for table in told.out.strip().split("\n\n"))
    assert groups[0].split("\t")[:5] == ["group", "questions", "right", "refused", "wrong"]
    counts = [line.split("\t")[:5] for line in groups[1:]]
    assert [row[:2] for row in counts] == [["5", "4"], ["all", "4"]]
    right, refused, wrong = map(int, counts[1][2:])
    assert (right + refused + wrong, len(failed) - 1) == (4, refused + wrong)
    assert [line.split("\t")[0] for line in (*confidence, *levels)] == [
        "verdict",
        "right",
        "wrong",
        "share",
        "right answers told at high",
        "answers told at low",
    ]


def test_a_writer_that_a_set_has_not_is_told(saerye: Saerye, built: Path) -> None:
    told = saerye("eval", "strangers", "--writer", "z", "--data", built)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("strangers에 'z'의 질문이 없습니다. 쓸 수 있는 것: a, b, c")
