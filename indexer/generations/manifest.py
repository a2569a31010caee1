"""What a generation says of itself: its inputs, its counts, and size and SHA-256 of each of its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.errors import StoreError
from indexer.engines.arm_statistics import ArmStatistics

HELD: Mapping[int, frozenset[str]] = {
    4: frozenset({"thesaurus"}),
    5: frozenset({"thesaurus", "facet_values", "books"}),  # its regions have names, and no codes, former names or tiles
    6: frozenset({"thesaurus", "regions", "facet_values", "books"}),
    7: frozenset({"thesaurus", "regions", "facet_values", "books"}),  # its catalogue has the rows that questions are answered from
}
"""Format → the parts (indexer/generations/parts.py) that its generations hold and record. All of these are read; the last is written."""
FORMAT = max(HELD)
CATALOGUED = 6
"""The first format with a catalogue."""
NO_VIEWS = "none"
"""What stands for the books that not everybody sees where there are none."""
UNRECORDED = ""
"""Digest of a part that a format does not record: it differs from nothing."""
MANIFEST, MANIFEST_HASH = "manifest.json", "manifest.sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What an index is made from. Two builds with equal inputs give equal indexes, so a difference means: rebuild.

    `by_book` has a digest of each book's own cases and passages; formats before 6 record none. `views` stands for all that is seen by some
    only: of it the index of those who see less holds this digest alone.
    """

    passages: str
    by_book: dict[str, str]
    analyser: dict[str, Any]
    model: str | None
    thesaurus: str
    regions: str
    facet_values: str
    books: str
    bm25: dict[str, float]
    format: int
    views: str = NO_VIEWS
    rows: str = UNRECORDED

    def differences(self, other: Inputs) -> list[str]:
        """Return the Korean names of the parts that differ, as far as both record them."""
        names = {
            "passages": "사례 자료",
            "analyser": "형태소 분석 사전",
            "model": "임베딩 모델",
            "thesaurus": "동의어 사전",
            "regions": "지역 이름",
            "facet_values": "분류 낱말",
            "books": "자료 정보",
            "views": "일부만 보는 자료",
            "rows": "자료에서 이끌어 낸 것",
            "bm25": "낱말 점수",
            "format": "색인 형식",
        }
        if told := self.changed_books(other):
            names["passages"] += f"({', '.join(told)})"
        mine, theirs = asdict(self), asdict(other)
        both = {name: (mine[name], theirs[name]) for name in names}
        return [names[name] for name, (one, two) in both.items() if one != two and UNRECORDED not in (one, two)]

    def changed_books(self, wanted: Inputs) -> list[str]:
        """Return which books are other ones than wanted and how, in Korean; nothing where one of the two records none."""
        mine, theirs = self.by_book, wanted.by_book
        if not mine or not theirs:
            return []
        changed = (name for name in sorted(mine.keys() | theirs.keys()) if mine.get(name) != theirs.get(name))
        return [f"{name} {'새로 들어옴' if name not in mine else '빠짐' if name not in theirs else '바뀜'}" for name in changed]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is: identity, inputs, counts, and size and SHA-256 of every file."""

    generation: str
    created: str
    inputs: Inputs
    dimension: int | None
    counts: dict[str, int]
    coverage: dict[str, int] | None
    files: dict[str, tuple[int, str]]
    statistics: ArmStatistics | None = None
    """Where the scores of the arms lie; an older format does not say."""


_MANIFEST = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest:
    """Read a generation's manifest after comparing it with its own hash.

    Raises:
        StoreError: when it is missing, altered, or of a format that is not read.

    """
    try:
        raw, expected = (folder / MANIFEST).read_bytes(), (folder / MANIFEST_HASH).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"색인 {folder.name}의 목록({MANIFEST})을 읽을 수 없습니다. 'saerye build --force'로 다시 만드십시오.") from error
    if sha256(raw).hexdigest() != expected:
        raise StoreError(f"색인 {folder.name}의 목록({MANIFEST})이 손상되었습니다. 'saerye build --force'로 다시 만드십시오.")
    try:
        content = json.loads(raw)
        found = content["inputs"]["format"]
        if found not in HELD:
            raise StoreError(
                f"색인 {folder.name}의 형식은 {found}인데 이 프로그램은 {FORMAT}을(를) 씁니다. 'saerye build'로 다시 만드십시오."
            )
        content["inputs"].setdefault("by_book", {})
        content["inputs"] |= dict.fromkeys(HELD[FORMAT] - HELD[found], UNRECORDED)
        return _MANIFEST.validate_python(content)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(misfit(folder.name)) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest and its hash into the folder of its generation."""
    raw = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    (folder / MANIFEST).write_bytes(raw)
    (folder / MANIFEST_HASH).write_text(sha256(raw).hexdigest(), encoding="ascii")


def misfit(generation: str) -> str:
    """Return the sentence for a generation whose content this program cannot read."""
    return f"색인 {generation}의 내용이 이 프로그램과 맞지 않습니다. 'saerye build --force'로 다시 만드십시오."
