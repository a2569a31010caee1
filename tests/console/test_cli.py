"""The console script, run in this process: exit codes, data on stdout, talk on stderr, and no trace and no path for what goes wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import BuildError
from indexer.generations.current_pointer import current_generation
from indexer.generations.generation_store import open_index
from service.console import main as cli
from tests.support.made.books import FARMS, write_library
from tests.support.served.console import Saerye, Told

pytestmark = pytest.mark.flow
WITHOUT_MODEL = "이 색인은 임베딩 모델 없이 만들어졌습니다. 낱말로만 찾습니다.\n"


def test_help_names_every_command(saerye: Saerye) -> None:
    told = saerye("--help")
    assert (told.code, told.err) == (0, "")
    named = [line.split()[1] for line in told.out.split("Commands", 1)[1].splitlines() if len(line.split()) > 2]
    assert {"build", "serve", "search", "ask", "eval", "doctor"} <= set(named)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["serch"], "명령 'serch'이(가) 없습니다. 비슷한 것: 'search', 'serve'. --help를 붙이면 쓰는 법을 볼 수 있습니다.\n"),
        (["search"], "query을(를) 적어야 합니다."),
        (["search", "청년", "취업"], "남는 값이 있습니다: 취업. 빈칸이 든 값은 따옴표로 묶으십시오."),
        (["search", "청년", "--mode", "bad"], "--mode에 'bad'을(를) 쓸 수 없습니다. 쓸 수 있는 값: 'hybrid', 'lexical', 'dense'."),
        (["search", "청년", "--limit"], "--limit 뒤에 값을 적어야 합니다."),
        (["search", "청년", "--limit", "x"], "--limit: 정수로 적어야 합니다."),
        (["search", "청년", "--limit", "0"], "--limit: 1 이상이어야 합니다."),
        (["search", "청년", "--limit", "101"], "--limit: 100 이하여야 합니다."),
        (["search", "청년", "--nope"], "옵션 --nope이(가) 없습니다. 비슷한 것: --ignore, --mode, --model."),
        (["build", "--force=1"], "--force에는 값을 줄 수 없습니다."),
        (["search", ""], "검색어가 비어 있습니다. 찾는 내용을 적어 주십시오.\n"),
        (["search", " \t "], "검색어가 비어 있습니다. 찾는 내용을 적어 주십시오.\n"),
        (["search", "?!"], "검색어에 글자나 숫자가 없습니다."),
        (["search", "가" * 1001], "검색어가 너무 깁니다(1,001자). 1,000자까지 쓸 수 있습니다.\n"),
        (["ask"], "question을(를) 적어야 합니다."),
        (["ask", " "], "질문이 비어 있습니다. 묻는 내용을 적어 주십시오.\n"),
        (["eval", "--mode", "bad"], "'lexical'"),
        (["serve", "--port", "99999"], "설정값을 쓸 수 없습니다. SAERYE_PORT: 65,535 이하여야 합니다\n"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, list) else "",
)
def test_wrong_usage_is_code_2_and_said_on_stderr(saerye: Saerye, arguments: list[str], sentence: str) -> None:
    told = saerye(*arguments)
    assert (told.code, told.out) == (2, "")
    assert sentence in told.err


def test_a_bad_setting_in_the_environment_is_wrong_usage(saerye: Saerye, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAERYE_WORKERS", "많이")
    assert saerye("doctor") == Told(2, "", "설정값을 쓸 수 없습니다. SAERYE_WORKERS: 정수로 적어야 합니다\n")


@pytest.mark.parametrize("command", [["search", "청년"], ["ask", "청년은 몇 명인가"], ["eval"], ["eval", "answers"]])
def test_without_an_index_the_way_out_is_told_once(saerye: Saerye, command: list[str]) -> None:
    told = saerye(*command, "--data", "nowhere")
    assert told == Told(1, "", "색인이 아직 준비되지 않았습니다. 색인이 없습니다. 'saerye build'로 만드십시오.\n")


def test_search_writes_cases_to_stdout_and_talk_to_stderr(saerye: Saerye, data: Path) -> None:
    told = saerye("search", "대구 어르신 관광 해설", "--data", data, "--ignore", "industry:관광·MICE")
    understood = "이해한 것: target:고령자. 뺄 것은 --ignore로 적으십시오.\n대구광역시 사례는 없습니다.\n"
    understood += "찾으시는 것을 다룬 사례는 없는 듯합니다. 그나마 가까운 차례로 보여 드립니다.\n"
    assert (told.code, told.err) == (0, WITHOUT_MODEL + understood)
    first, evidence = told.out.splitlines()
    assert first == "1. [8-02] 전라남도 여수시 · 어르신과 함께하는 섬마을 관광"
    assert evidence.startswith("   ")


def test_a_build_tells_of_values_that_the_vocabulary_does_not_know(saerye: Saerye, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = write_library(tmp_path / "made" / "library") / FARMS / "cards" / "a1.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("industries: [농업·식품]", "industries: [우주]"), encoding="utf-8")
    monkeypatch.setenv("SAERYE_DEFAULT_BOOK", "off")
    told = saerye("build", "--lexical-only", "--data", "made")
    assert (told.code, told.out) == (0, "")
    assert f"살펴볼 것: {FARMS}:a1.yaml: industries[1]: 산업의 어휘에 없는 값입니다: '우주'\n" in told.err
    assert "사례 2건" in told.err


def test_what_cannot_be_ignored_is_wrong_usage(saerye: Saerye, data: Path) -> None:
    told = saerye("search", "청년", "--ignore", "target", "--data", data)
    assert (told.code, told.out) == (2, "")
    assert "ignore에 없는 값입니다: 'target'" in told.err


def test_search_shows_as_many_cases_as_asked(saerye: Saerye, data: Path) -> None:
    assert saerye("search", "창업 청년 어르신", "--data", data).out.count("[") == 3
    assert saerye("search", "창업 청년 어르신", "--data", data, "--limit", "1").out.count("[") == 1


def test_nothing_found_is_no_failure_but_is_said(saerye: Saerye, data: Path) -> None:
    told = saerye("search", "zzz", "--data", data, "--mode", "lexical")
    assert told == Told(0, "", f"{WITHOUT_MODEL}맞는 사례가 없습니다. 다른 낱말이나 문장으로 찾아 보십시오.\n")


def test_json_is_the_contracts(saerye: Saerye, data: Path) -> None:
    told = saerye("search", "반도체 창업", "--data", data, "--json", "--limit", "1")
    assert (told.code, told.err) == (0, WITHOUT_MODEL)
    found = json.loads(told.out)
    assert found.keys() >= {"query", "mode", "degraded", "took_ms", "total", "did_you_mean", "interpreted", "hits", "facets"}
    assert (found["query"], found["mode"], found["degraded"]) == ("반도체 창업", "hybrid", True)
    (hit,) = found["hits"]
    assert hit.keys() >= {"rank", "case", "passages", "why"}
    assert hit["case"].keys() >= {"id", "title", "region", "award", "headline", "pages"}
    assert (hit["rank"], hit["case"]["id"], hit["case"]["pages"]) == (1, "9-01", [1, 7])
    assert hit["case"]["region"] == {"sido": "서울특별시", "sigungu": None}
    assert hit["passages"][0].keys() >= {"id", "kind", "heading", "text", "highlights", "source"}
    assert hit["passages"][0]["source"].keys() >= {"lines", "pages"}
    assert found["facets"].keys() >= {"sido", "target", "policy_measure", "industry", "award"}


def test_a_question_is_answered_with_its_evidence(saerye: Saerye, data: Path) -> None:
    told = saerye("ask", "거제시의 2022년 신청 인원 실적은 몇 명인가?", "--data", data)
    assert (told.code, told.err) == (0, WITHOUT_MODEL)
    answer, sure, *rest = told.out.splitlines()
    assert answer.startswith("551명")
    assert sure == "확신: 높음"
    assert rest[0] == "계산:"
    assert rest[rest.index("근거:") + 1].startswith("  [사례 8-01, 8~21쪽, 원문 20행] 신청 인원: “")


def test_an_answer_as_json_is_the_contracts(saerye: Saerye, data: Path) -> None:
    told = saerye(
        "ask", "거제시의 2022년 신청 인원 실적은 몇 명인가?", "--data", data, "--json", "--sigungu", "거제시", "--sigungu", "여수시"
    )
    found = json.loads(told.out)
    assert (told.code, found["answerable"], found["degraded"]) == (0, True, True)
    assert found.keys() >= {"question", "answer", "confidence", "mode", "citations", "working", "unverified", "remarks", "took_ms"}
    assert found["citations"][0].keys() == {"case_id", "passage_id", "heading", "quote", "lines", "pages", "book", "licence"}
    assert (found["citations"][0]["lines"], found["citations"][0]["pages"]) == ([20, 20], [8, 21])


def test_a_question_is_answered_within_its_filters(saerye: Saerye, data: Path) -> None:
    found = json.loads(saerye("ask", "교육을 마치고 무엇을 했나", "--data", data, "--json", "--policy-measure", "창업지원").out)
    assert {citation["case_id"] for citation in found["citations"]} == {"9-01"}
    told = saerye("ask", "무엇을 했나", "--data", data, "--industry", "우주")
    assert (told.code, told.out) == (2, "")
    assert "industry에 없는 값입니다: '우주'" in told.err


def test_text_that_looks_like_markup_is_left_as_it_stands(saerye: Saerye, capsys: pytest.CaptureFixture[str]) -> None:
    from service.operations.terminal import out, talk

    out.print("[bold]사업[/] :star: [/없음]")
    talk.print("sections[kind]: 목록")
    assert capsys.readouterr() == ("[bold]사업[/] :star: [/없음]\n", "sections[kind]: 목록\n")


def test_a_broken_casebook_stops_the_build_before_anything_is_made(saerye: Saerye, tmp_path: Path) -> None:
    told = saerye("build", "--casebook", tmp_path / "원문.txt", "--data", tmp_path / "data")
    assert (told.code, told.out) == (1, "")
    assert told.err == "원문.txt: 자료 원문 파일을 찾을 수 없습니다. 경로를 확인하십시오.\n"
    assert not (tmp_path / "data").exists()


def test_build_makes_an_index_once(saerye: Saerye, built: Path) -> None:
    index, problems = open_index(built / "index")
    assert (len(index.cases), index.dense, problems) == (29, None, [])
    told = saerye("build", "--lexical-only", "--data", built)
    assert (told.code, told.out) == (0, "")
    assert "색인이 이미 최신입니다." in told.err
    assert current_generation(built / "index") == index.manifest.generation


def test_an_error_of_ours_is_its_sentence_and_nothing_else(saerye: Saerye, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise BuildError("디스크가 가득 찼습니다.")

    monkeypatch.setattr(cli, "app", fail)
    assert saerye() == Told(1, "", "디스크가 가득 찼습니다.\n")


def test_doctor_is_code_1_when_something_is_not_well_and_tells_what_to_do(saerye: Saerye) -> None:
    told = saerye("doctor", "--data", "nowhere")
    assert (told.code, told.err) == (1, "")
    lines = told.out.splitlines()
    assert "정상  사례 카드: 29건" in lines
    place = lines.index("확인  색인: 색인이 없습니다. 'saerye build'로 만드십시오.")
    assert lines[place + 1] == "      할 일: 'saerye build'로 만드십시오."


def test_a_reader_that_leaves_early_causes_no_trace(data: Path) -> None:
    command = f'"{sys.executable}" -m service.console.main search 창업 --json --data "{data}" | true'
    ended = subprocess.run(["sh", "-c", command], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert ended.stderr == WITHOUT_MODEL


def test_coverage_lists_the_dropped_lines_and_why(saerye: Saerye, tmp_path: Path) -> None:
    told = saerye("coverage")
    assert (told.code, told.out) == (2, "")
    assert "SAERYE_CASEBOOK" in told.err
    other = tmp_path / "other.txt"
    other.write_text("전혀 다른 글\n", encoding="utf-8")
    told = saerye("coverage", "--casebook", str(other))
    assert told.code == 1
    assert str(tmp_path) not in told.err
