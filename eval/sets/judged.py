"""Judged queries on disk → typed queries and judgments. All faults of a file are reported at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import EvalDataError, RequestError
from corpus.model.book import Sha256
from corpus.model.ids import DEFAULT_BOOK, book_of
from corpus.model.nouns import BookId, CaseId, LineRange
from corpus.validation import key, message
from service.search.contract.request import clean_query

DATA = Path(__file__).parent.parent / "data"
ABOUT = "set.json"
GOLD = 3
FAULTS_SHOWN = 50


def _searchable(text: str) -> str:
    """Return a query as the searcher takes it; what no user could send is no query to judge."""
    try:
        return clean_query(text)
    except RequestError as error:
        raise ValueError(error.message) from error


QueryKind = Literal["need", "fact", "why", "keyword", "noisy"]
Grade = Annotated[int, Field(ge=0, le=3)]
QueryText = Annotated[str, AfterValidator(_searchable)]


class JsonRecord(BaseModel):
    """Base of a record of a JSONL file."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    id: str = Field(pattern=r"^\S+$")  # the columns of TREC's files are parted by spaces


class SetAbout(BaseModel):
    """What a set says of itself: the book that its queries were written from, and whose lines are its evidence.

    `sha256` is the digest of the file that the lines count in; without it nobody can tell whether a book's file is the same.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    book: BookId
    sha256: Sha256 | None = None


class Query(JsonRecord):
    """A query written from one case; `lines` are the ranges of the case's book that hold its evidence."""

    kind: QueryKind
    query: QueryText
    case: CaseId
    lines: list[LineRange]
    answers: list[str] = []
    key_points: list[str] = []


class Judgment(JsonRecord):
    """Grades of cases for a query."""

    rel: dict[CaseId, Grade]


class Likeness(Judgment):
    """Grades of cases for their likeness to a case."""

    id: CaseId


class Topic(Judgment):
    """A query over several cases."""

    query: QueryText


class Unanswerable(JsonRecord):
    """A question the cases do not answer."""

    kind: Literal["far", "near", "trap"]
    query: QueryText


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged set: queries with graded cases, topics, likenesses, questions without an answer, and the book they were written from.

    `sha256` is the digest of that book's file, None where the set does not say it.
    """

    queries: list[Query]
    grades: dict[str, dict[str, int]]
    topics: list[Topic]
    similar: dict[str, dict[str, int]]
    unanswerable: list[Unanswerable]
    book: str = DEFAULT_BOOK
    sha256: str | None = None


T = TypeVar("T", bound=JsonRecord)


def load_judged(folder: Path = DATA) -> Judged:
    """Load a folder of judged queries.

    Raises:
        EvalDataError: with every fault of the first file that has any.

    """
    about, queries = read_about(folder / ABOUT), read_lines(folder / "queries.jsonl", Query)
    refuse(
        [
            f"queries.jsonl: {query.id}: 사례 {query.case}은(는) 자료 {about.book}의 것이 아닙니다. "
            f"{ABOUT}의 book에 질의들의 자료를 적으십시오."
            for query in queries
            if book_of(query.case) != about.book
        ]
    )
    graded = {judgment.id: judgment.rel for judgment in read_lines(folder / "qrels-cases.jsonl", Judgment)}
    known = {query.id for query in queries}
    # A fact has one right case; any other query without its graded list would silently be judged as one.
    facts = {query.id: {query.case: GOLD} for query in queries if query.kind == "fact"}
    refuse(
        [f"qrels-cases.jsonl: 질의 {name}의 판정이 없습니다" for name in sorted(known - set(graded) - set(facts))]
        + [f"queries.jsonl: 판정된 질의 {name}이(가) 없습니다" for name in sorted(set(graded) - known)]
    )
    topics = read_lines(folder / "topics.jsonl", Topic)
    similar = {judgment.id: judgment.rel for judgment in read_lines(folder / "similar.jsonl", Likeness)}
    unanswerable = read_lines(folder / "unanswerable.jsonl", Unanswerable)
    return Judged(queries, facts | graded, topics, similar, unanswerable, about.book, about.sha256)


def read_about(path: Path) -> SetAbout:
    """Return what a set says of itself; one that says nothing is of the default book.

    Raises:
        EvalDataError: with every fault of the description.

    """
    if not path.is_file():
        return SetAbout(book=DEFAULT_BOOK)
    try:
        return SetAbout.model_validate_json("\n".join(text_lines(path)))
    except ValidationError as error:
        raise _error([tell_fault(path.name, detail) for detail in error.errors(include_url=False)]) from error


def fingerprint(judged: Judged) -> str:
    """Return a hash of all that the measures depend on: queries with their gold, grades, topics and likenesses, in any order of lines."""
    queries = {query.id: (query.kind, query.query, query.case, query.lines) for query in judged.queries}
    topics = {topic.id: (topic.query, topic.rel) for topic in judged.topics}
    return content_hash(queries, judged.grades, topics, judged.similar)


def content_hash(*parts: object) -> str:
    """Return a short hash of JSON values; the order of an object's keys is no part of it."""
    return sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def read_lines(path: Path, model: type[T]) -> list[T]:
    """Read a JSONL file of one kind of record.

    Raises:
        EvalDataError: when the file is missing, or with the line and key of each fault.

    """
    records: dict[str, T] = {}
    faults = []
    for number, line in enumerate(text_lines(path), 1):
        if not line.strip():
            continue
        try:
            record = model.model_validate_json(line)
        except ValidationError as error:
            details = error.errors(include_url=False)
            faults += [tell_fault(f"{path.name} {number}행", detail) for detail in details]
            continue
        if record.id in records:
            faults.append(f"{path.name} {number}행: id: 번호 {record.id}이(가) 앞에도 있습니다")
        records[record.id] = record
    refuse(faults)
    return list(records.values())


def tell_fault(place: str, detail: Mapping[str, Any]) -> str:
    """Return a fault of a record as a line: the place, the key and the rule."""
    return ": ".join(filter(None, (place, key(detail["loc"]), message(detail))))


def text_lines(path: Path) -> list[str]:
    """Return a UTF-8 file's lines; only line ends part them, for a JSON string may hold U+2028 and its like.

    Raises:
        EvalDataError: when the file cannot be read, or naming the first line that is not UTF-8.

    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise EvalDataError(f"평가 자료 {path.name}을(를) 읽을 수 없습니다: {error.strerror}. 파일이 있는지 확인하십시오.") from error
    return split_lines(path.name, raw)


def split_lines(name: str, raw: bytes) -> list[str]:
    """Return the lines of a UTF-8 file of some name.

    Raises:
        EvalDataError: naming the first line that is not UTF-8.

    """
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        number = raw[: error.start].count(b"\n") + 1
        raise EvalDataError(f"평가 자료 {name} {number}행: UTF-8이 아닙니다. UTF-8로 저장하십시오.") from error


def refuse(faults: Sequence[str]) -> None:
    """Raise one error with the faults found, if any.

    Raises:
        EvalDataError: with the first faults, and how many more there are.

    """
    if faults:
        raise _error(faults)


def _error(faults: Sequence[str]) -> EvalDataError:
    """Return the error that tells faults, the first of them where they are many."""
    more = [f"그 밖에 {len(faults) - FAULTS_SHOWN:,}군데"] if len(faults) > FAULTS_SHOWN else []
    return EvalDataError("\n".join(["평가 자료에 잘못된 곳이 있습니다.", *faults[:FAULTS_SHOWN], *more]))
