"""One question and its answer → what the answer is worth: a mark, and a value for each measure it counts in.

A measure named `… (answered)` is over the questions that were answered; every other is over all of its kind, an abstention counting 0.
The passages beside an abstention are offered as near, not cited for anything: only their quotes are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from answers.results import Answer, Citation
from corpus.model.ids import DEFAULT_BOOK, book_of
from corpus.model.nouns import Passage
from eval.metrics.quotes import find_printed, in_passage
from eval.metrics.value_spelling import agrees, begins, contains, is_quantity, named_all, names, value_of
from eval.runs.saved_results import OF_ANSWERED, AnswerMark
from eval.sets.computed import Computed
from eval.sets.judged import Query, Unanswerable

LONGEST = 80
"""Characters that the answer to a fact may have, and the value in an answer to a computed question."""
FALSE_NO, TRUE_NO = "answerable abstained", "unanswerable abstained"
VERBATIM, AT_LINES = "quotes in their passage", "casebook quotes at their lines"
LISTS = frozenset({"top", "filter"})
Values = dict[str, float]
JudgedQuestion = Query | Unanswerable | Computed


@dataclass(frozen=True, slots=True)
class Ground:
    """What answers are held against: passages by id, the place of each case, a judge of key points, the default book's lines if there."""

    passages: Mapping[str, Passage]
    places: Mapping[str, str]
    covers: Callable[[str, str], bool]
    book: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark, the values by measure, and what would have been right."""

    mark: AnswerMark
    values: Values
    wanted: list[str] = field(default_factory=list)


def mark(question: JudgedQuestion, answer: Answer, ground: Ground) -> Marked:
    """Return what an answer is worth."""
    match question:
        case Unanswerable():
            marked = _mark_unanswerable(question, answer)
        case Computed():
            marked = _mark_computed(question, answer, ground.places)
        case Query(kind="fact"):
            marked = _mark_fact(question, answer)
        case Query(kind="why"):
            marked = _mark_why(question, answer, ground.covers)
        case Query():
            marked = _mark_other(question, answer)
    return Marked(marked.mark, marked.values | share_quoted(answer.citations, ground), marked.wanted)


def share_quoted(citations: Sequence[Citation], ground: Ground) -> Values:
    """Return the share of quotes that stand in their passage, and of the casebook's at their lines there; 1 where there is none."""
    values = {VERBATIM: _share([in_passage(found, ground.passages[found.passage_id]) for found in citations], empty=1.0)}
    if (book := ground.book) is not None:
        printed_there = [found for found in citations if ground.passages[found.passage_id].kind == "casebook"]
        ours = [(found.quote, found.lines) for found in printed_there if found.book == DEFAULT_BOOK]
        values[AT_LINES] = _share([lines is not None and find_printed(quote, lines, book) == "lines" for quote, lines in ours], empty=1.0)
    return values


def _mark_fact(query: Query, answer: Answer) -> Marked:
    short = len(answer.answer) <= LONGEST
    contained = answer.answerable and short and contains(query.answers, answer.answer)
    exact = contained and agrees(query.answers, value_of(answer.answer))
    told: AnswerMark = "exact" if exact else "contained" if contained else "wrong" if answer.answerable else "abstained"
    values = {
        "fact exact": float(exact),
        "fact contained": float(contained),
        "fact wrong": float(told == "wrong"),
        **_mark_abstention("fact", answer),
        f"fact over {LONGEST} characters": float(answer.answerable and not short),
        "fact citation recall": _recall(query, answer),
        **_precision("fact", query, answer),
    }
    return Marked(told, values, query.answers)


def _mark_why(query: Query, answer: Answer, covers: Callable[[str, str], bool]) -> Marked:
    recall = _recall(query, answer)
    points = _share([answer.answerable and covers(point, answer.answer) for point in query.key_points])
    values = {
        "why answered": float(answer.answerable),
        "why characters": float(len(answer.answer) if answer.answerable else 0),
        "why evidence any": float(recall > 0),
        "why evidence share": recall,
        "why key points": points,
        **_precision("why", query, answer),
        **_mark_abstention("why", answer),
    }
    return Marked(_by_evidence(answer, recall), values, query.key_points)


