"""Scored passages → what a reader sees of a case: evidence, highlights and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from corpus.model.ids import book_of
from corpus.model.nouns import Case, Passage
from corpus.passages import EVIDENCE_KINDS, text_offset
from indexer.generations.generation_store import Index
from service.search.contract.search_results import CaseSummary, Hit, PassageHit, PassageSource
from service.search.ranking.score_formulas import Groups, Scores, descending, merge_spans
from service.search.ranking.similar_cases import Shared, sentence
from service.search.understanding.query_expansion import ExpandedQuery, Synonym

Span = tuple[str, int, int]
"""A form or a term, and the [start, end) where it stands in a passage's indexed text."""
PARTICLE = 3  # characters that may stand between two words of a term: 온라인으로 판매
EVIDENCE = 3
REASONS = 5
# Tokens too common to mark or to give as a reason; a mark on every 수 or 하다 hides the ones that matter.
LIGHT = frozenset({
    "것", "거", "수", "등", "때", "데", "곳", "중", "및", "년", "월", "일", "명", "개", "건", "원", "만", "천", "억", "백만", "회",
    "차", "씩", "번", "간", "쪽", "지", "말", "더", "잘", "안", "못", "또", "다시", "함께", "매우", "가장", "바로", "따로", "같이",
    "하다", "되다", "있다", "없다", "같다", "보다", "주다", "받다", "가다", "오다", "싶다", "않다", "들다", "나다", "내다", "두다",
    "놓다", "알다", "모르다", "어떻다", "그렇다", "이렇다", "많다", "좋다", "방법", "관련", "대한", "통하다", "위하다",
})  # fmt: skip


class Presenter:
    """Turns rows of an index into hits."""

    def __init__(self, index: Index, group_of: Groups) -> None:
        """Hold the index, its evidence rows and its need rows, case by case."""
        self._index = index
        kinds = np.array([passage.kind for passage in index.passages])
        evidence, needs = np.isin(kinds, list(EVIDENCE_KINDS)), kinds == "need"
        count = int(group_of.max()) + 1
        self._evidence = [np.flatnonzero(evidence & (group_of == number)) for number in range(count)]
        self._needs = [np.flatnonzero(needs & (group_of == number)) for number in range(count)]
        self._summaries = [self._evidence[number][kinds[self._evidence[number]] == "summary"] for number in range(count)]

    @staticmethod
    def summary(case: Case) -> CaseSummary:
        """Return a case as lists show it."""
        return CaseSummary(**{field.name: getattr(case, field.name) for field in fields(CaseSummary)})

    def hit(self, rank: int, case: Case, number: int, scores: Scores, sought: ExpandedQuery) -> Hit:
        """Return a case with its best passages for the query whose passage scores, tokens and synonyms these are."""
        rows = self._best(self._evidence[number], scores, EVIDENCE)
        need = self._best(self._needs[number], scores, 1)
        led_by_need = bool(need) and bool(rows) and scores[need[0]] > scores[rows[0]]
        telling = self._index.lexical.lookup((sought.typed - LIGHT) | sought.parts)
        spans = {row: _told(self._index.lexical.spans(row, telling), sought) for row in (*rows, *need)}
        passages = [self._passage(row, case, spans[row]) for row in rows]
        why = self._reasons({form for found in spans.values() for form, _, _ in found}, sought.synonyms)
        return Hit(rank, self.summary(case), passages, why, self._index.passages[need[0]].text if led_by_need else None)

    def similar_hit(self, rank: int, case: Case, number: int, shared: Shared) -> Hit:
        """Return a case that resembles another: its summary for evidence, what both share for reasons, and that in a sentence."""
        passages = [self._passage(int(row), case, []) for row in self._summaries[number]]
        why = [*chain.from_iterable(shared.values.values()), *shared.words]
        return Hit(rank, self.summary(case), passages, why, None, sentence(shared))

    def _best(self, rows: NDArray[np.intp], scores: Scores, count: int) -> list[int]:
        return [int(rows[place]) for place in descending(scores[rows])[:count]]

    def _passage(self, row: int, case: Case, spans: list[Span]) -> PassageHit:
        passage = self._index.passages[row]
        highlights = self._highlights(passage, spans)
        source = PassageSource(passage.lines, case.pages, book_of(case.id))
        return PassageHit(passage.id, passage.kind, passage.heading, passage.text, highlights, source)

    @staticmethod
    def _highlights(passage: Passage, spans: list[Span]) -> list[tuple[int, int]]:
        """Return where the query's words stand in the shown text; spans count from the start of the indexed text."""
        start = text_offset(passage)
        stop = start + len(passage.text)
        return merge_spans([(first - start, last - start) for _, first, last in spans if start <= first < last <= stop])

    def _reasons(self, held: set[str], synonyms: Iterable[Synonym]) -> list[str]:
        """Return the query's words, and their synonyms, that a case's passages hold and most cases do not, those of the fewest cases first.

        A word of most cases tells none of them apart: with such words a wrong case has as many reasons as a right one. A part of a word
        already given is left out.
        """
        whole, rarity = self._index.whole, self._index.lexical.rarity
        forms = {synonym.text: synonym.forms for synonym in synonyms if synonym.text in held}
        holders = {told: min(whole.holders(form) for form in forms.get(told, (told,))) for told in held}
        telling = {told for told in held if holders[told] <= (len(whole.ids) + 1) // 2}
        ordered = sorted(telling, key=lambda told: (holders[told], -max(map(rarity, forms.get(told, (told,)))), told))
        whole_words = (told for told in ordered if not any(told != other and told in other for other in telling))
        return list(islice(whole_words, REASONS))


def _told(spans: list[Span], sought: ExpandedQuery) -> list[Span]:
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
