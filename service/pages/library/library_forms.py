"""What the library's forms send: words by the names of their fields, cleaned, and the state of the book that they were filled in from."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request

from corpus.errors import LibraryError, RequestError
from service.api.roles import require
from service.library.book_desk import Revisions
from service.pages.library.book_query import BookQuery
from service.pages.library.cards.card_inputs import is_integer

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 60
LIBRARIAN_FORM = Depends(require("librarian", form=True))


@dataclass(frozen=True, slots=True)
class LibraryForm:
    """The fields of a form."""

    fields: Mapping[str, str]

    @property
    def seen(self) -> Revisions:
        """The state of the book that the form was filled in from; without one it is none that there is."""
        told = self.word("revision")
        return frozenset({int(told)}) if is_integer(told) else frozenset()

    def word(self, name: str) -> str:
        """Return what a field holds, on one line; "" where it was not sent."""
        return " ".join(self.fields.get(name, "").split())

    def integer(self, name: str, label: str) -> int:
        """Return the whole number that a field holds.

        Raises:
            LibraryError: (invalid_parameter) for anything else.

        """
        told = self.word(name).replace(",", "")
        if not is_integer(told):
            raise LibraryError(f"{label}: 숫자로 적으십시오.", code="invalid_parameter", field=name)
        return int(told)


async def read_library_form(request: Request) -> LibraryForm:
    """Read the form of a request.

    Raises:
        RequestError: when it is none.

    """
    if request.headers.get("content-type", FORM).split(";")[0].strip().lower() != FORM:
        raise RequestError(f"양식은 {FORM}으로 보내 주십시오.", code="unsupported_body")
    try:
        sent = parse_qs((await request.body()).decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise RequestError("보낸 양식을 읽을 수 없습니다. 화면을 다시 열어 보내 주십시오.", code="unreadable_body") from error
    return LibraryForm({name: _clean(values[-1]) for name, values in sent.items()})


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form of a book's page as it was sent: which book's, which form, what it held, and what the page showed."""

    book: str
    name: str
    sent: LibraryForm
    query: BookQuery


Sent = Annotated[LibraryForm, Depends(read_library_form)]


def _clean(told: str) -> str:
    """Return what was typed in composed letters, its lines parted alike, without what cannot be seen."""
    plain = unicodedata.normalize("NFC", told).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter if letter == "\n" or letter.isprintable() else " " for letter in plain)
