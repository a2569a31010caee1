"""A card → its rows: one a value of a figure, one a field of its record, one a sentence of a section."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.facts.card_facts import card_facts
from corpus.model.fact import Fact
from corpus.model.nouns import Case, Section
from corpus.rows.evidence_row import EvidenceRow
from corpus.rows.row_texts import cut_sentences, join_heads, tell_time

_METRIC = "card:metric"


def card_rows(case: Case) -> Iterator[EvidenceRow]:
    """Yield the rows of a card that people wrote."""
    for fact in card_facts(case):
        yield _fact_row(fact)
    for number, section in enumerate(case.sections, 1):
        yield from _section_rows(case.id, number, section)


def field_rows(case: Case) -> Iterator[EvidenceRow]:
    """Yield the fields of a record alone: the rest of a derived card is its book's own words, which are rows where they stand."""
    return (_fact_row(fact) for fact in card_facts(case) if fact.rule != _METRIC)


def _fact_row(fact: Fact) -> EvidenceRow:
    figure = fact.rule == _METRIC
    return EvidenceRow(
        case=fact.case,
        kind="figure" if figure else "field",
        context=join_heads((fact.measure, tell_time(fact) if figure else "")),
        said=fact.value,
        facts=(fact,),
        lines=fact.lines,
    )


def _section_rows(case_id: str, number: int, section: Section) -> Iterator[EvidenceRow]:
    for said in cut_sentences(section.text):
        yield EvidenceRow(
            case=case_id, kind="sentence", context=join_heads((section.heading,)), said=said, lines=section.source, section=number
        )
