"""Question and filters → answer: what the question names narrows the cases, figures are reckoned, else the best passages are read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property
from time import perf_counter

from answers.asked.question import Scope, analyse
from answers.levels import PointWeights, load_weights
from answers.lookup.row_agreement import is_borne_out, is_settled
from answers.lookup.row_answers import RowAnswers
from answers.lookup.row_telling import tell_choice, tell_reckoned
from answers.reckoning.compute import compute
from answers.reckoning.request.threshold import ask_value, narrow_scope, tell_whether
from answers.reckoning.table.figures import FigureTable
from answers.results import Answer, Confidence, Draft, UnderstoodQuestion
from answers.sentences.compose import absent, compose, no_answer, premise
from answers.sentences.extract import Found, find
from answers.sentences.grounding import ground
from answers.sentences.holdings import Holdings
from answers.sentences.pointing import HELP, point_to_cases
from answers.sentences.reading import Reader
from answers.sentences.sufficiency import undated, unfounded
from answers.wording.generation import Told
from corpus.errors import DeadlineError
from corpus.model.facets import places_of
from corpus.model.nouns import Passage
from corpus.passages import EVIDENCE_KINDS, place_and_title
from indexer.text.analyser import Analyser
from service.asking.drafted_answer import DraftedAnswer, Look, RankedQuestion, answer_of, evidence_of
from service.asking.known_words import measure_standing
from service.asking.question_scope import scope_of
from service.asking.question_slots import region_forms
from service.asking.question_understanding import understand_question
from service.asking.ranked_evidence import best_case, best_row_of_each, best_rows
from service.asking.several_questions import join_drafts, parts_of
from service.limits.deadline import bound_to_share, check_deadline
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters, SearchRequest

TEXT = "casebook"
"""The kind of passage that is a book's own text."""
CARD_EVIDENCE = EVIDENCE_KINDS - {TEXT}
NEED, SMALL_TALK, POINTED = 0.55, 0.5, 3
"""How probable it is at least that a text tells a need, or is small talk; cases that a need is pointed to."""
NOTHING = "조건에 맞는 사례가 없습니다. 거르는 조건을 줄여 주십시오."
LATE, ANSWERING = "정해진 시간 안에 답을 찾지 못했습니다. 잠시 뒤에 다시 묻거나 더 짧게 물어 주십시오.", 0.9
"""What is told in the last tenth of the time where no answer was found before."""


