"""The document that a well-behaved parser gives, and what it writes: nouns and JSON, which one that hangs or dies need not load."""

from pathlib import Path

from corpus.documents.document_json import write_blocks, write_rest
from corpus.fence.fence_files import BLOCKS_FILE, ERROR_FILE, REFUSED_JSON, REST_FILE, RefusedFile
from corpus.model.document import Block, Document

BLOCK = Block(kind="paragraph", text="한 줄", lines=(1, 1))
DOCUMENT = Document(format="text", lines=("한 줄",), blocks=(BLOCK,), cases=(), page_count=None)


def refuse(folder: Path) -> None:
    (folder / ERROR_FILE).write_bytes(REFUSED_JSON.dump_json(RefusedFile("no_text", "글이 없습니다.")))


def write(folder: Path) -> None:
    (folder / BLOCKS_FILE).write_text("\n".join(write_blocks(DOCUMENT.blocks)), encoding="utf-8")
    (folder / REST_FILE).write_text(write_rest(DOCUMENT), encoding="utf-8")


def write_nonsense(folder: Path) -> None:
    write(folder)
    (folder / BLOCKS_FILE).write_text('{"kind": "spell", "text": 3}\n', encoding="utf-8")


def name_lines_that_are_not_there(folder: Path) -> None:
    write(folder)
    (folder / BLOCKS_FILE).write_text("\n".join(write_blocks([Block(kind="paragraph", text="x", lines=(1, 9))])), encoding="utf-8")
