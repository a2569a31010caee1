"""Runs in TREC's six columns: what another system found on a set, read as trec_eval reads it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np

from corpus.errors import EvalDataError
from eval.metrics.ranking_metrics import Run, trec_id
from eval.public.public_set import PublicSet
from eval.public.set_files import clean_id, lines_of, list_ids
from eval.sets.judged import refuse

_LINE = re.compile(r"(\S.*?)\s+(?:[Qq]0|0)\s+(\S.*?)\s+(\S+)\s+(\S+)\s+(\S+)\s*")


def read_run(path: Path, public: PublicSet, depth: int) -> tuple[Run, list[str]]:
    """Return a run over a set, best first, and a line for each kind of what was left out of it.

    The order is trec_eval's: by score in single precision, then by id from the last to the first; the column of ranks is not read.

    Raises:
        EvalDataError: when the file cannot be read, or naming the lines that are not of a run.

    """
    scores, again, faults = _read_scores(path, public)
    refuse(faults)
    if not scores:
        raise EvalDataError(f"{path.name}에 결과가 하나도 없습니다.")
    unknown = list(dict.fromkeys(document for own in scores.values() for document in own if document not in public.documents))
    run = {query: public.leave_own_out(query, iter(_rank(own)), depth) for query, own in scores.items()}
    told = (
        (again, "한 질의에 거듭 나와 높은 점수로 센 문서"),
        (unknown, "corpus.jsonl에 없는 문서(틀린 것으로 셉니다)"),
    )
    return run, [f"{path.name}: {what}: {list_ids(ids)}" for ids, what in told if ids]


def _read_scores(path: Path, public: PublicSet) -> tuple[Mapping[str, dict[str, float]], list[str], list[str]]:
    """Return query → document → score, the documents that a query has twice, and the faults."""
    queries, documents = _by_trec_id(public.queries), _by_trec_id(public.documents)
    scores: defaultdict[str, dict[str, float]] = defaultdict(dict)
    again: list[str] = []
    faults: list[str] = []
    for number, line in lines_of(path):
        found = _LINE.fullmatch(line)
        score = _number(found[4]) if found else None
        if found is None or score is None:
            faults.append(f"{path.name} {number}행: TREC 실행 파일의 여섯 칸(질의 Q0 문서 순위 점수 이름)이어야 합니다")
            continue
        query, document = (known.get(name, name) for known, name in ((queries, clean_id(found[1])), (documents, clean_id(found[2]))))
        if document in scores[query]:
            again.append(document)
        scores[query][document] = max(score, scores[query].get(document, score))
    return scores, again, faults


def _by_trec_id(ids: Collection[str]) -> dict[str, str]:
    """Return the ids by what stands for them in TREC's files."""
    return {trec_id(name): name for name in ids}


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return None if np.isnan(value) else value


def _rank(scores: Mapping[str, float]) -> list[str]:
    single = {document: float(np.float32(score)) for document, score in scores.items()}
    by_id = sorted(single, reverse=True)
    return sorted(by_id, key=lambda document: -single[document])
