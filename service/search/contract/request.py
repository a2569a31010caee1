"""What a user sends, made clean: query text and filters. Bad input fails here, with the field's name and the way out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.errors import RequestError
from corpus.model.facets import KEYS, LABELS, values_of
from corpus.model.nouns import Case
from indexer.text.widths import fold_widths

Mode = Literal["hybrid", "lexical", "dense"]
Order = Literal["fit", "region", "year", "budget", "result"]
"""In which order found cases stand: as they fit, by province, newest book, largest budget, or most targets met first."""
MAX_QUERY, MAX_PLAN = 1000, 20_000
MAX_LIMIT = 100
MAX_OFFSET = 100_000
MOST_COMPARED = 4
"""Cases side by side on a page."""
_SPACES = re.compile(r"\s+")


def clean_query(text: str, *, field: str = "q", longest: int = MAX_QUERY) -> str:
    """Return a query in NFC without control, format, private-use and unpaired surrogate characters, spaces collapsed.

    Full-width letters, digits and marks are what the keyboard's other mode makes of ordinary ones, and are read as these.

    Raises:
        RequestError: `query_too_long` over `longest` characters; `invalid_parameter` when nothing searchable is left.

    """
    _check_length(text, field, longest)
    clean = _SPACES.sub(" ", _clean(text))
    _check_letters(clean, field)
    return clean


def clean_plan(text: str) -> str:
    """Return the draft of a plan, clean as a query is, its lines kept.

    Raises:
        RequestError: as for a query; `field` is `text`.

    """
    _check_length(text, "text", MAX_PLAN)
    clean = "\n".join(filter(None, (_SPACES.sub(" ", _clean(line)) for line in text.splitlines())))
    _check_letters(clean, "text")
    return clean


def _clean(text: str) -> str:
    kept = (
        " " if category in {"Cc", "Zl", "Zp"} else char
        for char in fold_widths(text)
        if (category := unicodedata.category(char)) not in _DROPPED
    )
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def _check_length(text: str, field: str, longest: int) -> None:
    if len(text) > longest:
        subject = _names_of(field)[0]
        raise RequestError(f"{subject} 너무 깁니다({len(text):,}자). {longest:,}자까지 쓸 수 있습니다.", code="query_too_long", field=field)


def _check_letters(clean: str, field: str) -> None:
    subject, within, matter = _names_of(field)
    if not clean:
        raise RequestError(f"{subject} 비어 있습니다. {matter} 적어 주십시오.", field=field)
    if not any(char.isalnum() for char in clean):
        raise RequestError(f"{within} 글자나 숫자가 없습니다. {matter} 낱말이나 문장으로 적어 주십시오.", field=field)


def _names_of(field: str) -> tuple[str, str, str]:
    return _CALLED.get(field, ("검색어가", "검색어에", "찾는 내용을"))


_CALLED = {  # what a field's text is called, where it is no search
    "question": ("질문이", "질문에", "묻는 내용을"),
    "before": ("앞선 질문이", "앞선 질문에", "먼저 묻던 내용을"),
    "context": ("앞선 질문이", "앞선 질문에", "먼저 묻던 내용을"),
    "name": ("이름이", "이름에", "쓰실 이름을"),
    "note": ("메모가", "메모에", "남기실 말을"),
    "text": ("계획안이", "계획안에", "계획안을"),
    "answer": ("답이", "답에", "받으신 답을"),
}
_DROPPED = frozenset({"Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True, init=False)
class Filters:
    """Conditions on cases: any of the values of one facet, all of the facets together. A facet without values is no condition.

    `chosen` holds the facets that have values, in the order of the table: equal conditions are one key of the cache.
    """

    chosen: tuple[tuple[str, tuple[str, ...]], ...]

    def __init__(self, **chosen: Sequence[str]) -> None:
        """Take the values of each facet by its key: `Filters(sido=("경상남도",))`."""
        if unknown := chosen.keys() - LABELS.keys():
            msg = f"no such facet: {', '.join(sorted(unknown))}"
            raise ValueError(msg)
        object.__setattr__(self, "chosen", tuple((key, tuple(chosen[key])) for key in KEYS if chosen.get(key)))

    @classmethod
    def of(cls, chosen: Mapping[str, Sequence[str]]) -> Filters:
        """Return the conditions that a mapping from facets to values states."""
        return cls(**chosen)

    def values(self, facet: str) -> tuple[str, ...]:
        """Return the values chosen of a facet."""
        return dict(self.chosen).get(facet, ())

    def conditions(self) -> dict[str, frozenset[str]]:
        """Return the facets that are conditions, with their values."""
        return {key: frozenset(values) for key, values in self.chosen}

    def accepts(self, case: Case, *, ignoring: str = "") -> bool:
        """Tell whether a case meets every condition, leaving out the facet `ignoring`."""
        return all(key == ignoring or not wanted.isdisjoint(values_of(case, key)) for key, wanted in self.conditions().items())

    def check(self, known: Mapping[str, frozenset[str]]) -> None:
        """Refuse a value that no case has.

        Raises:
            RequestError: naming the facet, the value and the values there are.

        """
        for key, values in self.chosen:
            for value in values:
                if value not in known[key]:
                    raise RequestError(f"{key}에 없는 값입니다: {value[:40]!r}. 쓸 수 있는 값: {', '.join(sorted(known[key]))}", field=key)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search: a clean query, how to rank, which cases, which slice, whether to leave slips as typed. The result cache's key.

    `ignore` holds `field:value` of signals that are to count for nothing.
    """

    query: str
    mode: Mode = "hybrid"
    filters: Filters = Filters()
    limit: int = 10
    offset: int = 0
    as_typed: bool = False
    ignore: tuple[str, ...] = ()
    order: Order = "fit"
