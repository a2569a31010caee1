"""The low-rank adapter that teaches the bundled model how officials ask, added to its weights when the model folder is made.

LoRA (Hu et al., arXiv 2106.09685): W + strength · B A for the twelve layers' projections. It is added at `STRENGTH` of what it was
trained to: whole, it forgets; in part, it keeps what the base knows (weight interpolation, Wortsman et al., arXiv 2109.01903).
Trained by `scripts/train`, which pins it here; data and figures are in docs/adapter.md.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from safetensors.numpy import load

from corpus.errors import ModelError
from indexer.model.bundled_model import ModelWeights

ADAPTER = Path(__file__).with_name("adapter.safetensors")
ADAPTER_SHA256 = "c5b3f23cd16b0e59bf24232a66dce1b1279e35fe12d597a1139d523ca05a38ab"
STRENGTH = 1.0


def adapt(weights: ModelWeights, *, strength: float = STRENGTH, path: Path = ADAPTER) -> ModelWeights:
    """Return the weights with the adapter added. Tensors `<name>.A` (rank, in) and `<name>.B` (out, rank) change `<name>`.

    Raises:
        ModelError: when the adapter is missing or altered.

    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"모델 어댑터 {path.name}을(를) 읽을 수 없습니다({error.strerror}). 저장소를 다시 내려받으십시오.") from error
    if sha256(data).hexdigest() != ADAPTER_SHA256:
        raise ModelError(f"모델 어댑터 {path.name}이(가) 달라졌습니다. 저장소를 다시 내려받으십시오.")
    pieces = load(data)
    tensors = dict(weights.tensors)
    for name in sorted(key.removesuffix(".A") for key in pieces if key.endswith(".A")):
        down, up = pieces[f"{name}.A"].astype(np.float32), pieces[f"{name}.B"].astype(np.float32)
        tensors[name] = tensors[name] + np.float32(strength) * (up @ down)
    return replace(weights, tensors=tensors)
