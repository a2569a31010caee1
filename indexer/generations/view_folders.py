"""What some see of a generation and others do not: an index of its own for each set of books that is seen, beside everybody's.

None of them is made from another. Words, counts, neighbours, themes and maps of an index are those of its own books, so that what
somebody does not see has left nothing in what he is answered from.
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import StoreError
from indexer.generations.generation_folders import GENERATIONS, view_folders
from indexer.generations.generation_store import Index, load_generation


def open_views(root: Path, generation: str) -> tuple[list[Index], list[str]]:
    """Load the views of a generation beside that of everybody; also return why any cannot be: who would see it then sees less."""
    found: list[Index] = []
    problems: list[str] = []
    for folder in view_folders(root / GENERATIONS / generation):
        try:
            found.append(load_generation(folder))
        except StoreError as error:
            problems.append(str(error))
    return found, problems
