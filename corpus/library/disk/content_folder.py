"""The text of a book on disk: a folder that is written once, synced, and named by the digest of all that is in it.

    document.jsonl   a block a line          document.json   what is known of the whole
    text.txt         the canonical text      original/<name> the file as it came, where it is kept

What is read is compared with the name before it is parsed, so a folder that was altered is told of and never served.
"""

from __future__ import annotations

import shutil
from hashlib import file_digest, sha256
from pathlib import Path

from corpus.documents.document_json import read_document, write_blocks, write_rest
from corpus.errors import LibraryError
from corpus.library.disk.synced_writing import copy_synced, write_synced
from corpus.model.document import Document

BLOCKS, REST, TEXT, ORIGINAL = "document.jsonl", "document.json", "text.txt", "original"
UNWRITTEN = "0" * 64
"""Digest of a text that is not on the disk yet."""


def write_content(folder: Path, document: Document, original: Path | None, name: str) -> str:
    """Write a document, and the file it came from under its own name, into a folder of `folder`, and return the digest it is named by.

    Nothing is there under that name before all of it is.
    """
    work = folder / ".writing"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        write_synced(work / BLOCKS, "".join(f"{line}\n" for line in write_blocks(document.blocks)).encode())
        write_synced(work / REST, write_rest(document).encode())
        write_synced(work / TEXT, "".join(f"{line}\n" for line in document.lines).encode())
        if original is not None:
            (work / ORIGINAL).mkdir()
            copy_synced(work / ORIGINAL / name, original)
        digest = digest_folder(work)
        if (folder / digest).exists():
            shutil.rmtree(folder / digest)
        work.rename(folder / digest)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return digest


def copy_content(source: Path, target: Path) -> None:
    """Copy a text's files, and the one it came from where that is kept, into a folder that is made or there.

    Raises:
        FileNotFoundError: naming the file that is missing.

    """
    target.mkdir(parents=True, exist_ok=True)
    for name in (BLOCKS, REST, TEXT):
        copy_synced(target / name, source / name)
    if (source / ORIGINAL).is_dir():
        (target / ORIGINAL).mkdir()
        for path in sorted((source / ORIGINAL).iterdir()):
            copy_synced(target / ORIGINAL / path.name, path)


def read_content(folder: Path, digest: str) -> Document:
    """Read a book's document after comparing all that is in its folder with the folder's name.

    Raises:
        LibraryError: (damaged_book) when something is missing or altered.

    """
    check_content(folder, digest)
    own = folder / digest
    with (own / BLOCKS).open(encoding="utf-8") as blocks:
        return read_document(blocks, (own / REST).read_text(encoding="utf-8"))


def check_content(folder: Path, digest: str) -> None:
    """Refuse a folder whose content is not what its name says.

    Raises:
        LibraryError: (damaged_book).

    """
    try:
        whole = digest_folder(folder / digest) == digest
    except FileNotFoundError:
        whole = False
    if not whole:
        book = folder.parent.name
        told = f"자료 {book}의 글이 없거나 손상되었습니다. 'saerye library remove {book}'로 빼고 원본이나 내보낸 폴더를 다시 넣으십시오."
        raise LibraryError(told, code="damaged_book")


def original_of(folder: Path, digest: str) -> Path | None:
    """Return the file that a book came from, None where it is not kept."""
    kept = folder / digest / ORIGINAL
    return next((path for path in sorted(kept.iterdir()) if path.is_file()), None) if kept.is_dir() else None


def digest_folder(folder: Path) -> str:
    """Return the SHA-256 of the names and contents of all files of a folder."""
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    whole = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            whole.update(f"{path.relative_to(folder).as_posix()} {file_digest(file, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()
