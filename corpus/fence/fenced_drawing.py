"""A page of a file → a picture, drawn in a process of its own: what hangs, eats memory or dies there is a sentence here."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.documents.pictures.page_drawing import PageWanted
from corpus.errors import DocumentError
from corpus.fence.fence_files import ERROR_FILE, PAGE_FILE, REFUSED_JSON, WANTED_FILE, WANTED_JSON
from corpus.fence.watched_process import ProcessBounds, run_watched

DRAWER = "corpus.fence.draw_here"
_MEMORY_MB, _FILE_MB = 1024, 64


def draw_fenced(path: Path, wanted: PageWanted, *, worker: str = DRAWER) -> bytes:
    """Return a page of a file as a PNG file, drawn by the module `worker` in a process that is watched and ended from here.

    Raises:
        DocumentError: what the drawing says; `too_large` where time or memory ran out; `damaged_document` where it died.

    """
    with TemporaryDirectory(prefix="saerye-page-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        (folder / WANTED_FILE).write_bytes(WANTED_JSON.dump_json(wanted))
        bounds = ProcessBounds(seconds=wanted.seconds, memory_mb=_MEMORY_MB, file_mb=_FILE_MB)
        end = run_watched(worker, [str(path.resolve()), str(folder)], folder, bounds, lambda _: False)
        if (folder / ERROR_FILE).is_file():
            refused = REFUSED_JSON.validate_json((folder / ERROR_FILE).read_bytes(), strict=True)
            raise DocumentError(refused.message, code=refused.code)
        if end.code == 0 and (folder / PAGE_FILE).is_file():
            return (folder / PAGE_FILE).read_bytes()
        if end.why != "itself":
            raise DocumentError(f"{path.name} {wanted.number}쪽은 그리는 데 너무 오래 걸리거나 메모리가 모자랍니다.", code="too_large")
        raise DocumentError(f"{path.name} {wanted.number}쪽을 그리다가 오류가 났습니다.", code="damaged_document")
