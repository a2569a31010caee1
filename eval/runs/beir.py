"""Any public set in BEIR's layout (corpus.jsonl, queries.jsonl, qrels/*.tsv) → the same indexer and search → nDCG@10 and its kin."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.cards import content_digest, load_regions
from corpus.model.nouns import Passage
from corpus.outline.packing import pack_paragraphs
from corpus.vocabulary.facet_values import load_vocabulary
from corpus.vocabulary.thesaurus import load_thesaurus
from eval.metrics.ranking_metrics import BEIR, Measured, Qrels, Run, measure, summarise
from eval.public.public_set import PublicSet, has_text, read_public_set
from eval.public.set_files import PublicDocument
from eval.runs.saved_results import KEPT, About, QueryRecord, Result
from eval.runs.search_runs import refuse_degraded
from eval.sets.judged import content_hash
from indexer.generations.build import Corpus, build_index
from indexer.generations.generation_store import open_index
from indexer.model.encoder import Encoder
from indexer.text.analyser import Analyser
from service.search.contract.request import Mode
from service.search.ranking.ranker import Ranker
from service.search.ranking.ranking_weights import RankingWeights
from service.search.ranking.score_formulas import descending

DEPTH = 100
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Beir:
    """A public set with its documents as a corpus of passages, to be indexed."""

    corpus: Corpus
    public: PublicSet

    @property
    def queries(self) -> Mapping[str, str]:
        """The judged queries."""
        return self.public.queries

    @property
    def qrels(self) -> Qrels:
        """The judgments of these."""
        return self.public.qrels


def load_beir(folder: Path) -> Beir:
    """Load a folder in BEIR's layout; the test split when there are several.

    Raises:
        EvalDataError: naming the file and line of what cannot be read, or when nothing of it can be measured.

    """
    public = read_public_set(folder)
    passages = tuple(passage for document in public.documents.values() if has_text(document) for passage in _passages(document))
    corpus = Corpus(
        read_rows=lambda: iter(()),
        cases=(),
        passages=passages,
        coverage=None,
        thesaurus=load_thesaurus(),
        regions=load_regions(),
        facet_values=load_vocabulary(),
        books=(),
    )
    return Beir(corpus, public)


def index_and_run(beir: Beir, encoder: Encoder | None, mode: Mode = "hybrid", progress: Progress = lambda *_: None) -> Run:
    """Index the documents in a folder of the moment, and rank them for every judged query.

    Raises:
        ModelError: when the mode needs a model and there is none.

    """
    analyser = Analyser(beir.corpus.words)
    with TemporaryDirectory() as folder:
        build_index(beir.corpus, Path(folder), encoder, progress=progress, segment=analyser.tokens)
        index, _ = open_index(Path(folder))
        return run_beir(Ranker(index, analyser, encoder), beir, mode, progress)


def run_beir(ranker: Ranker, beir: Beir, mode: Mode = "hybrid", progress: Progress = lambda *_: None) -> Run:
    """Rank the documents for every judged query.

    Raises:
        ModelError: when the mode needs a model and there is none.

    """
    refuse_degraded(degraded=ranker.encoder is None, mode=mode)
    run: dict[str, list[str]] = {}
    for done, (name, text) in enumerate(beir.queries.items(), 1):
        ranking = ranker.rank(text, mode)
        found = (ranking.candidates.case_ids[number] for number in descending(ranking.cases))
        run[name] = beir.public.leave_own_out(name, found, DEPTH)
        progress("검색", done, len(beir.queries))
    return run


def inputs_of(beir: Beir, model: str | None) -> dict[str, object]:
    """Return what a run of ours was made with beside the set."""
    return {"model": model, "thesaurus": content_digest(beir.corpus.thesaurus)}


def measure_beir(run: Run, judged: Beir | PublicSet) -> list[Measured]:
    """Return the measures BEIR reports."""
    return [summarise(name, values) for name, values in measure(BEIR, judged.qrels, run).items()]


def result_of_beir(
    public: PublicSet, run: Run, about: Mapping[str, str], inputs: Mapping[str, object], weights: RankingWeights | None = None
) -> Result:
    """Return all that is kept of a run, ours with its weights or another system's: measures with their values, and queries' first hits."""
    documents = {name: (document.title, document.text) for name, document in public.documents.items()}
    fingerprint = content_hash(documents, public.queries, public.qrels)
    told = About(**about, fingerprint=fingerprint, weights=asdict(weights) if weights else {}, inputs=dict(inputs))
    queries = {
        name: QueryRecord("public", text, hits=list(run.get(name, ())[:KEPT]), grades=dict(public.qrels[name]))
        for name, text in public.queries.items()
    }
    return Result(told, {found.name: found for found in measure_beir(run, public)}, queries)


def _passages(document: PublicDocument) -> Iterator[Passage]:
    """Cut a document at its paragraphs, as a card is cut into sections; its title stands over each, and is no piece of its own."""
    title = _nfc(document.title)
    pieces = pack_paragraphs(_nfc(document.text).removeprefix(f"{title}\n\n"))
    for number, piece in enumerate(pieces, 1):
        yield Passage(f"{document.id}/{number}", document.id, "summary", title, piece)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
