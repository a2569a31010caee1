"""Contents pages: which blocks are their entries, where each leads, and how printed pages differ from those of the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.model.document import Block, Cell
from corpus.structure.headings.outline_marks import read_mark

_TITLE = re.compile(r"\W*(?:목차|차례|순서|contents|tableofcontents)\W*", re.IGNORECASE)
_LED = re.compile(
    r"(.*?\S)\s*(?:\t+|[.·…‥․･ㆍ⋯_\-]{3,}|(?:\s?[.·…‥․･]){3,}|\s{3,})\s*[-(]?\s*(\d{1,4}|[ivxlc]{1,7})\s*[-)]?\s*(?:쪽|면|p\.?)?\s*",
    re.DOTALL,
)
_ENDED = re.compile(r"(.*\S)\s+[-(]?(\d{1,4})\)?\s*(?:쪽|면)?")
_NUMBER = re.compile(r"[-(]?\s*(\d{1,4})\s*[-)]?(?:쪽|면)?")
_LONGEST = 110
_ENTRIES_LEAST = 3
_UNNUMBERED_MOST = 8  # entries without a page one below the other
_RISING = 0.85
_ROWS_NUMBERED = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """An entry of a contents page: the block it is in, how many lines down, its words, their number and the page printed beside them."""

    at: int
    line: int
    text: str
    label: str | None

    @property
    def number(self) -> int | None:
        """The number before its words."""
        mark = read_mark(self.text)
        return mark.number if mark else None

    @property
    def title(self) -> str:
        """Its words without what numbers them."""
        mark = read_mark(self.text)
        return mark.title if mark and mark.title else self.text

    @property
    def style(self) -> str:
        """The style of what numbers it, "" where nothing does."""
        mark = read_mark(self.text)
        return mark.style if mark else ""


def find_contents(blocks: Sequence[Block]) -> tuple[ContentsEntry, ...]:
    """Return the entries of a document's contents pages, in the order of their blocks.

    Paragraphs are entries where they follow a title of contents, or lead to a number by dots or a tab; rows of a table where most of them
    end in a number and these numbers rise.
    """
    found: list[ContentsEntry] = []
    run: list[ContentsEntry] = []
    titled = False
    idle = 0
    for at, block in enumerate(blocks):
        lone = block.kind in ("table", "figure")
        entries = tuple(_table_entries(at, block, titled=titled)) if block.cells else ()
        if entries:
            found += (*_check_run(run, titled=titled), *entries)
            run, idle, titled = [], 0, True
            continue
        entry = None if lone else _line_entry(at, block, titled=titled)
        if entry is None or (run and entry.label is None and idle >= _UNNUMBERED_MOST):
            found += _check_run(run, titled=titled)
            titled = _is_title(block) or (titled and not run and len(block.text) < _LONGEST and idle < _ENTRIES_LEAST)
            idle = 0 if _is_title(block) or run else idle + 1
            run = []
            continue
        idle = idle + 1 if entry.label is None else 0
        run.append(entry)
    return (*found, *_check_run(run, titled=titled))


def _is_title(block: Block) -> bool:
    words = "".join(block.text.split("\n")[0].split()).replace("|", "")
    return len(words) < 25 and _TITLE.fullmatch(words) is not None  # noqa: PLR2004 - a title


def _line_entry(at: int, block: Block, *, titled: bool) -> ContentsEntry | None:
    if len(block.text) > _LONGEST or "\n" in block.text.strip():
        return None
    text = block.text.strip()
    if led := _LED.fullmatch(text):
        return ContentsEntry(at=at, line=0, text=" ".join(led[1].split()), label=led[2])
    if not titled:
        return None
    if ended := _ENDED.fullmatch(text):
        return ContentsEntry(at=at, line=0, text=" ".join(ended[1].split()), label=ended[2])
    return ContentsEntry(at=at, line=0, text=" ".join(text.split()), label=None)


def _check_run(run: Sequence[ContentsEntry], *, titled: bool) -> Sequence[ContentsEntry]:
    """The entries of a run of lines, without those at its end that have no page; none where it is no contents page."""
    last = max((place for place, entry in enumerate(run) if entry.label), default=-1)
    kept = run[: last + 1]
    # entries below the last numbered one are of it only where they are numbered as those above are
    pages = [int(entry.label) for entry in kept if entry.label and entry.label.isdecimal()]
    least = 2 if titled else _ENTRIES_LEAST
    return kept if len(pages) >= least and _is_rising(pages) else ()


def _is_rising(pages: Sequence[int]) -> bool:
    steps = [after >= before for before, after in pairwise(pages)]
    return sum(steps) >= _RISING * len(steps) and (len(set(pages)) > 1 or len(pages) < _ENTRIES_LEAST)


def _table_entries(at: int, block: Block, *, titled: bool) -> Iterator[ContentsEntry]:
    """The entries of a table of contents: lines within its only cell, or its rows."""
    cells = [cell for cell in block.cells if cell.text.strip()]
    if len(cells) <= 2 and cells:  # noqa: PLR2004 - a box around the contents, with its title
        yield from _box_entries(at, "\n".join(cell.text for cell in cells), titled=titled)
        return
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.row)]
    read = [(number, _row_entries(row)) for number, row in enumerate(rows)]
    columns = max((len(entries) for _, entries in read), default=0)
    if not columns or sum(bool(entries) for _, entries in read) < max(2, _ROWS_NUMBERED * len(rows) / 2):
        return
    listed: list[tuple[int, int, str, str]] = []
    for number, entries in read:
        if not entries and listed and rows[number]:  # what an entry says besides, below it
            column, line, text, label = listed[-1]
            listed[-1] = (column, line, f"{text} {' '.join(cell.text for cell in rows[number])}", label)
        listed += [(column, number, text, label) for column, (text, label) in enumerate(entries)]
    listed.sort(key=lambda entry: (entry[0] if columns > 1 else 0, entry[1]))
    pages = [int(label) for _, _, _, label in listed]
    wordy = sum(sum(letter.isalpha() for letter in text) >= _ENTRIES_LEAST for _, _, text, _ in listed)
    if len(pages) < _ENTRIES_LEAST or wordy < _RISING * len(listed) or not all(a <= b for a, b in pairwise(sorted(pages))):
        return
    if not _is_rising(pages) and not _is_rising([page for _, page in sorted(zip((line for _, line, _, _ in listed), pages, strict=True))]):
        return
    if len(set(pages)) < _RISING * len(pages) and not titled:
        return
    for _, line, text, label in sorted(listed, key=lambda entry: int(entry[3])):
        yield ContentsEntry(at=at, line=line, text=" ".join(text.split()), label=label)


def _box_entries(at: int, text: str, *, titled: bool) -> Iterator[ContentsEntry]:
    """The entries of contents that are drawn in a box."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < _ENTRIES_LEAST:
        return
    titled = titled or _TITLE.fullmatch("".join(lines[0].split())) is not None
    entries = []
    for number, line in enumerate(lines):
        match = _LED.fullmatch(line.strip()) or (_ENDED.fullmatch(line.strip()) if titled else None)
        if match or (titled and read_mark(line) is not None and not _TITLE.fullmatch("".join(line.split()))):
            text = match[1] if match else line
            entries.append(ContentsEntry(at=at, line=number, text=" ".join(text.split()), label=match[2] if match else None))
    yield from _check_run(entries, titled=titled)


def _row_entries(row: Sequence[Cell]) -> tuple[tuple[str, str], ...]:
    """The words and pages of a row: words, then their number; a number before words counts them, and a page may stand twice."""
    entries: list[tuple[str, str]] = []
    words: list[str] = []
    for cell in row:
        number = _NUMBER.fullmatch(cell.text.strip())
        if number and any(any(letter.isalpha() for letter in word) for word in words):
            entries.append((" ".join(words), number[1]))
            words = []
        elif not (number and entries and not words and number[1] == entries[-1][1]):
            words.append(cell.text.strip())
    return tuple(entries)


def learn_offset(labels: Mapping[int, str], placed: Sequence[tuple[str, int]]) -> int | None:
    """Return by how much a page of the file is more than the number printed on it, None where nothing tells.

    `labels` are those printed on the pages; `placed` pairs the label of a contents entry with the page on which its heading was found.
    """
    told = Counter(page - int(label) for page, label in labels.items() if label.isdecimal())
    told.update(page - int(label) for label, page in placed if label.isdecimal())
    best = max(told, key=lambda offset: (told[offset], -abs(offset)), default=None)
    return best if best is not None and (told[best] > 1 or len(told) == 1) else None  # labels of another book agree with nothing here
