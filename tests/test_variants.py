"""The same cases indexed otherwise: other passages, the same model and words, and nothing of the served index touched."""

from pathlib import Path

import numpy as np

from corpus.passages import indexed_text, without_expansion
from eval.variants import reindex
from indexer.store import Index, current_generation
from indexer.tokens import Analyser
from tests.doubles import CountEncoder, count_vector


def test_a_variant_holds_the_changed_passages_everywhere(index: Index, analyser: Analyser, root: Path) -> None:
    bare = reindex(index, without_expansion, analyser, CountEncoder(), root)
    assert bare.cases == index.cases
    assert bare.passages == without_expansion(index.passages)
    assert len(bare.passages) == len(index.passages) - 3  # a need a case
    assert bare.lexical.ids == bare.pairs.ids == tuple(passage.id for passage in bare.passages)
    assert bare.whole.ids == index.whole.ids
    assert bare.dense is not None
    np.testing.assert_array_equal(bare.dense.vectors(), [count_vector(indexed_text(passage)) for passage in bare.passages])
    assert index.whole.holders("젊은이") == 1  # stands in a need alone
    assert bare.whole.holders("젊은이") == 0


def test_it_can_never_pass_for_the_served_index(index: Index, analyser: Analyser, root: Path) -> None:
    before = current_generation(root)
    bare = reindex(index, without_expansion, analyser, CountEncoder(), root)
    assert bare.manifest.inputs.differences(index.manifest.inputs) == ["사례 자료"]
    assert current_generation(root) == before == index.manifest.generation


def test_only_changed_texts_are_embedded(index: Index, analyser: Analyser, root: Path) -> None:
    encoder = CountEncoder()
    reindex(index, without_expansion, analyser, encoder, root)
    asked = [indexed_text(passage) for passage in without_expansion(index.passages)]
    assert sorted(encoder.embedded) == sorted(set(asked) - {indexed_text(passage) for passage in index.passages})
    assert len(encoder.embedded) == 3  # the sections that had asks
    again = CountEncoder()
    reindex(index, without_expansion, analyser, again, root)
    assert again.embedded == []


def test_without_a_model_a_variant_has_words_alone(index: Index, analyser: Analyser, root: Path) -> None:
    assert reindex(index, without_expansion, analyser, None, root).dense is None
