"""What a keeper sets of a book: its fields, checked as its record holds them, and whether it is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from corpus.errors import LibraryError
from corpus.library.book_record import FIELDS, BookRecord
from corpus.library.shelf import Shelf
from corpus.validation import message


def set_fields(shelf: Shelf, book: str, told: Mapping[str, Any], *, seen: int | None = None) -> BookRecord:
    """Set what is known of a book.

    Raises:
        LibraryError: (book_not_found, invalid_parameter naming the field, changed_meanwhile).

    """
    record = shelf.read(book)
    return shelf.write(make_record(**{**record.model_dump(), **told}), seen=seen)


def set_status(shelf: Shelf, book: str, *, published: bool, seen: int | None = None) -> BookRecord:
    """Publish a book, or withdraw it: the next build has it, or has it no longer.

    Raises:
        LibraryError: (book_not_found, changed_meanwhile).

    """
    record = shelf.read(book)
    if record.status == ("published" if published else "draft"):
        return record
    return shelf.write(record.model_copy(update={"status": "published" if published else "draft"}), seen=seen)


def make_record(**told: Any) -> BookRecord:  # noqa: ANN401 - what comes from outside is checked here
    """Return a record of what is told.

    Raises:
        LibraryError: (invalid_parameter) naming the first field that cannot be so.

    """
    try:
        return BookRecord.model_validate(told, strict=False)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        raise LibraryError(f"{name}: {message(first)}", code="invalid_parameter", field=name) from error


def fields_of(told: Mapping[str, str]) -> dict[str, Any]:
    """Return what a keeper says of a book as its record holds it: an empty word takes a value back, groups are parted by commas.

    Raises:
        LibraryError: (invalid_parameter) naming a field that a keeper cannot set.

    """
    held: dict[str, Any] = {}
    for name, value in told.items():
        if name not in FIELDS:
            raise LibraryError(
                f"{name}: 정할 수 없는 항목입니다. 쓸 수 있는 항목: {', '.join(FIELDS)}", code="invalid_parameter", field=name
            )
        if name == "visibility":
            held[name] = tuple(filter(None, (part.strip() for part in value.split(",")))) or ("all",)
        elif name == "year" and value.strip():
            held[name] = int(value) if value.strip().isascii() and value.strip().isdigit() else value
        else:
            held[name] = value.strip() or ("unknown" if name == "licence" else None)
    return held
