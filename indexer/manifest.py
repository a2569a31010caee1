"""What a generation says of itself: its inputs, its counts, and size and SHA-256 of each of its files."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.errors import StoreError
from indexer.bm25 import K1, B

FORMAT = 4
MANIFEST, MANIFEST_HASH = "manifest.json", "manifest.sha256"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an index is made from. Two builds with equal inputs give equal indexes, so a difference means: rebuild."""

    passages: str
    analyser: dict[str, Any]
    model: str | None
    thesaurus: str = ""
    bm25: dict[str, float] = field(default_factory=lambda: {"k1": K1, "b": B})
    format: int = FORMAT

    def differences(self, other: Inputs) -> list[str]:
        """Return the Korean names of the parts that differ."""
        names = {
            "passages": "사례 자료",
            "analyser": "형태소 분석 사전",
            "model": "임베딩 모델",
            "thesaurus": "동의어 사전",
            "bm25": "낱말 점수",
            "format": "색인 형식",
        }
        mine, theirs = asdict(self), asdict(other)
        return [label for name, label in names.items() if mine[name] != theirs[name]]


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


_MANIFEST = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest:
    """Read a generation's manifest after comparing it with its own hash.

    Raises:
        StoreError: when it is missing, altered, or of another format.

    """
    try:
        raw, expected = (folder / MANIFEST).read_bytes(), (folder / MANIFEST_HASH).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"색인 {folder.name}의 목록({MANIFEST})을 읽을 수 없습니다. 'saerye build --force'로 다시 만드십시오.") from error
    if sha256(raw).hexdigest() != expected:
        raise StoreError(f"색인 {folder.name}의 목록({MANIFEST})이 손상되었습니다. 'saerye build --force'로 다시 만드십시오.")
    try:
        found = json.loads(raw)["inputs"]["format"]
        if found != FORMAT:
            raise StoreError(
                f"색인 {folder.name}의 형식은 {found}인데 이 프로그램은 {FORMAT}을(를) 씁니다. 'saerye build'로 다시 만드십시오."
            )
        return _MANIFEST.validate_json(raw)
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


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
