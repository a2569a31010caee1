"""Verdicts on replies: each rule by an example, and all of them beside the script that sets of others are judged with."""

import ast
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from answers.results import Answer
from eval.metrics.reply_judging import START, PlainReply, Verdict, judge_reply, plain_text, stands_in
from eval.sets.asked_questions import WantedReply
from tests.support.answering.replies import cite, no, reply
from tests.support.house.code import ROOT

SCRIPT = Path(os.environ.get("SAERYE_SHARED", ROOT.parent / "shared")) / "eval" / "run_sets.py"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1,258 명", "1258명"),
        ("12 34", "12 34"),
        ("1, 2", "1 2"),
        ("고용률 68.2 %", "고용률68.2%"),
        ("12,34", "12 34"),
        ("13만 2,371명", "13만2371명"),
    ],
)
def test_blanks_and_the_commas_of_numbers_fall_and_no_two_numbers_grow_together(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize(
    ("word", "text", "stands"),
    [
        ("12", "2012년", False),
        ("12", "12.5%", False),
        ("12", "12명.", True),
        ("12", "3.12", False),
        ("1,258", "1258명", True),
        ("명", "12명", True),
        ("'22.11", "'22. 11.", True),
        ("2억", "12억", False),
    ],
)
def test_digits_stand_as_whole_numbers(word: str, text: str, *, stands: bool) -> None:
    assert stands_in(word, plain_text(text)) is stands


def test_a_number_is_looked_for_in_the_head_only_where_the_head_has_one() -> None:
    said = PlainReply.of("422명 (취업 330명)")
    assert (said.head, said.whole) == ("422명", "422명(취업330명)")
    assert said.point(["330명"]) == "422명"
    assert said.point(["취업"]) == said.start
    assert said.point(["330명", "취업"]) == said.start
    assert PlainReply.of("시청 (330명)").point(["330명"]) == "시청(330명)"


def test_what_comes_after_the_start_is_not_to_the_point() -> None:
    assert len(PlainReply.of("가" * 300).start) == START == 160


@pytest.mark.parametrize(
    ("want", "text", "verdict"),
    [
        ({"any": ["422명"]}, "422 명입니다", "right"),
        ({"any": ["422명"]}, "330명 (선발 422명)", "wrong"),
        ({"any": ["422명"]}, "선발 인원 (422명)", "right"),
        ({"any": ["도지사"]}, "가" * 160 + "도지사", "wrong"),
        ({"any": ["도지사"]}, "가" * 157 + "도지사", "right"),
        ({"all": ["12명", "34명"]}, "12명과 34명", "right"),
        ({"all": ["12명", "34명"]}, "12명", "wrong"),
        ({"all": ["12명", "34명"]}, "12명 (34명)", "right"),
        ({"any": ["422"], "not": ["330"]}, "422명 (330명)", "right"),
        ({"any": ["422"], "not": ["330"]}, "422명, 330명", "wrong"),
        ({"any": ["422"], "not": ["고용률"]}, "422 (고용률)", "wrong"),
        ({"any": ["422"], "not_head": ["고용률"]}, "422 (고용률)", "right"),
        ({"any": ["7월"], "head_any": ["7월"]}, "시작 (7월)", "wrong"),
        ({"no": True, "near": ["330명"]}, "330명", "wrong"),
        ({"no_or": ["87.5"]}, "87.5%", "right"),
        ({"no_or": ["87.5"]}, "90%", "wrong"),
        ({"no_or": []}, "90%", "wrong"),
        ({"answerable": False}, "무엇", "wrong"),
        ({"cites_any": ["8-07"]}, "무엇", "right"),
        ({"cites_any": ["8-08"]}, "무엇", "wrong"),
        ({"cites_lines": [2, 9]}, "무엇", "right"),
        ({"cites_lines": [3]}, "무엇", "wrong"),
    ],
)
def test_an_answer_is_right_or_wrong(want: dict[str, object], text: str, verdict: Verdict) -> None:
    assert judge_reply(WantedReply.model_validate(want), reply(text, [cite("8-07/s1", (1, 2))])) == verdict


@pytest.mark.parametrize(
    ("want", "verdict"),
    [
        ({"no": True}, "right"),
        ({"no_or": []}, "right"),
        ({"no_or": ["1명"]}, "right"),
        ({"any": ["1명"]}, "refused"),
        ({"answerable": True, "any": ["1명"]}, "refused"),
        ({"no": True, "no_not": ["찾지 못"]}, "wrong"),
        ({"any": ["1명"], "no_not": ["찾지못"]}, "wrong"),
    ],
)
def test_a_no_is_right_refused_or_untrue(want: dict[str, object], verdict: Verdict) -> None:
    assert judge_reply(WantedReply.model_validate(want), no()) == verdict


TEXTS = (
    "422명입니다.",
    "422명 (목표 330명)",
    "330명 (선발 422명)",
    "선발 인원은 (422명)입니다.",
    "2022년 9월 14일",
    "'22. 9. 14.에 문을 열었습니다.",
    "경상북도는 1조 2,126억원, 1,422명입니다.",
    "12.5%, 12명",
    "어느 사례에도 그런 내용이 없습니다.",
    "가 나 다 " * 60 + "422명",
    "1,2 34 5,678",
    "",
)
WORDS = ("422", "422명", "330명", "1,422", "12", "9월 14일", "2126억", "없습니다", "선발", "22. 9. 14")
WANTS: tuple[dict[str, Any], ...] = (
    {"no": True},
    {"no_or": []},
    {"no": True, "no_not": ["없습니다"]},
    {"answerable": False},
    *({key: [word]} for key, word in product(("any", "all", "head_any", "no_or"), WORDS)),
    *({"any": ["422", "12"], key: [word]} for key, word in product(("not", "not_head", "no_not"), WORDS)),
    *({"all": list(pair), "answerable": True} for pair in product(WORDS[:4], WORDS[3:6])),
    *({"any": [word, "선발"], "cites_any": [case]} for word, case in product(WORDS, ("8-07", "8-08"))),
)


@pytest.mark.skipif(not SCRIPT.is_file(), reason=f"the script that sets of others are judged with is not here ({SCRIPT})")
def test_every_verdict_is_the_scripts() -> None:
    judged = function_of_script("judged")
    verdicts: Counter[str] = Counter()
    for want, text, answerable in product(WANTS, TEXTS, (True, False)):
        answer = said(text, answerable=answerable)
        verdict = judge_reply(WantedReply.model_validate(want), answer)
        assert verdict == judged(want, 200, as_json(answer)), (want, text, answerable)
        verdicts[verdict] += 1
    assert min(verdicts.values()) > 100
    assert set(verdicts) == {"right", "refused", "wrong"}


def said(text: str, *, answerable: bool) -> Answer:
    return Answer("물음", answerable, text, "high", "extractive", False, [cite("8-07/s1", (1, 2))], [], None, [], [], 1.0)


def as_json(answer: Answer) -> dict[str, Any]:
    cited = [{"case_id": citation.case_id} for citation in answer.citations]
    return {"answer": answer.answer, "answerable": answer.answerable, "citations": cited}


def function_of_script(name: str) -> Callable[..., Any]:
    """A function of the script, with the functions it calls; the script itself runs when it is imported."""
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    wanted: list[ast.stmt] = [
        node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in {"plain", "stands", "judged"}
    ]
    known: dict[str, Any] = {"re": re, "json": json}
    exec(compile(ast.Module(wanted, []), str(SCRIPT), "exec"), known)  # noqa: S102 - functions of a file beside the project
    found: Callable[..., Any] = known[name]
    return found