class Asker:
    """Answers questions over a search's index. Threads may share it."""

    def __init__(self, search: CaseSearcher, weights: PointWeights | None = None) -> None:
        """Prepare what does not depend on the question: the figures of the cases.

        Without weights, those that the package ships are used.
        """
        self._given = weights
        self._search, self._ranker, self._records = search, search.ranker, search.ranker.index.catalogue
        self._reader = Reader(self._ranker.analyser)
        self._table = FigureTable(search.cases, self._ranker.analyser, search.vocabulary)
        self._holdings = Holdings(self._records.passages_of)
        names = {case.id: place_and_title(case) for case in search.cases}
        self._row_answers = RowAnswers(self._records.rows_of, names, search.reader)
        self._places = frozenset(place for case in search.cases for place in places_of(case))
        self._regions = region_forms(search.gazetteer)
        self._has_text = self._records.count_of(TEXT) > 0

    @property
    def grammar(self) -> Analyser:
        """The analyser the answers were read with."""
        return self._ranker.analyser

    @cached_property
    def _weights(self) -> PointWeights:
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
        request = replace(request, filters=self._search.resolve(request.filters))
        parts = parts_of(request.query, self._ranker.analyser, self._places, self._regions)
        with bound_to_share(ANSWERING):
            answered = [self._in_time(replace(request, query=part)) for part in parts]
        draft, degraded = join_drafts([draft for draft, _, _ in answered]), any(late for _, _, late in answered)
        understood = tuple(told for _, told, _ in answered)
        question = analyse(understood[0].corrected or understood[0].question) if len(parts) == 1 else None
        evidence = evidence_of(draft, self._records) if question else ()
        return DraftedAnswer(request.query, question, draft, evidence, degraded, start, self._search.books, understood)

    def _in_time(self, request: SearchRequest) -> tuple[Draft, UnderstoodQuestion, bool]:
        """Return the draft for one question, what was understood of it, and whether the model or the time for a better one was missing."""
        try:
            heard = self._hear(request)
            draft, degraded = self._draft(heard), heard.ranking.degraded or self._search.unread
            return draft, understand_question(request.query, heard.text, heard.scope, draft), degraded
        except DeadlineError:
            draft = no_answer(LATE, (), "low")
            return draft, understand_question(request.query, request.query, Scope(), draft), True

    def warm(self) -> None:
        """Read every passage of the cards once, so that the first questions are answered as fast as later ones (some seconds).

        The casebook's are read when a question needs them: reading them all ahead would slow the first searches for longer than it helps.
        """
        for case in self._search.cases:
            self._holdings.quantities((case.id,))
            for passage in self._records.passages_of(case.id):
                if passage.kind in CARD_EVIDENCE:
                    self._reader.read(passage)

    def look(self, text: str, filters: Filters) -> Look:
        """Return what is known of a clean question before it is answered: what it asks, its scope, and the cards' passages to read."""
        return self._look(self._hear(SearchRequest(text, filters=filters)), CARD_EVIDENCE)

    def _hear(self, request: SearchRequest) -> RankedQuestion:
        ranked = self._search.rank(request)
        scope = scope_of(ranked.understood, request.filters, self._search.cases, self._search.gazetteer)
        return RankedQuestion(ranked.repair.query, ranked.understood, scope, ranked.ranking)

    def _look(self, heard: RankedQuestion, kinds: Collection[str]) -> Look:
        check_deadline()
        found, evidence = heard.ranking.candidates, heard.ranking.evidence
        rows = best_rows(heard, kinds)
        ranked = [(self._reader.read(self._records[found.ids[row]]), float(evidence[row] - evidence[rows[0]])) for row in rows]
        standing = measure_standing(self._search, self._records, self._weights.cosine, heard, rows) if ranked else None
        return Look(analyse(heard.text), self._ranker.analyser.tokens(heard.text), heard.scope, ranked, standing)

    def find(self, look: Look, weights: PointWeights) -> Found | None:
        """Return what the passages of a look hold; None where there are none."""
        check_deadline()
        if look.standing is None:
            return None
        return find(look.question, look.tokens, self._records.rarity, look.ranked, look.standing, weights=weights)

    def _draft(self, heard: RankedQuestion) -> Draft:
        look = self._look(heard, CARD_EVIDENCE)
        if look.question.intents["smalltalk"] >= SMALL_TALK and not look.scope.recognitions:
            return no_answer(HELP, ())
        if look.scope.absent and not look.scope.placed:
            return no_answer(absent(look.scope), look.ranked)
        if not look.ranked:
            return no_answer(NOTHING, ())
        if look.scope.cases is not None and (told := undated(look.question, self._holdings.years(look.scope.cases))):
            return no_answer(premise(told), look.ranked)
        check_deadline()
        if look.scope.cases is not None and (bound := ask_value(look.question)) is not None:
            narrow = replace(look, question=bound.value, scope=narrow_scope(look.scope, bound.value))
            return tell_whether(bound, self._draft_value(narrow, heard))
        reckoned = compute(look.question, look.scope, self._table)
        if reckoned is not None and is_settled(look.question, reckoned):
            return self._ground(reckoned)
        if look.question.intents["need"] >= NEED:
            return self._point(look, heard)
        if told := unfounded(look.question, self._holdings.quantities({reading.passage.case_id for reading, _ in look.ranked})):
            return no_answer(premise(told), look.ranked)
        return self._tell_value(look, heard, reckoned) if look.question.asks_value else self._ground(self._read_for(look, heard))

    def _draft_value(self, look: Look, heard: RankedQuestion) -> Draft:
        """Return the value that a question asks for, by figures or by rows."""
        reckoned = compute(look.question, look.scope, self._table)
        if reckoned is not None and is_settled(look.question, reckoned):
            return self._ground(reckoned)
        return self._tell_value(look, heard, reckoned)

    def _point(self, look: Look, heard: RankedQuestion) -> Draft:
        """Return the cases that are like a need."""
        passages = [self._records[heard.ranking.candidates.ids[row]] for row in best_row_of_each(heard, EVIDENCE_KINDS, POINTED)]
        found, names = self.find(look, self._weights), self._row_answers.names
        sure: Confidence = "medium" if found is not None and found.sufficient >= found.levels.least else "low"
        return point_to_cases([self._reader.read(passage) for passage in passages], names, sure)

    def _tell_value(self, look: Look, heard: RankedQuestion, figure: Draft | None) -> Draft:
        """Return the value of a row that answers, of the case that fits best; or what a figure says, where a likely row says the same."""
        check_deadline()
        case_id = best_case(heard)
        rows, question = self._row_answers, look.question
        evidence = [passage for passage in self._records.passages_of(case_id) if passage.kind in EVIDENCE_KINDS]
        values = rows.values(question, case_id)
        pairs, chosen = rows.reckon(question, values), rows.choose(question, values)
        told = tell_choice(question, chosen, evidence, rows.weights.levels)
        if pairs and pairs[0].probability > (chosen[0].probability if told.answerable else 0.0):
            told = tell_reckoned(pairs[0], evidence, rows.pair_weights.levels) or told
        if not told.answerable and figure is not None and is_borne_out(question, figure, chosen, pairs):
            return self._ground(figure)
        return told if told.citations else no_answer(told.answer, look.ranked, told.confidence)

    def _read_for(self, look: Look, heard: RankedQuestion) -> Draft:
        """Return what the cards' passages answer; what they do not, the casebook's text may, where it is there."""
        draft = self._compose(look)
        if draft.answerable or not self._has_text:
            return draft
        behind = self._compose(self._look(heard, EVIDENCE_KINDS))
        return behind if behind.answerable and behind.confidence == "high" else draft  # its tables are easily misread

    def _compose(self, look: Look) -> Draft:
        found = self.find(look, self._weights)
        return compose(look.question, found, look.ranked) if found else no_answer(NOTHING, ())

    def _ground(self, draft: Draft) -> Draft:
        """Return a draft with its citations in the casebook's own words, where these are indexed and found."""
        if not self._has_text:
            return draft
        value = draft.answer if len(draft.citations) == 1 else ""
        return replace(draft, citations=tuple(ground(told, self._text_of(told.case_id), value) for told in draft.citations))

    def _text_of(self, case_id: str) -> list[Passage]:
        """Return the pieces of a book's own text that are a case's."""
        return [passage for passage in self._records.passages_of(case_id) if passage.kind == TEXT]
