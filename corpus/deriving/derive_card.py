"""A case's record, blocks and facts → its derived card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from corpus.deriving.card_doubts import tell_doubts
from corpus.deriving.facet_reading import MOST_VALUES, read_facet
from corpus.deriving.figure_choice import choose_figures
from corpus.deriving.ground.case_parts import CasePart, part_case, read_blocks
from corpus.deriving.ground.case_sentences import sentences_of
from corpus.deriving.ground.linear_model import FIGURE, SECTION_KIND, Knowledge, load_knowledge
from corpus.deriving.partner_reading import read_partners
from corpus.deriving.phrase_reading import read_keywords
from corpus.deriving.section_kinds import judge_kinds, section_of_part
from corpus.deriving.span_and_money import ReadCost, read_costs, read_span
from corpus.deriving.summarising import FitSentence, choose_headline, choose_summary, fit_sentences
from corpus.model.derived_card import DerivedCard, Reason
from corpus.model.document import Block
from corpus.model.facets import SUBJECTS, Facet
from corpus.model.fact import Fact
from corpus.model.nouns import Case, FacetVocabulary
from corpus.model.place import Range
from corpus.vocabulary.facet_values import load_vocabulary


@dataclass(frozen=True, slots=True)
class ReadField:
    """A field of a card by its attribute in `Case`, what was read of it, and why."""

    name: str
    value: Any
    reasons: Sequence[Reason] = ()


def derive_card(
    case: Case, blocks: Sequence[Block], first: int, facts: Sequence[Fact], *, knowledge: Knowledge | None = None
) -> DerivedCard:
    """Return the card of a case that is made of these blocks, the first numbered `first` in its document, and states these facts.

    `knowledge` is what was learned from cases with cards; that which comes with the program where none is given.
    """
    parts = part_case(read_blocks(blocks, first))
    if not parts:
        return DerivedCard(case=case)
    known = knowledge or load_knowledge()
    judged = judge_kinds(parts, known.models[SECTION_KIND])
    costs = read_costs(case.title, facts)
    fields = [
        read_sections(case, parts, judged),
        *read_gist(case, parts, judged),
        *(read_subject(facet, case, parts, known) for facet in SUBJECTS),
        read_words(case, parts, known),
        read_bodies(parts, facts),
        *read_frame(case, facts, costs),
        read_figures(case.title, facts, known),
    ]
    held = {field.name: field.value for field in fields}
    doubts = tell_doubts(blocks, parts, judged, {facet.key: held[facet.path[0]] for facet in SUBJECTS}, costs)
    told = {**held, "notes": tuple(doubts)}
    return DerivedCard(
        case=case.model_copy(update={name: value for name, value in told.items() if value is not None}),
        reasons=tuple(chain.from_iterable(field.reasons for field in fields)),
    )


def read_sections(case: Case, parts: Sequence[CasePart], judged: Sequence[dict[str, float]]) -> ReadField:
    """Return a case's parts as sections; each reason tells the section's number, from 1."""
    sections = tuple(section_of_part(part, kinds, case.title) for part, kinds in zip(parts, judged, strict=True))
    reasons = [
        _reason("sections", str(number), part.blocks, part.lines, "kind_by_words", max(kinds.values()))
        for number, (part, kinds) in enumerate(zip(parts, judged, strict=True), 1)
    ]
    return ReadField("sections", sections, reasons)


def read_gist(case: Case, parts: Sequence[CasePart], judged: Sequence[dict[str, float]]) -> Iterator[ReadField]:
    """Yield summary and headline; a case without a sentence keeps what its record has."""
    fit = fit_sentences(case.title, sentences_of(parts, without=case.title), parts, judged)
    chosen, head = choose_summary(fit), choose_headline(fit)
    yield ReadField(
        "summary",
        " ".join(each.sentence.ended for each in chosen) or None,
        [_reason_of_sentence("summary", each) for each in chosen],
    )
    yield ReadField("headline", head.sentence.text if head else None, [_reason_of_sentence("headline", head)] if head else [])


def read_subject(facet: Facet, case: Case, parts: Sequence[CasePart], known: Knowledge) -> ReadField:
    """Return a case's values of a facet that says what it is about, the surest first."""
    read = read_facet(case.title, parts, _vocabulary()[facet.key], known.models[facet.key])[:MOST_VALUES]
    key = Case.model_fields[facet.path[0]].alias or facet.path[0]
    return ReadField(
        facet.path[0],
        tuple(each.value for each in read),
        [_reason(key, each.value, each.part.blocks, each.part.lines, "spoken_of", each.score) for each in read],
    )


def read_words(case: Case, parts: Sequence[CasePart], known: Knowledge) -> ReadField:
    """Return a case's keywords."""
    read = {each.phrase: each for each in read_keywords(case.title, parts, known.common)}
    return ReadField(
        "keywords",
        tuple(read),
        [_reason("keywords", phrase, each.block.at, each.block.block.lines, "telling_phrase", each.score) for phrase, each in read.items()],
    )


def read_bodies(parts: Sequence[CasePart], facts: Sequence[Fact]) -> ReadField:
    """Return who took part."""
    read = read_partners(parts, facts)
    return ReadField(
        "partners",
        tuple(each.name for each in read),
        [_reason("partners", each.name, (each.block, each.block), each.lines, each.rule, each.score) for each in read],
    )


def read_frame(case: Case, facts: Sequence[Fact], costs: Sequence[ReadCost]) -> Iterator[ReadField]:
    """Yield when a programme ran and what it cost, where that is said."""
    if span := read_span(case.title, facts):
        rule = "field_of_record" if span.fact else "year_of_title"
        yield ReadField("period", span.period, [_reason_of_fact("period", None, span.fact, rule, span.score)])
    if costs:
        yield ReadField(
            "budget_million_krw",
            costs[0].millions,
            [_reason_of_fact("budget_million_krw", None, costs[0].fact, "cost_by_name", costs[0].score)],
        )


def read_figures(title: str, facts: Sequence[Fact], known: Knowledge) -> ReadField:
    """Return the figures most worth telling; each reason tells the figure's number, from 1."""
    chosen = choose_figures(title, facts, known.models[FIGURE])
    figures = tuple(each.figure for each in chosen)
    reasons = [
        _reason("metrics", str(number), each.figure.blocks, each.figure.source, each.facts[0].rule, each.score)
        for number, each in enumerate(chosen, 1)
    ]
    return ReadField("figures", figures, reasons)


@cache
def _vocabulary() -> FacetVocabulary:
    return load_vocabulary()


def _reason(field: str, value: str | None, blocks: Range | None, lines: Range | None, rule: str, score: float) -> Reason:
    return Reason(field=field, value=value, blocks=blocks, lines=lines, rule=rule, score=round(min(1.0, max(0.0, score)), 3))


def _reason_of_sentence(field: str, each: FitSentence) -> Reason:
    block = each.sentence.block
    return _reason(field, None, block.at, block.block.lines, "central_sentence", each.fit)


def _reason_of_fact(field: str, value: str | None, fact: Fact | None, rule: str, score: float) -> Reason:
    blocks = (fact.block, fact.block) if fact and fact.block is not None else None
    return _reason(field, value, blocks, fact.lines if fact else None, rule, score)
