"""Judged queries over the three cases of tests/support/cards.py, whose ranking can be worked out by hand; and results made up for tests."""

from collections.abc import Mapping

from eval.metrics.ranking_metrics import summarise
from eval.runs.saved_results import About, QueryRecord, Result
from eval.sets.judged import Judged, Query, Topic, Unanswerable

# By CountEncoder: 1-02 speaks of 어르신 and 관광, 2-01 of 반도체 and 창업; of what speaks of neither, 1-01 has the passages with the
# fewest other words, so it comes second to both.
NEED = Query(id="q1", kind="need", query="어르신 관광", case="1-02", lines=[(30, 41)])
FACT = Query(id="q2", kind="fact", query="반도체 창업", case="2-01", lines=[(51, 51)])
LOST = Query(id="q3", kind="need", query="반도체 교육", case="1-01", lines=[(700, 701)])


def tiny_judged() -> Judged:
    return Judged(
        queries=[NEED, FACT, LOST],
        grades={"q1": {"1-02": 3, "2-01": 2}, "q2": {"2-01": 3}, "q3": {"1-01": 3}},
        topics=[Topic(id="t1", query="관광", rel={"1-02": 3})],
        similar={"1-01": {"1-02": 3, "2-01": 3}},
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
