"""Scored passages → what a reader sees of a case: evidence, highlights and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import chain, islice

import numpy as np

from corpus.model.nouns import Case, Passage
from corpus.passages import EVIDENCE_KINDS, summary_passage, text_offset
from indexer.derived.similar_cases import Shared
from indexer.engines.seam import Groups, Scores
from indexer.records.catalogue import Catalogue, Span
from indexer.text.function_words import LIGHT
from service.search.contract.search_results import CaseSummary, Hit, PassageHit
from service.search.presenting.similar_sentence import sentence
from service.search.presenting.true_marks import Amounts, TrueMarks
from service.search.ranking.ranked_query import Ranking
from service.search.ranking.score_formulas import descending, merge_spans
from service.search.understanding.query_expansion import ExpandedQuery, Synonym

PARTICLE = 3  # characters that may stand between two words of a term: 온라인으로 판매
EVIDENCE = 3
REASONS = 5


class Presenter:
    """Turns scored candidates into hits."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Hold the records of what is shown."""
        self._catalogue = catalogue

    @staticmethod
    def summary(case: Case) -> CaseSummary:
        """Return a case as lists show it."""
        return CaseSummary(**{field.name: getattr(case, field.name) for field in fields(CaseSummary)})

    def hit(self, rank: int, case: Case, ranking: Ranking, amounts: Amounts = frozenset(), *, relevant: bool = True) -> Hit:
        """Return a candidate case with its best passages for the query that was ranked, which names some amounts."""
        found, scores, sought = ranking.candidates, ranking.evidence, ranking.sought
        own = np.flatnonzero(found.case_of == found.case_ids.index(case.id))
        rows = _best(own[found.of_kinds(EVIDENCE_KINDS, own)], scores, EVIDENCE)
        need = _best(own[found.of_kinds({"need"}, own)], scores, 1)
        led_by_need = bool(need) and bool(rows) and scores[need[0]] > scores[rows[0]]
        telling = (sought.typed - LIGHT) | sought.parts
        shown = {row: self._catalogue[found.ids[row]] for row in (*rows, *need)}
        marked = {row: TrueMarks(passage.text, amounts) for row, passage in shown.items()}
        spans = {
            row: [span for span in self._spans(passage, telling, sought) if marked[row].has(*span[1:])] for row, passage in shown.items()
        }
        passages = [self._mark(shown[row], [*spans[row], *(("", *place) for place in marked[row].amounts)]) for row in rows]
        why = self._reasons({form for held in spans.values() for form, _, _ in held}, sought.synonyms)
        return Hit(rank, self.summary(case), passages, why, shown[need[0]].text if led_by_need else None, relevant=relevant)

    def similar_hit(self, rank: int, case: Case, shared: Shared) -> Hit:
        """Return a case that resembles another: its summary for evidence, what both share for reasons, and that in a sentence."""
        passages = [self.passage(summary_passage(case))]  # a case of which only the text is known has none in the index
        why = [*chain.from_iterable(shared.values.values()), *shared.words]
        return Hit(rank, self.summary(case), passages, why, None, sentence(shared))

    def _spans(self, passage: Passage, telling: frozenset[str], sought: ExpandedQuery) -> Iterator[Span]:
        """Yield where the query's words stand in the shown text of a passage; those of its heading are left out."""
        start = text_offset(passage)
        for form, first, last in _choose_marks(self._catalogue.spans(passage.id, telling), sought):
            if start <= first < last <= start + len(passage.text):
                yield form, first - start, last - start

    def record(self, passage_id: str) -> Passage:
        """Return a passage as it is recorded."""
        return self._catalogue[passage_id]

    @staticmethod
    def passage(passage: Passage) -> PassageHit:
        """Return a passage as it is shown where nothing is marked."""
        return Presenter._mark(passage, ())

    @staticmethod
    def _mark(passage: Passage, spans: Sequence[Span]) -> PassageHit:
        highlights = merge_spans([(first, last) for _, first, last in spans])
        return PassageHit(passage.id, passage.kind, passage.heading, passage.text, highlights, passage.place)

    def _reasons(self, held: set[str], synonyms: Iterable[Synonym]) -> list[str]:
        """Return the query's words, and their synonyms, that a case's passages hold and most cases do not, those of the fewest cases first.

        A word of most cases tells none of them apart: with such words a wrong case has as many reasons as a right one. A part of a word
        already given is left out.
        """
        records = self._catalogue
        forms = {synonym.text: synonym.forms for synonym in synonyms if synonym.text in held}
        holders = {told: min(records.holding_cases(form) for form in forms.get(told, (told,))) for told in held}
        telling = {told for told in held if holders[told] <= (records.case_count + 1) // 2}
        ordered = sorted(telling, key=lambda told: (holders[told], -max(map(records.rarity, forms.get(told, (told,)))), told))
        whole_words = (told for told in ordered if not any(told != other and told in other for other in telling))
        return list(islice(whole_words, REASONS))


def _best(rows: Groups, scores: Scores, count: int) -> list[int]:
    return [int(rows[place]) for place in descending(scores[rows])[:count]]


def _choose_marks(spans: list[Span], sought: ExpandedQuery) -> list[Span]:
    """Return the spans of typed words, and of synonyms where all their words stand together: 여성 alone is no 경력단절여성."""
    held = {form for form, _, _ in spans}
    told = [span for span in spans if span[0] in sought.typed - LIGHT]
    for synonym in sought.synonyms:
        if held.issuperset(synonym.forms) and not LIGHT.issuperset(synonym.forms):
            told += [(synonym.text, start, end) for start, end in _together(spans, synonym.forms)]
    return told


def _together(spans: Sequence[Span], forms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of each place where the forms stand one after another with no more than a particle between them."""
    for form, start, end in spans:
        stop: int | None = end if form == forms[0] else None
        for wanted in forms[1:]:
            stop = None if stop is None else _end_after(spans, wanted, stop)
        if stop is not None:
            yield start, stop


def _end_after(spans: Sequence[Span], form: str, stop: int) -> int | None:
    """Return the end of a form that is the next after a place, a particle later at most."""
    following = min((start for _, start, _ in spans if start >= stop), default=stop)
    return next((end for other, start, end in spans if other == form and start == following <= stop + PARTICLE), None)
