"""A case's card as the library shows it: each field with its values, why it holds them, and what a person has set of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.library.book_record import CaseRecord
from corpus.library.corrections import CORRECTABLE
from corpus.model.derived_card import Reason
from corpus.model.facets import PLACES
from corpus.model.nouns import Case
from corpus.model.place import Range
from corpus.passages import KIND_LABELS
from service.pages.library.cards.card_fields import CARD_FIELDS, CardField, held_values
from service.pages.library.cards.card_inputs import LIST, write_number
from service.pages.library.cards.reasons import ToldReason, tell_reasons
from service.pages.rendering.official_units import budget, month


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One value of a field: its words, what stands above and beside them, and why it is there."""

    text: str
    heading: str = ""
    beside: str = ""
    lines: Range | None = None
    reasons: tuple[ToldReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """A field of a card. `corrected`: what was read can be had again; `by_hand`: a person has set it."""

    field: CardField
    values: tuple[ShownValue, ...]
    reasons: tuple[ToldReason, ...]
    by_hand: bool
    corrected: bool

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules by which its values were read, each once."""
        return tuple(dict.fromkeys(why.rule for one in self.values for why in one.reasons))

    @property
    def doubtful(self) -> bool:
        """Whether something of it was read with little certainty, and nobody has set it."""
        return not self.by_hand and any(reason.doubtful for reason in (*self.reasons, *(why for one in self.values for why in one.reasons)))


def show_card(case: Case, found: CaseRecord, reasons: Sequence[Reason]) -> list[ShownField]:
    """Return the fields of a card, in the order of the table."""
    held = held_values(case, found)
    return [_show_field(field, held[field.name], found, reasons) for field in CARD_FIELDS]


def _show_field(field: CardField, value: Any, found: CaseRecord, reasons: Sequence[Reason]) -> ShownField:  # noqa: ANN401 - what a card holds
    corrected = field.name in found.corrected and field.name in CORRECTABLE
    own = () if corrected else tuple(reasons)
    many = field.many or field.typing is LIST
    told = (
        [_show_item(field, number, one, own) for number, one in enumerate(value, 1)]
        if many
        else [_show_one(field.name, value)]
        if _is_said(value)
        else []
    )
    return ShownField(
        field=field,
        values=tuple(told),
        reasons=tell_reasons(own, field.name, (None,)),
        by_hand=corrected or field.name in found.by_hand,
        corrected=corrected,
    )


def _is_said(value: Any) -> bool:  # noqa: ANN401
    return any(value.values()) if isinstance(value, Mapping) else value not in {None, ""} if not isinstance(value, list) else bool(value)


def _show_one(name: str, value: Any) -> ShownValue:  # noqa: ANN401
    if name == "region":
        return ShownValue(" ".join(filter(None, (value[name] for name in PLACES))))
    if name == "period":
        return ShownValue(f"{month(value['start']) if value['start'] else ''} ~ {month(value['end']) if value['end'] else ''}".strip())
    if name == "lines":
        return ShownValue(f"{value[0]:,}~{value[1]:,}행", lines=(value[0], value[1]))
    return ShownValue(budget(value) if name == "budget_million_krw" else f"{value}년" if name == "year" else str(value))


def _show_item(field: CardField, number: int, value: Any, reasons: Sequence[Reason]) -> ShownValue:  # noqa: ANN401
    if not field.many:
        return ShownValue(value, reasons=tell_reasons(reasons, field.name, (value,)))
    heading = value["heading"] if field.name == "sections" else value["name"]
    lines = (value["source"][0], value["source"][1]) if value["source"] else None
    why = tell_reasons(reasons, field.name, (heading, str(number)))
    if field.name == "sections":
        return ShownValue(value["text"], heading, KIND_LABELS[value["kind"]], lines, why)
    told = [f"{label} {write_number(value[name])}{value['unit']}" for name, label in _FIGURES if value[name] is not None]
    return ShownValue(", ".join(told) or "값 없음", heading, f"{value['year']}년" if value["year"] else "", lines, why)


_FIGURES = (("target", "목표"), ("actual", "실적"))
