"""What a query demands of the cases it finds beside its subject: what is left out of it goes last, quoted phrases must stand as typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from corpus.model.facets import PLACES
from corpus.model.ids import CASE_PATTERN
from corpus.passages import EVIDENCE_KINDS
from indexer.records.catalogue import Catalogue
from service.search.contract.search_results import Signal
from service.search.ranking.ranked_query import RankedQuery, Ranking
from service.search.understanding.exclusions import Exclusion, Exclusions, keep_outside
from service.search.understanding.query_letters import is_letter
from service.search.understanding.query_signals import Understood
from service.search.understanding.quoted_phrases import hold_phrases, read_phrases

LIFT = 100.0  # of a passage that holds what was quoted: more than any evidence scores
NOTHING = Exclusion()
_CASE = re.compile(CASE_PATTERN)
_CALLED_SO = re.compile(r"\s*(?:번|호)?\s*(?:사례)?$")


@dataclass(frozen=True, slots=True)
class ConditionedQuery:
    """A query ranked without what it wants left out: the ranking, what it names, and what it demands.

    `told` are the signals of both kinds of demand. `holding` are the ids of the cases that show every quoted phrase; None where nothing
    is quoted, or no case shows all of it. `asked` is what may be the id of a case where the query is nothing else; `here` are the numbers
    of the cases of all its places where it names nothing but places.
    """

    ranking: Ranking
    understood: Understood
    told: tuple[Signal, ...] = ()
    exclusion: Exclusion = NOTHING
    holding: frozenset[str] | None = None
    asked: str = ""
    here: frozenset[int] = frozenset()

    @property
    def signals(self) -> list[Signal]:
        """All that was understood, in the order in which it stands in the query."""
        return sorted([*self.understood.signals, *self.told], key=lambda signal: signal.span) if self.told else self.understood.signals

    def count_signals(self, count: int) -> NDArray[np.float32]:
        """Return how many signals speak for each of `count` cases, less one where it has what is left out beside much else."""
        told = self.understood.count_signals(count)
        told[list(self.exclusion.touching)] -= 1
        return told

    def arrange(self, numbers: Sequence[int], names: Sequence[str]) -> list[int]:
        """Return the numbers of ranked cases, of these ids, as is demanded.

        First comes the one that was asked for, then those of the places that alone were named, last what is left out; none without what was
        quoted.
        """
        kept = [(number, name) for number, name in zip(numbers, names, strict=True) if self.holding is None or name in self.holding]

        def standing(case: tuple[int, str]) -> tuple[bool, bool, bool]:
            number, name = case
            return name != self.asked, bool(self.here) and number not in self.here, number in self.exclusion.behind

        return [number for number, _ in sorted(kept, key=standing)]


def apply_conditions(
    ranked: RankedQuery, typed: str, ignore: Collection[str], exclusions: Exclusions, catalogue: Catalogue, rank: Callable[[str], Ranking]
) -> ConditionedQuery:
    """Return a ranked query under its demands; `rank` ranks what is left of the query where something of it is left out."""
    exclusion = exclusions.read(ranked.repair.query, ranked.understood, ignore) or NOTHING
    ranking, understood = ranked.ranking, ranked.understood
    if exclusion.signals:
        ranking, understood = rank(exclusion.rest), keep_outside(understood, exclusion.removed)
    phrases = read_phrases(typed, ignore)
    asked, here = asked_case(typed), cases_here(ranked.repair.query, understood)
    if not phrases:
        return ConditionedQuery(ranking, understood, exclusion.signals, exclusion, asked=asked, here=here)
    rows = np.flatnonzero(ranking.candidates.of_kinds(EVIDENCE_KINDS))
    ids, case_of, case_ids = ranking.candidates.ids, ranking.candidates.case_of, ranking.candidates.case_ids
    held = hold_phrases({int(row): catalogue[ids[int(row)]].text for row in rows}, [phrase.value for phrase in phrases])
    cases = {phrase: frozenset(case_ids[int(case_of[row])] for row in found) for phrase, found in held.items()}
    lifted = ranking.evidence.copy()
    lifted[sorted(set().union(*held.values()))] += LIFT
    holding = reduce(frozenset.intersection, cases.values())
    told = tuple(replace(phrase, cases=len(cases[phrase.value])) for phrase in phrases)
    return ConditionedQuery(replace(ranking, evidence=lifted), understood, (*exclusion.signals, *told), exclusion, holding or None)


def asked_case(query: str) -> str:
    """Return what a query calls a case by, where it is nothing else: 2-05, "2-05번 사례"."""
    name = _CALLED_SO.sub("", query)
    return name if _CASE.fullmatch(name) else ""


def cases_here(query: str, understood: Understood) -> frozenset[int]:
    """Return the numbers of the cases of all places that a query names, where it names places and says nothing else."""
    named = {at for _, span in understood.mentions for at in range(*span)}
    if not understood.signals or any(signal.field not in PLACES for signal in understood.signals):
        return frozenset()
    rest = any(is_letter(char) for at, char in enumerate(query) if at not in named)
    return frozenset() if rest else reduce(frozenset.intersection, understood.holders)
