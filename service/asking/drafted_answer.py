"""A question on its way to an answer: ranked, looked at, answered in the sources' words, and as clients get it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from time import perf_counter

from answers.asked.question import Question, Scope
from answers.results import Answer, Citation, Draft, UnderstoodQuestion
from answers.sentences.extract import Ranked
from answers.sentences.sufficiency import Standing
from answers.wording.generation import Told
from answers.wording.prompt import Evidence
from corpus.model.book import Book
from corpus.model.nouns import Passage
from indexer.text.analyser import Token
from service.search.ranking.ranked_query import Ranking
from service.search.understanding.query_signals import Understood


@dataclass(frozen=True, slots=True)
class Look:
    """A question before it is answered; `standing` is None where no passage may be read."""

    question: Question
    tokens: list[Token]
    scope: Scope
    ranked: Ranked
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class RankedQuestion:
    """A question as it was repaired, understood and ranked, once for all that is read for it; `text` is the repaired one."""

    text: str
    understood: Understood
    scope: Scope
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class DraftedAnswer:
    """A text as it was typed, with the question it was repaired to and the extractive answer to that.

    `question` is None where the text holds several, which are not worded anew; `books` are those that may be cited, by their ids;
    `understood` tells of each question in the text.
    `completed` is the text that was answered in its stead where it needs earlier questions.
    """

    text: str
    question: Question | None
    draft: Draft
    evidence: tuple[Evidence, ...]
    degraded: bool
    started: float
    books: Mapping[str, Book]
    understood: tuple[UnderstoodQuestion, ...] = ()
    completed: str | None = None


def answer_of(asked: DraftedAnswer, told: Told) -> Answer:
    """Return the answer as clients get it."""
    draft = told.draft
    return Answer(
        question=asked.text,
        answerable=draft.answerable,
        answer=draft.answer,
        confidence=draft.confidence,
        mode=told.mode,
        degraded=asked.degraded or told.degraded,
        citations=[tell_use(cited, asked.books) for cited in draft.citations],
        nearest=[replace(near, citation=tell_use(near.citation, asked.books)) for near in draft.nearest],
        working=draft.working,
        unverified=list(draft.unverified),
        remarks=list(draft.remarks),
        took_ms=round((perf_counter() - asked.started) * 1000, 2),
        understood=list(asked.understood),
        completed=asked.completed,
    )


def evidence_of(draft: Draft, passages: Mapping[str, Passage]) -> tuple[Evidence, ...]:
    """Return the passages a draft cites, whole and each once; `passages` are all there are, by their ids."""
    cited = (passages[name] for name in dict.fromkeys(told.passage_id for told in draft.citations))
    return tuple(Evidence(Citation.of(passage, passage.text), passage.context) for passage in cited)


def tell_use(cited: Citation, books: Mapping[str, Book]) -> Citation:
    """Return a citation that says under what its book may be used, and where it is from."""
    book = books.get(cited.book)
    return cited if book is None else replace(cited, licence=book.licence, source=book.source)
