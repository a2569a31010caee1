"""An answer as a text to be put into a report: what was asked, what was answered, how it was reckoned, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from answers.results import Answer, Citation
from corpus.model.book import Book
from corpus.model.nouns import Case
from service.pages.cases.case_view import citation

QUOTED = 120
"""Most characters of a quote, its "…" among them."""


def write_report(answer: Answer, cases: Mapping[str, Case], books: Mapping[str, Book], today: date) -> str:
    """Return an answer as lines of plain text; `cases` and `books`, by their ids, are those it cites, each as its book asks to be cited."""
    return "\n".join(_lines(answer, cases, books, today))


def _lines(answer: Answer, cases: Mapping[str, Case], books: Mapping[str, Book], today: date) -> Iterator[str]:
    yield from _part("물음", [answer.question])
    yield from _part("답", answer.answer.splitlines())
    yield from _part("셈", [line.removeprefix("- ") for line in (answer.working or "").splitlines()])
    cited = [_cite(told, cases[told.case_id], books[told.book]) for told in answer.citations]
    yield from _part("근거", [f"{number}) {line}" for number, line in enumerate(cited, 1)] if len(cited) > 1 else cited)
    yield from _part("살필 점", answer.remarks)
    yield from _part("확인하지 못한 것", answer.unverified)
    yield from _part("찾은 날", [f"{today.year}. {today.month}. {today.day}."])


def _part(name: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield a line by its name, or several below it; nothing of none."""
    if len(lines) == 1:
        yield f"{name}: {lines[0]}"
    elif lines:
        yield f"{name}:"
        yield from (f"  {line}" for line in lines)


def _cite(told: Citation, case: Case, book: Book) -> str:
    return f"{citation(case, book, [told.place], told.heading)} “{shorten_quote(told.quote)}”"


def shorten_quote(quote: str, most: int = QUOTED) -> str:
    """Return a quote on one line, `most` characters at most: what is longer ends after a word, with "…"."""
    line = " ".join(quote.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    whole = cut if line[most - 1] == " " else cut.rpartition(" ")[0]
    return (whole or cut).rstrip() + "…"
