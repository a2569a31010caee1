"""A case's record and prose → the facts of the record's fields: what the record knows, and what the text says of them under a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.facts.card_facts import Stated, field_fact, record_fields
from corpus.facts.language.labelled_fields import Labelled, is_organisation, read_labelled, split_names
from corpus.facts.language.prose_lines import ProseLine, prose_lines
from corpus.facts.language.written_dates import written_dates
from corpus.facts.written_values import written_values
from corpus.model.document import Block
from corpus.model.fact import Fact
from corpus.model.nouns import Case

_SURE = 0.85


def field_facts(case: Case, blocks: Sequence[Block], first: int) -> Iterator[Fact]:
    """Yield the facts of the fields of a case that is made of these blocks, the first numbered `first`: the record's, then the labelled."""
    for number, stated in enumerate(record_fields(case)):
        yield field_fact(case, stated, f"field-{number}", "field", "field:record")
    for line in prose_lines(blocks, first):
        for at, labelled in enumerate(read_labelled(line.text)):
            if labelled.field is not None:
                for number, stated in enumerate(_read_field(labelled)):
                    yield _labelled_fact(case, line, labelled, stated, f"{at}-{number}")


def _read_field(labelled: Labelled) -> Iterator[Stated]:
    """Yield what a label's words say of its field: a period, a sum of money, names, or the words themselves."""
    text, field = labelled.text, labelled.field or labelled.label
    if field == "기간":
        for date in written_dates(text, None)[:1]:
            if date.kind != "relative":
                yield Stated(labelled.label, text[date.start : date.end], "period" if date.kind == "period" else "date", year=date.year)
    elif field == "예산":
        for value in written_values(text):
            if value.kind == "amount":
                yield Stated(labelled.label, text[value.start : value.end], "amount", value.number, value.unit)
                break
    elif is_organisation(labelled.label):
        for name in split_names(text):
            yield Stated(labelled.label, name, "name")
    elif field in {"사업명", "지역"}:
        yield Stated(labelled.label, text, "name")
    else:
        yield Stated(labelled.label, text, "text")


def _labelled_fact(case: Case, line: ProseLine, labelled: Labelled, stated: Stated, number: str) -> Fact:
    """Return what a line says of a field as a fact; `subject` is the heading above."""
    return Fact(
        id=f"{case.id}/field-{line.number}-{line.at}-{number}",
        case=case.id,
        subject=line.block.path[-1] if line.block.path else case.title,
        measure=stated.measure,
        value=stated.value,
        number=stated.number,
        unit=stated.unit,
        kind=stated.kind,
        year=stated.year,
        role=None,
        clause=" ".join(line.text.split()),
        lines=line.lines,
        page=line.block.page,
        page_from=line.block.page_from,
        block=line.number,
        origin="field",
        rule=f"field:{labelled.field}",
        score=_SURE,
    )
