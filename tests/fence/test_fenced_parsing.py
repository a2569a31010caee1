"""Parsing in a process of its own: whatever becomes of that, here it is a document or a sentence, and nothing is left behind."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from corpus.documents.limits import LIMITS, Limits
from corpus.errors import DocumentError
from corpus.fence.fence_files import ERROR_FILE, REFUSED_JSON, ParseProgress
from corpus.fence.fenced_parsing import ParsingCancelledError, parse_fenced
from corpus.fence.parse_here import write_outcome
from corpus.model.document import Document
from service.library.intake import parser_of
from service.operations.settings import Settings
from tests.support.made.made_pdf import MadePage, sentences, wrapped, write_pdf
from tests.support.processes.fence_document import DOCUMENT

pytestmark = pytest.mark.flow

WORKER = "tests.support.processes.fence_worker"


@pytest.fixture(autouse=True)
def _temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Temporary files go where the test sees them; afterwards there are none."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []
    assert [one for one in psutil.Process().children(recursive=True) if one.status() != psutil.STATUS_ZOMBIE] == []


def parse(
    folder: Path,
    deed: str,
    limits: Limits = LIMITS,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[ParseProgress], None] = lambda _: None,
) -> Document:
    path = folder / "문서.hwp"
    path.write_text(deed, encoding="utf-8")
    return parse_fenced(path, limits, cancelled=cancelled, progress=progress, worker=WORKER)


def refused(folder: Path, deed: str, limits: Limits = LIMITS) -> DocumentError:
    with pytest.raises(DocumentError) as raised:
        parse(folder, deed, limits)
    return raised.value


def test_a_document_comes_back_as_it_was_written(tmp_path: Path) -> None:
    assert parse(tmp_path, "write") == DOCUMENT


def test_what_the_parser_refuses_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, "refuse")
    assert (error.code, error.message) == ("no_text", "글이 없습니다.")


@pytest.mark.parametrize("deed", ["hang", "hang_with_children"])
def test_a_parser_that_hangs_is_ended(tmp_path: Path, deed: str) -> None:
    begun = time.monotonic()
    error = refused(tmp_path, deed, Limits(seconds=1.0))
    assert (error.code, "시간(1초)" in error.message) == ("too_large", True)
    assert time.monotonic() - begun < 10


def test_what_runs_out_of_memory_names_its_file(tmp_path: Path) -> None:
    def parse() -> Document:
        raise MemoryError

    write_outcome("큰 표.pdf", parse, tmp_path)
    refused = REFUSED_JSON.validate_json((tmp_path / ERROR_FILE).read_bytes())
    assert (refused.code, refused.message.partition(":")[0]) == ("too_large", "큰 표.pdf")


@pytest.mark.parametrize("deed", ["eat", "eat_in_child"])
def test_a_parser_that_eats_memory_is_ended(tmp_path: Path, deed: str) -> None:
    error = refused(tmp_path, deed, Limits(memory_mb=300))
    assert (error.code, "메모리가 300MB" in error.message) == ("too_large", True)


def test_a_parser_that_dies(tmp_path: Path) -> None:
    error = refused(tmp_path, "die")
    assert (error.code, error.message.startswith("문서.hwp: ")) == ("damaged_document", True)
    assert error.__notes__ == ["exit code 1; RuntimeError: what it was"]
    assert refused(tmp_path, "crash").code == "damaged_document"
    assert refused(tmp_path, "say_nothing").code == "damaged_document"
    assert refused(tmp_path, "be_killed").code == "too_large"  # as the system does when memory is short


def test_what_is_no_document_is_not_believed(tmp_path: Path) -> None:
    for deed in ("write_nonsense", "name_lines_that_are_not_there"):
        assert refused(tmp_path, deed).code == "damaged_document"


def test_progress_is_passed_on_and_noise_is_not(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told: list[ParseProgress] = []
    parse(tmp_path, "talk", progress=told.append)
    assert told == [ParseProgress("reading", 1, 2), ParseProgress("structuring")]
    assert capfd.readouterr() == ("", "")


def test_a_parser_is_called_off_with_all_that_it_started(tmp_path: Path) -> None:
    told: list[ParseProgress] = []
    with pytest.raises(ParsingCancelledError, match=r"문서\.hwp"):
        parse(tmp_path, "hang_with_children", cancelled=lambda: bool(told), progress=told.append)
    assert told[0].done is not None
    deadline = time.monotonic() + 5
    while psutil.pid_exists(told[0].done) and psutil.Process(told[0].done).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_what_a_parser_sees_of_the_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAERYE_ADMIN_KEY", "secret")
    assert parse(tmp_path, "look_around") == DOCUMENT


def test_time_of_the_processor_counts_too(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert refused(tmp_path, "spin", Limits(seconds=1.0)).code == "too_large"
    assert time.monotonic() - begun < 10


def test_pages_are_told_one_by_one_in_the_words_that_a_job_has(tmp_path: Path) -> None:
    pages = [MadePage() for _ in range(3)]
    for page, told_there in zip(pages, sentences(0, 3), strict=True):
        page.lines(60, 100, wrapped(told_there, 470))
    told: list[tuple[str, int, int]] = []
    parse_job = parser_of(Settings(data=tmp_path))
    document = parse_job(write_pdf(tmp_path / "upload", pages), name="상담.pdf", progress=lambda *said: told.append(said))
    assert document.page_count == 3
    assert told == [("읽기", 0, 1), *(("읽기", number, 3) for number in (1, 2, 3)), ("짜임새 찾기", 0, 1), ("짜임새 찾기", 1, 1)]


def test_the_real_parser(tmp_path: Path) -> None:
    pytest.importorskip("corpus.structure.document_structure")
    path = tmp_path / "upload-1234"
    path.write_text("# 상담 창구\n\n창구 12곳을 열었다.\n\n| 구분 | 값 |\n|---|---|\n| 가 | 1 |\n", encoding="utf-8")
    told: list[ParseProgress] = []
    document = parse_fenced(path, name="상담 사례.md", progress=told.append)
    assert (document.format, document.lines[0], [block.kind for block in document.blocks]) == (
        "markdown",
        "# 상담 창구",
        ["heading", "paragraph", "table"],
    )
    assert [progress.stage for progress in told] == ["reading", "structuring", "structuring"]
    path.write_bytes(os.urandom(3000))
    with pytest.raises(DocumentError) as raised:
        parse_fenced(path, name="잡음.pdf")
    assert (raised.value.code, raised.value.message[:8]) == ("unsupported_format", "잡음.pdf: ")
