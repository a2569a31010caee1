"""The corpus that the settings name: the embedded book, unless it is switched off, its text, and the library's books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.cards import CARDS
from service.operations.settings import Settings

if TYPE_CHECKING:
    from indexer.generations.build import Corpus


def corpus_of(settings: Settings, cards: Path = CARDS) -> Corpus:
    """Read everything that is to be served.

    Raises:
        CorpusError: with every fault of the cards, or of the first other file that has any.
        CasebookError: when the embedded book's text cannot be read or does not fit its cards.

    """
    from indexer.generations.build import read_corpus

    return read_corpus(cards if settings.default_book == "on" else None, settings.casebook, library=settings.library)
