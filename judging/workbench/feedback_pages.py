"""What readers say of answers: a list for judges to read, and the same as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from corpus.model.ids import anchor_of, case_of
from judging.records import KeptFeedback
from judging.workbench.workbench import bench_of, judge_of
from service.api.roles import has_role
from service.api.state import state_of
from service.asking.answer_feedback import REASONS
from service.pages.rendering.page_templates import render
from service.search.contract.request import MAX_OFFSET

router = APIRouter(prefix="/judge", include_in_schema=False, default_response_class=HTMLResponse)
PAGE = 50
Verdict = Literal["all", "right", "wrong"]
VERDICTS: Mapping[Verdict, tuple[str, bool | None]] = {"all": ("모두", None), "right": ("맞음", True), "wrong": ("아님", False)}


@router.get("/feedback")
def feedback_page(request: Request, verdict: Verdict = "all", offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0) -> HTMLResponse:
    """Show what was said, the newest first: all of it, or only what calls an answer right, or wrong."""
    store, whole = bench_of(request).feedback, _sees_all(request)
    store.drop_old()
    _, right = VERDICTS[verdict]
    counts = {name: store.count(wanted, restricted=whole) for name, (_, wanted) in VERDICTS.items()}
    view: dict[str, object] = {
        "judge": judge_of(request),
        "kept": store.list_newest(right=right, restricted=whole, offset=offset, limit=PAGE),
        "verdicts": {name: told for name, (told, _) in VERDICTS.items()},
        "verdict": verdict,
        "counts": counts,
        "starts": range(0, counts[verdict], PAGE),
        "offset": offset,
        "reasons": REASONS,
        "case_of": case_of,
        "anchor_of": anchor_of,
        "dated": write_date,
        "query": "",
        "here": "judge",
    }
    return render(state_of(request), "judge_feedback.html", view)


@router.get("/export.feedback")
def export_feedback(request: Request, verdict: Verdict = "all") -> Response:
    """Return what was said as JSON, one a line, the newest first."""
    kept = bench_of(request).feedback.list_newest(right=VERDICTS[verdict][1], restricted=_sees_all(request))
    lines = "".join(json.dumps(write_feedback(each), ensure_ascii=False) + "\n" for each in kept)
    headers = {"Content-Disposition": 'attachment; filename="answer-feedback.jsonl"'}
    return Response(lines, media_type="application/x-ndjson", headers=headers)


def write_feedback(kept: KeptFeedback) -> dict[str, Any]:
    """Return what was said as it stands in a file."""
    said = kept.said
    return {
        "given_at": kept.given_at.isoformat(timespec="seconds"),
        "question": said.question,
        "filters": {facet: [*values] for facet, values in said.filters.chosen},
        "answer": said.answer,
        "right": said.right,
        "reason": said.reason,
        "note": said.note,
        "citations": [*said.citations],
        "restricted": said.restricted,
    }


def write_date(at: datetime) -> str:
    """Return a moment as officials write it, by this machine's clock: "2026. 11. 30. 16:05"."""
    here = at.astimezone()
    return f"{here.year}. {here.month}. {here.day}. {here:%H:%M}"


def _sees_all(request: Request) -> bool:
    """Tell whether who asks keeps the books: what was answered from books for some is shown to nobody else."""
    return has_role(request, "librarian")
