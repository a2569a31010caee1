"""A case's blocks and facts → its rows: one a cell of a table, one a sentence of prose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from corpus.facts.language.prose_lines import ProseLine, prose_lines
from corpus.model.document import Block
from corpus.model.fact import Fact
from corpus.model.ids import book_of
from corpus.model.nouns import Passage
from corpus.rows.evidence_row import EvidenceRow
from corpus.rows.row_texts import cut_sentences, join_heads, tell_headings, tell_time, tell_value


def text_rows(case_id: str, blocks: Sequence[Block], first: int, facts: Iterable[Fact]) -> Iterator[EvidenceRow]:
    """Yield the rows of a case that is made of these blocks, the first numbered `first`, from the facts that were read in them."""
    of_prose: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.origin == "table" and fact.block is not None:
            yield _cell_row(case_id, fact, blocks[fact.block - first].path)
        elif fact.origin == "prose" and fact.block is not None:
            of_prose[fact.block].append(fact)
    for line in prose_lines(blocks, first):
        yield from _line_rows(case_id, line, of_prose[line.number])


def passage_rows(passages: Iterable[Passage]) -> Iterator[EvidenceRow]:
    """Yield the sentences of passages, where nothing else of their text is known."""
    for passage in passages:
        for line in passage.text.split("\n"):
            for said in cut_sentences(line):
                yield EvidenceRow(
                    case=passage.case_id, kind="sentence", context=join_heads((passage.heading,)), said=said, lines=passage.place.lines
                )


def rows_without(read_rows: Callable[[], Iterator[EvidenceRow]], unseen: Collection[str]) -> Iterator[EvidenceRow]:
    """Return rows but for those of some books."""
    return (row for row in read_rows() if book_of(row.case) not in unseen)


def _cell_row(case_id: str, fact: Fact, path: Sequence[str]) -> EvidenceRow:
    heads = (tell_headings(path), *fact.row_path, *fact.column_path, fact.measure, tell_time(fact))
    return EvidenceRow(case=case_id, kind="cell", context=join_heads(heads), said=tell_value(fact), facts=(fact,), lines=fact.lines)


def _line_rows(case_id: str, line: ProseLine, facts: Sequence[Fact]) -> Iterator[EvidenceRow]:
    above = tell_headings(line.headings)
    for said in cut_sentences(line.text):
        own = tuple(fact for fact in facts if fact.lines == line.lines and " ".join(fact.value.split()) in said)
        yield EvidenceRow(
            case=case_id,
            kind="sentence",
            context=join_heads(("" if said in above or above in said else above,)),
            said=said,
            facts=own,
            lines=line.lines,
        )
