"""The pair reader that the package ships: an adapter of the bundled network, prepared and quantised once beside the encoder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from indexer.model.adapter import add_pieces, read_pieces
from indexer.model.bundled_model import WEIGHTS_SHA256, ModelWeights, read_weights, weights_path
from indexer.model.conversion import instruction_set
from indexer.model.made_folders import Step, make_once, verified_hash
from indexer.model.model_store import write_int8
from indexer.model.pair_reader import PairHeads, PairNetwork
from indexer.model.vocabulary_trimming import trim

READER = Path(__file__).with_name("reader.safetensors")
READER_SHA256 = "957192ed0b8d36592829b7a5ef3407b188efba23b503a5e2a396255e5b68d2ee"
LAYERS, FORMAT = 12, 1


def open_reader(models: Path, *, threads: int = 2, prepare: bool = True, step: Step = lambda _: None) -> PairNetwork:
    """Return the pair reader.

    Raises:
        ModelError: when its adapter is altered, or its folder missing (and not to be prepared), altered or not to be loaded.

    """
    if prepare:
        prepare_reader(models, step=step)
    folder, model_id = find_reader(models)
    return PairNetwork(folder, model_id, PairHeads.of(read_pieces(READER, READER_SHA256)), threads=threads)


def find_reader(models: Path) -> tuple[Path, str]:
    """Return the reader's folder and identity, its files checked but not loaded.

    Raises:
        ModelError: when it is missing or altered.

    """
    folder = reader_folder(models)
    return folder, f"{folder.name}@{verified_hash(folder)[:16]}"


def reader_folder(models: Path) -> Path:
    """Return where the reader, converted for this processor, is or will be."""
    return models / f"reader-{WEIGHTS_SHA256[:8]}-{READER_SHA256[:8]}-{instruction_set()}-v{FORMAT}"


def prepare_reader(models: Path, *, step: Step = lambda _: None) -> Path:
    """Return the reader's folder, converting it first when it is not there (under a minute, once)."""

    def convert(work: Path) -> Path:
        step("읽기 모델의 가중치를 읽습니다")
        base = cut_layers(read_weights(weights_path()), LAYERS)
        return write_int8(trim(add_pieces(base, read_pieces(READER, READER_SHA256))), work, step)

    return make_once(reader_folder(models), convert)


def cut_layers(weights: ModelWeights, layers: int) -> ModelWeights:
    """Return a network's first layers alone."""
    kept = tuple(f"encoder.layer.{number}." for number in range(layers))
    tensors = {name: tensor for name, tensor in weights.tensors.items() if not name.startswith("encoder.") or name.startswith(kept)}
    return replace(weights, dimensions=replace(weights.dimensions, layers=layers), tensors=tensors)
