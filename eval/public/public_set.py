"""A public set in BEIR's layout as it lies on disk: documents, judged queries and judgments, and what was joined or left out of them.

Layout: Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation" (arXiv 2104.08663).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import EvalDataError, RequestError
from eval.metrics.ranking_metrics import Qrels, Run
from eval.public.public_judgments import read_judgments
from eval.public.set_files import PublicDocument, PublicText, find_file, list_ids, read_texts
from service.search.contract.request import clean_query

LONGEST_QUERY = 100_000


@dataclass(frozen=True, slots=True)
class PublicSet:
    """What is measured: documents, clean judged queries, judgments of these, and `notes`, a line for each kind of what is not as it was.

    `own` are the queries whose own document, of the same id, is in the set and is left out of what they find.
    """

    documents: Mapping[str, PublicDocument]
    queries: Mapping[str, str]
    qrels: Qrels
    own: frozenset[str]
    notes: tuple[str, ...]

    def leave_own_out(self, query: str, found: Iterator[str], depth: int) -> list[str]:
        """Return the first of what a query found, without its own document (as BEIR's evaluation of ArguAna and Quora)."""
        kept = (document for document in found if document != query or query not in self.own)
        return [document for document, _ in zip(kept, range(depth), strict=False)]


def read_public_set(folder: Path) -> PublicSet:
    """Read a folder in BEIR's layout.

    Raises:
        EvalDataError: naming the file and line of what cannot be read, or when nothing of it can be measured.

    """
    documents, notes = read_texts(find_file(folder, "corpus.jsonl"), PublicDocument, "문서")
    queries, joined = read_texts(find_file(folder, "queries.jsonl"), PublicText, "질의")
    judged = read_judgments(folder, queries, documents)
    texts, left = _judged_queries(queries, judged.grades)
    qrels = {query: judged.grades[query] for query in texts}
    own = frozenset(query for query in texts if query in documents and not _is_by_chance(documents[query], texts[query], qrels[query]))
    notes += [*joined, *judged.notes, *left, *_tell_documents(documents, qrels), *_tell_own(documents, texts, own)]
    return PublicSet(documents, texts, qrels, own, tuple(notes))


def tell_missing(public: PublicSet, run: Run) -> list[str]:
    """Return a line for the judged queries that a run has nothing for, and one for those of the run that are not judged."""
    told = (
        ([query for query in public.queries if not run.get(query)], "결과가 없어 0으로 세는 질의"),
        ([query for query in run if query not in public.queries], "판정이 없거나 재지 않아 세지 않은 질의"),
    )
    return [f"{what}: {list_ids(ids)}" for ids, what in told if ids]


def _judged_queries(queries: Mapping[str, PublicText], grades: Mapping[str, object]) -> tuple[dict[str, str], list[str]]:
    """Return the clean texts of the queries that are judged, and a line for each reason why some are not measured."""
    texts: dict[str, str] = {}
    absent = [name for name in grades if name not in queries]
    empty: list[str] = []
    for name in grades:
        if name in queries:
            try:
                texts[name] = clean_query(queries[name].text, longest=LONGEST_QUERY)
            except RequestError:
                empty.append(name)
    told = (
        (absent, "판정은 있고 queries.jsonl에는 없어 빼고 잰 질의"),
        (empty, "찾을 글자가 없거나 너무 길어 빼고 잰 질의"),
    )
    if not texts:
        raise EvalDataError("판정된 질의가 queries.jsonl에 글과 함께 하나도 없습니다. 같은 자료의 파일들인지 확인하십시오.")
    return texts, [f"{what}: {list_ids(ids)}" for ids, what in told if ids]


def _tell_documents(documents: Mapping[str, PublicDocument], qrels: Qrels) -> list[str]:
    """Return a line for documents without a text, for judged ones that are not there, and for queries with nothing relevant.

    Raises:
        EvalDataError: when no judged document is there.

    """
    judged = dict.fromkeys(document for grades in qrels.values() for document in grades)
    absent = [document for document in judged if document not in documents]
    if len(absent) == len(judged):
        raise EvalDataError(f"판정된 문서가 corpus.jsonl에 하나도 없습니다: {list_ids(absent)}. 같은 자료의 파일들인지 확인하십시오.")
    bare = [name for name, document in documents.items() if not has_text(document)]
    fruitless = [query for query, grades in qrels.items() if not any(grade > 0 for grade in grades.values())]
    told = (
        (bare, "제목도 글도 없어 찾을 수 없는 문서"),
        (absent, "판정은 있고 corpus.jsonl에는 없는 문서(찾지 못한 것으로 셉니다)"),
        (fruitless, "맞는 문서가 하나도 없는 질의(trec_eval처럼 0으로 평균에 듭니다)"),
    )
    return [f"{what}: {list_ids(ids)}" for ids, what in told if ids]


def has_text(document: PublicDocument) -> bool:
    """Tell whether a document has anything to be found by."""
    return bool(document.title.strip() or document.text.strip())


def _is_by_chance(document: PublicDocument, query: str, grades: Mapping[str, int]) -> bool:
    """Tell whether a document bears a query's id by chance: both were numbered, and it is judged relevant with a text of its own."""
    return grades.get(document.id, 0) > 0 and _plain(query) not in {_plain(document.text), _plain(f"{document.title} {document.text}")}


def _plain(text: str) -> str:
    return "".join(text.split())


def _tell_own(documents: Mapping[str, PublicDocument], queries: Mapping[str, str], own: frozenset[str]) -> list[str]:
    told = (
        ([query for query in queries if query in own], "번호가 같은 문서를 결과에서 뺀 질의(자기 자신은 찾은 것이 아닙니다)"),
        ([query for query in queries if query in documents and query not in own], "번호가 같은 문서가 맞는 문서라서 빼지 않은 질의"),
    )
    return [f"{what}: {list_ids(ids)}" for ids, what in told if ids]
