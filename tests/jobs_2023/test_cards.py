"""The 29 cards: sound, of known values and places, and each sentence borne out by the text that it comes from."""

from collections import Counter
from itertools import pairwise

import pytest

from answers.wording.support import doubt, source_of
from answers.wording.untrusted import speaks_to_a_model, visible
from corpus.book_folders import DEFAULT_FOLDER, load_book, load_profile
from corpus.cards import CARDS, load_cases, load_kinds, load_regions
from corpus.model.facets import AXES, KEYS, SOURCES
from corpus.model.nouns import Case, Passage
from corpus.passages import EVIDENCE_KINDS, all_card_passages
from corpus.vocabulary.facet_values import load_vocabulary, unknown_values
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.model.bundled_model import ModelWeights
from indexer.model.conversion import build_tokenizer
from indexer.model.vocabulary_trimming import trim
from indexer.text.analyser import Analyser


def test_the_cards_of_this_project_are_sound(real_cases: tuple[Case, ...]) -> None:
    assert len(real_cases) == len(list(CARDS.glob("*.yaml"))) == 29


def test_the_vocabulary_knows_every_value_of_this_projects_cards() -> None:
    vocabulary = load_vocabulary(kinds=load_kinds())
    assert unknown_values(load_cases(), vocabulary) == []
    assert set(vocabulary) == set(KEYS) - {*SOURCES}
    assert [len(vocabulary[axis]) for axis in AXES] == [17, 15, 24, 17]


def test_the_kinds_of_the_embedded_book_are_its_cards_awards(real_cases: tuple[Case, ...]) -> None:
    assert CARDS.parent == DEFAULT_FOLDER
    assert {kind.name for kind in load_book().kinds} == {case.award for case in real_cases}


def test_the_embedded_profile_has_a_span_for_every_card(real_cases: tuple[Case, ...]) -> None:
    profile = load_profile()
    assert [span.case_id for span in profile.spans] == [case.id for case in real_cases]
    assert {held.belongs_to for held in profile.misplaced} <= {case.id for case in real_cases}


def test_ids_of_the_projects_cards_are_unique_and_kinds_are_shown_or_only_found(real_cases: tuple[Case, ...]) -> None:
    passages = all_card_passages(real_cases)
    assert [passage_id for passage_id, count in Counter(p.id for p in passages).items() if count > 1] == []
    assert {passage.kind for passage in passages} - EVIDENCE_KINDS == {"keywords", "need"}
    assert all(passage.text for passage in passages)


def test_no_card_of_this_project_speaks_to_a_model(real_cases: tuple[Case, ...]) -> None:
    assert [passage.id for passage in all_card_passages(real_cases) if speaks_to_a_model(visible(passage.text))] == []


def test_real_cases_share_their_trade(real_cases: tuple[Case, ...]) -> None:
    by_id = {case.id: case for case in real_cases}
    assert set(by_id["2-05"].industries) & set(by_id["1-04"].industries) == {"조선"}


def test_every_region_of_the_cards_is_one_of_korea(real_cases: tuple[Case, ...]) -> None:
    gazetteer = Gazetteer(load_regions())
    regions = [case.region for case in real_cases if case.region]
    assert all(len(gazetteer.entries(region)) == 1 + (region.sigungu is not None) for region in regions)


@pytest.fixture(scope="module")
def passages(real_cases: tuple[Case, ...]) -> list[Passage]:
    """Every twelfth passage of the cards."""
    return [passage for passage in all_card_passages(real_cases) if passage.kind in EVIDENCE_KINDS][::12]


def sentences(passage: Passage, analyser: Analyser) -> list[str]:
    return [passage.text[found.start : found.end] for found in analyser.sentences(passage.text)]


def test_every_text_bears_its_own_sentences_out(passages: list[Passage], real_analyser: Analyser) -> None:
    for passage in passages:
        source = source_of(passage.text, f"{passage.context}\n{passage.heading}", real_analyser)
        assert [doubt(sentence, source, "", real_analyser) for sentence in sentences(passage, real_analyser)] == [None] * len(
            sentences(passage, real_analyser)
        )


def test_no_text_bears_the_next_ones_sentences_out(passages: list[Passage], real_analyser: Analyser) -> None:
    told = [
        doubt(sentence, source_of(passage.text, passage.context, real_analyser), "", real_analyser)
        for passage, other in pairwise(passages)
        for sentence in sentences(other, real_analyser)
    ]
    assert len(told) > 100
    assert told.count(None) == 0


@pytest.mark.flow
def test_every_card_is_cut_into_the_same_pieces_without_the_vocabulary_that_was_trimmed(
    weights: ModelWeights, real_cases: tuple[Case, ...]
) -> None:
    whole, trimmed = (build_tokenizer(each.pieces, each.dimensions) for each in (weights, trim(weights)))
    for passage in all_card_passages(real_cases):
        assert trimmed.tokenize(passage.text) == whole.tokenize(passage.text)
