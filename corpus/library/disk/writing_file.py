"""What a language model wrote of a book's cases, kept beside the book's record: one file, replaced in one step.

    writings.json   {"checksum": …, "writings": [a `CardWriting` each]}

There is none where no model has written. One that is not as it was written counts as none: the cards are then as rules make them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.library.disk.synced_writing import replace_file
from corpus.model.written_card import CardWriting

WRITINGS = "writings.json"
_WRITINGS = TypeAdapter(tuple[CardWriting, ...])


def read_writings(folder: Path) -> dict[str, CardWriting]:
    """Return what is kept of a book's cases, by their ids in the whole library."""
    try:
        stored = json.loads((folder / WRITINGS).read_bytes())
        if stored["checksum"] != _checksum(stored["writings"]):
            return {}
        return {writing.case: writing for writing in _WRITINGS.validate_python(stored["writings"], strict=False)}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, ValidationError):
        return {}


def write_writings(folder: Path, writings: Sequence[CardWriting]) -> None:
    """Keep what was written of a book's cases in the place of what was; without any the file goes."""
    if not writings:
        (folder / WRITINGS).unlink(missing_ok=True)
        return
    told = [writing.model_dump(mode="json") for writing in writings]
    stored = {"checksum": _checksum(told), "writings": told}
    replace_file(folder / WRITINGS, json.dumps(stored, ensure_ascii=False, indent=1).encode())


def digest_writings(folder: Path) -> str:
    """Return what tells one state of the file from any other; "" where there is none."""
    try:
        return sha256((folder / WRITINGS).read_bytes()).hexdigest()[:24]
    except FileNotFoundError:
        return ""


def _checksum(told: object) -> str:
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
