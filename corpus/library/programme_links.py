"""Which cases a person has said are not the same programme: pairs of ids in one file of the library, replaced in one step."""

from __future__ import annotations

import json
from pathlib import Path

from filelock import FileLock

from corpus.errors import LibraryError
from corpus.library.disk.disk_space import telling_full_disk
from corpus.library.disk.synced_writing import replace_file

UNLINKED, LOCK = "unlinked.json", ".unlinked.lock"
Pair = frozenset[str]


def read_unlinked(folder: Path) -> frozenset[Pair]:
    """Return the pairs that were unlinked, none where nobody has unlinked any.

    Raises:
        LibraryError: (damaged_book) when the file cannot be read.

    """
    try:
        held = json.loads((folder / UNLINKED).read_bytes())
        return frozenset(frozenset(map(str, pair)) for pair in held)
    except FileNotFoundError:
        return frozenset()
    except (ValueError, TypeError) as error:
        told = f"{UNLINKED}이(가) 손상되었습니다. 지우고 다시 ‘같은 사업이 아님’을 표시하십시오."
        raise LibraryError(told, code="damaged_book") from error


def set_unlinked(folder: Path, one: str, other: str, *, unlinked: bool) -> frozenset[Pair]:
    """Say that two cases are not the same programme, or take that back; return all pairs that are unlinked now.

    Raises:
        LibraryError: (storage_full, damaged_book).

    """
    with telling_full_disk():
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK):
            held = read_unlinked(folder)
            pair = frozenset({one, other})
            changed = held | {pair} if unlinked else held - {pair}
            if changed != held:
                replace_file(folder / UNLINKED, json.dumps(sorted(map(sorted, changed)), ensure_ascii=False).encode())
    return changed
