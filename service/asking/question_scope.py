"""Which cases a question is about: by the places and programmes it names, and by the caller's filters."""

from __future__ import annotations

from collections.abc import Sequence

from answers.asked.question import Recognition, Scope
from corpus.model.facets import PLACES
from corpus.model.nouns import Case
from corpus.vocabulary.gazetteer import Gazetteer
from service.search.contract.request import Filters
from service.search.contract.search_results import BRAND
from service.search.understanding.query_signals import Understood


def scope_of(understood: Understood, filters: Filters, cases: Sequence[Case], gazetteer: Gazetteer) -> Scope:
    """Return the cases a question is about: those of the places it names (of all, where they share none), and of the filters."""
    everything = frozenset(n for n, case in enumerate(cases) if filters.accepts(case))
    named = list(zip(understood.signals, understood.holders, strict=True))
    places = [
        (signal.value, holders or _find_mentions(_names(signal.value, gazetteer), cases))
        for signal, holders in named
        if signal.field in PLACES
    ]
    placed = [holders for _, holders in places if holders]
    branded = frozenset().union(*(holders for signal, holders in named if signal.field == BRAND))
    held = everything
    if placed:
        held &= frozenset.intersection(*placed) or frozenset.union(*placed)
        held = held & branded or held
    ids = frozenset(cases[n].id for n in held)
    absent_places = tuple(place for place, holders in places if not holders)
    recognitions = recognitions_of(understood, cases)
    return Scope(None if len(ids) == len(cases) else ids, absent_places, recognitions, bool(placed))


def _names(place: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return every name of a province; of a district its own alone, for a former one may be a part of others (남구)."""
    province = gazetteer.province(place)
    return province.names if province else (place,)


def _find_mentions(names: Sequence[str], cases: Sequence[Case]) -> frozenset[int]:
    """Return the cases that a place takes part in though none is its own: a name of it is in the summary or among the partners."""
    return frozenset(n for n, case in enumerate(cases) for name in names if name in case.summary or name in case.partners)


def recognitions_of(understood: Understood, cases: Sequence[Case]) -> tuple[Recognition, ...]:
    """Return everything that was recognised, in order, with the ids of the cases that have it; answers may not look into the search."""
    return tuple(
        Recognition(meaning.field, meaning.value, start, end, frozenset(cases[number].id for number in meaning.holders))
        for meaning, (start, end) in understood.mentions
    )
