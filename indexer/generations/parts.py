"""What a generation knows beside its cases: books, thesaurus, regions, values of facets. One file each; an older format may lack some."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.book_folders import load_book
from corpus.cards import content_digest, load_regions
from corpus.model.book import Book
from corpus.model.nouns import KnownValue
from corpus.model.regions import Regions
from corpus.vocabulary.facet_values import load_vocabulary
from corpus.vocabulary.thesaurus import load_thesaurus
from indexer.generations.stored_json import StoredJson


@dataclass(frozen=True, slots=True)
class GenerationPart:
    """A part as it is stored, and this program's own, which serves a generation of a format without that file."""

    stored: StoredJson
    own: Callable[[], Any]


# By the names they have as fields of a corpus, of an index, and of its inputs.
PARTS: Mapping[str, GenerationPart] = {
    "thesaurus": GenerationPart(StoredJson("thesaurus.json", TypeAdapter(dict[str, tuple[str, ...]])), load_thesaurus),
    "regions": GenerationPart(StoredJson("regions.json", TypeAdapter(Regions)), load_regions),
    "books": GenerationPart(StoredJson("books.json", TypeAdapter(tuple[Book, ...])), lambda: (load_book(),)),
    "facet_values": GenerationPart(StoredJson("facet-values.json", TypeAdapter(dict[str, tuple[KnownValue, ...]])), load_vocabulary),
}


def write_parts(folder: Path, holder: object) -> None:
    """Write every part, each a field of what is given, into the folder of a generation."""
    for name, part in PARTS.items():
        part.stored.write(getattr(holder, name), folder)


def read_parts(folder: Path, held: Collection[str]) -> dict[str, Any]:
    """Return every part by its name; those that the generation does not hold are the program's own.

    Raises:
        OSError, ValueError: when a file cannot be read, or does not hold what it should.

    """
    return {name: part.stored.read(folder) if name in held else part.own() for name, part in PARTS.items()}


def part_digests(holder: object) -> dict[str, str]:
    """Return the SHA-256 of what each part says, by its name."""
    return {name: content_digest(part.stored.content.dump_python(getattr(holder, name), mode="json")) for name, part in PARTS.items()}
