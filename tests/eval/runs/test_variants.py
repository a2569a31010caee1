"""The same cases indexed otherwise: other passages, the same model and words, and nothing of the served index touched."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from corpus.model.nouns import KnownValue
from corpus.passages import indexed_text, without_expansion
from eval.runs.index_variants import reindex
from indexer.generations.build import Corpus, build_index
from indexer.generations.current_pointer import current_generation
from indexer.generations.generation_store import Index, open_index
from indexer.text.analyser import Analyser
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder, count_vector


@pytest.fixture
def taught(corpus: Corpus) -> Corpus:
    """A corpus of which every field holds something, and nothing that a default would be."""
    listed = corpus.regions.provinces
    provinces = tuple(province.model_copy(update={"short": (*province.short, f"옛{province.short[0]}")}) for province in listed)
    values = {**corpus.facet_values, "target": (KnownValue(value="고령자", words=("할배들",)),)}
    return replace(
        corpus,
        coverage={"lines": 9, "kept": 5, "dropped": 4},
        thesaurus={"할아버지": ("어르신",)},
        regions=corpus.regions.model_copy(update={"provinces": provinces}),
        facet_values=values,
    )


@pytest.fixture
def index(root: Path, taught: Corpus, encoder: CountEncoder, analyser: Analyser) -> Index:
    """Its index."""
    build_index(taught, root, encoder, segment=analyser.tokens)
    return open_index(root)[0]


def test_a_variant_is_made_from_all_that_the_index_was_but_for_its_passages(
    taught: Corpus, index: Index, analyser: Analyser, root: Path
) -> None:
    variant = Corpus.of(reindex(index, without_expansion, analyser, CountEncoder(), root))
    for field in fields(Corpus):
        before, after = getattr(taught, field.name), getattr(variant, field.name)
        assert before, f"an empty {field.name} could be lost unseen"
        if field.name == "read_rows":
            assert list(after()) == list(before())
        else:
            assert after == (without_expansion(before) if field.name == "passages" else before), field.name


def test_a_variant_still_knows_the_thesaurus(index: Index, analyser: Analyser, root: Path) -> None:
    bare = reindex(index, without_expansion, analyser, None, root)
    ranking = Ranker(bare, analyser, None).rank("할아버지", "lexical")
    assert [passage_group for passage_group, found in zip(bare.whole.ids, ranking.matched, strict=True) if found] == ["8-02"]


def test_a_variant_holds_the_changed_passages_everywhere(index: Index, analyser: Analyser, root: Path) -> None:
    bare = reindex(index, without_expansion, analyser, CountEncoder(), root)
    assert bare.cases == index.cases
    assert bare.catalogue.passages() == without_expansion(index.catalogue.passages())
    assert len(bare.catalogue.passages()) == len(index.catalogue.passages()) - 3  # a need a case
    assert bare.words.ids == bare.pairs.ids == tuple(passage.id for passage in bare.catalogue.passages())
    assert bare.whole.ids == index.whole.ids
    assert bare.dense is not None
    np.testing.assert_array_equal(bare.dense.vectors(), [count_vector(indexed_text(passage)) for passage in bare.catalogue.passages()])
    assert index.whole.holders("젊은이") == 1  # stands in a need alone
    assert bare.whole.holders("젊은이") == 0


def test_it_can_never_pass_for_the_served_index(index: Index, analyser: Analyser, root: Path) -> None:
    before = current_generation(root)
    bare = reindex(index, without_expansion, analyser, CountEncoder(), root)
    assert bare.manifest.inputs.differences(index.manifest.inputs) == ["사례 자료(jobs-2023 바뀜)"]
    assert current_generation(root) == before == index.manifest.generation


def test_only_changed_texts_are_embedded(index: Index, analyser: Analyser, root: Path) -> None:
    encoder = CountEncoder()
    reindex(index, without_expansion, analyser, encoder, root)
    asked = [indexed_text(passage) for passage in without_expansion(index.catalogue.passages())]
    assert sorted(encoder.embedded) == sorted(set(asked) - {indexed_text(passage) for passage in index.catalogue.passages()})
    assert len(encoder.embedded) == 3  # the sections that had asks
    again = CountEncoder()
    reindex(index, without_expansion, analyser, again, root)
    assert again.embedded == []


def test_without_a_model_a_variant_has_words_alone(index: Index, analyser: Analyser, root: Path) -> None:
    assert reindex(index, without_expansion, analyser, None, root).dense is None
