"""What was derived from a book's text, kept beside it: written once, named by what it was made from, compared before it is read.

    derived/<key>-<digest>/facts.jsonl   a fact a line
                           cards.jsonl   a derived card a line

The key is of the text, the record's cases and the program's rules. A folder of another key goes; a damaged one is made anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

from corpus.library.disk.content_folder import digest_folder
from corpus.library.disk.synced_writing import sync, write_synced
from corpus.model.derived_card import DerivedCard
from corpus.model.fact import Fact

FACTS, CARDS = "facts.jsonl", "cards.jsonl"
_FACT, _CARD = TypeAdapter(Fact), TypeAdapter(DerivedCard)


def read_derived(folder: Path, key: str) -> tuple[tuple[DerivedCard, ...], tuple[Fact, ...]] | None:
    """Return the cards and facts that were made under a key, None where there are none or they are not as they were written."""
    kept = next(folder.glob(f"{key}-*"), None)
    if kept is None or digest_folder(kept) != kept.name.removeprefix(f"{key}-"):
        return None
    cards = tuple(_CARD.validate_json(line, strict=False) for line in _lines(kept / CARDS))
    return cards, tuple(_FACT.validate_json(line) for line in _lines(kept / FACTS))


def write_derived(folder: Path, key: str, cards: Sequence[DerivedCard], facts: Sequence[Fact]) -> None:
    """Write cards and facts under a key, and drop what was made under any other."""
    work = folder / ".writing"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        write_synced(work / CARDS, b"".join(_CARD.dump_json(card, by_alias=True) + b"\n" for card in cards))
        write_synced(work / FACTS, b"".join(line.encode() + b"\n" for line in fact_lines(facts)))
        name = f"{key}-{digest_folder(work)}"
        for other in [path for path in folder.iterdir() if path != work]:
            shutil.rmtree(other)
        work.rename(folder / name)
        sync(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def fact_lines(facts: Sequence[Fact]) -> list[str]:
    """Return facts as lines of `facts.jsonl`."""
    return [_FACT.dump_json(fact).decode() for fact in facts]


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()
