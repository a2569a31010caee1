"""Are citations exact? A quote is found letter by letter in its passage; one of the casebook's text also at its lines there.

A passage of the casebook is its printed lines, cleaned (corpus/outline/text_tables.py): runs of white space, the OCR's markup and the
borders of tables are not compared. Three things are not as printed, on purpose: private data are masked, of the same length; a piece
of a table begins with the caption and header rows printed above it; and a line that is dropped
(corpus/outline/headings.py) may lie between two that are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from answers.results import Citation
from corpus.model.nouns import Passage

ABOVE = 120
"""Lines above a passage in which a table's caption and header may stand."""
_MARKUP = re.compile(r"</?[a-z]+(?:\s[^>]*)?/?>")
Printed = Literal["lines", "above", "nowhere"]
_BORDERS = re.compile(r"[\s|·]+")
_MASKS = {"○": ".", "*": ".??"}  # the mask of a name and of a number; a printed ○ or * is its own mask


def in_passage(citation: Citation, passage: Passage) -> bool:
    """Tell whether a citation's quote stands in its passage, and its lines are the passage's."""
    return bool(citation.quote) and citation.quote in passage.text and citation.place.lines == passage.place.lines


def find_printed(quote: str, lines: tuple[int, int], book: Sequence[str]) -> Printed:
    """Return where a quote is printed: every line of it, in order, at the 1-based inclusive lines of the casebook.

    The first of them may be a table's caption, header or row label, printed above; `above` when all of them are, and nothing is
    at the lines themselves.
    """
    first, last = lines
    within, above = _bare(book[first - 1 : last]), _bare(book[max(0, first - 1 - ABOVE) : first - 1])
    quoted = [_BORDERS.sub("", line) for line in quote.split("\n")]
    for count in range(len(quoted) + 1):
        if _in_order([line.strip("()") for line in quoted[:count]], above) and _in_order(quoted[count:], within):
            return "above" if count == len(quoted) else "lines"
    return "nowhere"


def _bare(lines: Sequence[str]) -> str:
    """Return printed lines as one, without markup, white space and borders."""
    return _BORDERS.sub("", _MARKUP.sub("", "\n".join(lines)).replace("*", ""))


def _in_order(lines: Sequence[str], text: str) -> bool:
    """Tell whether a text holds the lines one after another, whatever stands between them."""
    place = 0
    for line in lines:
        found = re.compile("".join(_MASKS.get(char) or re.escape(char) for char in line)).search(text, place)
        if found is None:
            return False
        place = found.end()
    return True
