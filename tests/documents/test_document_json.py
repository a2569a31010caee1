"""Documents as JSON: what is written comes back the same, and nothing else is taken."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from corpus.documents.document_json import read_blocks, read_document, write_blocks, write_rest
from corpus.model.document import Block, Cell, Document, Inside, OutlinedCase
from corpus.model.nouns import Region

TABLE = Block(
    kind="table", text="가 | 나", path=("Ⅰ. 개요", "배경"), page=2, pages=(2, 3), page_from="layout", printed_page="iv",
    lines=(2, 2), sheet="표1",
    cells=(Cell(0, 0, 2, 3, True, "가"), Cell(0, 3, text="나")),
)  # fmt: skip
BLOCKS = (
    Block(kind="heading", text="개요", level=1, lines=(1, 1)),
    TABLE,
    replace(TABLE, inside=Inside(1, 0, 3), read_by="ocr"),
    Block(kind="toc_entry", text="성과", label="12", target_page=14, lines=(3, 3)),
)
CASE = OutlinedCase(
    title="가 시 사례",
    region=Region(sido="경상남도", sigungu="거제시"),
    kind=None,
    year=2022,
    blocks=(0, 3),
    lines=(1, 3),
    pages=(2, 3),
    score=0.5,
)
DOCUMENT = Document(
    format="hwpx",
    lines=("개요", "가 | 나", "성과"),
    blocks=BLOCKS,
    cases=(CASE, replace(CASE, region=None)),
    page_count=3,
    title="책",
    warnings=("하나",),
)


def test_a_document_comes_back_the_same() -> None:
    assert read_document(write_blocks(DOCUMENT.blocks), write_rest(DOCUMENT)) == DOCUMENT


def test_a_line_has_every_field_of_the_contract() -> None:
    line = json.loads(list(write_blocks(BLOCKS))[2])
    assert set(line) == {
        "kind", "text", "level", "path", "page", "pages", "page_from", "printed_page", "lines", "sheet", "read_by", "cells", "inside",
        "label", "target_page",
    }  # fmt: skip
    assert line["cells"][0] == {"row": 0, "col": 0, "row_span": 2, "col_span": 3, "head": True, "text": "가"}
    assert (line["inside"], line["pages"], line["path"]) == ({"block": 1, "row": 0, "col": 3}, [2, 3], ["Ⅰ. 개요", "배경"])
    assert "\n" not in "".join(write_blocks(BLOCKS))


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.text(max_size=5))))
def test_any_words_come_back(text: str, places: list[tuple[int, int, str]]) -> None:
    block = Block(kind="table", text=text, cells=tuple(Cell(row, col, text=words) for row, col, words in places))
    assert read_blocks("\n".join(write_blocks([block, block])).split("\n")) == (block, block)


@pytest.mark.parametrize("change", [{"kind": "spell"}, {"page": "2"}, {"lines": [1]}, {"cells": [{"row": 0}]}, {"text": None}])
def test_what_is_no_block_is_refused(change: dict[str, object]) -> None:
    line = json.loads(next(write_blocks(BLOCKS)))
    with pytest.raises(ValidationError):
        read_blocks([json.dumps({**line, **change})])


def test_places_that_are_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="inside block 0"):
        read_blocks(write_blocks([BLOCKS[0], replace(TABLE, inside=Inside(0, 0, 0))]))
    with pytest.raises(ValueError, match="lines 1-3 of a text of 2"):
        read_document(write_blocks(()), write_rest(replace(DOCUMENT, lines=("가", "나"))))
