"""Cards on disk → Cases, and what is known besides: regions, words for facets. All faults are told at once, each with file and key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.book_folders import DEFAULT_BOOK
from corpus.errors import CorpusError, Fault
from corpus.model.nouns import Case, FacetWords, Record, Regions
from corpus.yaml_files import id_faults, read_record, read_yaml, validated

CARDS = DEFAULT_BOOK / "cards"
REGIONS, FACET_WORDS = (Path(__file__).parent / "vocabulary" / name for name in ("regions.yaml", "facet-words.yaml"))


def load_cases(folder: Path = CARDS) -> tuple[Case, ...]:
    """Load every `*.yaml` of a folder as a Case, ordered by id.

    Raises:
        CorpusError: with every fault of every file, or when the folder holds no card.

    """
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise CorpusError([Fault(folder.name, "", "사례 카드(*.yaml)가 하나도 없습니다")])
    cases: list[Case] = []
    faults: list[Fault] = []
    for path in paths:
        case, found = read_card(path)
        faults += found
        if case is not None:
            cases.append(case)
    if faults:
        raise CorpusError(faults)
    return tuple(sorted(cases, key=lambda case: case.id))


def read_card(path: Path) -> tuple[Case | None, list[Fault]]:
    """Read one card: the Case and no faults, or None and every fault found in it."""
    data, faults = read_yaml(path)
    if faults:
        return None, faults
    case, found = validated(data, path, Case)
    faults = id_faults(data, path, path.stem, "파일") + found
    return (None, faults) if faults else (case, [])


def load_regions(path: Path = REGIONS) -> Regions:
    """Load the regions of Korea.

    Raises:
        CorpusError: with every fault of the file.

    """
    return read_record(path, Regions, "지역 목록")


def load_facet_words(path: Path = FACET_WORDS) -> FacetWords:
    """Load the ordinary words for the values of facets.

    Raises:
        CorpusError: with every fault of the file.

    """
    return read_record(path, FacetWords, "분류 낱말")


def content_digest(content: Record | Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a file says: its remarks, and the order of its keys, do not change it."""
    data = content.model_dump(mode="json") if isinstance(content, Record) else dict(content)
    return sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
