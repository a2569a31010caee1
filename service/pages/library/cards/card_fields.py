"""The fields of a card, one row each: what each is called and how it is typed. Forms and values are loops over the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from corpus.errors import LibraryError
from corpus.library.book_record import CaseRecord
from corpus.model.facets import SUBJECTS
from corpus.model.nouns import Case
from corpus.validation import key, message
from service.api.library.asking.library_shapes import CasePatch
from service.pages.library.cards.card_inputs import (
    FIGURE,
    LIST,
    NUMBER,
    PERIOD,
    PLACE,
    PROSE,
    REGION,
    SECTION,
    WORD,
    YEAR,
    Typed,
    Typing,
    is_integer,
)

NEW, LONGEST_NUMBER = "new", 4
"""What an item is called that is not there yet."""
PLACED = frozenset({"pages", "blocks", "page_from"})
"""What goes with the lines that a part of a card stands on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardField:
    """A field of a card. One that is `many` is typed item by item, an item that is new last; `facet` names its known values."""

    name: str
    label: str
    typing: Typing
    many: bool = False
    facet: str = ""


_FACETS = {Case.model_fields[facet.path[0]].alias or facet.path[0]: facet.key for facet in SUBJECTS}
"""The facets that a card has values of, by the card's keys."""
CARD_FIELDS = (
    CardField(name="title", label="제목", typing=WORD),
    CardField(name="headline", label="한 줄 소개", typing=PROSE),
    CardField(name="summary", label="요약", typing=PROSE),
    CardField(name="region", label="지역", typing=REGION),
    CardField(name="kind", label="구분", typing=WORD),
    CardField(name="year", label="연도", typing=YEAR),
    CardField(name="period", label="기간", typing=PERIOD),
    CardField(name="budget_million_krw", label="예산(백만 원)", typing=NUMBER),
    CardField(name="targets", label="지원 대상", typing=LIST, facet=_FACETS["targets"]),
    CardField(name="measures", label="정책 수단", typing=LIST, facet=_FACETS["measures"]),
    CardField(name="industries", label="산업", typing=LIST, facet=_FACETS["industries"]),
    CardField(name="partners", label="함께한 기관", typing=LIST),
    CardField(name="sections", label="대목", typing=SECTION, many=True),
    CardField(name="metrics", label="수치", typing=FIGURE, many=True),
    CardField(name="keywords", label="주제어", typing=LIST),
    CardField(name="needs", label="이럴 때 찾습니다", typing=LIST),
    CardField(name="notes", label="살필 점", typing=LIST),
    CardField(name="lines", label="자료에서의 자리(행)", typing=PLACE),
)
BY_NAME: Mapping[str, CardField] = {field.name: field for field in CARD_FIELDS}


def held_values(case: Case, found: CaseRecord) -> dict[str, Any]:
    """Return what a case holds of each field, by the card's keys."""
    card = case.model_dump(mode="json", by_alias=True)
    return {**card, "kind": case.award, "year": found.year, "lines": list(found.lines)}


def name_item(field: CardField, item: str) -> str:
    """Return what a field, or an item of it, is called in an address: "summary", "sections:3", "sections:new"."""
    return f"{field.name}:{item}" if field.many else field.name


def find_field(name: str) -> tuple[CardField, str]:
    """Return a field, and which item of it, by what it is called in an address.

    Raises:
        LibraryError: (invalid_parameter) for what is none.

    """
    own, _, item = name.partition(":")
    field = BY_NAME.get(own)
    is_item = item == NEW or (is_integer(item) and len(item) <= LONGEST_NUMBER)
    if field is None or not (is_item if field.many else not item):
        raise LibraryError(f"{name[:40]}: 고칠 수 있는 항목이 아닙니다.", code="invalid_parameter", field="field")
    return field, item


def show_typed(field: CardField, item: str, held: Mapping[str, Any]) -> dict[str, str]:
    """Return what the inputs of a field's form hold."""
    value = held[field.name]
    if field.many:
        value = value[int(item) - 1] if item != NEW and 0 < int(item) <= len(value) else None
    return field.typing.show(value)


def read_field(field: CardField, item: str, sent: Typed, held: Mapping[str, Any]) -> CasePatch:
    """Return what of a case is set by what was typed into a field's form, or by its button that takes an item away.

    Raises:
        LibraryError: (invalid_parameter) naming what cannot be so.

    """
    value = _put_item(held[field.name], item, field.typing, sent, field.label) if field.many else field.typing.read(sent)
    return check_patch({field.name: value})


def check_patch(told: Mapping[str, Any]) -> CasePatch:
    """Return what of a case is set.

    Raises:
        LibraryError: (invalid_parameter) naming, as a reader knows it, the field that cannot be so.

    """
    try:
        return CasePatch.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        label, item = BY_NAME[name].label if name in BY_NAME else name, [part for part in first["loc"][1:2] if isinstance(part, int)]
        raise LibraryError(f"{label}{key(item)}: {message(first)}.", code="invalid_parameter", field=name) from error


def _put_item(held: list[dict[str, Any]], item: str, typing: Typing, sent: Typed, label: str) -> list[dict[str, Any]]:
    if item == NEW:
        return [*held, typing.read(sent)]
    at = int(item) - 1
    if not 0 <= at < len(held):
        raise LibraryError(f"{label}: {item}번째가 없습니다. 화면을 다시 여십시오.", code="invalid_parameter", field="field")
    if "drop" in sent:
        return [*held[:at], *held[at + 1 :]]
    own, kept = typing.read(sent), held[at]
    if own["source"] != kept["source"]:  # it stands elsewhere now, on pages that nobody has told
        kept = {name: value for name, value in kept.items() if name not in PLACED}
    return [*held[:at], {**kept, **own}, *held[at + 1 :]]
