"""Which model serves, and is it the one it should be: prepares the bundled model once, and checks a folder before it is loaded."""

from __future__ import annotations

import gc
import json
import shutil
import warnings
from collections.abc import Callable, Iterator
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Annotated

from filelock import FileLock
from pydantic import Field, TypeAdapter
from safetensors import SafetensorError

from corpus.errors import ModelError
from indexer.model.adapter import ADAPTER_SHA256, STRENGTH, adapt
from indexer.model.bundled_model import WEIGHTS_SHA256, read_weights, weights_path
from indexer.model.conversion import instruction_set, write_transformers_folder
from indexer.model.encoder import SentenceEncoder, export_int8, write_sentence_transformer
from indexer.model.vocabulary_trimming import trim

BUNDLED = "bundled"
CHECKSUMS = "checksums.json"
FORMAT = 1
Step = Callable[[str], None]
_CHECKSUMS = TypeAdapter(Annotated[dict[str, str], Field(min_length=1)])


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
    return folder, f"{folder.name}@{folder_hash(_model_files(folder))[:16]}"


def bundled_folder(models: Path, strength: float = STRENGTH) -> Path:
    """Return where the bundled model, converted for this processor with so much of the adapter, is or will be."""
    return models / f"multilingual-e5-small-{WEIGHTS_SHA256[:8]}-{ADAPTER_SHA256[:8]}x{strength:g}-{instruction_set()}-v{FORMAT}"


def prepare_bundled(models: Path, *, strength: float = STRENGTH, step: Step = lambda _: None) -> Path:
    """Return the bundled model's folder for this processor, converting it first when it is not there (under a minute, once).

    It is made beside its place and renamed when whole, so that a broken conversion leaves nothing behind that looks finished.
    """
    folder = bundled_folder(models, strength)
    if (folder / CHECKSUMS).is_file():
        return folder
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / f".{folder.name}.lock"):  # a second program waits, and finds it made
            if not (folder / CHECKSUMS).is_file():
                _convert(folder, strength, step)
    except (OSError, SafetensorError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ModelError(f"모델 폴더를 만들 수 없습니다: {reason}. 디스크 공간(1GB)과 쓰기 권한을 확인하십시오.") from error
    return folder


def _convert(folder: Path, strength: float, step: Step) -> None:
    work = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(work, ignore_errors=True)
    try:
        step("가중치를 읽습니다")
        write_transformers_folder(trim(adapt(read_weights(weights_path()), strength=strength)), work / "network")
        step("임베딩 모델로 묶습니다")
        write_sentence_transformer(work / "network", work / "model")
        step("int8로 줄입니다")
        with warnings.catch_warnings(action="ignore"):  # torch's and optimum's, about each other
            export_int8(work / "model", instruction_set())
            gc.collect()  # the exported network, its temporary folder with it, hangs in a cycle
        for left_over in ("model.safetensors", "onnx/model.onnx", "README.md"):
            (work / "model" / left_over).unlink(missing_ok=True)
        _write_checksums(work / "model")
        shutil.rmtree(folder, ignore_errors=True)
        (work / "model").rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def verified_hash(folder: Path) -> str:
    """Compare every file with the checksums written when the folder was made, and return the hash over them all.

    Raises:
        ModelError: naming the first file that is missing or altered.

    """
    try:
        expected = _CHECKSUMS.validate_json((folder / CHECKSUMS).read_bytes())
    except (OSError, ValueError) as error:
        raise ModelError(f"모델 폴더 {folder.name}이(가) 없거나 온전하지 않습니다. 지우고 'saerye build'를 하면 다시 만듭니다.") from error
    for name, digest in expected.items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise ModelError(f"모델 파일 {name}이(가) 없거나 달라졌습니다. 폴더 {folder.name}을(를) 지우면 다시 만듭니다.")
    return sha256(json.dumps(expected, sort_keys=True).encode()).hexdigest()


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
    return sha256(json.dumps({name: _digest(path) for name, path in files}, sort_keys=True).encode()).hexdigest()


def _model_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in {".md", ".lock"}:
            yield path.relative_to(folder).as_posix(), path


def _write_checksums(folder: Path) -> None:
    checksums = {name: _digest(path) for name, path in _model_files(folder)}
    (folder / CHECKSUMS).write_text(json.dumps(checksums, indent=1), encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
