"""A card's notes that touch a figure: the source's own contradictions, which an answer on that figure must carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from answers.reckoning.table.case_labels import label_of
from answers.reckoning.table.figures import Row
from indexer.text.letters import letters

MANY = 4
_CITED = re.compile(r"(\d[\d\s~∼·,]*\d|\d)\s?행")
_PART = re.compile(r"(\d+)(?:\s?[~∼]\s?(\d+))?")
_NEAR = 20  # a figure out of more lines than this stands at their ends, its target at one and its result at the other
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TELLING = 3  # digits by which a number is known again
_OF_THE_CARD = re.compile(r"^(?:기관명\s)?OCR|오독|budget_million")  # how the card was written, not what the source says


def remarks(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the notes on some figures, each once, a few at most; each with its place where there are several."""
    several = tuple(rows)
    found = dict.fromkeys((row.case.id, note) for row in several for note in row.case.notes if _touches(note, row))
    places = {row.case.id: label_of(row.case) for row in several}
    return tuple(f"{places[case_id]}: {note}" if len(places) > 1 else note for case_id, note in found)[:MANY]


def _touches(note: str, row: Row) -> bool:
    if _OF_THE_CARD.search(note):
        return False
    named = any(len(form) > 1 and form in letters(note) for word in row.words for form in (word.form, *word.parts))
    if row.at == "budget":
        return named and "예산" in note and not re.search(r"예산.{0,12}(?:없|빠)", note)
    return named and (_same_lines(note, row) or _same_number(note, row))


def _same_lines(note: str, row: Row) -> bool:
    first, last = row.citation.lines or (0, 0)
    spans = [(first, last)] if last - first <= _NEAR else [(first, first), (last, last)]
    return any(start <= end_of and start_of <= end for start, end in _lines(note) for start_of, end_of in spans)


def _lines(note: str) -> Iterator[tuple[int, int]]:
    for cited in _CITED.finditer(note):
        for part in _PART.finditer(cited[1]):
            yield int(part[1]), int(part[2] or part[1])


def _same_number(note: str, row: Row) -> bool:
    """Tell whether a note gives the figure's very number: 132,371."""
    told = {number.replace(",", "") for number in _NUMBER.findall(row.citation.quote.split(":", 1)[-1])}
    given = {number.replace(",", "") for number in _NUMBER.findall(re.sub(_CITED, " ", note))}
    return any(len(number.replace(".", "")) >= _TELLING for number in told & given)
