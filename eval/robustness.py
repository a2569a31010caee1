"""Queries as officials type them, beside the same queries typed properly: how much of the ranking survives each kind of slip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from corpus.errors import EvalDataError, RequestError
from eval.judged import DATA, Line, QueryText, read_lines
from eval.measures import GRADED, Measured, measure, summarise
from service.query import clean_query

ROBUSTNESS = DATA / "robustness"
Search = Callable[[str], Sequence[str]]
"""From what a user typed to the ids of the cases found, best first."""


def _searchable(text: str) -> str:
    """Refuse what no user could send, and keep what one could as it is: decomposed Hangul is a slip to be measured."""
    try:
        clean_query(text)
    except RequestError as error:
        raise ValueError(error.message) from error
    return text


class Variant(Line):
    """A request for one case, typed properly and as it was typed."""

    clean: QueryText
    query: Annotated[str, AfterValidator(_searchable)]
    case: str


@dataclass(frozen=True, slots=True)
class Robustness:
    """The measure of a phenomenon's queries, typed properly and not."""

    phenomenon: str
    clean: Measured
    noisy: Measured

    @property
    def ratio(self) -> float:
        """How much of the clean queries' mean is left: 1 for all of it; 0 where the clean queries find nothing themselves."""
        return self.noisy.mean / self.clean.mean if self.clean.mean else 0.0


def load_robustness(folder: Path = ROBUSTNESS) -> dict[str, list[Variant]]:
    """Return phenomenon → its queries, for each JSONL file of a folder, by name.

    Raises:
        EvalDataError: when there is no file, or with every fault of the first file that has any.

    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise EvalDataError(f"평가 자료 폴더 {folder.name}에 JSONL 파일이 없습니다.")
    return {path.stem: read_lines(path, Variant) for path in paths}


def measure_robustness(sets: Mapping[str, Sequence[Variant]], search: Search) -> list[Robustness]:
    """Return for each phenomenon nDCG@10 of its queries, typed properly and not; a query's one case is the one right answer."""
    return [
        Robustness(
            phenomenon,
            _measured([(variant, variant.clean) for variant in variants], search),
            _measured([(variant, variant.query) for variant in variants], search),
        )
        for phenomenon, variants in sets.items()
    ]


def _measured(typed: Sequence[tuple[Variant, str]], search: Search) -> Measured:
    ((name, _),) = GRADED.items()
    qrels = {variant.id: {variant.case: 1} for variant, _ in typed}
    run = {variant.id: search(query) for variant, query in typed}
    return summarise(name, measure(GRADED, qrels, run)[name])
