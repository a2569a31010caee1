"""Asking over HTTP: `POST /api/v1/ask`, `/ask/stream` for the same step by step; answers kept, and what their readers say of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import TypeAdapter

from answers.results import Answer
from answers.wording.generation import Event, Told, events, generate
from service.api.roles import require
from service.api.shapes import ERRORS, AnswerId, AskBody, FeedbackBody, FeedbackResponse
from service.api.state import state_of
from service.asking.drafted_answer import DraftedAnswer, answer_of
from service.asking.kept.kept_standing import OpenedAnswer
from service.search.contract.request import clean_query

ANSWER = TypeAdapter(Answer)
NOT_STORED = "private, no-store"
"""What is kept of an answer may be gone, or another, a moment later."""
router = APIRouter(prefix="/api/v1", responses=ERRORS)


async def draft_answer(request: Request, body: AskBody) -> DraftedAnswer:
    """Return the extractive answer to a request's question, computed off the loop."""
    state = state_of(request)
    question, filters = clean_query(body.question, field="question"), body.filters.filters()
    before = [clean_query(asked, field="context") for asked in body.context]
    served = state.runtime.served

    def draft() -> DraftedAnswer:
        completed = served.follow_ups.complete(question, before)
        return replace(served.asker.prepare(completed or question, filters), text=question, completed=completed)

    asked: DraftedAnswer = await state.off_loop(draft)
    return asked


@router.post("/ask", summary="질문에 답하기")
async def ask(request: Request, asked: Annotated[DraftedAnswer, Depends(draft_answer)]) -> Answer:
    """Answer a question from the cases with citations, or say honestly that they do not hold the answer."""
    state = state_of(request)
    if asked.question is None:
        return answer_of(asked, Told(asked.draft))
    grammar = state.runtime.served.asker.grammar
    return answer_of(asked, await generate(asked.question, asked.draft, asked.evidence, state.generator, grammar))


@router.post("/ask/stream", summary="질문에 단계별로 답하기", response_class=EventSourceResponse)
async def ask_stream(request: Request, asked: Annotated[DraftedAnswer, Depends(draft_answer)]) -> AsyncIterator[ServerSentEvent]:
    """Send the extractive answer at once (`extractive`), checked sentences as they come (`piece`), and the `answer`, which counts."""
    state = state_of(request)
    if asked.question is None:
        for step in (Event("extractive", Told(asked.draft)), Event("answer", Told(asked.draft))):
            yield _write_event(asked, step)
        return
    grammar = state.runtime.served.asker.grammar
    async for step in events(asked.question, asked.draft, asked.evidence, state.generator, grammar):
        yield _write_event(asked, step)


@router.post("/answers/feedback", summary="답이 맞는지 알리기", status_code=201, dependencies=[Depends(require("reader"))])
async def give_feedback(request: Request, body: FeedbackBody) -> FeedbackResponse:
    """Keep whether an answer is right, for judges to read; nothing is kept of who says so."""
    kept = await state_of(request).keep_feedback(body.feedback())
    return FeedbackResponse(question=kept.question, right=kept.right, reason=kept.reason, note=kept.note)


@router.post("/answers", summary="답의 주소 만들기", status_code=201, dependencies=[Depends(require("reader"))])
async def keep_answer(
    request: Request, response: Response, body: AskBody, asked: Annotated[DraftedAnswer, Depends(draft_answer)]
) -> OpenedAnswer:
    """Answer a question, and keep the answer as found at an address of its own, for who may see the books that it is from."""
    kept = await state_of(request).keep_answer(await ask(request, asked), body.filters.filters())
    opened = await state_of(request).open_answer(kept.id)
    response.headers["Location"] = f"/api/v1/answers/{kept.id}"
    return opened


@router.get("/answers/{answer_id}", summary="남긴 답")
async def read_answer(request: Request, response: Response, answer_id: AnswerId) -> OpenedAnswer:
    """Return an answer as it was found that day, without what who asks may not see now, and how its books have fared since."""
    response.headers["Cache-Control"] = NOT_STORED
    return await state_of(request).open_answer(answer_id)


def _write_event(asked: DraftedAnswer, step: Event) -> ServerSentEvent:
    told = step.text if step.told is None else ANSWER.dump_python(answer_of(asked, step.told), mode="json")
    return ServerSentEvent(event=step.name, data=told)
