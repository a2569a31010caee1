"""The watch for a new index: whatever stands in its way is told and logged, and what is good later is taken."""

import asyncio
import json
import logging
import os
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.errors import IndexNotReadyError, StoreError
from indexer.generations.build import Corpus, build_index
from indexer.generations.current_pointer import current_generation, make_current
from indexer.generations.generation_store import Index, load_generation, write_generation
from indexer.text.analyser import Analyser
from service.operations.runtime import MOST_PASSED, UNFORESEEN, Runtime
from service.operations.served_views import Served
from service.operations.settings import Settings
from tests.indexer.generations.test_store import draft_of
from tests.support.models.doubles import CountEncoder

NOBODY = 65534


class WordsRuntime(Runtime):
    """A runtime whose analyser is there already, and which breaks as often as it is told to."""

    breaks: int = 0

    def _open(self, index: Index, problems: list[str]) -> Served:
        if self.breaks:
            self.breaks -= 1
            raise KeyError("words")
        return super()._open(index, problems)


@pytest.fixture
def runtime(tmp_path: Path, corpus: Corpus, analyser: Analyser) -> WordsRuntime:
    """A runtime over one generation, not loaded yet."""
    build_index(corpus, tmp_path / "index", None, segment=analyser.tokens)
    runtime = WordsRuntime(Settings(data=tmp_path, reload_seconds=0.001))
    runtime._analyser = analyser
    return runtime


