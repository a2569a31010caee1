"""Corpus → index, in one function that reads as the table of contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from corpus.book_folders import load_book, load_profile
from corpus.cards import CARDS, REGIONS, load_cases, load_kinds, load_regions
from corpus.errors import BuildError, StoreError
from corpus.library.derived_books import rules_digest
from corpus.library.published import publish_book, read_library
from corpus.model.book import Book
from corpus.model.ids import book_of
from corpus.model.nouns import Case, FacetVocabulary, Passage, Thesaurus
from corpus.model.regions import Regions
from corpus.model.sight import ALL, EVERYTHING, PUBLIC, Sight
from corpus.outline.page_estimates import estimate_case_pages, estimate_passage_pages
from corpus.outline.text_cutting import cut_casebook, read_casebook
from corpus.passages import all_card_passages, indexed_text
from corpus.rows.attached_rows import attached_rows
from corpus.rows.evidence_row import EvidenceRow
from corpus.rows.text_rows import rows_without
from corpus.vocabulary.facet_values import FACET_VALUES, load_vocabulary, narrow_vocabulary
from corpus.vocabulary.gazetteer import Gazetteer
from corpus.vocabulary.thesaurus import THESAURUS, load_thesaurus
from indexer.arms.bm25 import K1, B, Bm25
from indexer.arms.dense import DenseIndex
from indexer.caches.embedding_cache import Progress, embed
from indexer.caches.token_cache import Segment, segment_texts
from indexer.derived.derivation import derivation_digest, derive
from indexer.derived.drafted_texts import DraftedTexts
from indexer.engines.arm_statistics import ask_headings, choose_headings, heading_of, measure_arms
from indexer.engines.local import LocalEngine, columns_of
from indexer.generations.content_digests import digest_books, digest_content, digest_whole
from indexer.generations.current_pointer import current_generation
from indexer.generations.forgetting import finish_forgetting, refuse_removed
from indexer.generations.generation_folders import GENERATIONS, only_build
from indexer.generations.generation_store import GenerationDraft, Index, write_generation
from indexer.generations.manifest import FORMAT, NO_VIEWS, Inputs, Manifest, read_manifest
from indexer.generations.parts import part_digests
from indexer.model.encoder import Encoder
from indexer.records.catalogue_writing import spans_of
from indexer.text.analyser import Token, analyser_config, dictionary_words, letter_pairs

EMBEDDINGS, TOKENS = "embeddings.sqlite", "tokens.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What is to be indexed. No field has a default: who makes a corpus of another says what becomes of each, or uses `replace`."""

    cases: tuple[Case, ...]
    passages: tuple[Passage, ...]
    coverage: dict[str, int] | None  # what the parser of the embedded book's text reported
    thesaurus: Thesaurus
    regions: Regions
    facet_values: FacetVocabulary
    books: tuple[Book, ...]
    read_rows: Callable[[], Iterator[EvidenceRow]]  # what questions are answered from: for a build alone, since it reads texts anew

    @classmethod
    def of(cls, index: Index) -> Corpus:
        """Return what an index was made from."""
        return cls(
            cases=index.cases,
            passages=index.catalogue.passages(),
            coverage=index.manifest.coverage,
            thesaurus=index.thesaurus,
            regions=index.regions,
            facet_values=index.facet_values,
            books=index.books,
            read_rows=index.catalogue.all_rows,
        )

    @property
    def words(self) -> list[str]:
        """Names for the analyser's user dictionary: those that everybody sees, so that one serves all and tells of nothing else."""
        unseen = {book.id for book in self.books if not PUBLIC.sees(book.visibility)}
        return dictionary_words([case for case in self.cases if book_of(case.id) not in unseen])

    def seen_by(self, sight: Sight) -> Corpus:
        """Return what is left where somebody sees no other books: an index of it is the same as if the others had never been."""
        seen = tuple(book for book in self.books if sight.sees(book.visibility))
        if not (others := tuple(book for book in self.books if book not in seen)):
            return self
        unseen = frozenset(book.id for book in others)
        cases = tuple(case for case in self.cases if book_of(case.id) not in unseen)
        known = narrow_vocabulary(
            self.facet_values,
            places=Gazetteer(self.regions, cases),
            kinds=[kind for book in seen for kind in book.kinds],
            others=[kind for book in others for kind in book.kinds],
        )
        passages = tuple(passage for passage in self.passages if book_of(passage.case_id) not in unseen)
        rows = partial(rows_without, self.read_rows, unseen)
        return replace(self, cases=cases, passages=passages, facet_values=known, books=seen, read_rows=rows)


