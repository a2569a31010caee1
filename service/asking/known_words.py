"""What the sources know of a question: which words they have, asked word by word, and how what was found for it stands among the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from answers.levels import CosineScale
from answers.sentences.sufficiency import Standing
from corpus.model.facets import PLACES
from indexer.engines.seam import Groups
from indexer.records.catalogue import Catalogue
from service.asking.drafted_answer import RankedQuestion
from service.search.case_searcher import CaseSearcher
from service.search.contract.search_results import BRAND


@dataclass(frozen=True, slots=True)
class WordsOfCase:
    """The words of a case's passages."""

    records: Catalogue
    case_id: str

    def __contains__(self, form: object) -> bool:
        """Tell whether some passage of the case has the word."""
        return isinstance(form, str) and self.records.case_has(self.case_id, form)


@dataclass(frozen=True, slots=True)
class WordsOfAll:
    """The words of all passages."""

    records: Catalogue

    def __contains__(self, form: object) -> bool:
        """Tell whether some passage has the word."""
        return isinstance(form, str) and self.records.holders(form) > 0


def measure_standing(search: CaseSearcher, records: Catalogue, cosine: CosineScale, heard: RankedQuestion, rows: Groups) -> Standing:
    """Return how the passages at `rows`, the best for a question first, and their case stand among the others."""
    ranking, understood = heard.ranking, heard.understood
    best = int(ranking.candidates.case_of[rows[0]])
    case_id, cosines = ranking.candidates.case_ids[best], ranking.candidates.cosines
    number = search.position[case_id]
    named = list(zip(understood.signals, understood.holders, strict=True))
    others = np.delete(ranking.cases, best)
    return Standing(
        case_words=WordsOfCase(records, case_id),
        known_words=WordsOfAll(records),
        evidence=float(ranking.passages[rows].max()),
        cosine=cosine.place(float(cosines[rows].max())) if len(cosines) else 0.0,
        lead=float(ranking.cases[best] - others.max()) if len(others) else 0.0,
        placed=any(number in holders for signal, holders in named if signal.field in PLACES),
        named=max((1.0 if number in holders else -1.0 for signal, holders in named if signal.field == BRAND), default=0.0),
    )
