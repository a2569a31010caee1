"""The HTTP API, version 1: routes, their parameters, and errors in one shape. Nothing happens before `create_app` is called."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi_offline import FastAPIOffline
from pydantic import TypeAdapter
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from corpus.errors import RequestError
from corpus.model.nouns import Case
from service.api.ask_routes import router as asking
from service.api.body_limit import LimitBody
from service.api.bound_work import BoundWork
from service.api.error_bodies import ErrorBody, body_of_request_error, body_of_status, body_of_validation
from service.api.headers import AnswerHead, SecurityHeaders
from service.api.host_names import KnownNames
from service.api.moved_cases import find_moved_case
from service.api.roles import ReaderSight
from service.api.shapes import (
    ERRORS,
    AnyCaseId,
    ErrorResponse,
    ListParameters,
    MovedResponse,
    PlanBody,
    ReadyResponse,
    SearchParameters,
    SimilarParameters,
    SuggestParameters,
    SuggestResponse,
)
from service.api.state import State, state_of
from service.api.unforeseen import AnswerUnforeseen, TellError
from service.library.job_work import JobTools
from service.operations.metrics import CONTENT_TYPE, MeasureRequests, Metrics
from service.operations.runtime import Runtime
from service.search.contract.request import clean_plan, clean_query
from service.search.contract.search_results import CaseList, PlanResult, SearchResult, SimilarResult
from service.search.plans.plan_search import search_plan
from service.search.topics import Topics

SEARCH_RESULT = TypeAdapter(SearchResult)
UPLOADS = ("/api/v1/books", "/library")
"""Where files are sent to."""


router = APIRouter(prefix="/api/v1", responses=ERRORS)
probes = APIRouter()


@router.get("/search", summary="사례 검색", response_model=SearchResult)
async def search(request: Request, parameters: Annotated[SearchParameters, Query()]) -> Response:
    """Rank the cases for a need, words or a question; results are cases with up to three best passages each."""
    result = await state_of(request).search(parameters.request())
    return Response(SEARCH_RESULT.dump_json(result), media_type="application/json")  # 1 ms less than validating what is ours


@router.get("/cases", summary="사례 목록")
async def list_cases(request: Request, parameters: Annotated[ListParameters, Query()]) -> CaseList:
    """List the cases that meet the filters, in order of their ids, with counts for each filter value."""
    return state_of(request).runtime.served.searcher.list_cases(parameters.filters(), parameters.limit, parameters.offset)


@router.get(
    "/cases/{case_id}", summary="사례 한 건", response_model=Case, response_model_by_alias=False, responses={301: {"model": MovedResponse}}
)
async def read_case(request: Request, case_id: AnyCaseId) -> Case | Response:
    """Return the whole record of a case, doubts about its source (`notes`) included; 301 to the case that it was joined to."""
    if (moved := find_moved_case(request, case_id)) is not None:
        return JSONResponse({"moved_to": moved}, 301, headers={"Location": f"/api/v1/cases/{quote(moved)}"})
    return state_of(request).runtime.served.searcher.case(case_id)


@router.get("/cases/{case_id}/similar", summary="비슷한 사례")
async def similar_cases(request: Request, case_id: AnyCaseId, parameters: Annotated[SimilarParameters, Query()]) -> SimilarResult:
    """Return the cases most like one case, and what they share."""
    state = state_of(request)
    result: SimilarResult = await state.off_loop(state.runtime.served.searcher.similar, case_id, parameters.limit)
    return result


@router.post("/similar", summary="계획안과 비슷한 사례")
async def similar_to_plan(request: Request, body: PlanBody) -> PlanResult:
    """Return the cases that resemble a pasted draft, in what, and what they did that it lacks. Nothing of the draft is kept."""
    state, text = state_of(request), clean_plan(body.text)
    result: PlanResult = await state.off_loop(search_plan, state.runtime.served.searcher, text, body.limit)
    return result


@router.get("/topics", summary="주제")
async def topics(request: Request) -> Topics:
    """Return what the cases are about: targets joined with policy measures, and themes found across cases, each with its cases."""
    return state_of(request).runtime.served.topics


@router.get("/suggest", summary="자동 완성")
async def suggest(request: Request, parameters: Annotated[SuggestParameters, Query()]) -> SuggestResponse:
    """Complete what is being typed, half-composed syllables and initial consonants included; nothing typed gives nothing."""
    typed = clean_query(parameters.q) if parameters.q.strip() else ""
    state = state_of(request)
    found = state.runtime.served.suggester.complete(typed)
    if not found and typed:  # to repair takes longer than the loop may wait
        found = await state.off_loop(state.runtime.served.complete_repaired, typed)
    return SuggestResponse(query=typed, suggestions=found)


@probes.get("/livez", summary="살아 있는지", tags=["운영"])
async def livez() -> dict[str, str]:
    """Answer as long as the process does."""
    return {"status": "alive"}


@probes.get("/readyz", summary="검색할 수 있는지", tags=["운영"], responses={503: {"model": ErrorResponse}})
async def readyz(request: Request) -> ReadyResponse:
    """Answer 200 when a generation is in service, with what is not as it should be; 503 with the reason when none is."""
    runtime = state_of(request).runtime
    served = runtime.served
    manifest = served.searcher.ranker.index.manifest
    return ReadyResponse(
        status="ready",
        generation=manifest.generation,
        degraded=served.searcher.degraded,
        counts=manifest.counts,
        problems=list(runtime.problems_told),
    )


@probes.get("/metrics", summary="측정값", tags=["운영"], response_class=Response)
async def metrics(request: Request) -> Response:
    """Return counters and latencies in Prometheus's text format."""
    state = state_of(request)
    ready = state.runtime.ready
    body = state.metrics.render(ready=ready, degraded=ready and state.runtime.served.searcher.degraded)
    return Response(body, media_type=CONTENT_TYPE)


