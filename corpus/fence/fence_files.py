"""What passes between a parsing process and the one that waits for it: files in a folder, and lines that tell how far it is. All JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from corpus.documents.limits import Limits
from corpus.documents.pictures.page_drawing import PageWanted
from corpus.errors import DocumentCode

BLOCKS_FILE, REST_FILE, ERROR_FILE, LIMITS_FILE = "document.jsonl", "document.json", "error.json", "limits.json"
WANTED_FILE, PAGE_FILE = "wanted.json", "page.png"


@dataclass(frozen=True, slots=True)
class ParseProgress:
    """How far the parsing is: what it is at, and of how many pages where that is known."""

    stage: Literal["reading", "structuring", "writing"]
    done: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """Why a file was not parsed, as the error says it."""

    code: DocumentCode
    message: str


LIMITS_JSON = TypeAdapter(Limits)
PROGRESS_JSON = TypeAdapter(ParseProgress)
WANTED_JSON = TypeAdapter(PageWanted)
REFUSED_JSON = TypeAdapter(RefusedFile)
