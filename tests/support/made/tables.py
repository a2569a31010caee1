"""Small made-up tables, written as rows of text, and the facts read from them."""

import re
from collections.abc import Sequence

from corpus.documents.table_heads import mark_heads
from corpus.facts.case_facts import tables_facts
from corpus.model.document import Block, Cell, Inside
from corpus.model.fact import Fact
from tests.support.made.casebook import card


def rows_of_cells(*rows: str) -> tuple[Cell, ...]:
    """Cells of rows written as `a | b`; `2x1:` before a text gives its spans, `^` stands below one that reaches down, `//` breaks lines."""
    found = []
    for row, line in enumerate(rows):
        col = 0
        for text in (part.strip() for part in line.split("|")):
            if text != "^":
                spans = re.match(r"(\d)x(\d):", text)
                down, across = (int(spans[1]), int(spans[2])) if spans else (1, 1)
                found.append(Cell(row, col, down, across, text=(text[spans.end() :] if spans else text).replace(" // ", "\n")))
                col += across
            else:
                col += 1
    return mark_heads(found)


def table(*rows: str, start: int = 10, inside: Inside | None = None) -> Block:
    """A table whose rows stand on lines of their own."""
    return Block(kind="table", text="\n".join(rows), lines=(start, start + len(rows) - 1), cells=rows_of_cells(*rows), inside=inside)


def facts_of(*blocks: Block | str) -> list[Fact]:
    """The facts of a made-up case's tables; a text is a paragraph above what follows it."""
    placed = [Block(kind="paragraph", text=one, lines=(1, 1)) if isinstance(one, str) else one for one in blocks]
    return list(tables_facts(card(), placed, 0))


def told(facts: Sequence[Fact], *names: str) -> list[tuple[object, ...]]:
    """Some fields of each fact."""
    return [tuple(getattr(fact, name) for name in names) for fact in facts]
