"""A result on disk: what was evaluated, each measure's mean, interval and values, and each query's first hits beside its gold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from answers.results import Confidence
from corpus.errors import EvalDataError, SettingsError
from corpus.validation import key, message
from eval.metrics.ranking_metrics import Measured
from eval.runs.reason_metrics import Why
from eval.runs.robustness import Robustness

FOLDER = Path("results")
KEPT = 10
GAIN = "nDCG"
"""Part of the name of every measure that takes unjudged results for wrong ones by grade."""
TOPIC_KIND, SIMILAR_KIND = "topics", "similar"
KIND_NAMES = {
    "need": "필요",
    "fact": "사실",
    "why": "까닭",
    "keyword": "주제어",
    "noisy": "틀린 표기",
    "topics": "주제",
    "similar": "비슷한 사례",
}
EXPANSION = "expansion"  # among the inputs: whether needs and asks were indexed
BOOK, BOOK_FILE = "book", "book_sha256"  # among the inputs: the judged set's book, and the digest of the file its lines count in
RUN_FILE = "run_sha256"  # among the inputs: the digest of a run file that another system wrote
ANSWERS = "answers"  # a part of the name of a result that is of answers, not of searches
_NAME = re.compile(r"[\w.-]{1,60}")


@dataclass(frozen=True, slots=True)
class About:
    """What was evaluated: a judged set (its fingerprint), and a configuration at a commit."""

    name: str
    set: str
    mode: str
    commit: str
    fingerprint: str
    weights: dict[str, float]
    inputs: dict[str, object]


OF_ANSWERED = "(answered)"  # ends the name of a measure over those questions alone that were answered: not the same in two results
AnswerMark = Literal["exact", "right", "evidence", "contained", "wrong", "no evidence", "abstained", "answered"]
"""What an answer is worth (eval/runs/answer_marking.py); an unanswerable question's no is `right`, its answer `answered`."""
RIGHT: frozenset[AnswerMark] = frozenset({"exact", "right", "evidence"})


@dataclass(frozen=True, slots=True)
class Reply:
    """What a question was answered, how sure, what that is worth, and beside it the answers or key points that were wanted."""

    answer: str
    answerable: bool
    confidence: Confidence
    mark: AnswerMark
    wanted: list[str]
    cited: list[str]
    took_ms: float


@dataclass(frozen=True, slots=True)
class QueryRecord:
    """A query, its gold (case, lines of the casebook, passages over them), and ids of what it got, best first.

    `case` is None where several cases are right. `why` is what was said of the first hit; `reply` the answer, where answers are evaluated.
    """

    kind: str
    query: str
    case: str | None = None
    lines: list[tuple[int, int]] = field(default_factory=list)
    gold: list[str] = field(default_factory=list)
    hits: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    why: Why | None = None
    grades: dict[str, int] = field(default_factory=dict)
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One evaluated configuration. Measures are named as they are printed; one of a kind of query starts with the kind.

    `robustness` is by phenomenon, and empty for a set without mistyped queries.
    """

    about: About
    measures: dict[str, Measured]
    queries: dict[str, QueryRecord]
    robustness: dict[str, Robustness] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str]:
        """The kinds of query that are a part of the overall measures, in order."""
        return [kind for kind in dict.fromkeys(asked.kind for asked in self.queries.values()) if kind not in {TOPIC_KIND, SIMILAR_KIND}]

    @property
    def of_answers(self) -> bool:
        """Whether it is of answers, not of searches."""
        return any(asked.reply for asked in self.queries.values())

    def share_unjudged(self, measure: str, queries: Iterable[str] | None = None) -> float | None:
        """Return the share of the first ten results that nobody judged, over the queries of an nDCG measure, or over some of them.

        nDCG takes what is unjudged for wrong. None for any other measure, and where no query has results or none has judgments.
        """
        asked = [self.queries[name] for name in (self.measures[measure].values if queries is None else queries) if name in self.queries]
        shares = [fmean(hit not in one.grades for hit in one.hits[:KEPT]) for one in asked if one.hits]
        return fmean(shares) if GAIN in measure and shares and any(one.grades for one in asked) else None

    def overall(self) -> dict[str, Measured]:
        """Return the measures that are not those of one kind of query."""
        return {name: found for name, found in self.measures.items() if name.split(" ", 1)[0] not in self.kinds}


def units(queries: Mapping[str, QueryRecord]) -> dict[str, str]:
    """Return query id → what a fold keeps together: its case; a topic stands alone, and a public set's queries have none."""
    found = {name: name if asked.kind == TOPIC_KIND else asked.case for name, asked in queries.items()}
    return {name: unit for name, unit in found.items() if unit}