@contextmanager
def no_file_can_be_opened() -> Iterator[None]:
    """Every descriptor is taken, as under a flood of connections."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """A folder may not be read: by its mode, and where we are root, as somebody else."""
    mode, user = folder.stat().st_mode, os.geteuid()
    folder.chmod(0o700 if user == 0 else 0)
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
        folder.chmod(mode)


def spoil(generation: Path, name: str, data: bytes) -> None:
    """Put other bytes into a file, with a manifest that takes them for right."""
    (generation / name).write_bytes(data)
    manifest = json.loads((generation / "manifest.json").read_bytes())
    manifest["files"][name] = (len(data), sha256(data).hexdigest())
    raw = json.dumps(manifest).encode()
    (generation / "manifest.json").write_bytes(raw)
    (generation / "manifest.sha256").write_text(sha256(raw).hexdigest(), encoding="ascii")


def refusal(runtime: Runtime) -> str:
    with pytest.raises(IndexNotReadyError) as caught:
        _ = runtime.served
    return caught.value.message


@pytest.mark.parametrize("case", ["files", "rights"])
def test_what_the_system_refuses_is_told_and_taken_once_it_is_granted(
    runtime: WordsRuntime, case: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    hindered, reason = {
        "files": (no_file_can_be_opened, "Too many open files"),
        "rights": (lambda: without_rights(tmp_path / "index"), "Permission denied"),
    }[case]
    with hindered():
        runtime.load()
        runtime.refresh()
    assert runtime.stage == "settled"
    told = refusal(runtime)
    assert f"읽을 수 없습니다({reason})" in told
    assert str(tmp_path) not in told
    assert [record.getMessage() for record in caplog.records] == runtime.problems
    runtime.refresh()
    if not runtime.ready:
        runtime.refresh()
    assert (runtime.ready, runtime.problems) == (True, ["이 색인은 임베딩 모델 없이 만들어졌습니다. 낱말로만 찾습니다."])


def test_what_is_in_service_stays_while_a_new_one_cannot_be_read(
    runtime: WordsRuntime, corpus: Corpus, tmp_path: Path, analyser: Analyser
) -> None:
    runtime.load()
    first = runtime.served.generation
    build_index(corpus, tmp_path / "index", None, segment=analyser.tokens)
    with no_file_can_be_opened():
        runtime.refresh()
    assert (runtime.served.generation, "Too many open files" in runtime.problems[0]) == (first, True)
    runtime.refresh()
    assert runtime.served.generation == current_generation(tmp_path / "index") != first


def test_vectors_that_are_none_fall_back_and_what_is_mended_is_taken(
    runtime: WordsRuntime, corpus: Corpus, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = tmp_path / "index"
    before = current_generation(root)
    assert before is not None
    spoilt = write_generation(root, draft_of(corpus, tmp_path)).generation
    sound = Path(shutil.copytree(root / "generations" / spoilt, tmp_path / "sound"))
    spoil(root / "generations" / spoilt, "dense/vectors.faiss", b"IxF2" + b"\xff" * 100)
    runtime.load()
    assert (runtime.served.generation, f"색인 {spoilt}의 내용이" in runtime.problems[0]) == (before, True)
    told = len(caplog.records)
    for _ in range(20):
        runtime.refresh()
    assert len(caplog.records) == told  # tried again, and not told again
    shutil.rmtree(root / "generations" / spoilt)
    sound.rename(root / "generations" / spoilt)
    for _ in range(MOST_PASSED):
        runtime.refresh()
    assert runtime.served.generation == spoilt


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("dense/vectors.faiss", b""), ("dense/vectors.faiss", b"IxF2" * 30), ("dense/ids.json", b"1"), ("dense/ids.json", b"[]"),
        ("words/params.index.json", b"null"), ("words/params.index.json", b'{"k9": 1}'), ("pairs/vocab.index.json", b"[]"),
        ("whole/data.csc.index.npy", b""), ("whole/ids.json", b"null"), ("words/indptr.csc.index.npy", b"\x93NUMPY\x01\x00v\x00{'descr'"),
        ("layout.json", b"[]"), ("themes.json", b"{}"), ("catalogue.sqlite", b"{}"), ("catalogue.sqlite", b""),
    ],
)  # fmt: skip
def test_files_of_another_shape_are_a_store_error(name: str, data: bytes, corpus: Corpus, tmp_path: Path) -> None:
    generation = tmp_path / "index" / "generations" / write_generation(tmp_path / "index", draft_of(corpus, tmp_path)).generation
    spoil(generation, name, data)
    with pytest.raises(StoreError, match=r"내용이 이 프로그램과 맞지 않습니다|맞지 않습니다\."):
        load_generation(generation)


def test_what_cannot_be_taken_is_tried_again_ever_more_seldom(runtime: WordsRuntime) -> None:
    runtime.breaks = 1000
    with pytest.raises(KeyError):
        runtime.load()
    tried = []
    for look in range(1, 400):
        before = runtime.breaks
        with suppress(KeyError):
            runtime.refresh()
        if runtime.breaks < before:
            tried.append(look)
    assert tried == [1, 3, 7, 15, 31, 63, 127, 191, 255, 319, 383]


def watched(runtime: Runtime, until: Callable[[], bool]) -> None:
    """Run the watch until something is so."""

    async def run() -> None:
        watching = asyncio.create_task(runtime.watch())
        async with asyncio.timeout(60):
            while not until():
                assert not watching.done()
                await asyncio.sleep(0.001)
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching

    asyncio.run(run())


def test_the_watch_goes_on_whatever_breaks_and_says_so(runtime: WordsRuntime, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    runtime.breaks = 3
    watched(runtime, lambda: runtime.breaks < 2)
    assert (runtime.ready, runtime.stage) == (False, "settled")
    assert UNFORESEEN in refusal(runtime)
    assert "KeyError: 'words'" in caplog.text
    watched(runtime, lambda: runtime.ready)
    assert UNFORESEEN not in runtime.problems


def test_a_preparation_that_breaks_is_told_and_what_is_there_is_served(runtime: WordsRuntime, caplog: pytest.LogCaptureFixture) -> None:
    async def prepare(_: Settings) -> str | None:
        raise OSError(24, "Too many open files")

    runtime.prepare = prepare
    watched(runtime, lambda: runtime.ready)
    assert UNFORESEEN in runtime.problems
    assert "Too many open files" in caplog.text


def test_a_roll_back_is_taken_too(runtime: WordsRuntime, corpus: Corpus, tmp_path: Path) -> None:
    root = tmp_path / "index"
    older = current_generation(root)
    assert older is not None
    runtime._encoder = CountEncoder()
    runtime.load()
    write_generation(root, draft_of(corpus, tmp_path))
    make_current(root, older)
    runtime.refresh()
    assert runtime.served.generation == older
