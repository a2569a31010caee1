import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from corpus.errors import ModelError
from eval.training.train_adapter import pin
from indexer.model import adapter
from indexer.model.adapter import ADAPTER, ADAPTER_SHA256, adapt
from indexer.model.bundled_model import Dimensions, ModelWeights

NAME = "encoder.layer.0.attention.self.query.weight"


def weights() -> ModelWeights:
    pieces = load_file(ADAPTER)
    shapes = {
        key.removesuffix(".B"): (tensor.shape[0], pieces[key.replace(".B", ".A")].shape[1])
        for key, tensor in pieces.items()
        if key.endswith(".B")
    }
    tensors = {name: np.ones(shape, dtype=np.float32) for name, shape in shapes.items()}
    return ModelWeights(Dimensions(384, 12, 12, 1536, 5, 512, 2, 1e-12, 0, 2, 1, 3), (), {**tensors, "bias": np.ones(3, dtype=np.float32)})


def test_the_adapter_is_added_by_its_strength() -> None:
    pieces = load_file(ADAPTER)
    product = pieces[f"{NAME}.B"].astype(np.float32) @ pieces[f"{NAME}.A"].astype(np.float32)
    before = weights()
    after = adapt(before, strength=0.5)
    assert after.tensors[NAME] == pytest.approx(1 + 0.5 * product, abs=1e-6)
    assert np.abs(product).max() > 1e-3
    assert (after.tensors["bias"] == before.tensors["bias"]).all()
    assert (adapt(before, strength=0).tensors[NAME] == before.tensors[NAME]).all()


def test_an_altered_or_missing_adapter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="읽을 수 없습니다"):
        adapt(weights(), path=tmp_path / "none.safetensors")
    altered = tmp_path / "altered.safetensors"
    altered.write_bytes(ADAPTER.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="달라졌습니다"):
        adapt(weights(), path=altered)


def test_a_new_adapter_is_pinned_in_the_place_of_the_one_before(tmp_path: Path) -> None:
    module = Path(shutil.copy(adapter.__file__, tmp_path))
    before = module.read_text(encoding="utf-8")
    pin("0123456789abcdef" * 4, module)
    assert module.read_text(encoding="utf-8") == before.replace(ADAPTER_SHA256, "0123456789abcdef" * 4)
    module.write_text("ADAPTER_SHA256 = digest()", encoding="utf-8")
    with pytest.raises(ValueError, match="pins 0 adapters"):
        pin("0" * 64, module)
