"""Cards on disk → Cases, with the kinds of the book beside them; and the regions. All faults are told at once, each with file and key."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic_core import to_jsonable_python

from corpus.book_folders import BOOK, DEFAULT_FOLDER, load_book
from corpus.errors import CorpusError, Fault
from corpus.model.book import AwardKind
from corpus.model.facets import BOOK_KINDS
from corpus.model.ids import id_order
from corpus.model.nouns import Case, Record
from corpus.model.regions import Regions
from corpus.yaml_files import id_faults, nfc, read_record, read_yaml, validate_record

CARDS = DEFAULT_FOLDER / "cards"
REGIONS = Path(__file__).parent / "vocabulary" / "regions.yaml"


def load_cases(folder: Path = CARDS) -> tuple[Case, ...]:
    """Load every `*.yaml` of a folder as a Case, ordered by id; where a book stands beside the folder, their awards are among its kinds.

    Raises:
        CorpusError: with every fault of every file, or when the folder holds no card.

    """
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise CorpusError([Fault(folder.name, "", "사례 카드(*.yaml)가 하나도 없습니다")])
    cases: list[Case] = []
    kinds, faults = _kinds_beside(folder)
    for path in paths:
        case, found = read_card(path, kinds)
        faults += found
        if case is not None:
            cases.append(case)
    if faults:
        raise CorpusError(faults)
    return tuple(sorted(cases, key=lambda case: id_order(case.id)))


def read_card(path: Path, kinds: Sequence[str] | None = None) -> tuple[Case | None, list[Fault]]:
    """Read one card: the Case and no faults, or None and every fault found in it. Its award is one of `kinds`, if any are given."""
    data, faults = read_yaml(path)
    if faults:
        return None, faults
    case, found = validate_record(data, path, Case)
    faults = (
        id_faults(data, path, path.stem, "파일")
        + _kind_faults(data, path, kinds)
        + _book_faults(data, path)
        + _section_faults(data, path)
        + found
    )
    return (None, faults) if faults else (case, [])


def load_kinds(folder: Path = CARDS) -> tuple[AwardKind, ...] | None:
    """Load what the book beside the cards calls its kinds; None where no book stands there.

    Raises:
        CorpusError: with every fault of the book.

    """
    return load_book(folder.parent).kinds if (folder.parent / BOOK).is_file() else None


def _kinds_beside(folder: Path) -> tuple[tuple[str, ...] | None, list[Fault]]:
    """Return the names of the kinds beside the cards, None where there is no book, and the faults of that book."""
    try:
        kinds = load_kinds(folder)
    except CorpusError as error:
        return None, list(error.faults)
    return None if kinds is None else tuple(kind.name for kind in kinds), []


def _kind_faults(data: Any, path: Path, kinds: Sequence[str] | None) -> list[Fault]:  # noqa: ANN401 - YAML holds anything
    """Return the fault of an award that is no kind of the book."""
    if kinds is None or not isinstance(data, dict):
        return []
    given = {facet.path[0]: nfc(data.get(facet.path[0])) for facet in BOOK_KINDS}
    told = f"{BOOK}의 kinds에 없는 값입니다. 쓸 수 있는 값: {', '.join(map(repr, kinds)) or '없음'}"
    return [Fault(path.name, field, told) for field, kind in given.items() if isinstance(kind, str) and kind.strip() not in kinds]


def _book_faults(data: Any, path: Path) -> list[Fault]:  # noqa: ANN401 - YAML holds anything
    """Return the fault of a card that names its book: where the card lies says it."""
    given = isinstance(data, dict) and "book" in data
    return [Fault(path.name, "book", "적지 않는 항목입니다. 카드가 놓인 자료의 폴더로 정해집니다")] if given else []


def _section_faults(data: Any, path: Path) -> list[Fault]:  # noqa: ANN401 - YAML holds anything
    """Return the fault of a card without a section: only a case whose text alone is known has none."""
    empty = isinstance(data, dict) and data.get("sections") == []
    return [Fault(path.name, "sections", "1개 이상 있어야 합니다")] if empty else []


def load_regions(path: Path = REGIONS) -> Regions:
    """Load the regions of Korea.

    Raises:
        CorpusError: with every fault of the file.

    """
    return read_record(path, Regions, "지역 목록")


def content_digest(content: Record | Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a file says: its remarks, and the order of its keys, do not change it."""
    data = to_jsonable_python(content, by_alias=False)
    return sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
