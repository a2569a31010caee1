"""A reading list as Markdown (CommonMark with tables): what people wrote shows as they wrote it, never as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.citations import DISCLAIMER
from service.pages.cases.case_view import OriginalBlock
from service.pages.reading_list.contents import FIGURE_COLUMNS, NOTE, Excerpt, ListedCase, Overview, ReadingList

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
# What means something only where a line begins: lists, rules, underlined headings.
_LEADING = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=:])")


def to_markdown(contents: ReadingList) -> bytes:
    """Return the list as Markdown in UTF-8."""
    return ("\n".join(_lines(contents)).rstrip() + "\n").encode()


def escape_markdown(text: str) -> str:
    """Return one line of text that Markdown shows letter by letter."""
    marked = _MARKS.sub(r"\\\1", text.strip())
    return _LEADING.sub(lambda at: f"{at[1]}\\{at[2]}" if at[1] else f"\\{at[3]}", marked)


def _lines(contents: ReadingList) -> Iterator[str]:
    yield from (f"# {escape_markdown(contents.title)}", "", f"{contents.day} · {contents.extent}", "")
    for number, entry in enumerate(contents.entries, 1):
        yield from _entry(number, entry)
    yield from ("## 출처", "")
    yield from (f"{number}. {escape_markdown(entry.source)}" for number, entry in enumerate(contents.entries, 1))
    yield from ("", DISCLAIMER)


def _entry(number: int, entry: ListedCase) -> Iterator[str]:
    yield from (f"## {number}. {escape_markdown(entry.name)}", "", escape_markdown(entry.about), "")
    if entry.overview:
        yield from _overview(entry.overview)
        yield from (f"인용: {escape_markdown(entry.citation)}", "")
    for excerpt in entry.excerpts:
        yield from _excerpt(excerpt)


def _overview(overview: Overview) -> Iterator[str]:
    yield from _paragraphs(overview.summary.split("\n"))
    yield from (f"- **{name}** {escape_markdown(value)}" for name, value in overview.facts)
    yield ""
    if overview.glance:
        yield from _table([FIGURE_COLUMNS, *(row.cells for row in overview.glance)])
    yield from _note(overview.note)


def _excerpt(excerpt: Excerpt) -> Iterator[str]:
    yield from (f"### \\[{excerpt.label}\\] {escape_markdown(excerpt.heading)}", "")
    for block in excerpt.blocks:
        yield from _block(block)
    yield from _note(excerpt.note)
    yield from (f"인용: {escape_markdown(excerpt.citation)}", "")


def _block(block: OriginalBlock) -> Iterator[str]:
    return _table(block.rows) if block.is_table else _paragraphs([row[0] for row in block.rows])


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table whose first row is its head."""
    head, *body = rows
    yield _row(head)
    yield "|" + " --- |" * len(head)
    yield from map(_row, body)
    yield ""


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_MARKS.sub(r"\\\1", " ".join(cell.split())) for cell in cells) + " |"


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Yield a paragraph for each line that holds something."""
    for line in filter(None, map(escape_markdown, lines)):
        yield from (line, "")


def _note(note: str) -> Iterator[str]:
    """Yield a note as a quotation that keeps its lines."""
    if note:
        yield f"> **{NOTE}**"
        yield from (f">\n> {line}" for line in map(escape_markdown, note.split("\n")) if line)
        yield ""