_ADAPTER = TypeAdapter(Result)


def save_result(folder: Path, name: str, result: Result, more: Mapping[str, object] | None = None) -> Path:
    """Write `<name>.json`; `more` is what a reader of the file would otherwise have to compute, and is not read back."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    content = asdict(result) | dict(more or {})
    lines = [f"{json.dumps(part)}: {_object(content[part])}" for part in content]
    path.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")
    return path


def _object(value: object) -> str:
    """Return JSON with one line an entry: small, and still told apart by `diff` and `grep`."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return (
        "{\n"
        + ",\n".join(f" {json.dumps(name, ensure_ascii=False)}: {json.dumps(part, ensure_ascii=False)}" for name, part in value.items())
        + "}"
    )


def load_result(path: Path) -> Result:
    """Read a file of results.

    Raises:
        EvalDataError: when it cannot be read, or is none of this version.

    """
    try:
        return _ADAPTER.validate_json(path.read_bytes())
    except OSError as error:
        raise EvalDataError(f"결과 {path.name}을(를) 읽을 수 없습니다: {error.strerror}.") from error
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        fault = ": ".join(filter(None, (key(detail["loc"]), message(detail))))
        raise EvalDataError(f"{path.name}은(는) 이 판의 결과가 아닙니다({fault}). 'saerye eval'로 다시 재십시오.") from error


def find_result(name: str | None, folder: Path = FOLDER, *, answers: bool = False) -> Path:
    """Return the file of a path, of a name in the folder, or of a name's clear beginning or end.

    When there is no name, it is the newest: of searches, or of answers.

    Raises:
        EvalDataError: when nothing or more than one file is meant.

    """
    files = sorted(folder.glob("*.json"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    if name is None:
        files = [path for path in files if (ANSWERS in path.stem.split("-")) == answers]
        if not files:
            command = f"saerye eval {ANSWERS}" if answers else "saerye eval"
            raise EvalDataError(f"{folder.name} 폴더에 결과가 없습니다. 먼저 '{command}'로 재십시오.")
        return files[-1]
    if Path(name).is_file():
        return Path(name)
    meant = [path for path in files if path.stem == name] or [
        path for path in files if path.stem.startswith(name) or path.stem.endswith(f"-{name}")
    ]
    if len(meant) == 1:
        return meant[0]
    choice = ", ".join(path.stem for path in meant or files) or "없음"
    problem = "여러 결과에 맞습니다" if meant else "결과에 없습니다"
    raise EvalDataError(f"{Path(name).name!r}: {problem}. 결과 폴더 {folder.name}에 있는 것: {choice}")


def refuse_other(result: Result, *, answers: bool) -> None:
    """Refuse a result of searches where one of answers is meant, and the other way round.

    Raises:
        EvalDataError: with the command it is for.

    """
    if result.of_answers != answers:
        of, command = ("검색을", "saerye eval failures") if answers else ("답을", f"saerye eval {ANSWERS} --failures")
        raise EvalDataError(f"{result.about.name}은(는) {of} 잰 결과입니다. '{command}'로 보십시오.")


def checked_name(name: str) -> str:
    """Return a label that may be part of a file's name.

    Raises:
        SettingsError: when it may not.

    """
    if not _NAME.fullmatch(name) or not name.strip("."):
        raise SettingsError(f"이름 {name[:60]!r}을(를) 쓸 수 없습니다. 글자, 숫자, '_', '.', '-'로 60자까지 적으십시오.")
    return name
