"""The thesaurus beside the cards that it is for: each word of ours changes something."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.model.nouns import Case, Thesaurus
from corpus.vocabulary.thesaurus import SourcedEntries, load_groups
from indexer.arms.bm25 import Bm25
from indexer.generations.generation_store import open_index
from indexer.records.catalogue import Catalogue
from indexer.text.analyser import Analyser
from indexer.text.function_words import LIGHT
from service.search.ranking.ranking_weights import RankingWeights
from service.search.understanding.query_expansion import Expander


@dataclass(frozen=True, slots=True)
class Real:
    """This project's thesaurus beside what it is for: the analyser and the words of its cards."""

    thesaurus: Thesaurus
    analyser: Analyser
    words: Bm25
    records: Catalogue
    expander: Expander


@pytest.fixture(scope="module")
def real(built: Path, real_analyser: Analyser) -> Real:
    index, _ = open_index(built / "index")
    return Real(
        index.thesaurus,
        real_analyser,
        index.words,
        index.catalogue,
        Expander(index.thesaurus, real_analyser.tokens, index.catalogue.rarity),
    )


@pytest.fixture(scope="module")
def groups() -> tuple[SourcedEntries, ...]:
    return load_groups()


def test_there_are_hundreds_of_entries_and_each_has_a_source_of_some_length(groups: tuple[SourcedEntries, ...]) -> None:
    assert sum(len(group.entries) for group in groups) > 250
    assert all(len(group.source) > 5 for group in groups)


def test_each_word_that_may_be_typed_changes_the_score_of_a_passage(real: Real) -> None:
    unchanged = [term for term in real.thesaurus if not real.words.scores(real.expander.expand(real.analyser.tokens(term)).shares).any()]
    assert unchanged == []


def test_each_word_that_is_looked_for_stands_in_the_cards(real: Real) -> None:
    looked_for = {other for others in real.thesaurus.values() for other in others}
    assert [other for other in sorted(looked_for) if not real.words.scores(Counter(real.analyser.forms(other))).any()] == []


def test_no_synonym_outweighs_what_was_typed(real: Real) -> None:
    for term in real.thesaurus:
        tokens = real.analyser.tokens(term)
        mass = sum(map(real.records.rarity, {token.form for token in tokens}))
        sought = real.expander.expand(tokens)
        for synonym in sought.synonyms:
            added = sum(sought.shares.get(form, 0) * real.records.rarity(form) for form in synonym.forms)
            assert RankingWeights().thesaurus * added < mass, (term, synonym)


def test_nothing_that_is_looked_for_is_all_light_words(real: Real) -> None:
    """Its marks would be on every other line."""
    looked_for = {other for others in real.thesaurus.values() for other in others}
    assert [other for other in looked_for if LIGHT.issuperset(real.analyser.forms(other))] == []


def cited(groups: tuple[SourcedEntries, ...]) -> Iterator[tuple[SourcedEntries, list[str]]]:
    """The groups that rest on cases, and the ids of these."""
    for group in groups:
        if ids := re.findall(r"\d-\d\d", group.source):
            yield group, ids


def test_a_case_given_as_a_source_uses_the_words(groups: tuple[SourcedEntries, ...], real_cases: tuple[Case, ...]) -> None:
    cards = {case.id: case.model_dump_json().replace(" ", "") for case in real_cases}
    for group, ids in cited(groups):
        words = {word.replace(" ", "") for entry in group.entries for word in entry.find or entry.same or ()}
        assert all(any(word in cards[case_id] for word in words) for case_id in ids), group.source
