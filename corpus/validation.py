"""Pydantic's error types told in Korean: one wording for a card's faults and for a request's parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_MESSAGES = {
    "missing": "꼭 있어야 하는 항목이 없습니다",
    "extra_forbidden": "정해지지 않은 항목입니다. 이름을 확인하십시오",
    "string_type": "글자로 적어야 합니다",
    "string_unicode": "글자로 바꿀 수 없는 부호가 있습니다",
    "string_too_short": "비어 있습니다",
    "string_too_long": "{max_length:,}자를 넘습니다",
    "string_pattern_mismatch": "정해진 형식이 아닙니다",
    "int_type": "정수로 적어야 합니다",
    "int_parsing": "정수로 적어야 합니다",
    "int_parsing_size": "수가 너무 큽니다",
    "int_from_float": "정수로 적어야 합니다",
    "float_type": "수로 적어야 합니다",
    "float_parsing": "수로 적어야 합니다",
    "finite_number": "유한한 수로 적어야 합니다",
    "bool_type": "true나 false로 적어야 합니다",
    "bool_parsing": "true나 false로 적어야 합니다",
    "none_required": "값이 없어야(null) 합니다",
    "greater_than": "{gt:,}보다 커야 합니다",
    "greater_than_equal": "{ge:,} 이상이어야 합니다",
    "less_than_equal": "{le:,} 이하여야 합니다",
    "literal_error": "정해진 값이 아닙니다. 쓸 수 있는 값: {expected}",
    "tuple_type": "목록으로 적어야 합니다",
    "list_type": "목록으로 적어야 합니다",
    "dict_type": "항목과 값의 짝으로 적어야 합니다",
    "too_short": "{min_length}개 이상 있어야 합니다",
    "too_long": "{max_length}개를 넘습니다",
    "model_type": "항목과 값의 짝으로 적어야 합니다",
    "value_error": "{error}",
    "json_invalid": "JSON 형식이 아닙니다",
}


def message(error: Mapping[str, Any]) -> str:
    """Return the Korean sentence for one entry of `ValidationError.errors()`; pydantic's own words for a type not listed."""
    template = _MESSAGES.get(error["type"])
    if template is None:
        return str(error["msg"])
    values = {
        name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in error.get("ctx", {}).items()
    }
    return template.format(**values).replace("' or '", "', '")  # pydantic's "a or b" in a list of values


def key(location: Sequence[int | str]) -> str:
    """Return a location as a reader writes it, counted from 1: ("sections", 2, "kind") → "sections[3].kind"."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).lstrip(".")
