"""The low-rank adapter that teaches the bundled model how officials ask, added to its weights when the model folder is made.

LoRA (Hu et al., arXiv 2106.09685): W + strength · B A for the twelve layers' projections. It is added at `STRENGTH` of what it was
trained to: whole, it forgets; in part, it keeps what the base knows (weight interpolation, Wortsman et al., arXiv 2109.01903).
Trained by `scripts/train`, which pins it here; data and figures are in docs/adapter.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load

from corpus.errors import ModelError
from indexer.model.bundled_model import ModelWeights

ADAPTER = Path(__file__).with_name("adapter.safetensors")
ADAPTER_SHA256 = "c5b3f23cd16b0e59bf24232a66dce1b1279e35fe12d597a1139d523ca05a38ab"
STRENGTH = 1.0
Pieces = Mapping[str, NDArray[np.float16]]


def adapt(weights: ModelWeights, *, strength: float = STRENGTH, path: Path = ADAPTER) -> ModelWeights:
    """Return the weights with the adapter added.

    Raises:
        ModelError: when the adapter is missing or altered.

    """
    return add_pieces(weights, read_pieces(path, ADAPTER_SHA256), strength)


def read_pieces(path: Path, expected: str) -> Pieces:
    """Return the tensors of a file of ours whose SHA-256 is the expected one.

    Raises:
        ModelError: when it is missing or altered.

    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"모델 어댑터 {path.name}을(를) 읽을 수 없습니다({error.strerror}). 저장소를 다시 내려받으십시오.") from error
    if sha256(data).hexdigest() != expected:
        raise ModelError(f"모델 어댑터 {path.name}이(가) 달라졌습니다. 저장소를 다시 내려받으십시오.")
    return load(data)


def add_pieces(weights: ModelWeights, pieces: Pieces, strength: float = 1.0) -> ModelWeights:
    """Return weights changed: `<name>` by the product of `<name>.B` (out, rank) and `<name>.A` (rank, in), or by `<name>.D` as it is."""
    tensors = dict(weights.tensors)
    for name in sorted(key.removesuffix(".A") for key in pieces if key.endswith(".A")):
        down, up = pieces[f"{name}.A"].astype(np.float32), pieces[f"{name}.B"].astype(np.float32)
        tensors[name] = tensors[name] + np.float32(strength) * (up @ down)
    for name in sorted(key.removesuffix(".D") for key in pieces if key.endswith(".D")):
        tensors[name] = tensors[name] + np.float32(strength) * pieces[f"{name}.D"].astype(np.float32)
    return replace(weights, tensors=tensors)
