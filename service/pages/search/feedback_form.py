"""What the form below an answer sends: whether the answer is right, by one button, which says why where it is not."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse
from pydantic import BeforeValidator

from corpus.model.facets import KEYS
from service.api.roles import require
from service.api.shapes import CitedIds, FilterParameters, Ignored
from service.api.state import state_of
from service.asking.answer_feedback import LONGEST_ANSWER, LONGEST_NOTE, MOST_CITED, REASONS, AnswerFeedback, Reason, clean_feedback
from service.pages.rendering.sent_forms import Line, form_reader, take_last
from service.pages.search.search_view import Address
from service.search.contract.request import Order

THANKS = "thanks"
VIEW = {"reasons": REASONS, "longest_note": LONGEST_NOTE, "longest_answer": LONGEST_ANSWER, "most_cited": MOST_CITED}
"""What the template of the form is filled with."""
router = APIRouter(include_in_schema=False)


class FeedbackForm(FilterParameters):
    """The search that was answered, the answer, and the button that was pressed: right, wrong, or why it is."""

    q: Line
    ignore: Ignored = ()
    as_typed: Annotated[bool, BeforeValidator(take_last)] = False
    order: Annotated[Order, BeforeValidator(take_last)] = "fit"
    answer: Line
    citations: CitedIds = ()
    verdict: Annotated[Literal["right", "wrong"] | Reason, BeforeValidator(take_last)]
    note: Line = ""

    def feedback(self) -> AnswerFeedback:
        """Return what is said, with clean texts."""
        said = AnswerFeedback(
            question=self.q,
            filters=self.filters(),
            answer=self.answer,
            right=self.verdict == "right",
            reason=None if self.verdict in {"right", "wrong"} else self.verdict,  # type: ignore[arg-type]  # what is left
            note=self.note,
            citations=self.citations,
        )
        return clean_feedback(said)

    def address(self) -> Address:
        """Return the search whose page this was sent from."""
        return Address(self.q, {facet: self.values(facet) for facet in KEYS}, self.ignore, self.as_typed, order=self.order)


@router.post("/answers/feedback", dependencies=[Depends(require("reader", form=True))])
async def take_feedback(request: Request, form: Annotated[FeedbackForm, Depends(form_reader(FeedbackForm))]) -> RedirectResponse:
    """Keep what is said of an answer, and go back to the page, which says thanks."""
    await state_of(request).keep_feedback(form.feedback())
    return RedirectResponse(form.address().link(plus=("said", THANKS)) + "#feedback", 303)
