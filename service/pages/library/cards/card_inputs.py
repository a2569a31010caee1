"""How each kind of value of a card is typed: the inputs of its form, what they hold of a value, and the value of what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from corpus.errors import LibraryError
from corpus.model.facets import DISTRICT, PLACES, PROVINCE
from corpus.model.nouns import LAST_LINE

Control = Literal["line", "text", "number", "section_kind"]
Typed = Mapping[str, str]
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
VALUE = "value"
LONGEST_INTEGER = 9


@dataclass(frozen=True, slots=True)
class CardInput:
    """An input of a form; without a label of its own it is its field's."""

    name: str
    label: str = ""
    control: Control = "line"
    least: int = 0
    most: int = LAST_LINE
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Typing:
    """A kind of value: `show` a value (None: there is none) in the inputs, `read` what they hold."""

    inputs: tuple[CardInput, ...]
    show: Callable[[Any], dict[str, str]]
    read: Callable[[Typed], Any]


def is_integer(told: str) -> bool:
    """Tell whether a word is a whole number that is not too large to mean anything here."""
    return told.isascii() and told.isdigit() and len(told) <= LONGEST_INTEGER


def read_lines(told: str) -> list[str]:
    """Return the lines of a text that hold something, each once."""
    return [*dict.fromkeys(filter(None, (line.strip() for line in told.splitlines())))]


def _show_word(value: Any) -> dict[str, str]:  # noqa: ANN401 - what a card holds
    return {VALUE: "" if value is None else write_number(value)}


def write_number(value: Any) -> str:  # noqa: ANN401
    """Return a value as it is typed: 120.0 → "120"."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _read_word(sent: Typed) -> str | None:
    return _one_line(sent, VALUE) or None


def _read_prose(sent: Typed) -> str | None:
    return sent.get(VALUE, "").strip() or None


def _one_line(sent: Typed, name: str) -> str:
    return " ".join(sent.get(name, "").split())


def _read_number(sent: Typed, name: str = VALUE, label: str = "") -> float | None:
    told = sent.get(name, "").strip().replace(",", "")
    if told and not _NUMBER.fullmatch(told):
        raise LibraryError(f"{label or name}: 숫자로 적으십시오. 없으면 비워 두십시오.", code="invalid_parameter", field=name)
    return (float(told) if "." in told else int(told)) if told else None


def _read_integer(sent: Typed, name: str = VALUE, label: str = "") -> int | None:
    told = sent.get(name, "").strip()
    if told and not is_integer(told):
        raise LibraryError(f"{label or name}: 정수로 적으십시오. 없으면 비워 두십시오.", code="invalid_parameter", field=name)
    return int(told) if told else None


def _show_range(value: Any) -> dict[str, str]:  # noqa: ANN401
    return {"first": str(value[0]) if value else "", "last": str(value[1]) if value else ""}


def _read_range(sent: Typed) -> list[int] | None:
    first, last = (_read_integer(sent, name, "행") for name in ("first", "last"))
    return None if first is None and last is None else [first or last or 0, last or first or 0]


def _show_region(value: Any) -> dict[str, str]:  # noqa: ANN401
    return {name: (value or {}).get(name) or "" for name in PLACES}


def _read_region(sent: Typed) -> dict[str, str | None] | None:
    sido, sigungu = (_one_line(sent, name) or None for name in PLACES)
    return {PROVINCE: sido or "", DISTRICT: sigungu} if sido or sigungu else None


def _show_period(value: Any) -> dict[str, str]:  # noqa: ANN401
    return {name: (value or {}).get(name) or "" for name in ("start", "end")}


def _read_period(sent: Typed) -> dict[str, str | None]:
    return {name: sent.get(name, "").strip() or None for name in ("start", "end")}


def _show_section(value: Any) -> dict[str, str]:  # noqa: ANN401
    held = value or {"kind": "programme", "heading": "", "text": "", "asks": (), "source": None}
    told = {name: held[name] for name in ("kind", "heading", "text")}
    return {**told, "asks": "\n".join(held["asks"]), **_show_range(held["source"])}


def _read_section(sent: Typed) -> dict[str, Any]:
    told: dict[str, Any] = {name: _one_line(sent, name) for name in ("kind", "heading")}
    return {**told, "text": sent.get("text", "").strip(), "asks": read_lines(sent.get("asks", "")), "source": _read_range(sent)}


def _show_figure(value: Any) -> dict[str, str]:  # noqa: ANN401
    held = value or dict.fromkeys(("name", "year", "target", "actual", "unit", "source"))
    told = {name: "" if held[name] is None else write_number(held[name]) for name in ("name", "year", "target", "actual", "unit")}
    return {**told, **_show_range(held["source"])}


def _read_figure(sent: Typed) -> dict[str, Any]:
    numbers = {name: _read_number(sent, name, label) for name, label in (("target", "목표"), ("actual", "실적"))}
    words = {name: _one_line(sent, name) for name in ("name", "unit")}
    return {**words, "year": _read_integer(sent, "year", "연도"), **numbers, "source": _read_range(sent)}


_LINES = (CardInput("first", "첫 행", "number", 1), CardInput("last", "끝 행", "number", 1))
WORD = Typing((CardInput(VALUE),), _show_word, _read_word)
PROSE = Typing((CardInput(VALUE, control="text"),), _show_word, _read_prose)
LIST = Typing(
    (CardInput(VALUE, control="text", hint="한 줄에 하나씩 적으십시오."),),
    lambda value: {VALUE: "\n".join(value or ())},
    lambda sent: read_lines(sent.get(VALUE, "")),
)
NUMBER = Typing((CardInput(VALUE, hint="숫자만 적으십시오. 원문에 없으면 비워 두십시오."),), _show_word, _read_number)
YEAR = Typing((CardInput(VALUE, "", "number", 1900, 2100),), _show_word, _read_integer)
REGION = Typing(
    (CardInput(PROVINCE, "시·도", hint="전북특별자치도처럼 적으십시오. 지역이 없으면 비워 두십시오."), CardInput(DISTRICT, "시·군·구")),
    _show_region,
    _read_region,
)
PERIOD = Typing(
    (CardInput("start", "시작", hint="2021이나 2021-03처럼 적으십시오."), CardInput("end", "끝")),
    _show_period,
    _read_period,
)
PLACE = Typing(_LINES, _show_range, _read_range)
SECTION = Typing(
    (
        CardInput("kind", "갈래", "section_kind"),
        CardInput("heading", "제목"),
        CardInput("text", "내용", "text"),
        CardInput("asks", "이 대목을 찾을 때 쓸 말", "text", hint="한 줄에 하나씩, 없으면 비워 두십시오."),
        *_LINES,
    ),
    _show_section,
    _read_section,
)
FIGURE = Typing(
    (
        CardInput("name", "이름"),
        CardInput("year", "연도", "number", 1950, 2100),
        CardInput("target", "목표"),
        CardInput("actual", "실적"),
        CardInput("unit", "단위"),
        *_LINES,
    ),
    _show_figure,
    _read_figure,
)
