"""Parts of a case → the sections of its card: each of the kind that the words of its headings and text and its place speak for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import cast

from corpus.deriving.ground.case_parts import CasePart
from corpus.deriving.ground.linear_model import LinearModel
from corpus.deriving.ground.word_traces import endings, stems, tails, weigh_traces
from corpus.model.nouns import Section, SectionKind
from corpus.structure.document_passages import pages_of

TEXT, HEADING = 20_000, 120
"""Characters of a section and of its heading at most."""


def features_of_part(parts: Sequence[CasePart], at: int) -> dict[str, float]:
    """Return what is seen of a part among those of its case."""
    part = parts[at]
    size = max(1, sum(len(block.text) for block in part.held))
    tables = sum(len(block.text) for block in part.held if block.block.kind == "table") / size
    place = at / max(1, len(parts) - 1)
    headings = (*part.headings, *(block.text for block in part.held if block.heads))
    return {
        **_of_headings("heading", headings),
        **_of_headings("above", part.above),
        **weigh_traces("word", stems(part.text)),
        **weigh_traces("ending", endings(part.text)),
        "tables": tables,
        "digits": 10 * sum(map(str.isdecimal, part.text)) / size,
        "place": place,
        "first": float(at == 0 < len(parts) - 1),
        "last": float(at == len(parts) - 1 > 0),
    }


def features_of_heading(heading: str) -> dict[str, float]:
    """Return what is seen of a heading by itself."""
    return dict(_of_headings("heading", (heading,)))


def _of_headings(name: str, headings: Sequence[str]) -> Mapping[str, float]:
    return weigh_traces(name, (trace for heading in headings for trace in chain(stems(heading), tails(heading))))


def judge_kinds(parts: Sequence[CasePart], model: LinearModel) -> list[dict[str, float]]:
    """Return how probable each kind is of each part of a case."""
    return [model.judge(features_of_part(parts, at)) for at in range(len(parts))]


def section_of_part(part: CasePart, kinds: Mapping[str, float], title: str) -> Section:
    """Return a part as a section of the most probable kind, in the book's own words; headed by the case's title where nothing heads it."""
    pages, page_from = pages_of([block.block for block in part.held])
    return Section(
        kind=cast("SectionKind", max(kinds, key=lambda kind: kinds[kind])),
        heading=_join_headings(part.headings) or title,
        text=_fitting(part.text),
        asks=(),
        source=part.lines,
        pages=pages,
        blocks=part.blocks,
        page_from=page_from,
    )


def _join_headings(headings: Sequence[str]) -> str:
    """Return as many headings as fit, the first in any case."""
    told = ""
    for heading in headings:
        if told and len(told) + 3 + len(heading) > HEADING:
            break
        told = f"{told} · {heading}" if told else heading
    return told


def _fitting(text: str) -> str:
    """Return as many whole lines of a text as a section can hold."""
    if len(text) <= TEXT:
        return text
    return text[: TEXT + 1].rpartition("\n")[0] or text[:TEXT]
