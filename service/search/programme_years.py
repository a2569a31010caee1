"""A case with those of other books that tell of its programme, and the figures of all of them by year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from service.search.case_searcher import CaseSearcher
from service.search.contract.search_results import CaseSummary
from service.search.programmes.figures_by_year import FiguresByYear, figures_by_year


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A case of another book that tells of the same programme, and how alike the two are, from 0 to 1."""

    case: CaseSummary
    score: float


@dataclass(frozen=True, slots=True)
class ProgrammeYears:
    """The counterparts of a case, the most alike first, the figures that it and they state, and which counterparts a person unlinked."""

    case_id: str
    same: tuple[Counterpart, ...]
    figures: FiguresByYear
    unlinked: tuple[CaseSummary, ...]


def programme_years(searcher: CaseSearcher, case_id: str, unlinked: Collection[frozenset[str]]) -> ProgrammeYears:
    """Return the years of a case's programme, without what a person has unlinked.

    Raises:
        CaseNotFoundError: when there is no such case.

    """
    case, tell = searcher.case(case_id), searcher.parts.presenter.summary
    links = searcher.parts.programmes.get(case.id, ())
    kept = [link for link in links if frozenset({link.one, link.other}) not in unlinked]
    gone = [link for link in links if frozenset({link.one, link.other}) in unlinked]
    others = [searcher.case(link.counterpart(case.id)) for link in kept]
    return ProgrammeYears(
        case_id=case.id,
        same=tuple(Counterpart(tell(other), link.score) for other, link in zip(others, kept, strict=True)),
        figures=figures_by_year([case, *others]),
        unlinked=tuple(tell(searcher.case(link.counterpart(case.id))) for link in gone),
    )