def json_error(request: Request, status: int, body: ErrorBody, headers: Mapping[str, str] | None = None) -> Response:
    """Return an error in the API's shape."""
    return JSONResponse(body, status, headers=dict(headers or {}))


def create_app(runtime: Runtime, *, tell_error: TellError = json_error, tools: JobTools | None = None) -> FastAPI:
    """Return the app over a runtime. From the moment it starts its index is loaded, and watched, and the library's jobs are done."""
    metrics = Metrics()
    runtime.observe = metrics.stage
    state = State(runtime, metrics, tools)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(runtime.watch())
        state.jobs.start()
        yield
        await asyncio.to_thread(state.jobs.stop)
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching

    app = FastAPIOffline(title="사례 Saerye", version="1", lifespan=lifespan, redoc_url=None, description="우수사례 검색 API")
    app.state.saerye = state
    add_routes(app, router, asking, probes)
    _map_errors(app, tell_error)
    app.add_middleware(BoundWork, seconds=runtime.settings.request_seconds)
    app.add_middleware(LimitBody, tell_error=tell_error, uploads=dict.fromkeys(UPLOADS, runtime.settings.upload_bytes))
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(AnswerUnforeseen, tell_error=tell_error)
    app.add_middleware(KnownNames, runtime=runtime, tell_error=tell_error)
    app.add_middleware(ReaderSight, runtime=runtime)
    app.add_middleware(AnswerHead)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(MeasureRequests, metrics=metrics)
    return app


def add_routes(app: FastAPI, *routers: APIRouter) -> None:
    """Add routes as their modules made them; an app that includes a router makes each of them anew while its first askers wait."""
    app.router.routes += [route for router in routers for route in router.routes]


def _map_errors(app: FastAPI, tell_error: TellError) -> None:
    """Give every error that is foreseen the one shape."""

    @app.exception_handler(RequestError)
    async def on_request_error(request: Request, error: RequestError) -> Response:
        headers = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
        if error.status == 401:  # noqa: PLR2004 - which is to say how a key is sent
            headers["WWW-Authenticate"] = "Bearer"
        return tell_error(request, error.status, body_of_request_error(error), headers)

    @app.exception_handler(RequestValidationError)
    async def on_validation_error(request: Request, error: RequestValidationError) -> Response:
        return tell_error(request, 422, body_of_validation(error.errors()), None)

    @app.exception_handler(HTTPException)
    async def on_http_error(request: Request, error: HTTPException) -> Response:
        return tell_error(request, error.status_code, body_of_status(error.status_code), error.headers)
