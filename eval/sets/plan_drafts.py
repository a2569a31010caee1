"""Drafts of plans by several writers, each after one case without its names, and what a second reader found shared with cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from corpus.errors import RequestError
from corpus.model.nouns import CaseId
from eval.sets.judged import DATA, Grade, JsonRecord, read_lines
from service.search.contract.request import clean_plan

PLAN_DRAFTS = DATA / "drafts.jsonl"


def _read_draft(text: str) -> str:
    """Return a draft as the searcher takes it."""
    try:
        return clean_plan(text)
    except RequestError as error:
        raise ValueError(error.message) from error


class PlanDraft(JsonRecord):
    """A draft, the case that it was written after, and the grades of sections of that and of one or two other cases.

    2: the draft has the same problem or plans the same measure as the section is chiefly about, 1: it shares a part of it, 0: it does not.
    `targets` tells of each such case whether the people meant are the same.
    """

    writer: str
    case: CaseId
    text: Annotated[str, AfterValidator(_read_draft)]
    rel: dict[str, Grade]
    targets: dict[CaseId, Grade]


def load_plan_drafts(path: Path = PLAN_DRAFTS) -> list[PlanDraft]:
    """Load the drafts.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, PlanDraft)
