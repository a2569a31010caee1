"""An answer as a text to be put into a report: what was asked, what was answered, how it was reckoned, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from answers.results import Answer, Citation
from corpus.model.book import Book
from corpus.model.nouns import Case
from service.asking.kept.kept_standing import OpenedAnswer
from service.pages.cases.case_view import citation

QUOTED = 120
"""Most characters of a quote, its "…" among them."""


def write_report(answer: Answer, cases: Mapping[str, Case], books: Mapping[str, Book], today: date) -> str:
    """Return an answer as lines of plain text; `cases` and `books`, by their ids, are those it cites, each as its book asks to be cited."""
    cited = [(citation(cases[told.case_id], books[told.book], [told.place], told.heading), told) for told in answer.citations]
    return "\n".join([*_lines(answer, answer.answer, cited), *_part("찾은 날", [write_date(today)])])


def write_kept_report(kept: OpenedAnswer, address: str) -> str:
    """Return a kept answer so, with the address at which it can be looked up."""
    cited = [(told.reference, told.citation) for told in kept.citations]
    found = [*_part("찾은 날", [write_date(kept.kept_at.astimezone())]), *_part("답의 주소", [address])]
    return "\n".join([*_lines(kept, kept.answer or "", cited), *found])


def write_date(day: date | datetime) -> str:
    """Return a day as reports write it: "2026. 11. 30."."""
    return f"{day.year}. {day.month}. {day.day}."


def _lines(told: Answer | OpenedAnswer, answer: str, cited: Sequence[tuple[str, Citation]]) -> Iterator[str]:
    yield from _part("물음", [told.question])
    yield from _part("답", answer.splitlines())
    yield from _part("계산", [line.removeprefix("- ") for line in (told.working or "").splitlines()])
    places = [f"{reference} “{shorten_quote(one.quote)}”" for reference, one in cited]
    yield from _part("근거", [f"{number}) {line}" for number, line in enumerate(places, 1)] if len(places) > 1 else places)
    yield from _part("살필 점", told.remarks)
    yield from _part("확인하지 못한 것", told.unverified)


def _part(name: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield a line by its name, or several below it; nothing of none."""
    if len(lines) == 1:
        yield f"{name}: {lines[0]}"
    elif lines:
        yield f"{name}:"
        yield from (f"  {line}" for line in lines)


def shorten_quote(quote: str, most: int = QUOTED) -> str:
    """Return a quote on one line, `most` characters at most: what is longer ends after a word, with "…"."""
    line = " ".join(quote.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    whole = cut if line[most - 1] == " " else cut.rpartition(" ")[0]
    return (whole or cut).rstrip() + "…"
