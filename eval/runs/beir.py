"""Any public set in BEIR's layout (corpus.jsonl, queries.jsonl, qrels/*.tsv) → the same indexer and search → nDCG@10 and its kin.

Layout: Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation" (arXiv 2104.08663).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import Field

from corpus.cards import content_digest, load_regions
from corpus.errors import EvalDataError, RequestError
from corpus.model.nouns import Passage
from corpus.outline.packing import pack_paragraphs
from corpus.vocabulary.facet_values import load_vocabulary
from corpus.vocabulary.thesaurus import load_thesaurus
from eval.metrics.ranking_metrics import BEIR, Measured, Qrels, Run, measure, summarise
from eval.runs.saved_results import KEPT, About, QueryRecord, Result
from eval.runs.search_runs import refuse_degraded
from eval.sets.judged import JsonRecord, content_hash, read_lines, refuse, text_lines
from indexer.generations.build import Corpus, build_index
from indexer.generations.generation_store import open_index
from indexer.model.encoder import Encoder
from indexer.text.analyser import Analyser
from service.search.contract.request import Mode, clean_query
from service.search.ranking.ranker import Ranker
from service.search.ranking.ranking_weights import RankingWeights
from service.search.ranking.score_formulas import descending

DEPTH = 100
LONGEST_QUERY = 100_000
Progress = Callable[[str, int, int], None]
_JUDGMENT = re.compile(r"([^\t]+)\t([^\t]+)\t(-?[0-9]+)")


class _DocumentText(JsonRecord):
    id: str = Field(alias="_id", pattern=r"^\S+$")
    text: str


class _Document(_DocumentText):
    title: str = ""


@dataclass(frozen=True, slots=True)
class Beir:
    """A public set: its documents as a corpus of passages, its judged queries, its judgments."""

    corpus: Corpus
    queries: dict[str, str]
    qrels: Qrels


def load_beir(folder: Path) -> Beir:
    """Load a folder in BEIR's layout; the test split when there are several.

    Raises:
        EvalDataError: naming the file and line of what is wrong.

    """
    documents = read_lines(folder / "corpus.jsonl", _Document)
    queries = read_lines(folder / "queries.jsonl", _DocumentText)
    qrels = _read_qrels(_qrels_file(folder))
    passages = tuple(passage for document in documents for passage in _passages(document))
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
    return Beir(corpus, _judged_queries(queries, qrels), qrels)


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
        run[name] = [ranking.candidates.case_ids[number] for number in descending(ranking.cases)[:DEPTH]]
        progress("검색", done, len(beir.queries))
    return run


def measure_beir(run: Run, beir: Beir) -> list[Measured]:
    """Return the measures BEIR reports."""
    return [summarise(name, values) for name, values in measure(BEIR, beir.qrels, run).items()]


def result_of_beir(beir: Beir, run: Run, about: Mapping[str, str], model: str | None) -> Result:
    """Return all that is kept of a run: measures with their values, and each query's first hits."""
    documents = {passage.id: (passage.heading, passage.text) for passage in beir.corpus.passages}
    inputs: dict[str, object] = {"model": model, "thesaurus": content_digest(beir.corpus.thesaurus)}
    told = About(**about, fingerprint=content_hash(documents, beir.queries, beir.qrels), weights=asdict(RankingWeights()), inputs=inputs)
    queries = {
        name: QueryRecord("public", text, hits=list(run[name][:KEPT]), grades=dict(beir.qrels[name])) for name, text in beir.queries.items()
    }
    return Result(told, {found.name: found for found in measure_beir(run, beir)}, queries)


def _passages(document: _Document) -> Iterator[Passage]:
    """Cut a document at its paragraphs, as a card is cut into sections; its title stands over each, and is no piece of its own."""
    title = _nfc(document.title)
    pieces = pack_paragraphs(_nfc(document.text).removeprefix(f"{title}\n\n"))
    for number, piece in enumerate(pieces, 1):
        yield Passage(f"{document.id}/{number}", document.id, "summary", title, piece)


def _judged_queries(queries: list[_DocumentText], qrels: Qrels) -> dict[str, str]:
    """Return the clean texts of the queries that are judged; a set's file holds those of its other splits too."""
    texts: dict[str, str] = {}
    faults = [f"queries.jsonl: 판정된 질의 {name}이(가) 없습니다" for name in sorted(set(qrels) - {query.id for query in queries})]
    for query in queries:
        if query.id in qrels:
            try:
                texts[query.id] = clean_query(query.text, longest=LONGEST_QUERY)
            except RequestError as error:
                faults.append(f"queries.jsonl: {query.id}: {error.message}")
    refuse(faults)
    return texts


def _qrels_file(folder: Path) -> Path:
    files = sorted((folder / "qrels").glob("*.tsv"))
    if not files:
        raise EvalDataError(f"{folder.name}/qrels/*.tsv가 없습니다. BEIR 형식의 폴더인지 확인하십시오.")
    return next((file for file in files if file.stem == "test"), files[0])


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Read judgments: query, document and grade, parted by tabs; a first line without a grade is the header."""
    qrels: dict[str, dict[str, int]] = {}
    faults = []
    for number, line in enumerate(text_lines(path), 1):
        if not line.strip():
            continue
        found = _JUDGMENT.fullmatch(line)
        if found:
            qrels.setdefault(found[1], {})[found[2]] = int(found[3])
        elif number > 1:
            faults.append(f"{path.name} {number}행: 'query-id, corpus-id, score' 세 칸이어야 합니다")
    refuse(faults)
    if not qrels:
        raise EvalDataError(f"{path.name}에 판정이 하나도 없습니다.")
    return qrels


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
