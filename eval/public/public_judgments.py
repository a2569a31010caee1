"""Judgments of a public set: BEIR's three columns or TREC's four, by their header, by tabs or by blanks, or as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from pathlib import Path

from corpus.errors import EvalDataError
from eval.public.set_files import ZIPPED, clean_id, lines_of, list_ids
from eval.sets.judged import refuse

ENDINGS = (".tsv", ".txt", ".qrels", ".qrel", ".trec", ".csv", ".jsonl")
SPLITS = ("test", "dev", "validation", "valid", "val", "train")  # which is measured where there are several, first to last
_QUERY = {"query-id", "query_id", "queryid", "qid", "query"}
_DOCUMENT = {"corpus-id", "corpus_id", "corpusid", "doc-id", "doc_id", "docid", "did", "pid", "document-id", "document_id", "document"}
_GRADE = {"score", "relevance", "rel", "grade", "label", "relevance-score"}
_FINEST = 1000  # parts of a grade, at most; a finer one is a score of some model, and no judgment
_COLUMNS, _TREC_COLUMNS = 3, 4
Row = tuple[str, str, str]
"""Query, document and grade, as they are written."""


@dataclass(frozen=True, slots=True)
class PublicJudgments:
    """Query id → document id → grade, and a line for each kind of what was chosen, joined or scaled."""

    grades: dict[str, dict[str, int]]
    notes: list[str]


def read_judgments(folder: Path, queries: Collection[str], documents: Collection[str]) -> PublicJudgments:
    """Return the judgments of a set's test split, or of the one that comes nearest; ids tell the columns where nothing else does.

    Raises:
        EvalDataError: when there are none, or with the line of each that cannot be read.

    """
    path, notes = _choose_split(folder)
    grades: dict[str, dict[str, Fraction]] = {}
    faults: list[str] = []
    again: list[str] = []
    for number, row in _rows(path, queries, documents):
        found = _grade(row[2]) if row and row[0] and row[1] else None
        if row is None or found is None:
            faults.append(f"{path.name} {number}행: 'query-id, corpus-id, score' 세 칸이나 TREC의 네 칸이어야 합니다")
            continue
        query, document = clean_id(row[0]), clean_id(row[1])
        if document in grades.setdefault(query, {}):
            again.append(f"{query}→{document}")
        grades[query][document] = found
    refuse(faults)
    if not grades:
        raise EvalDataError(f"{path.name}에 판정이 하나도 없습니다.")
    if again:
        notes.append(f"{path.name}: 거듭 판정된 짝은 뒤의 판정을 썼습니다: {list_ids(again)}")
    parts = lcm(*(grade.denominator for own in grades.values() for grade in own.values()))
    if parts > 1:
        notes.append(f"{path.name}: 소수인 등급이 있어 모든 등급에 {parts}을(를) 곱했습니다. nDCG는 그래도 같습니다")
    whole = {query: {document: int(grade * parts) for document, grade in own.items()} for query, own in grades.items()}
    return PublicJudgments(whole, notes)


def _choose_split(folder: Path) -> tuple[Path, list[str]]:
    """Return the file of judgments to be measured, and a line where there were others to choose from."""
    places = ((folder / "qrels").glob("*"), folder.glob("qrels*"))
    found = next((files for place in places if (files := sorted(path for path in place if _ending(path)))), [])
    if not found:
        raise EvalDataError(f"{folder.name}/qrels/*.tsv가 없습니다. BEIR 형식의 폴더인지 확인하십시오.")
    splits = {_stem(path): path for path in reversed(found)}
    chosen = next((splits[name] for name in SPLITS if name in splits), found[0])
    others = [path.name for path in found if path != chosen]
    if not others:
        return chosen, []
    return chosen, [f"qrels: {chosen.name}만 쟀습니다. 재지 않은 것: {', '.join(others)}"]


def _ending(path: Path) -> str:
    name = path.name.removesuffix(ZIPPED)
    return next((ending for ending in ENDINGS if name.endswith(ending) and path.is_file()), "")


def _stem(path: Path) -> str:
    return path.name.removesuffix(ZIPPED).removesuffix(_ending(path)).casefold()


def _rows(path: Path, queries: Collection[str], documents: Collection[str]) -> Iterator[tuple[int, Row | None]]:
    """Yield the rows of a file with the numbers of their lines; None for one that is none."""
    lines = lines_of(path)
    if _ending(path) == ".jsonl":
        yield from ((number, _json_row(line)) for number, line in lines)
        return
    mark = _separator(lines[0][1]) if lines else None
    cells = [(number, [cell.strip().strip('"') for cell in line.split(mark)]) for number, line in lines]
    if cells and mark and (columns := _named_columns(cells[0][1])):
        needed = max(columns)
        for number, own in cells[1:]:
            yield number, (own[columns[0]], own[columns[1]], own[columns[2]]) if len(own) > needed else None
        return
    if cells and _is_header(cells[0][1], queries):
        cells = cells[1:]
    second = sum(len(own) >= _TREC_COLUMNS and clean_id(own[1]) in documents for _, own in cells)
    third = sum(len(own) >= _TREC_COLUMNS and clean_id(own[2]) in documents for _, own in cells)
    for number, own in cells:
        if mark is None:
            yield number, _cut_at_blanks(own, queries, documents)
        elif len(own) == _COLUMNS or (len(own) == _TREC_COLUMNS and second > third):
            yield number, (own[0], own[1], own[2])
        else:
            yield number, (own[0], own[2], own[3]) if len(own) == _TREC_COLUMNS else None


def _separator(line: str) -> str | None:
    """Return what parts the columns: a tab, a comma after names of columns; None for blanks."""
    if "\t" in line:
        return "\t"
    return "," if _named_columns([cell.strip().strip('"') for cell in line.split(",")]) else None


def _named_columns(cells: Sequence[str]) -> tuple[int, int, int] | None:
    """Return where query, document and grade stand by the names in a header; None where it does not name all three."""
    names = [cell.casefold() for cell in cells]
    places = [next((at for at, name in enumerate(names) if name in known), None) for known in (_QUERY, _DOCUMENT, _GRADE)]
    query, document, grade = places
    return None if query is None or document is None or grade is None else (query, document, grade)


def _is_header(cells: Sequence[str], queries: Collection[str]) -> bool:
    """Tell whether a first row is the names of columns, whatever they are: it holds no number, and begins with no query."""
    return clean_id(cells[0]) not in queries and all(_grade(cell) is None for cell in cells)


def _cut_at_blanks(words: Sequence[str], queries: Collection[str], documents: Collection[str]) -> Row | None:
    """Part a line at those of its blanks that make known ids of what is between them; ids may hold blanks too."""
    *ids, grade = words
    usual = {2: (1, 1), 3: (1, 2)}.get(len(ids))  # words of the query, and where the document begins: with three, the second is TREC's 0
    cuts = [*([usual] if usual else []), *((end, start) for end in range(1, len(ids)) for start in (end, end + 1) if start < len(ids))]
    rows = [(" ".join(ids[:end]), " ".join(ids[start:]), grade) for end, start in cuts]
    known = (row for row in rows if clean_id(row[0]) in queries and clean_id(row[1]) in documents)
    return next(known, rows[0] if usual else None)


def _json_row(line: str) -> Row | None:
    """Return a judgment that is a JSON object, by the names of its keys."""
    try:
        record = json.loads(line)
    except ValueError:
        return None
    if not isinstance(record, Mapping) or not (columns := _named_columns([str(name) for name in record])):
        return None
    values = [str(value) for value in record.values()]
    return values[columns[0]], values[columns[1]], values[columns[2]]


def _grade(text: str) -> Fraction | None:
    """Return a grade as a number: "1", "1.0", "-1"; None for what is none."""
    try:
        grade = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return grade if text.isascii() and "/" not in text and grade.denominator <= _FINEST else None