def _mark_other(query: Query, answer: Answer) -> Marked:
    recall = _recall(query, answer)
    return Marked(_by_evidence(answer, recall), {f"{query.kind} evidence any": float(recall > 0), **_mark_abstention(query.kind, answer)})


def _mark_unanswerable(question: Unanswerable, answer: Answer) -> Marked:
    refused = float(not answer.answerable)
    return Marked("right" if refused else "answered", {f"{question.kind} abstained": refused, TRUE_NO: refused})


def _mark_computed(question: Computed, answer: Answer, places: Mapping[str, str]) -> Marked:
    if question.refuse:
        refused = float(not answer.answerable)
        return Marked("right" if refused else "answered", {f"{question.op} right": refused, "computed right": refused})
    right = answer.answerable and says(question, answer.answer)
    cited = {citation.case_id for citation in answer.citations} if answer.answerable else set()
    values = {
        f"{question.op} right": float(right),
        "computed right": float(right),
        "computed cases cited": _share([case in cited for case in question.cases]),
        **_mark_abstention("computed", answer),
    }
    if answer.answerable:
        wanted = [citation.case_id in question.cases for citation in answer.citations]
        values[f"computed citation precision {OF_ANSWERED}"] = _share(wanted)
    if question.op in LISTS:
        others = set(places.values()) - set(question.answers)
        values["lists right and no more"] = float(right and not any(names(place, answer.answer) for place in others))
    told: AnswerMark = "right" if right else "wrong" if answer.answerable else "abstained"
    return Marked(told, values, question.answers)


def says(question: Computed, answer: str) -> bool:
    """Tell whether an answer says what was to be reckoned: every place of a list; else any spelling, in the value before the brackets.

    Words of a verdict ("미달", "못 미") are stems: they may have any ending.
    """
    if question.op in LISTS:
        return named_all(question.answers, answer)
    value = value_of(answer)
    verdicts = [spelling for spelling in question.answers if question.op == "attainment" and not is_quantity(spelling)]
    rest = [spelling for spelling in question.answers if spelling not in verdicts]
    return len(value) <= LONGEST and (contains(rest, value) or any(begins(verdict, value) for verdict in verdicts))


def _by_evidence(answer: Answer, recall: float) -> AnswerMark:
    return "abstained" if not answer.answerable else "evidence" if recall else "no evidence"


def _mark_abstention(kind: str, answer: Answer) -> Values:
    refused = float(not answer.answerable)
    return {f"{kind} abstained": refused, FALSE_NO: refused}


def _recall(query: Query, answer: Answer) -> float:
    """Return the share of gold ranges that a citation of the answer touches; an abstention's nearest passages are no citations of it."""
    own = [citation for citation in answer.citations if citation.book == book_of(query.case)] if answer.answerable else []
    cited = [citation.lines for citation in own if citation.lines]
    return _share([any(touch(gold, lines) for lines in cited) for gold in query.lines])


def _precision(kind: str, query: Query, answer: Answer) -> Values:
    """Return the share of an answer's citations that touch a gold range, and the share of their lines that lie in one."""
    if not answer.answerable:
        return {}
    cited = [(citation.lines, citation.book) for citation in answer.citations]
    book = book_of(query.case)
    lines = {(of, number) for span, of in cited if span for number in range(span[0], span[1] + 1)}
    gold = {(book, number) for first, last in query.lines for number in range(first, last + 1)}
    return {
        f"{kind} citation precision {OF_ANSWERED}": _share(
            [span is not None and of == book and any(touch(span, own) for own in query.lines) for span, of in cited]
        ),
        f"{kind} cited lines in gold {OF_ANSWERED}": len(lines & gold) / len(lines) if lines else 0.0,
    }


def touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two inclusive ranges share a line."""
    return one[0] <= other[1] and other[0] <= one[1]


def _share(told: Sequence[bool], *, empty: float = 0.0) -> float:
    return sum(told) / len(told) if told else empty
