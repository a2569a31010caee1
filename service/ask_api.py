"""Asking over HTTP: `POST /api/v1/ask`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from answers.results import Answer
from service.query import Filters, clean_query
from service.shapes import ERRORS, FilterParameters, Strict
from service.state import state_of

router = APIRouter(prefix="/api/v1", responses=ERRORS)


class AskBody(Strict):
    """A question, and which cases may answer it."""

    question: str
    filters: Annotated[FilterParameters, Field(default_factory=FilterParameters)]

    def clean(self) -> tuple[str, Filters]:
        """Return the clean question and the filters as the engine takes them."""
        return clean_query(self.question, field="question"), self.filters.filters()


@router.post("/ask", summary="질문에 답하기")
async def ask(request: Request, body: AskBody) -> Answer:
    """Answer a question from the cases with citations, or say honestly that they do not hold the answer."""
    state = state_of(request)
    question, filters = body.clean()
    answer: Answer = await state.off_loop(state.runtime.served.asker.ask, question, filters)
    return answer
