"""The noun book: one source document, by the names under which it is filed and cited. No logic."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from corpus.model.nouns import Award, BookId, Breadth, Licence, Record, Text, Texts, unique
from corpus.model.sight import EVERYBODY

OPEN = "공공누리"
"""What the open licences begin with."""
Format = Literal["text", "markdown", "html", "docx", "xlsx", "hwpx", "hwp", "pdf", "image"]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
CITED = ("place", "case", "publisher", "title", "short_title", "year", "where")
"""What a book's citation may name; `where` must be among it."""


def _template(text: str) -> str:
    """Refuse a citation that names what is not there, or not where in the book the reader should look; the message is the user's."""
    try:
        fields = [(name, form, conversion) for _, name, form, conversion in Formatter().parse(text) if name is not None]
    except ValueError as error:
        msg = "중괄호의 짝이 맞지 않습니다"
        raise ValueError(msg) from error
    if wrong := [name for name, form, conversion in fields if name not in CITED or form or conversion]:
        msg = f"{{{wrong[0]}}}: 쓸 수 있는 이름은 {', '.join(f'{{{name}}}' for name in CITED)}입니다"
        raise ValueError(msg)
    if "where" not in {name for name, _, _ in fields}:
        msg = "쪽이나 행이 들어갈 {where}가 없습니다"
        raise ValueError(msg)
    return text


def _named_once(kinds: tuple[AwardKind, ...]) -> tuple[AwardKind, ...]:
    """Refuse a kind given twice."""
    names = [kind.name for kind in kinds]
    if twice := next((name for name in names if names.count(name) > 1), None):
        msg = f"같은 값이 두 번 있습니다: {twice}"
        raise ValueError(msg)
    return kinds


class AwardKind(Record):
    """What the book calls a kind of its cases: the `award` of their cards. Each is about one programme, or all that a government does.

    `words` are the ordinary words for it: what an official writes when he means it.
    """

    name: Award
    about: Breadth
    words: Annotated[Texts, AfterValidator(unique)] = ()


class BookFile(Record):
    """The file that a book's document is read from: its name, format and digest."""

    name: Text
    format: Format
    sha256: Sha256


class Book(Record):
    """One source document with its metadata; None where it is not known. `short_title` is for citations with little room."""

    id: BookId
    title: Text
    short_title: Text
    publisher: Text | None
    year: Annotated[int, Field(ge=1900, le=2100)] | None
    kind: Text
    language: Language
    licence: Licence
    source: Text | None
    contact: Text | None
    file: BookFile | None
    pages: Annotated[int, Field(ge=1, le=100_000)] | None
    citation: Annotated[Text, AfterValidator(_template)]
    kinds: Annotated[tuple[AwardKind, ...], Field(strict=False), AfterValidator(_named_once)]
    visibility: Annotated[Texts, Field(exclude_if=lambda told: told == EVERYBODY)] = EVERYBODY
    """Whom the book is for: everybody, or the readers of some groups."""


def allows_copies(licence: Licence) -> bool:
    """Tell whether a licence lets anybody have a copy of a book as it is: each kind of 공공누리 (KOGL) does, with its source named."""
    return licence.startswith(OPEN)


def tell_licence(licence: Licence | None) -> str:
    """Return a licence as officials call it: "공공누리 제1유형"; "" where there is none to tell of."""
    return f"공공누리 제{licence.removeprefix(OPEN).strip()}유형" if licence and allows_copies(licence) else ""
