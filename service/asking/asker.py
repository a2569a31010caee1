"""Question and filters → answer: what the question names narrows the cases, figures are reckoned, else the best passages are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from answers.choice import AnswerWeights, load_weights
from answers.compose import absent, citation, compose, no_answer, premise
from answers.extract import Found, find
from answers.grounding import ground
from answers.holdings import Holdings
from answers.question import Scope, analyse
from answers.reading import Reader
from answers.reckoning.compute import compute
from answers.reckoning.figures import FigureTable
from answers.results import Answer, Draft
from answers.sufficiency import Standing, undated, unfounded
from answers.wording.generation import Told
from answers.wording.prompt import Evidence
from corpus.errors import DeadlineError
from corpus.model.facets import PLACES
from corpus.model.nouns import Passage
from corpus.passages import EVIDENCE_KINDS
from indexer.text.analyser import Analyser
from service.asking.drafted_answer import DraftedAnswer, Look, RankedQuestion, answer_of
from service.asking.question_scope import scope_of
from service.asking.several_questions import join_drafts, parts_of
from service.limits.deadline import bound_to_share, check_deadline
from service.search.contract.request import Filters, SearchRequest
from service.search.contract.search_results import BRAND
from service.search.engine import Engine
from service.search.ranking.ranked_query import Ranking
from service.search.ranking.score_formulas import descending
from service.search.understanding.query_signals import Understood

READ = 8
"""Passages read for an answer."""
NOTHING = "조건에 맞는 사례가 없습니다. 거르는 조건을 줄여 주십시오."
LATE, ANSWERING = "정해진 시간 안에 답을 찾지 못했습니다. 잠시 뒤에 다시 묻거나 더 짧게 물어 주십시오.", 0.9
"""What is told in the last tenth of the time where no answer was found before."""


class Asker:
    """Answers questions over an engine's index. Threads may share it."""

    def __init__(self, engine: Engine, weights: AnswerWeights | None = None) -> None:
        """Prepare what does not depend on the question: words of each case, places of passages that may be evidence.

        Without weights, those that the package ships are used.
        """
        self._given = weights
        self._engine, self._ranker = engine, engine.ranker
        index = self._ranker.index
        self._reader = Reader(self._ranker.analyser)
        self._cases = {case.id: case for case in engine.cases}
        self._table = FigureTable(engine.cases, self._ranker.analyser, engine.vocabulary)
        self._holdings = Holdings(index.passages)
        self._is_evidence = np.array([passage.kind in EVIDENCE_KINDS for passage in index.passages])
        self._passages = {passage.id: passage for passage in index.passages}
        self._of_cards = self._is_evidence & np.array([passage.kind != "casebook" for passage in index.passages])
        self._text: dict[str, list[Passage]] = {}
        for passage in index.passages:
            if passage.kind == "casebook":
                self._text.setdefault(passage.case_id, []).append(passage)
        forms = np.array(index.lexical.forms(), dtype=object)
        groups = self._ranker.group_of
        self._known = frozenset(forms.tolist())
        self._words = [frozenset(forms[index.lexical.counts(np.flatnonzero(groups == n)) > 0].tolist()) for n in range(len(engine.cases))]

    @property
    def grammar(self) -> Analyser:
        """The analyser the answers were read with."""
        return self._ranker.analyser

    @cached_property
    def _weights(self) -> AnswerWeights:
        """What the package has learned; read when first needed, so that learning anew does not need what was learned before."""
        return self._given or load_weights()

    def ask(self, question: str, filters: Filters | None = None) -> Answer:
        """Answer a clean question.

        Raises:
            RequestError: when a filter has a value that no case has.

        """
        return self.answer(SearchRequest(question, filters=filters or Filters()))

    def answer(self, request: SearchRequest) -> Answer:
        """Answer what was searched for: repaired, understood and ranked as that search was, and by no second ranking.

        Raises:
            RequestError: when a filter has a value that no case has.

        """
        asked = self._prepare(request)
        return answer_of(asked, Told(asked.draft))

    def prepare(self, question: str, filters: Filters) -> DraftedAnswer:
        """Return the extractive answer to a clean question, with what a language model would need to word it.

        Raises:
            RequestError: when a filter has a value that no case has.

        """
        return self._prepare(SearchRequest(question, filters=filters))

    def _prepare(self, request: SearchRequest) -> DraftedAnswer:
        start = perf_counter()
        request.filters.check(self._engine.known)
        parts = parts_of(request.query)
        with bound_to_share(ANSWERING):
            answered = [self._in_time(replace(request, query=part)) for part in parts]
        drafts, degraded = [draft for draft, _, _ in answered], any(late for _, _, late in answered)
        if len(parts) > 1:
            return DraftedAnswer(request.query, None, join_drafts(drafts), (), degraded, start)
        return DraftedAnswer(request.query, analyse(answered[0][1]), drafts[0], tuple(self._evidence(drafts[0])), degraded, start)

    def _in_time(self, request: SearchRequest) -> tuple[Draft, str, bool]:
        """Return the draft for one question, the question as repaired, and whether the model or the time for a better one was missing."""
        try:
            heard = self._hear(request)
            return self._draft(heard), heard.text, heard.ranking.degraded
        except DeadlineError:
            return no_answer(LATE, (), self._cases, "low"), request.query, True

    def _evidence(self, draft: Draft) -> Iterator[Evidence]:
        """Yield the passages a draft cites, whole."""
        for passage_id in dict.fromkeys(told.passage_id for told in draft.citations):
            passage = self._passages[passage_id]
            yield Evidence(citation(passage, passage.text, self._cases), passage.context)

    def warm(self) -> None:
        """Read every passage of the cards once, so that the first questions are answered as fast as later ones (some seconds).

        The casebook's are read when a question needs them: reading them all ahead would slow the first searches for longer than it helps.
        """
        passages = self._ranker.index.passages
        for row in np.flatnonzero(self._of_cards):
            self._holdings.quantities((passages[row].case_id,))
            self._reader.read(passages[row])

    def look(self, text: str, filters: Filters) -> Look:
        """Return what is known of a clean question before it is answered: what it asks, its scope, and the cards' passages to read."""
        return self._look(self._hear(SearchRequest(text, filters=filters)), self._of_cards)

    def _hear(self, request: SearchRequest) -> RankedQuestion:
        ranked = self._engine.rank(request)
        scope = scope_of(ranked.understood, request.filters, self._engine.cases)
        return RankedQuestion(ranked.repair.query, ranked.understood, scope, ranked.ranking)

    def _look(self, heard: RankedQuestion, eligible: NDArray[np.bool_]) -> Look:
        check_deadline()
        rows = self._rows(heard.ranking, heard.scope, eligible)
        passages, evidence = self._ranker.index.passages, heard.ranking.evidence
        ranked = [(self._reader.read(passages[row]), float(evidence[row] - evidence[rows[0]])) for row in rows]
        standing = self._standing(heard.ranking, heard.understood, rows) if ranked else None
        return Look(analyse(heard.text), self._ranker.analyser.tokens(heard.text), heard.scope, ranked, standing)

    def find(self, look: Look, weights: AnswerWeights) -> Found | None:
        """Return what the passages of a look hold; None where there are none."""
        check_deadline()
        if look.standing is None:
            return None
        return find(look.question, look.tokens, self._ranker.index.lexical.rarity, look.ranked, look.standing, weights=weights)

    def _draft(self, heard: RankedQuestion) -> Draft:
        look = self._look(heard, self._of_cards)
        if look.scope.absent and not look.scope.placed:
            return no_answer(absent(look.scope), look.ranked, self._cases)
        if not look.ranked:
            return no_answer(NOTHING, (), self._cases)
        if look.scope.cases is not None and (told := undated(look.question, self._holdings.years(look.scope.cases))):
            return no_answer(premise(told), look.ranked, self._cases)
        check_deadline()
        reckoned = compute(look.question, look.scope, self._table)
        return self._grounded(self._read_for(look, heard) if reckoned is None else reckoned)

    def _read_for(self, look: Look, heard: RankedQuestion) -> Draft:
        """Return what the cards' passages answer; what they do not, the casebook's text may, where it is there."""
        if told := unfounded(look.question, self._holdings.quantities({reading.passage.case_id for reading, _ in look.ranked})):
            return no_answer(premise(told), look.ranked, self._cases)
        draft = self._composed(look)
        if draft.answerable or not self._text:
            return draft
        behind = self._composed(self._look(heard, self._is_evidence))
        return behind if behind.answerable and behind.confidence == "high" else draft  # its tables are easily misread

    def _composed(self, look: Look) -> Draft:
        found = self.find(look, self._weights)
        return compose(look.question, found, look.ranked, self._cases) if found else no_answer(NOTHING, (), self._cases)

    def _grounded(self, draft: Draft) -> Draft:
        """Return a draft with its citations in the casebook's own words, where these are indexed and found."""
        if not self._text:
            return draft
        value = draft.answer if len(draft.citations) == 1 else ""
        return replace(draft, citations=tuple(ground(told, self._text.get(told.case_id, ()), value) for told in draft.citations))

    def _rows(self, ranking: Ranking, scope: Scope, eligible: NDArray[np.bool_]) -> NDArray[np.intp]:
        if scope.cases is not None:
            wanted = np.array([case.id in scope.cases for case in self._engine.cases])
            eligible = eligible & wanted[self._ranker.group_of]
        order = descending(np.where(eligible, ranking.evidence, -np.inf))
        return order[: min(READ, int(eligible.sum()))]

    def _standing(self, ranking: Ranking, understood: Understood, rows: NDArray[np.intp]) -> Standing:
        best = int(self._ranker.group_of[rows[0]])
        named = list(zip(understood.signals, understood.holders, strict=True))
        others = np.delete(ranking.cases, best)
        return Standing(
            case_words=self._words[best],
            known_words=self._known,
            evidence=float(ranking.passages[rows].max()),
            cosine=self._weights.cosine.place(float(ranking.cosines[rows].max())) if len(ranking.cosines) else 0.0,
            lead=float(ranking.cases[best] - others.max()) if len(others) else 0.0,
            placed=any(best in holders for signal, holders in named if signal.field in PLACES),
            named=max((1.0 if best in holders else -1.0 for signal, holders in named if signal.field == BRAND), default=0.0),
        )
