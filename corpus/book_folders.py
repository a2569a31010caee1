"""A book's folder on disk → the book's names (`book.yaml`) and what is peculiar to its text (`profile.yaml`).

Every fault of a file is told at once, with file and key.
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import CorpusError
from corpus.model.book import Book
from corpus.model.ids import DEFAULT_BOOK
from corpus.model.profile import Profile
from corpus.yaml_files import id_faults, read_record, read_yaml, validate_record

BOOKS = Path(__file__).parent / "books"
DEFAULT_FOLDER = BOOKS / DEFAULT_BOOK
BOOK, PROFILE = "book.yaml", "profile.yaml"


def load_book(folder: Path = DEFAULT_FOLDER) -> Book:
    """Load the book of a folder, which is named by its id.

    Raises:
        CorpusError: with every fault of `book.yaml`.

    """
    path = folder / BOOK
    data, faults = read_yaml(path)
    book, found = (None, []) if faults else validate_record(data, path, Book)
    faults = faults or id_faults(data, path, folder.name, "폴더") + found
    if faults or book is None:
        raise CorpusError(faults, "자료 정보")
    return book


def load_profile(folder: Path = DEFAULT_FOLDER) -> Profile:
    """Load the profile of a folder's book.

    Raises:
        CorpusError: with every fault of `profile.yaml`.

    """
    return read_record(folder / PROFILE, Profile, "원문 특성")
