"""The pair reader: its heads by hand, what a question and a row share, the file it is made from, and the network that serves."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from indexer.model.adapter import add_pieces, read_pieces
from indexer.model.bundled_model import ModelWeights
from indexer.model.pair_reader import PairHeads, PairNetwork, mark_shared
from indexer.model.reader_store import LAYERS, READER, READER_SHA256, cut_layers, find_reader


def heads() -> PairHeads:
    """Heads of two-wide states: one hidden unit that reads the mean's first number."""
    return PairHeads(
        hidden=np.array([[1.0, 0, 0, 0]], np.float32),
        hidden_bias=np.zeros(1, np.float32),
        scores=np.array([[2.0], [-1.0]], np.float32),
        score_bias=np.array([0.5, 0.0], np.float32),
        nothing=0.25,
        ends=np.eye(2, dtype=np.float32),
        ends_bias=np.zeros(2, np.float32),
    )


def test_scores_are_told_beside_that_of_nothing() -> None:
    states = np.array([[1.0, 5.0], [3.0, 7.0]], np.float32)
    told = np.tanh(2.0)
    assert heads().score(states) == pytest.approx((2 * told + 0.5 - 0.25, -told))


def test_the_likeliest_answer_ends_where_it_begins_or_later_and_is_no_longer_than_may_be() -> None:
    states = np.zeros((30, 2), np.float32)
    states[20, 0], states[5, 1], states[22, 1] = 3.0, 9.0, 1.0  # the best end lies before the best begin
    assert heads().span(states) == (0, 5)
    states[5, 1] = 0.0
    assert heads().span(states) == (20, 22)
    states[2, 0] = 5.0
    states[29, 1] = 5.0
    first, last = heads().span(states)
    assert last - first < 14


def test_what_both_texts_say_is_marked_letter_by_letter() -> None:
    texts = ("query: 수료 인원 2022년", "인원(명) | 2022년 실적: 40명")
    spans = [(0, 0), (7, 9), (10, 12), (13, 17), (0, 2), (3, 4), (8, 12), (13, 14), (18, 20)]
    sides = [None, 0, 0, 0, 1, 1, 1, 1, 1]
    assert mark_shared(texts, sides, spans) == [0, 0, 1, 1, 1, 0, 1, 0, 0]


def test_layers_are_cut_and_changes_added(weights: ModelWeights) -> None:
    cut = cut_layers(weights, 2)
    assert cut.dimensions.layers == 2
    assert not [name for name in cut.tensors if name.startswith("encoder.layer.2.")]
    name = "encoder.layer.1.attention.output.LayerNorm.bias"
    change = np.ones_like(cut.tensors[name]).astype(np.float16)
    assert add_pieces(cut, {f"{name}.D": change}).tensors[name] == pytest.approx(cut.tensors[name] + 1)


@pytest.mark.flow
def test_the_shipped_file_is_the_pinned_one_and_small(tmp_path: Path) -> None:
    pieces = read_pieces(READER, READER_SHA256)
    assert READER.stat().st_size <= 3_000_000
    assert {name.split(".")[2] for name in pieces if name.startswith("encoder.layer.")} <= {str(layer) for layer in range(LAYERS)}
    altered = tmp_path / "reader.safetensors"
    altered.write_bytes(READER.read_bytes() + b" ")
    with pytest.raises(ModelError, match=r"reader\.safetensors"):
        read_pieces(altered, READER_SHA256)
    with pytest.raises(ModelError, match="saerye build"):
        find_reader(tmp_path)


@pytest.mark.flow
def test_the_row_that_answers_is_read_as_such_and_its_value_marked(real_reader: PairNetwork) -> None:
    texts = ["교육 실적: 용접 과정은 12명이 수료하였다.", "홍보 실적: 현수막 30개를 걸었다.", "교육 실적: 도장 과정은 9명이 수료하였다."]
    found = real_reader.read("용접 과정을 수료한 사람은 몇 명인가요?", [(text, text.index(":") + 2) for text in texts])
    assert max(range(3), key=lambda at: found[at].helps) == 0
    assert "12" in texts[0][found[0].start : found[0].end]
    assert all(text.index(":") + 2 <= one.start < one.end <= len(text) for text, one in zip(texts, found, strict=True))
    assert real_reader.read("용접 과정을 수료한 사람은 몇 명인가요?", [(texts[0], 7)])[0].answers == pytest.approx(
        found[0].answers, abs=1e-4
    )