def read_corpus(
    cards: Path | None = CARDS,
    casebook: Path | None = None,
    thesaurus: Path | None = THESAURUS,
    *,
    regions: Path = REGIONS,
    facet_values: Path = FACET_VALUES,
    library: Path | None = None,
) -> Corpus:
    """Read the embedded book's cards (None: do without) and a library's books, and what is known besides.

    The thesaurus may be done without too. A path of the embedded book's full text makes a second layer of evidence.

    Raises:
        CorpusError: with every fault of every card, or of one of the other files.
        CasebookError: when the full text cannot be read or does not fit the cards.

    """
    profile = load_profile()
    own = publish_book(load_book(), estimate_case_pages(load_cases(cards), profile.spans)) if cards else None
    books = (*((own,) if own else ()), *(read_library(library) if library else ()))
    cases, known_regions = tuple(case for book in books for case in book.cases), load_regions(regions)
    kinds = [*((cards and load_kinds(cards)) or ()), *(kind for book in books if book is not own for kind in book.book.kinds)]
    corpus = Corpus(
        cases=cases,
        passages=(*all_card_passages(cases), *(passage for book in books for passage in book.passages)),
        coverage=None,
        thesaurus=load_thesaurus(thesaurus) if thesaurus else {},
        regions=known_regions,
        facet_values=load_vocabulary(facet_values, places=Gazetteer(known_regions, cases), kinds=kinds, thesaurus=thesaurus or THESAURUS),
        books=tuple(book.book for book in books),
        read_rows=lambda: chain.from_iterable(book.read_rows() for book in books),
    )
    if casebook is None or own is None:
        return corpus
    cut = cut_casebook(read_casebook(casebook), profile, own.cases)
    passages = (*corpus.passages, *estimate_passage_pages(cut.passages, own.cases, profile.spans))
    rows = partial(attached_rows, casebook, profile, own.cases, Gazetteer(known_regions))
    return replace(corpus, passages=passages, coverage=asdict(cut.coverage), read_rows=lambda: chain(corpus.read_rows(), rows()))


def wanted_inputs(corpus: Corpus, model_id: str | None) -> Inputs:
    """Return what an index of this corpus by this program would be made from: told by what everybody sees, and one digest of the rest."""
    opened = corpus.seen_by(PUBLIC)
    return Inputs(
        passages=digest_content(opened.passages, opened.cases),
        by_book=digest_books(opened.books, opened.passages, opened.cases),
        views=NO_VIEWS if opened is corpus else digest_whole(corpus, corpus.passages, corpus.cases),
        analyser=dict(analyser_config(corpus.words)),
        model=model_id,
        bm25={"k1": K1, "b": B},
        format=FORMAT,
        rows=f"{rules_digest()} {derivation_digest()}",
        **part_digests(opened),
    )


def build_index(
    corpus: Corpus, root: Path, encoder: Encoder | None, *, progress: Progress = lambda *_: None, segment: Segment | None = None
) -> Manifest:
    """Index a corpus as a new generation under `root` and make it current. Without an encoder the index is lexical only.

    `segment` is an analyser's `tokens`, where one with the corpus's words is already loaded.

    Raises:
        BuildError: when another build is under way, a book of it has been removed, or the disk refuses. What was current stays current.

    """
    with only_build(root):
        opened, *views = list_views(corpus)
        if corpus.passages and not opened.passages:
            raise BuildError("모두가 볼 수 있는 자료가 하나도 없습니다. 자료 하나의 visibility를 all로 하십시오.")
        inputs = wanted_inputs(corpus, encoder.model_id if encoder else None)
        draft = replace(make_draft(opened, root, encoder, progress, segment), inputs=inputs)
        refuse_removed(root, corpus.passages)
        manifest = write_generation(root, draft, (make_draft(view, root, encoder, progress, segment) for view in views))
        finish_forgetting(root, corpus.passages)
        return manifest


