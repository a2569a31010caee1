"""The noun kept answer: an answer as it was found one day, with the books it is from as they were, and what is left of it without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from answers.results import AnswerMode, Citation, Confidence
from corpus.model.book import Sha256
from corpus.model.sight import Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBook:
    """A book that an answer cites, as it was: `digest` of its cases and passages in the index, "" where the index has none.

    `masks`, for a book from a file, is a digest of what its keeper has hidden and shown; None for one of cards.
    """

    id: str
    title: str
    year: int | None
    digest: Sha256 | str
    masks: Sha256 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCitation:
    """A citation, its case's place or title, and how a report cites it."""

    citation: Citation
    place: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer as it was found at `kept_at`, in UTC, over the index `generation`; personal data in the question is masked.

    `answer` is None where the text is gone, or may not be shown. `audiences` are the visibilities of the books that it may tell of:
    whoever opens it sees them all. `lost` counts its books that were removed since.
    """

    id: str
    kept_at: datetime
    question: str
    completed: str | None
    filters: dict[str, tuple[str, ...]]
    answer: str | None
    confidence: Confidence
    mode: AnswerMode
    citations: tuple[KeptCitation, ...]
    working: str | None
    unverified: tuple[str, ...]
    remarks: tuple[str, ...]
    books: tuple[KeptBook, ...]
    audiences: tuple[tuple[str, ...], ...]
    generation: str
    lost: int = 0

    def is_for(self, sight: Sight) -> bool:
        """Tell whether somebody may see all that it may tell of."""
        return all(sight.sees(audience) for audience in self.audiences)

    def hide_book(self, book: str) -> KeptAnswer:
        """Return it without a book: its quotes, and every text that may hold its words, for an answer may tell of each of its books."""
        return replace(
            self,
            answer=None,
            citations=tuple(told for told in self.citations if told.citation.book != book),
            working=None,
            unverified=(),
            remarks=(),
            books=tuple(one for one in self.books if one.id != book),
        )

    def forget_book(self, book: str, tells: Callable[[str], bool]) -> KeptAnswer | None:
        """Return what is left when a book is removed; None where nothing is of it. `tells` knows the words that it alone has."""
        cited = any(one.id == book for one in self.books)
        asked = tuple(filter(None, (self.question, self.completed)))
        chosen = [value for values in self.filters.values() for value in values]
        texts = (*asked, *chosen, *filter(None, (self.answer, self.working)), *self.unverified, *self.remarks)
        if not (cited or book in chosen or any(map(tells, texts))):
            return None
        own = any(map(tells, asked))
        left = replace(self, question="", completed=None) if own else self
        return replace(left.hide_book(book), filters={}, lost=self.lost + 1)
