"""A library with books that only some see, every field of which holds one rare word; and a service that serves it as a real one would."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Route

from corpus.library.record_fields import set_status
from corpus.library.shelf import Shelf
from indexer.generations.build import build_index, read_corpus
from indexer.generations.generation_store import open_index
from indexer.model.encoder import Encoder
from judging.workbench.grading_pages import router as grading
from judging.workbench.query_pages import router as querying
from judging.workbench.result_pages import router as results
from service.app import create_service
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from tests.support.made.books import BOOKS, FARMS, write_library
from tests.support.made.documents import document_of, put_book, story
from tests.support.models.analysers import analyser_of
from tests.support.models.doubles import CountEncoder

RARE = "훌팡겟"
"""The rare word."""
GROUP, OTHER = "총괄과", "기획과"
KEYS = {GROUP: "not-a-real-key-of-a-group-1", OTHER: "not-a-real-key-of-a-group-2"}
ADMIN, JUDGE = "not-a-real-admin-key-0123", "not-a-real-judge-key-0123"
CARDED, FILED = "inner-2025", "hidden"
"""The books that the group sees: one of cards, one from a file."""
OPEN = "open"
"""A book from a file that everybody sees."""
_BOOK = f"""\
id: {CARDED}
title: {RARE} 내부 사례
short_title: {RARE} 내부
publisher: {RARE}부
year: 2025
kind: {RARE}집
language: ko
licence: none
source: https://{RARE}.example
contact: {RARE}과
file: null
pages: null
citation: '{{place}}, “{{case}}”, {{publisher}}, 「{{title}}」, {{year}}, {{where}}.'
kinds:
  - {{name: {RARE}상, about: programme, words: [{RARE} 으뜸]}}
visibility: [{GROUP}]
"""
_CARD = f"""\
id: '1'
award: {RARE}상
region: {{sido: 전라남도, sigungu: {RARE}군}}
title: {RARE} 청년 창업 농촌 관광
headline: {RARE} 청년 창업을 도운 이야기다.
summary: 농촌 관광으로 {RARE} 청년 창업과 어르신 돌봄을 함께 풀었다.
period: {{start: '2024', end: '2025'}}
budget_million_krw: 987654
pages: [3, 9]
targets: [청년, {RARE}대상]
measures: [창업지원, {RARE}시책]
industries: [농업·식품, {RARE}산업]
keywords: [{RARE}공제, 청년 창업 관광]
needs: [{RARE} 청년의 창업을 돕고 싶다]
partners: [{RARE}공사, 해남군]
sections:
  - {{kind: programme, heading: {RARE} 교실, text: '{RARE} 교사 77명이 청년 창업과 관광을 가르쳤다.', asks: [{RARE} 교사는 몇 명인가]}}
metrics:
  - {{name: {RARE} 창업, year: 2025, target: 70, actual: 98765, unit: {RARE}곳, pages: [9, 9]}}
notes: [{RARE} 수치가 서로 다르다]
"""


def write_books(data: Path, *, hidden: bool) -> None:
    """Write the books that everybody sees into a data folder's library, and those that the group sees where they are wanted."""
    library = write_library(data / "library")
    (library / FARMS / "book.yaml").write_text(BOOKS[FARMS].replace("source: null", "source: https://farms.example/2024"), encoding="utf-8")
    shelf = Shelf(library)
    put_book(shelf, document_of([story(1), story(2)]), "open.pdf", title="열린 이야기", licence="공공누리 4")
    set_status(shelf, OPEN, published=True)
    if not hidden:
        return
    (library / CARDED / "cards").mkdir(parents=True)
    (library / CARDED / "book.yaml").write_text(_BOOK, encoding="utf-8")
    (library / CARDED / "cards" / "1.yaml").write_text(_CARD, encoding="utf-8")
    spelled = [tuple(replace(block, text=block.text and f"{block.text} {RARE} 청년 관광") for block in story(at)) for at in (3, 4)]
    told: dict[str, Any] = {name: f"{RARE} {name}" for name in ("title", "publisher", "kind", "source", "contact")}
    put_book(shelf, document_of(spelled), f"hidden {RARE}.pdf", visibility=(GROUP,), licence="공공누리 1", **told)
    set_status(shelf, FILED, published=True)


class ViewedRuntime(Runtime):
    """A runtime that loads what is on the disk, by the counting encoder."""

    def _open_encoder(self, model_id: str | None, problems: list[str]) -> Encoder | None:
        return CountEncoder()

    def _open_reader(self, problems: list[str]) -> None:
        return None


def settings_of(data: Path, **more: object) -> Settings:
    keys = ",".join(f"{group}={key}" for group, key in KEYS.items())
    told = {"admin_key": ADMIN, "judge_key": JUDGE, "group_keys": keys, "reload_seconds": 3600, **more}
    return Settings(data=data, **told)  # type: ignore[arg-type]  # read as from the environment


def build_library(cards: Path, settings: Settings) -> None:
    """Index the three cases and a data folder's library."""
    corpus = read_corpus(cards, thesaurus=None, library=settings.library)
    build_index(corpus, settings.index, CountEncoder(), segment=analyser_of(corpus.words).tokens)


def serve_library(settings: Settings) -> tuple[FastAPI, Runtime]:
    """The service over a data folder that has been built."""
    runtime = ViewedRuntime(settings)
    runtime._analyser = analyser_of(open_index(settings.index)[0].manifest.inputs.analyser["words"])
    runtime.load()
    return create_service(runtime), runtime


def list_routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every method and path of a service, the workbench's among them."""
    for route in (*app.routes, *(route for part in (grading, querying, results) for route in part.routes)):
        if isinstance(route, APIRoute | Route) and "{rest:path}" not in route.path:
            for method in sorted({*(route.methods or {"GET"})} - {"HEAD"}):
                yield method, route.path