def list_views(corpus: Corpus) -> list[Corpus]:
    """Return what there is to see, each but once: for everybody, for the readers of each group, and for who sees everything."""
    groups = sorted({group for book in corpus.books for group in book.visibility} - {ALL})
    sights = (PUBLIC, *(Sight(frozenset({group})) for group in groups), EVERYTHING)
    return [*{tuple(book.id for book in view.books): view for view in map(corpus.seen_by, sights)}.values()]


def make_draft(
    corpus: Corpus, root: Path, encoder: Encoder | None, progress: Progress = lambda *_: None, segment: Segment | None = None
) -> GenerationDraft:
    """Segment and embed a corpus: everything of a build that does not touch the served index."""
    if not corpus.passages:
        raise BuildError("색인할 사례가 없습니다.")
    if len(set(ids := [passage.id for passage in corpus.passages])) != len(ids):
        raise BuildError("같은 번호의 대목이 두 번 있습니다. 사례와 문서의 번호를 서로 다르게 적어 주십시오.")
    texts = [indexed_text(passage) for passage in corpus.passages]
    headings = [heading_of(corpus.passages[row]) for row in choose_headings(corpus.passages)]
    known = segment_texts([*texts, *headings], corpus.words, root / TOKENS, progress, segment)
    tokens, asked = known[: len(texts)], dict(zip(headings, known[len(texts) :], strict=True))
    words, whole = Bm25.build(ids, [[token.form for token in own] for own in tokens]), _whole(corpus, tokens)
    pairs, spans = Bm25.build(ids, [letter_pairs(text) for text in texts]), spans_of(tokens, words.vocabulary)
    vectors = embed(texts, encoder, root / EMBEDDINGS, progress) if encoder else None
    dense = None if vectors is None else DenseIndex.build(ids, vectors)
    columns = columns_of([(passage.id, passage.case_id, passage.kind) for passage in corpus.passages], corpus.cases)
    engine = LocalEngine(columns, words, pairs, whole, dense)
    drafted = DraftedTexts(corpus.cases, corpus.passages, [own[:, 0] for own in spans], list(words.vocabulary), vectors)
    derived = derive(drafted, Gazetteer(corpus.regions, corpus.cases), corpus.facet_values)
    return GenerationDraft(
        cases=corpus.cases,
        passages=corpus.passages,
        thesaurus=corpus.thesaurus,
        regions=corpus.regions,
        facet_values=corpus.facet_values,
        books=corpus.books,
        words=words,
        pairs=pairs,
        whole=whole,
        dense=dense,
        statistics=measure_arms(engine, ask_headings(corpus.passages, asked.__getitem__, encoder)),
        layout=derived.layout,
        themes=derived.themes,
        similar=derived.similar,
        spans=spans,
        rows=tuple(corpus.read_rows()),
        inputs=wanted_inputs(corpus, encoder.model_id if encoder else None),
        coverage=corpus.coverage,
    )


def _whole(corpus: Corpus, tokens: Sequence[Sequence[Token]]) -> Bm25:
    """Index each case (or document) as one text: all its passages' words."""
    words: dict[str, list[str]] = {}
    for passage, own in zip(corpus.passages, tokens, strict=True):
        words.setdefault(passage.case_id, []).extend(token.form for token in own)
    return Bm25.build(tuple(words), tuple(words.values()))


def reasons_to_build(root: Path, wanted: Inputs) -> list[str]:
    """Return why the current generation does not fit what is wanted, in Korean; empty when it does. Reads only its manifest."""
    if (current := current_generation(root)) is None:
        return ["아직 없습니다"]
    try:
        inputs = read_manifest(root / GENERATIONS / current).inputs
    except StoreError as error:
        return [str(error)]
    return [f"{part}이(가) 달라졌습니다" for part in inputs.differences(wanted)]
