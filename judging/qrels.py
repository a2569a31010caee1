"""Several people's grades → one judgment an item, and TREC's files of them.

Two or more judges of an item are merged by their median; of an even number the lower of the middle two, so that a case is called
relevant only where half of its judges say so. The highest and the lowest grade are the other choices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median_low
from typing import Literal

from corpus.errors import RequestError
from corpus.model.ids import canonical, id_order
from corpus.particle_forms import fit_particles
from eval.metrics.ranking_metrics import Qrels, trec_qrels
from judging.records import GRADES, Graded, PooledQuery

Merge = Literal["median", "max", "min"]
MERGES: Mapping[Merge, Callable[[Sequence[int]], int]] = {"median": median_low, "max": max, "min": min}
MERGE_NAMES: Mapping[Merge, str] = {"median": "가운데 값(둘이면 낮은 쪽)", "max": "가장 높은 등급", "min": "가장 낮은 등급"}
COLUMNS = 4
FAULTS_SHOWN = 10


def merge_grades(grades: Iterable[Graded], merge: Merge = "median") -> dict[str, dict[str, int]]:
    """Return query name → case → the one grade that several judges' come to."""
    given: dict[tuple[int, str], list[int]] = {}
    for graded in grades:
        given.setdefault((graded.query, graded.case), []).append(graded.grade)
    qrels: dict[str, dict[str, int]] = {}
    for (query, case), values in sorted(given.items(), key=lambda item: (item[0][0], id_order(item[0][1]))):
        qrels.setdefault(f"q{query}", {})[case] = MERGES[merge](values)
    return qrels


def write_qrels(qrels: Qrels) -> str:
    """Return judgments as a file of TREC's format."""
    return "".join(trec_qrels(qrels))


def read_qrels(text: str, queries: Iterable[PooledQuery], cases: Iterable[str], judge: int) -> list[Graded]:
    """Return the grades of a file of TREC's format, as those of a judge.

    Raises:
        RequestError: with the number of each line that cannot be used.

    """
    by_name, known = {query.name: query.id for query in queries}, frozenset(cases)
    found: dict[tuple[int, str], Graded] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        columns = [canonical(column) for column in line.split()]  # of the four, only a case has two spellings
        if not columns:
            continue
        fault = _fault(columns, by_name, known)
        if fault:
            faults.append(f"{number}행: {fault}")
            continue
        query, case = by_name[columns[0]], columns[2]
        found[query, case] = Graded(judge, query, case, int(columns[3]), "")
    if faults:
        more = f" 그 밖에 {len(faults) - FAULTS_SHOWN:,}행." if len(faults) > FAULTS_SHOWN else ""
        raise RequestError(f"qrels를 읽을 수 없습니다. {' / '.join(faults[:FAULTS_SHOWN])}{more}", field="qrels")
    return list(found.values())


def _fault(columns: Sequence[str], queries: Mapping[str, int], cases: frozenset[str]) -> str | None:
    if len(columns) != COLUMNS:
        return "칸이 넷(질의 0 사례 등급)이어야 합니다"
    query, _, case, grade = columns
    if query not in queries:
        return fit_particles(f"질의 {query[:20]}이(가) 없습니다")
    if case not in cases:
        return fit_particles(f"사례 {case[:20]}이(가) 색인에 없습니다")
    if grade not in map(str, GRADES):
        return fit_particles(f"등급 {grade[:20]}은(는) 0~3이 아닙니다")
    return None
