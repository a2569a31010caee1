"""A hundred replies as a language model may give of four made-up cases, each with what must be left of it: good ones, ones that are false
in one thing, malformed ones and hostile ones."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.model.ids import section_id, text_id
from corpus.model.nouns import Case, Passage, Region, Section
from corpus.model.place import Place
from corpus.model.written_card import WrittenCard
from corpus.passages import place_and_title
from indexer.text.analyser import Analyser
from service.library.writing.card_reply import accept_reply
from service.library.writing.passage_finding import PassageFinder
from tests.deriving.made_cases import bare

DATA = Path(__file__).parent / "data"
pytestmark = pytest.mark.flow


def read_lines(name: str) -> list[Any]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


REPLIES = read_lines("replies.jsonl")


def case_of(told: dict[str, Any]) -> Case:
    """A case whose sections are a block and two lines each."""
    sections = tuple(
        Section(**section, asks=(), source=(number * 2 - 1, number * 2), blocks=(number, number))
        for number, section in enumerate(told["sections"], 1)
    )
    region = Region(sido="충청남도", sigungu=told["place"])
    return bare(told["title"]).model_copy(update={"id": told["id"], "region": region, "sections": sections})


def passages_of(case: Case) -> list[Passage]:
    """A passage of the book's text a section."""
    return [
        Passage(
            id=text_id(case.id, number * 2 - 1),
            case_id=case.id,
            kind="casebook",
            heading=section.heading,
            text=section.text,
            context=place_and_title(case),
            place=Place("town", lines=section.source),
            sections=(section_id(case.id, number),),
        )
        for number, section in enumerate(case.sections, 1)
    ]


CASES = {case.id: case for case in map(case_of, read_lines("written_of.jsonl"))}


@pytest.fixture(scope="module")
def finder(analyser: Analyser) -> PassageFinder:
    return PassageFinder([passage for case in CASES.values() for passage in passages_of(case)], analyser)


def test_there_are_a_hundred_of_them() -> None:
    assert Counter(reply["kind"] for reply in REPLIES) == {"good": 40, "false": 25, "malformed": 20, "hostile": 15}
    assert len({reply["id"] for reply in REPLIES}) == len({(reply["case"], reply["reply"]) for reply in REPLIES}) == 100


@pytest.mark.parametrize("told", REPLIES, ids=[reply["id"] for reply in REPLIES])
def test_of_a_reply_is_left_what_the_case_bears_out(told: dict[str, Any], finder: PassageFinder, analyser: Analyser) -> None:
    case = CASES[f"town:{told['case']}"]
    left = accept_reply(told["reply"], case, passages_of(case), finder.find, analyser)
    assert tell_left(left) == told["left"]


def tell_left(left: WrittenCard) -> dict[str, Any]:
    asks = {str(each.section): list(each.asks) for each in left.asks}
    return {"summary": left.summary, "needs": list(left.needs), "asks": asks}
