"""What some see of a generation and others do not: an index of its own for each set of books that is seen, beside everybody's.

None of them shares anything with another. Words, counts, neighbours, themes and maps of an index are those of its own books, so that what
somebody does not see has left nothing in what he is answered from.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from corpus.errors import StoreError
from corpus.model.ids import book_of
from corpus.passages import indexed_text
from corpus.vocabulary.facet_values import narrow_vocabulary
from corpus.vocabulary.gazetteer import Gazetteer, file_cases
from indexer.arms.bm25 import Bm25
from indexer.arms.dense import DenseIndex
from indexer.engines.local import LocalEngine, columns_of
from indexer.generations.generation_folders import GENERATIONS, view_folders
from indexer.generations.generation_store import Index, load_generation
from indexer.records.catalogue import Span
from indexer.records.catalogue_writing import Records, catalogue_in_memory, spans_of
from indexer.text.analyser import letter_pairs


def open_views(root: Path, generation: str) -> tuple[list[Index], list[str]]:
    """Load the views of a generation beside that of everybody; also return why any cannot be: who would see it then sees less."""
    found: list[Index] = []
    problems: list[str] = []
    for folder in view_folders(root / GENERATIONS / generation):
        try:
            found.append(load_generation(folder))
        except StoreError as error:
            problems.append(str(error))
    return found, problems


def keep_books(index: Index, kept: Collection[str]) -> Index:
    """Return an index in memory of some of an index's books, made anew from their tokens and vectors: what stands in until the next build.

    What takes long is left to that: there is neither a map nor a theme, and neighbours are those that were found among all the books. The
    scales of the arms and the analyser's names are still those of all.
    """
    rows = index.catalogue.rows()
    held = [row for row, (_, case_id, _) in enumerate(rows) if book_of(case_id) in kept]
    cases = tuple(case for case in index.cases if book_of(case.id) in kept)
    passages = tuple(index.catalogue[rows[row][0]] for row in held)
    ids, owners = [passage.id for passage in passages], [passage.case_id for passage in passages]
    forms = sorted(index.words.vocabulary, key=index.words.vocabulary.__getitem__)
    tokens = [[(forms[term], start, end) for term, start, end in index.catalogue.tokens(name).tolist()] for name in ids]
    words, whole = Bm25.build(ids, [[form for form, _, _ in own] for own in tokens]), _join_words(owners, tokens)
    pairs, spans = Bm25.build(ids, [letter_pairs(indexed_text(passage)) for passage in passages]), spans_of(tokens, words.vocabulary)
    vectors = None if index.dense is None else index.dense.vectors()[held]
    dense = None if vectors is None else DenseIndex.build(ids, vectors)
    gazetteer = Gazetteer(index.regions, cases)
    books, gone = ([book for book in index.books if (book.id in kept) is stays] for stays in (True, False))
    kinds, others = ([kind for book in some for kind in book.kinds] for some in (books, gone))
    similar = {case.id: [one for one in index.catalogue.similar(case.id) if book_of(one.case_id) in kept] for case in cases}
    read = (row for row in index.catalogue.all_rows() if book_of(row.case) in kept)
    records = Records(cases=cases, passages=passages, spans=spans, similar=similar, words=words, whole=whole, rows=read)
    name = f"{index.manifest.generation}-{sha256(' '.join(sorted(kept)).encode()).hexdigest()[:8]}"
    return replace(
        index,
        cases=cases,
        books=tuple(books),
        facet_values=narrow_vocabulary(index.facet_values, places=gazetteer, kinds=kinds, others=others),
        words=words,
        pairs=pairs,
        whole=whole,
        dense=dense,
        layout={},
        themes=(),
        gazetteer=gazetteer,
        engine=LocalEngine(columns_of([rows[row] for row in held], file_cases(cases, gazetteer)), words, pairs, whole, dense),
        catalogue=catalogue_in_memory(records),
        manifest=replace(index.manifest, generation=name, counts={"cases": len(cases), "passages": len(passages)}),
    )


def _join_words(owners: Sequence[str], tokens: Sequence[Sequence[Span]]) -> Bm25:
    """Index each case as one text: all its passages' words."""
    joined: dict[str, list[str]] = {}
    for case_id, own in zip(owners, tokens, strict=True):
        joined.setdefault(case_id, []).extend(form for form, _, _ in own)
    return Bm25.build(tuple(joined), tuple(joined.values()))
