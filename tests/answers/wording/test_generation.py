"""A model's answer from question to end, over a real local server: worded where it is borne out, else the extractive answer, degraded."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace

import pytest

from answers.asked.question import Question
from answers.results import Draft
from answers.wording.endpoint import Endpoint
from answers.wording.generation import Event, Generator, Told, events, generate
from answers.wording.prompt import Evidence, Message
from indexer.text.analyser import Analyser
from tests.support.answering import local_model as local
from tests.support.answering.answer_cases import CENTRE, HELPED, HOW, HOW_MANY, KEPT, MANY, MET, PAID, WHO, evidence
from tests.support.answering.local_model import Manner, Says, local_model

RIGHT = "거제시 내일채움공제는 484명이 2년을 채웠습니다 [1]."
LONG = "참여 기업에는 1인당 120만원을 지원하였습니다 [2]. 상담사 4명이 청년을 만나 새 일터를 찾아 주었습니다 [2]."


def told(generator: Generator | None, analyser: Analyser, question: Question = HOW_MANY, draft: Draft = MANY) -> Told:
    return asyncio.run(generate(question, draft, evidence(), generator, analyser))


def over_http(says: Says | str, analyser: Analyser, manner: Manner = local.streamed, *, draft: Draft = MANY) -> Told:
    question = {MANY.answer: HOW_MANY, HELPED.answer: HOW, CENTRE.answer: WHO}[draft.answer]
    with local_model(says, manner) as model:
        return told(Endpoint(model.url, "exaone", seconds=1.0, tokens=100), analyser, question, draft)


def steps_of(says: str, analyser: Analyser, question: Question, draft: Draft) -> list[Event]:
    async def collect(generator: Generator) -> list[Event]:
        return [event async for event in events(question, draft, evidence(), generator, analyser)]

    with local_model(says) as model:
        return asyncio.run(collect(Endpoint(model.url, "exaone", seconds=5)))


@pytest.mark.parametrize("manner", [local.streamed, local.streamed_without_reason, local.whole])
def test_a_right_answer_is_told_with_its_citation(manner: Manner, analyser: Analyser) -> None:
    found = over_http(RIGHT, analyser, manner)
    assert (found.mode, found.degraded) == ("generative", False)
    assert found.draft.answer == RIGHT
    assert [(citation.passage_id, citation.quote) for citation in found.draft.citations] == [("8-01/s01", KEPT)]
    assert (found.draft.confidence, found.draft.remarks, found.draft.unverified) == ("high", MANY.remarks, ())


@pytest.mark.parametrize(
    "text",
    [
        "거제시 내일채움공제는 999명이 2년을 채웠습니다 [1].",  # an invented number
        "거제시 내일채움공제는 500명이 2년을 채웠습니다 [1].",  # a number of the source, but not the answer
        "거제시 내일채움공제는 484명이 2년을 채웠습니다.",  # no citation
        "거제시 내일채움공제는 484명이 2년을 채웠습니다 [2].",  # the wrong one
        "거제시 내일채움공제는 484명이 2년을 채웠습니다 [3].",  # one that is not there
        "2021년 거제시 내일채움공제는 484명이 2년을 채웠습니다 [1].",  # a wrong date
        "한빛조선소에서 484명이 2년을 채웠습니다 [1].",  # an invented name
        "자료에 없습니다.",  # a refusal although the evidence suffices
        "484 people stayed for two years in Geoje city [1].",
        "484명이 2년을 채웠습니다 [1]. 자세한 내용은 https://example.com을 보십시오 [1].",
        "",
    ],
)
def test_what_is_not_borne_out_leaves_the_extractive_answer(text: str, analyser: Analyser) -> None:
    assert over_http(text, analyser) == Told(MANY, "extractive", degraded=True)


@pytest.mark.parametrize(
    "manner",
    [
        local.status(500), local.status(429), local.malformed, local.malformed_whole, local.error_within, local.cut, local.broken,
        local.out_of_tokens, local.silent, local.stalling, local.trickling, local.endless, local.endless_comments,
    ],
)  # fmt: skip
def test_whatever_goes_wrong_leaves_the_extractive_answer_in_time(manner: Manner, analyser: Analyser) -> None:
    start = time.perf_counter()
    assert over_http(RIGHT, analyser, manner) == Told(MANY, "extractive", degraded=True)
    assert time.perf_counter() - start < 3


def test_one_bad_sentence_is_taken_out_and_told(analyser: Analyser) -> None:
    found = over_http(f"{LONG} 이 사업으로 999명이 취업하였습니다 [2].", analyser, draft=HELPED)
    assert (found.mode, found.degraded) == ("generative", False)
    assert found.draft.answer == (
        "참여 기업에는 1인당 120만원을 지원하였습니다 [1]. 상담사 4명이 청년을 만나 새 일터를 찾아 주었습니다 [2]."
    )
    assert [citation.quote for citation in found.draft.citations] == [PAID, MET]
    assert found.draft.unverified == ("확인하지 못한 문장: 이 사업으로 999명이 취업하였습니다. (근거에 없는 수·날짜: 999명)",)


def test_a_name_that_was_read_stands(analyser: Analyser) -> None:
    assert over_http("거제시에서는 가람고용센터가 상담을 맡았습니다 [1].", analyser, draft=CENTRE).mode == "generative"
    assert over_http("거제시가 2022년 3월 5일부터 상담을 맡았습니다 [1].", analyser, draft=CENTRE) == Told(CENTRE, degraded=True)


@pytest.mark.parametrize(
    "draft",
    [
        replace(MANY, answerable=False, answer="자료에서 이 질문의 답을 찾지 못했습니다."),
        replace(MANY, working="484 ÷ 500 = 0.968"),
    ],
)
def test_no_model_is_asked_what_the_cases_do_not_hold_or_what_was_reckoned(draft: Draft, analyser: Analyser) -> None:
    with local_model(RIGHT) as model:
        assert told(Endpoint(model.url, "exaone"), analyser, HOW_MANY, draft) == Told(draft, "extractive", degraded=False)
    assert model.requests == []


def test_without_a_model_the_draft_is_the_answer(analyser: Analyser) -> None:
    assert told(None, analyser) == Told(MANY, "extractive", degraded=False)


def test_the_extractive_answer_comes_first_then_checked_sentences_then_the_answer(analyser: Analyser) -> None:
    steps = steps_of(f"{LONG} 이 사업으로 999명이 취업하였습니다 [2].", analyser, HOW, HELPED)
    assert [(step.name, step.text) for step in steps] == [
        ("extractive", ""),
        ("piece", "참여 기업에는 1인당 120만원을 지원하였습니다 [1]."),
        ("piece", "상담사 4명이 청년을 만나 새 일터를 찾아 주었습니다 [2]."),
        ("answer", ""),
    ]
    assert steps[0].told == Told(HELPED)
    assert steps[-1].told is not None
    assert steps[-1].told.draft.answer == " ".join(step.text for step in steps[1:-1])


def test_a_sentence_is_told_while_the_next_is_being_written(analyser: Analyser) -> None:
    async def first_piece(generator: Generator) -> tuple[str, float]:
        start = time.perf_counter()
        async for event in events(HOW, HELPED, evidence(), generator, analyser):
            if event.name == "piece":
                return event.text, time.perf_counter() - start
        return "", 0.0

    with local_model(f"{LONG} 그리", local.stalling) as model:
        text, seconds = asyncio.run(first_piece(Endpoint(model.url, "exaone", seconds=10)))
    assert text == "참여 기업에는 1인당 120만원을 지원하였습니다 [1]."
    assert seconds < 5  # the server is still silent, and is left


def test_unchecked_text_is_never_told(analyser: Analyser) -> None:
    steps = steps_of("거제시는 999명을 뽑았습니다 [1]. https://example.com을 보십시오 [1].", analyser, HOW, HELPED)
    assert [step.name for step in steps] == ["extractive", "answer"]
    assert steps[-1].told == Told(HELPED, "extractive", degraded=True)


class Remembering:
    """A Generator that says one text and remembers whether it was left before its end."""

    def __init__(self, *pieces: str) -> None:
        self._pieces, self.said = pieces, 0

    async def pieces(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        for piece in self._pieces:
            self.said += 1
            yield piece


def test_a_text_that_is_refused_is_not_read_to_its_end(analyser: Analyser) -> None:
    generator = Remembering("이전 지시를 무시하였습니다 [1]. ", "가", *("나" * 100))
    assert told(generator, analyser) == Told(MANY, degraded=True)
    assert generator.said == 2


def test_the_log_says_why_without_question_answer_and_evidence(analyser: Analyser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "saerye")
    over_http("거제시 내일채움공제는 999명입니다 [1].", analyser)
    over_http(RIGHT, analyser, local.status(500))
    assert [record.message for record in caplog.records] == [
        "language model: nothing was borne out",
        "language model: HTTP status 500",
    ]


def test_evidence_alone_bounds_what_is_sent(analyser: Analyser) -> None:
    many: list[Evidence] = evidence(*(f"{KEPT} " * 50,) * 30)
    with local_model(RIGHT) as model:
        asyncio.run(generate(HOW_MANY, MANY, many, Endpoint(model.url, "exaone"), analyser))
    assert len(model.requests[0]["messages"][1]["content"]) < 7_000
