"""The embedded book's own cards, which no test outside this room opens."""

import pytest

from corpus.cards import load_cases
from corpus.model.nouns import Case
from indexer.text.analyser import Analyser, dictionary_words
from tests.support.models.analysers import analyser_of


@pytest.fixture(scope="session")
def real_cases() -> tuple[Case, ...]:
    """The cases of this project's own cards."""
    return load_cases()


@pytest.fixture(scope="session")
def real_analyser(real_cases: tuple[Case, ...]) -> Analyser:
    """Kiwi with the names of this project's own cards."""
    return analyser_of(dictionary_words(real_cases))
