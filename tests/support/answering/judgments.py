"""Judged queries over the three cases of tests/support/made/cards.py, whose ranking can be worked out by hand; and made-up results."""

from collections.abc import Mapping
from pathlib import Path

from eval.metrics.ranking_metrics import summarise
from eval.runs.saved_results import About, QueryRecord, Result
from eval.sets.judged import Judged, Query, Topic, Unanswerable

# By CountEncoder: 8-02 speaks of 어르신 and 관광, 9-01 of 반도체 and 창업; of what speaks of neither, 8-01 has the passages with the
# fewest other words, so it comes second to both.
NEED = Query(id="q1", kind="need", query="어르신 관광", case="8-02", lines=[(30, 41)])
FACT = Query(id="q2", kind="fact", query="반도체 창업", case="9-01", lines=[(51, 51)])
LOST = Query(id="q3", kind="need", query="반도체 교육", case="8-01", lines=[(700, 701)])


FILES = {
    "queries": (
        '{"id": "8-01-n1", "kind": "need", "query": "청년을 붙잡고 싶다", "case": "8-01", "lines": [[10, 14], [20, 20]]}',
        '{"id": "8-02-f1", "kind": "fact", "query": "섬의 어르신은 몇 명인가", "case": "8-02", "lines": [[30, 41]], "answers": ["40명"]}',
    ),
    "qrels-cases": ('{"id": "8-01-n1", "rel": {"8-01": 3, "9-01": 2}}',),
    "topics": ('{"id": "t1", "kind": "topic", "query": "관광", "rel": {"8-02": 3}}',),
    "similar": ('{"id": "8-01", "rel": {"8-02": 1}}', '{"id": "8-02", "rel": {"8-01": 1, "9-01": 2}}'),
    "unanswerable": ('{"id": "u1", "kind": "far", "query": "버스 요금", "why": "교통은 다루지 않는다."}',),
}
"""A made-up set as its files hold it; a fact needs no judgment."""


def write_judged(folder: Path) -> Path:
    """Write the made-up set into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in FILES.items():
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def tiny_judged() -> Judged:
    return Judged(
        queries=[NEED, FACT, LOST],
        grades={"q1": {"8-02": 3, "9-01": 2}, "q2": {"9-01": 3}, "q3": {"8-01": 3}},
        topics=[Topic(id="t1", query="관광", rel={"8-02": 3})],
        similar={"8-01": {"8-02": 3, "9-01": 3}},
        unanswerable=[Unanswerable(id="u1", kind="far", query="버스 요금")],
    )


def about(name: str = "base", fingerprint: str = "f0") -> About:
    return About(name, "development", "hybrid", "0123456789ab", fingerprint, {"lexical": 0.4, "depth": 8}, {"model": "counts@1"})


def made_up(
    values: Mapping[str, Mapping[str, float]],
    queries: Mapping[str, QueryRecord],
    name: str = "base",
    fingerprint: str = "f0",
) -> Result:
    """A result with these values, measure by measure and query by query."""
    return Result(about(name, fingerprint), {measure: summarise(measure, found) for measure, found in values.items()}, dict(queries))
