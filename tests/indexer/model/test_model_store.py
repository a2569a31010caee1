"""Which model serves: every altered file is noticed, and nothing half-made looks finished."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.errors import ModelError
from indexer.model.adapter import STRENGTH
from indexer.model.encoder import SentenceEncoder
from indexer.model.made_folders import CHECKSUMS, verified_hash
from indexer.model.model_store import (
    BUNDLED,
    bundled_folder,
    find_model,
    folder_hash,
    local_folder,
    open_encoder,
    prepare_bundled,
)
from tests.support.models.doubles import WORDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model folder of made-up files, with checksums as `prepare_bundled` writes them."""
    folder = tmp_path / "model-v1"
    (folder / "onnx").mkdir(parents=True)
    files = {"config.json": b"{}", "onnx/model.onnx": b"network", "tokenizer.json": "말".encode()}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / CHECKSUMS).write_text(json.dumps({name: sha256(content).hexdigest() for name, content in files.items()}))
    return folder


def test_an_unaltered_folder_has_one_hash(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(folder, copy)
    assert verified_hash(folder) == verified_hash(copy)
    assert len(verified_hash(folder)) == 64


@pytest.mark.parametrize("name", ["config.json", "onnx/model.onnx", "tokenizer.json"])
def test_an_altered_or_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(ModelError, match=f"{name}.*model-v1"):
        verified_hash(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name}.*model-v1"):
        verified_hash(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"null", b'"text"', b"\xff\xfe", None])
def test_broken_or_missing_checksums_are_a_model_error(folder: Path, content: bytes | None) -> None:
    if content is None:
        (folder / CHECKSUMS).unlink()
    else:
        (folder / CHECKSUMS).write_bytes(content)
    with pytest.raises(ModelError, match="model-v1"):
        verified_hash(folder)


def test_the_hash_of_a_folder_is_of_names_and_contents(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text(WORDS[0])
    two.write_text(WORDS[1])
    hashes = [folder_hash(iter(files)) for files in ([("a", one)], [("b", one)], [("a", two)], [("a", one), ("b", two)])]
    assert len(set(hashes)) == 4
    assert folder_hash(iter([("b", two), ("a", one)])) == hashes[3]


def test_a_folder_is_its_own_model(tmp_path: Path) -> None:
    assert local_folder(str(tmp_path)) == tmp_path


@pytest.mark.parametrize("model", ["nobody/has-this-model", "/no/such/folder", "with blank", "a/b/c", "~nobody-here/model"])
def test_an_unknown_model_is_not_downloaded_but_told(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    with pytest.raises(ModelError, match="SAERYE_MODEL"):
        local_folder(model)


@pytest.mark.flow
def test_each_strength_of_the_adapter_has_its_own_folder(tmp_path: Path) -> None:
    names = [bundled_folder(tmp_path, strength).name for strength in (STRENGTH, 0.0, 0.6)]
    assert names[0] == bundled_folder(tmp_path).name
    assert [name.split("-")[4].partition("x")[2] for name in names] == ["1", "0", "0.6"]


def test_a_model_at_another_strength_is_not_the_one_that_serves(tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    with pytest.raises(ModelError, match=bundled_folder(tmp_path, 0.0).name):
        find_model(BUNDLED, tmp_path, strength=0.0)


@pytest.mark.flow
def test_the_prepared_model_is_not_made_again(models: Path, real_encoder: SentenceEncoder) -> None:
    steps: list[str] = []
    again = open_encoder(BUNDLED, models, step=steps.append)
    assert steps == []
    assert again.model_id == real_encoder.model_id
    assert again.model_id.startswith("multilingual-e5-small@")


@pytest.mark.flow
@pytest.mark.usefixtures("real_encoder")
def test_an_altered_model_is_not_loaded(models: Path, tmp_path: Path) -> None:
    source = prepare_bundled(models)
    copy = tmp_path / source.name
    shutil.copytree(source, copy)
    with (copy / "tokenizer.json").open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        open_encoder(BUNDLED, tmp_path)


@pytest.mark.flow
def test_models_that_cannot_be_written_are_a_model_error(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="모델 폴더를 만들 수 없습니다"):
        prepare_bundled(tmp_path / "models")


@pytest.mark.flow
def test_a_folder_can_serve_as_the_model(models: Path, real_encoder: SentenceEncoder) -> None:
    folder = prepare_bundled(models)
    encoder = open_encoder(str(folder), models)
    assert encoder.model_id.startswith(f"{folder.name}@")
    assert (encoder.queries(["청년"]) == real_encoder.queries(["청년"])).all()


@pytest.mark.slow
@pytest.mark.flow
def test_a_model_made_from_scratch_is_the_same_model(tmp_path: Path, real_encoder: SentenceEncoder) -> None:
    """Left-overs of a killed conversion do not matter, and two machines of a kind get one model id."""
    left_over = tmp_path / f".{bundled_folder(tmp_path).name}.making"
    (left_over / "model").mkdir(parents=True)
    (left_over / "model" / "config.json").write_text("{")
    steps: list[str] = []
    encoder = open_encoder(BUNDLED, tmp_path, step=steps.append)
    assert len(steps) == 3
    assert encoder.model_id == real_encoder.model_id
    assert not left_over.exists()
