"""Which model serves, and is it the one it should be: prepares the bundled model once, and checks a folder before it is loaded."""

from __future__ import annotations

import gc
import json
import warnings
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from corpus.errors import ModelError
from indexer.model.adapter import ADAPTER_SHA256, STRENGTH, adapt
from indexer.model.bundled_model import WEIGHTS_SHA256, ModelWeights, read_weights, weights_path
from indexer.model.conversion import instruction_set, write_transformers_folder
from indexer.model.encoder import SentenceEncoder, export_int8, write_sentence_transformer
from indexer.model.made_folders import Step, digest_file, make_once, model_files, verified_hash
from indexer.model.vocabulary_trimming import trim

BUNDLED = "bundled"
FORMAT = 1


def open_encoder(
    model: str, models: Path, *, threads: int = 2, prepare: bool = True, strength: float = STRENGTH, step: Step = lambda _: None
) -> SentenceEncoder:
    """Return the encoder for a setting: `bundled`, a folder, or a hub name that is already in the local cache.

    `strength` is how much of the adapter the bundled model is made with; the service knows one, an ablation another.

    Raises:
        ModelError: when the model is missing (and not to be prepared), altered or cannot be loaded.

    """
    if model == BUNDLED and prepare:
        prepare_bundled(models, strength=strength, step=step)
    folder, model_id = find_model(model, models, strength=strength)
    return SentenceEncoder(folder, model_id, threads=threads)


def find_model(model: str, models: Path, *, strength: float = STRENGTH) -> tuple[Path, str]:
    """Return a model's folder and identity, its files checked or hashed but not loaded.

    Raises:
        ModelError: when it is missing or altered.

    """
    if model == BUNDLED:
        folder = bundled_folder(models, strength)
        return folder, f"multilingual-e5-small@{verified_hash(folder)[:16]}"
    folder = local_folder(model)
    return folder, f"{folder.name}@{folder_hash(model_files(folder))[:16]}"


def bundled_folder(models: Path, strength: float = STRENGTH) -> Path:
    """Return where the bundled model, converted for this processor with so much of the adapter, is or will be."""
    return models / f"multilingual-e5-small-{WEIGHTS_SHA256[:8]}-{ADAPTER_SHA256[:8]}x{strength:g}-{instruction_set()}-v{FORMAT}"


def prepare_bundled(models: Path, *, strength: float = STRENGTH, step: Step = lambda _: None) -> Path:
    """Return the bundled model's folder for this processor, converting it first when it is not there (under a minute, once)."""

    def convert(work: Path) -> Path:
        step("가중치를 읽습니다")
        return write_int8(trim(adapt(read_weights(weights_path()), strength=strength)), work, step)

    return make_once(bundled_folder(models, strength), convert)


def write_int8(weights: ModelWeights, work: Path, step: Step) -> Path:
    """Convert weights into an int8 model for this processor, within a folder to work in; return its folder."""
    write_transformers_folder(weights, work / "network")
    step("임베딩 모델로 묶습니다")
    write_sentence_transformer(work / "network", work / "model")
    step("int8로 줄입니다")
    with warnings.catch_warnings(action="ignore"):  # torch's and optimum's, about each other
        export_int8(work / "model", instruction_set())
        gc.collect()  # the exported network, its temporary folder with it, hangs in a cycle
    for left_over in ("model.safetensors", "onnx/model.onnx", "README.md"):
        (work / "model" / left_over).unlink(missing_ok=True)
    return work / "model"


def local_folder(model: str) -> Path:
    """Return the folder a model setting means; a hub name is looked up in the local cache and never downloaded.

    Raises:
        ModelError: when there is no such folder and the hub cache does not hold the name.

    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(model).expanduser()
        return folder if folder.is_dir() else Path(snapshot_download(model, local_files_only=True))
    except (RuntimeError, HFValidationError, LocalEntryNotFoundError) as error:  # the first for a ~user that is unknown
        raise ModelError(
            f"모델 {model!r}을(를) 폴더로도, 이 컴퓨터의 모델 캐시에서도 찾을 수 없습니다. SAERYE_MODEL을 확인하십시오."
        ) from error


def folder_hash(files: Iterator[tuple[str, Path]]) -> str:
    """Return the SHA-256 over names and contents of a model's files."""
    return sha256(json.dumps({name: digest_file(path) for name, path in files}, sort_keys=True).encode()).hexdigest()
