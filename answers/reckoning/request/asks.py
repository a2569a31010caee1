"""What a question asks of figures: the words that say of what, the measures, years, ages, places and cases it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.asked.question import Question, Recognition
from answers.asked.vocabulary import GENERAL, LIGHT
from answers.reckoning.table.figures import Ages, FigureTable, ages_in
from answers.reckoning.table.measures import Asked, asked_in
from answers.reckoning.table.narrowing import awards_in, narrowed
from answers.reckoning.table.places import Named, places_in
from answers.reckoning.table.words import Heard, Term, heard, terms
from corpus.facts.spans import Span, blank_spans, characters
from corpus.model.nouns import Case
from indexer.text.function_words import PARTICLES
from indexer.text.letters import letters

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s?(?:년도?)?")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?년?\s?(?:부터|에서|~|∼|～|-)\s?((?:19|20)\d\d)(?:\s?년)?(?:\s?(?:까지|사이))?")
_AGES = re.compile(r"(?:만\s?)?\d{1,2}\s?세?\s?[~∼～-]\s?\d{1,2}\s?세|(?:만\s?)?\d{1,2}\s?세\s?이상")
# Words of asking that an analyser may cut in many ways.
_ASKING = re.compile(r"지자체(?:들)?|자치\s?단체|사례(?:집)?(?!\s?관리)|많이|크게|얼마나|어디어디|알려\s?\S+|말씀\s?\S+|보여\s?\S+")
_ONE = re.compile(r"(?<![가-힣])한\s?(사람|명|기업|달)|일인당")
_PREDICATE, _LETTER = 0.35, 0.1  # what a verb, a number or a general word, and a single letter weigh beside a noun
_COMPOUND = 4  # letters of 양성과정, 지원사업; a longer word is a programme's name
_PARTICLES = frozenset(particle for particle in PARTICLES if len(particle) == 1)
_STUCK = 3  # letters of a word to which a particle stuck: "실적과"
_BEYOND = 3  # letters after a measure's words that a title goes on with


@dataclass(frozen=True, slots=True)
class Ask:
    """A question over figures, taken apart.

    `telling` are the words that say of what, each with its weight; `measures` those of them that name a known measure. `years` are in
    the order written; `span` is the range it asks over. `held` are the cases left by what it says of cases (`narrowed`).
    """

    question: Question
    words: tuple[Term, ...]
    telling: tuple[tuple[Term, float], ...]
    heard: Heard
    measures: tuple[Asked, ...]
    places: tuple[Named, ...]
    years: tuple[int, ...]
    span: tuple[int, int] | None
    ages: Ages | None
    held: frozenset[str]
    narrowed: tuple[str, ...]

    @property
    def text(self) -> str:
        """The question as written."""
        return self.question.text

    def asks_for(self, label: str) -> bool:
        """Tell whether a measure is among those asked for."""
        return any(asked.measure.label == label for asked in self.measures)


def taken_apart(question: Question, recognitions: Sequence[Recognition], cases: Sequence[Case], table: FigureTable, *, over: bool) -> Ask:
    """Return a question taken apart; `cases` are those it may be about, and it may ask `over` them, so that its words choose some."""
    text, words = question.text, terms(table.grammar, question.text)
    mentioned, awards = places_in(recognitions, text, cases), awards_in(recognitions)
    measures = _measures(blank_spans(text, ((award.start, award.end) for award in awards)), text, [table.about[case.id] for case in cases])
    held, conditions, used = list(cases), list[str](), list[Span]()
    if over:
        held, conditions, used = narrowed(text, awards, cases, [(asked.start, asked.end) for asked in measures])
        used = [*used, *((mention.start, mention.end) for mention in question.given)]
    gone = characters([*used, *((place.start, place.end) for place in mentioned), *_found(text, _YEAR, _AGES, _ASKING)])
    telling = tuple((word, weight) for word in words if word.start not in gone and (weight := _weight(word, table)) > 0)
    first: dict[frozenset[str], Named] = {}
    for place in mentioned:
        first.setdefault(place.cases, place)
    return Ask(
        question, words, telling, _heard(words, text), measures, tuple(first.values()),
        tuple(dict.fromkeys(int(match[1]) for match in _YEAR.finditer(text))),
        next(((int(match[1]), int(match[2])) for match in _YEARS.finditer(text)), None),
        ages_in(text), frozenset(case.id for case in held), tuple(conditions),
    )  # fmt: skip


def _measures(without_awards: str, text: str, about: Sequence[str]) -> tuple[Asked, ...]:
    """Return the measures a text asks for: not in an award's name, nor in words of a programme's title."""
    titles = "\n".join(about)
    return tuple(asked for asked in asked_in(without_awards) if letters(text[asked.start : asked.end + _BEYOND]) not in titles)


def _weight(word: Term, table: FigureTable) -> float:
    """Return how much a word says of what is asked: nothing for words of asking, less for verbs, numbers and general words."""
    form = word.form
    if form in LIGHT or (len(form) >= _STUCK and form[-1] in _PARTICLES and form[:-1] in LIGHT):
        return 0.0
    general = form in GENERAL or (form[-2:] in GENERAL and len(form) <= _COMPOUND)
    if general or form[0].isdigit() or (form.endswith("다") and len(form) > 1):
        return _PREDICATE * table.weight(form)
    return (_LETTER if len(form) == 1 else 1.0) * table.weight(form)


def _heard(words: tuple[Term, ...], text: str) -> Heard:
    """Return what a text says, where "한 사람" also says 1인당."""
    said = heard(words, text)
    return replace(said, forms=said.forms | {"1인", "당"}) if _ONE.search(text) else said


def _found(text: str, *patterns: re.Pattern[str]) -> list[Span]:
    return [match.span() for pattern in patterns for match in pattern.finditer(text)]
