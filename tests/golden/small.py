"""The service over the three small cards, with the computable encoder, and the book and the thesaurus of this project.

What was frozen calls the cards by the ids that they had then.
"""

import shutil
from pathlib import Path

from corpus.book_folders import BOOK, DEFAULT_FOLDER
from corpus.cards import load_cases
from indexer.generations.build import build_index, read_corpus
from indexer.generations.generation_store import open_index
from indexer.text.analyser import dictionary_words
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.made.cards import CARDS
from tests.support.models.analysers import analyser_of
from tests.support.models.doubles import CountEncoder
from tests.support.served.held import HeldRuntime

FROZEN_IDS = {"8-01": "1-01", "8-02": "1-02", "9-01": "2-01"}


def small_runtime(folder: Path) -> HeldRuntime:
    """Build the small index in a folder and return a runtime that serves it."""
    cards = folder / DEFAULT_FOLDER.name / "cards"
    cards.mkdir(parents=True)
    shutil.copy(DEFAULT_FOLDER / BOOK, cards.parent)
    for case_id, text in CARDS.items():
        (cards / f"{FROZEN_IDS[case_id]}.yaml").write_text(text.replace(f"id: {case_id}", f"id: {FROZEN_IDS[case_id]}"), encoding="utf-8")
    analyser = analyser_of(dictionary_words(load_cases(cards)))
    build_index(read_corpus(cards), folder / "index", CountEncoder(), segment=analyser.tokens)
    return HeldRuntime(CaseSearcher(Ranker(open_index(folder / "index")[0], analyser, CountEncoder())))
