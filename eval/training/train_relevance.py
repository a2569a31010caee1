"""Learns where good hits end (service/search/ranking/relevance_line.py): a step of `scripts/train`.

Logistic regressions over what rankings show, from the searches of several writers and the judged queries and topics, ranked over the index
as it is and over the same cases without what their curators wrote for searching, so that it holds for books that nobody has prepared. How
well each writer's searches are parted by what the others teach is printed first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.passages import without_expansion
from eval.runs.index_variants import reindex
from eval.sets.judged import load_judged
from eval.sets.lessons.ended_searches import load_ended_searches
from service.operations.searcher_opening import open_searcher
from service.operations.settings import read_settings
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Mode, SearchRequest
from service.search.ranking.ranker import Ranker
from service.search.ranking.relevance_line import (
    CASE_SIGNS,
    HYBRID,
    LEXICAL,
    RELEVANCE_WEIGHTS,
    Array,
    LinearJudge,
    case_signs,
    search_signs,
    search_signs_of,
)

OWN, LEAST_ANY, LEAST_CASE, STEPS = "own", 0.4, 0.08, 2000
"""The writer of the judged queries and topics; from which probability on a search has good hits, and a case is one; steps of the solver.

To leave a good hit under the line costs more than to keep a poor one above it."""
MODES: Mapping[str, Mode] = {HYBRID: "hybrid", LEXICAL: "lexical"}
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LineExample:
    """A search as it was ranked: its signs, those of its cases, their grades, and where each stands in the order of its score."""

    writer: str
    kind: str
    search: Array
    cases: Array
    grades: NDArray[np.intp]
    places: NDArray[np.intp]


def make_examples(searcher: CaseSearcher, asked: Sequence[tuple[str, str, str, Mapping[str, int]]], mode: Mode) -> list[LineExample]:
    """Return what an index shows of searches, each with its writer, kind, query and grades."""
    examples = []
    for writer, kind, query, grades in asked:
        ranked = searcher.rank(SearchRequest(query, mode))
        ranking = ranked.ranking
        names = ranking.candidates.case_ids
        named = ranked.understood.count_signals(len(searcher.cases))[[searcher.position[name] for name in names]]
        scores = ranking.cases + searcher.ranker.weights.signals * named
        examples.append(
            LineExample(
                writer, kind,
                search_signs(ranking, searcher.ranker.index.catalogue), case_signs(ranking, named),
                np.array([grades.get(name, 0) for name in names]), np.argsort(np.argsort(-scores, kind="stable")),
            )
        )  # fmt: skip
    return examples


def learn_line(examples: Sequence[LineExample]) -> tuple[LinearJudge, LinearJudge]:
    """Return what judges searches, and what judges the cases of one that has good hits."""
    good = [example for example in examples if example.grades.any()]
    search = _learn(np.stack([example.search for example in examples]), np.array([example.grades.any() for example in examples]))
    case = _learn(np.concatenate([example.cases for example in good]), np.concatenate([example.grades > 0 for example in good]))
    return replace(search, least=LEAST_ANY), replace(case, least=LEAST_CASE)


def kept_above(example: LineExample, search: LinearJudge, case: LinearJudge) -> Bools:
    """Tell of each case whether it stands above the line."""
    count = int(case.accepts(example.cases).sum()) if search.accepts(example.search[None])[0] else 0
    kept: Bools = example.places < count
    return kept


def _learn(signs: Array, right: Bools) -> LinearJudge:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(signs)
    model = LogisticRegression(max_iter=STEPS).fit(scaler.transform(signs), right)
    weights = model.coef_[0] / scaler.scale_
    return LinearJudge(weights, float(model.intercept_[0] - weights @ scaler.mean_), 0.5)


def _tell_parting(name: str, examples: Sequence[LineExample], kept: Sequence[Bools]) -> str:
    """Return how well searches are parted: of topics what is kept of grade 2 and 3, and F1 of any grade; of others how many have none."""

    def of(kinds: Collection[str]) -> list[tuple[LineExample, Bools]]:
        return [(example, above) for example, above in zip(examples, kept, strict=True) if example.kind in kinds]

    topics = of({"broad", "topic"})
    grades, above = (np.concatenate([pair[part] if part else pair[0].grades for pair in topics]) for part in (0, 1))
    both = (above & (grades > 0)).sum()
    empty = {kind: np.mean([not one.any() for _, one in of({kind})]) if of({kind}) else np.nan for kind in ("foreign", "odd")}
    left = np.mean([not one.any() for example, one in zip(examples, kept, strict=True) if example.grades.any()])
    return (
        f"{name}: of grade 2 and 3 kept {above[grades > 1].mean():.3f}, F1 {2 * both / (above.sum() + (grades > 0).sum()):.3f} "
        f"({len(topics)} topics); foreign without a hit {empty['foreign']:.3f}, odd {empty['odd']:.3f}; others without one {left:.3f}\n"
    )


def main() -> None:
    """Measure writer by writer, learn from all, and write the file."""
    settings = read_settings()
    searcher = open_searcher(settings)
    ranker, judged = searcher.ranker, load_judged()
    bare = reindex(ranker.index, without_expansion, ranker.analyser, ranker.encoder, settings.index)
    unprepared = CaseSearcher(Ranker(bare, ranker.analyser, ranker.encoder, weights=ranker.weights))
    asked: list[tuple[str, str, str, Mapping[str, int]]] = [(one.writer, one.kind, one.query, one.rel) for one in load_ended_searches()]
    asked += [(OWN, "topic", topic.query, topic.rel) for topic in judged.topics]
    asked += [(OWN, query.kind, query.query, judged.grades[query.id]) for query in judged.queries if query.kind != "fact"]
    asked += [(OWN, "foreign", one.query, {}) for one in judged.unanswerable if one.kind == "far"]
    weights = {}
    for kind, mode in MODES.items():
        shown = {"as it is": make_examples(searcher, asked, mode), "without expansion": make_examples(unprepared, asked, mode)}
        for writer in sorted({writer for writer, *_ in asked}):
            judges = learn_line([example for examples in shown.values() for example in examples if example.writer != writer])
            for name, examples in shown.items():
                held = [example for example in examples if example.writer == writer]
                sys.stdout.write(_tell_parting(f"{kind}, {name}, {writer}", held, [kept_above(example, *judges) for example in held]))
        learned = learn_line([example for examples in shown.values() for example in examples])
        weights[kind] = {
            part: {
                "signs": dict(zip(names, judge.weights.round(4).tolist(), strict=True)),
                "constant": round(judge.constant, 4),
                "least": judge.least,
            }
            for part, names, judge in zip(("search", "case"), (search_signs_of(kind), CASE_SIGNS), learned, strict=True)
        }
    RELEVANCE_WEIGHTS.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
