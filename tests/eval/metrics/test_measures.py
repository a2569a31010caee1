"""Measures against values worked by hand, against trec_eval's own code, and through TREC's files."""

import random
from itertools import product
from pathlib import Path

import ir_measures
import pytest
import pytrec_eval
from ir_measures import RR, nDCG

from eval.metrics.ranking_metrics import (
    BEIR,
    EVIDENCE,
    GRADED,
    KNOWN_ITEM,
    SIMILAR,
    Estimate,
    Measured,
    measure,
    only,
    randomisation_test,
    separation,
    share,
    summarise,
    write_trec_qrels,
    write_trec_run,
)

JUDGED = """
q1  a=3 b=2 c=1 d=0
q2  a=1
q3  e=2
"""
FOUND = """
q1  b x a
q2  x d a z
"""


def qrels(text: str) -> dict[str, dict[str, int]]:
    """One query a line: its id, then document=grade."""
    lines = [line.split() for line in text.strip().splitlines()]
    return {query: {(pair := part.split("="))[0]: int(pair[1]) for part in parts} for query, *parts in lines}


def run(text: str) -> dict[str, list[str]]:
    """One query a line: its id, then the documents, best first."""
    return {query: found for query, *found in (line.split() for line in text.strip().splitlines())}


def random_set(seed: int) -> tuple[dict[str, dict[str, int]], dict[str, list[str]]]:
    """Thirty queries judged over 25 documents, 20 of them ranked by chance."""
    chance = random.Random(seed)
    documents = [f"d{number}" for number in range(25)]
    judged = {f"q{query}": {name: chance.randint(0, 3) for name in chance.sample(documents, 12)} for query in range(30)}
    return judged, {query: chance.sample(documents, 20) for query in judged}


def test_measures_are_what_one_works_out_by_hand() -> None:
    values = measure({**GRADED, **KNOWN_ITEM}, qrels(JUDGED), run(FOUND))
    # q1, gains as judged: (2/log₂2 + 0 + 3/log₂4) / (3/log₂2 + 2/log₂3 + 1/log₂4) = 3.5 / 4.7619; q2: a third, 1/log₂4
    assert values["nDCG@10"] == pytest.approx({"q1": 0.735006, "q2": 0.5, "q3": 0}, abs=1e-6)
    assert values["MRR"] == pytest.approx({"q1": 1, "q2": 1 / 3, "q3": 0})
    assert values["success@1"] == {"q1": 1, "q2": 0, "q3": 0}
    assert values["recall@3"] == pytest.approx({"q1": 2 / 3, "q2": 1, "q3": 0})


def test_gains_are_linear_not_exponential() -> None:
    """Swapping grades 3 and 1 on two places: (1 + 3/log₂3) / (3 + 1/log₂3) = 0.7967; with 2^grade − 1 it would be 0.7098."""
    assert measure(GRADED, {"q": {"a": 3, "b": 1}}, {"q": ["b", "a"]})["nDCG@10"]["q"] == pytest.approx(0.796708, abs=1e-6)


def test_each_measure_looks_only_as_deep_as_its_name_says() -> None:
    """The one right document stands on place 2, 4, 6 and 11."""
    found = {f"place{place}": [*(f"x{n}" for n in range(1, place)), "a"] for place in (2, 4, 6, 11)}
    judged = {query: {"a": 1} for query in found}
    values = measure({**GRADED, **KNOWN_ITEM, **EVIDENCE, **SIMILAR}, judged, found)
    assert list(values["success@1"].values()) == list(values["evidence hit@1"].values()) == [0, 0, 0, 0]
    assert list(values["recall@3"].values()) == [1, 0, 0, 0]
    assert list(values["evidence hit@5"].values()) == [1, 1, 0, 0]
    assert [value > 0 for value in values["nDCG@5"].values()] == [True, True, False, False]
    assert [value > 0 for value in values["nDCG@10"].values()] == [True, True, True, False]
    assert list(values["MRR"].values()) == pytest.approx([1 / 2, 1 / 4, 1 / 6, 1 / 11])
    assert measure(BEIR, judged, found)["MRR@10"]["place11"] == 0


def test_evidence_is_hit_by_any_of_several_passages() -> None:
    values = measure(EVIDENCE, {"q": {"p1": 1, "p2": 1, "p3": 1}}, {"q": ["x", "p3", "y", "p1"]})
    assert values == {"evidence hit@1": {"q": 0}, "evidence hit@5": {"q": 1}}


def test_what_is_judged_zero_is_no_find() -> None:
    assert measure(KNOWN_ITEM, {"q": {"a": 0, "b": 1}}, {"q": ["a", "b"]})["success@1"] == {"q": 0}


@pytest.mark.parametrize("seed", range(5))
def test_values_are_trec_evals(seed: int) -> None:
    judged, found = random_set(seed)
    names = {"nDCG@10": "ndcg_cut_10", "MRR": "recip_rank", "success@1": "success_1", "recall@3": "recall_3"}
    scores = {query: {name: float(len(ranked) - place) for place, name in enumerate(ranked)} for query, ranked in found.items()}
    theirs = pytrec_eval.RelevanceEvaluator(judged, set(names.values())).evaluate(scores)
    ours = measure({**GRADED, **KNOWN_ITEM}, judged, found)
    for name, trec_name in names.items():
        assert ours[name] == pytest.approx({query: values[trec_name] for query, values in theirs.items()}, abs=1e-6)


def test_a_forgotten_query_counts_as_zero_in_the_mean() -> None:
    values = measure(KNOWN_ITEM, qrels("q1 a=1\nq2 a=1"), run("q1 a"))["MRR"]
    assert summarise("MRR", values).mean == 0.5


@pytest.mark.parametrize("found", ["", "q1", "q9 a"], ids=["no line", "no document", "only a query nobody judged"])
def test_an_empty_run_is_zero_for_every_judged_query(found: str) -> None:
    assert measure(GRADED, qrels("q1 a=1\nq2 b=1"), run(found)) == {"nDCG@10": {"q1": 0, "q2": 0}}


def test_nothing_judged_gives_no_values() -> None:
    assert measure(GRADED, {}, run("q1 a")) == {"nDCG@10": {}}


def test_the_interval_is_that_of_the_mean() -> None:
    """200 ones and 200 zeros: .5 ± 1.96 · √(.25 / 400) = .5 ± .049."""
    found = summarise("success@1", {str(number): float(number % 2) for number in range(400)})
    assert found.mean == 0.5
    assert found.low == pytest.approx(0.451, abs=0.005)
    assert found.high == pytest.approx(0.549, abs=0.005)


def test_the_same_values_give_the_same_interval_every_time() -> None:
    chance = random.Random(7)
    values = {str(number): chance.random() for number in range(50)}
    first = summarise("nDCG@10", values)
    assert first.low < first.mean < first.high
    assert first == summarise("nDCG@10", values)
    assert first.values == values


@pytest.mark.parametrize(
    ("values", "mean"), [({}, 0.0), ({"q": 0.25}, 0.25), ({"q": 0.5, "r": 0.5, "s": 0.5}, 0.5)], ids=["none", "one", "all the same"]
)
def test_nothing_to_resample_leaves_the_mean_alone(values: dict[str, float], mean: float) -> None:
    assert summarise("MRR", values) == Measured("MRR", values, mean, mean, mean)


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ([1, 2, 3], 2 / 8),  # only all of one sign is as far from zero
        ([1, 1, 1, 1, -1], 12 / 32),  # |sum| ≥ 3: twice no sign turned, ten times one of the five
        ([0, 0, 0.5, 0, -0.5], 1),
        ([0.25, 0, 0.25, 0.25, 0.25], 2 / 16),
        ([0.5], 1),
        ([0, 0], 1),
        ([], 1),
    ],
    ids=str,
)
def test_random_signs_are_counted_out_by_hand(differences: list[float], p: float) -> None:
    assert randomisation_test(differences) == pytest.approx(p)


@pytest.mark.parametrize("seed", range(3))
def test_the_randomisation_test_is_exact_while_it_can_be(seed: int) -> None:
    chance = random.Random(seed)
    differences = [chance.gauss(0.2, 1) for _ in range(9)]
    sums = [abs(sum(sign * value for sign, value in zip(signs, differences, strict=True))) for signs in product((1, -1), repeat=9)]
    assert randomisation_test(differences) == pytest.approx(sum(found >= abs(sum(differences)) - 1e-9 for found in sums) / 2**9)


def test_with_many_queries_the_randomisation_test_nears_the_normal_distribution() -> None:
    """60 differences of 1 and 40 of −1: z = 20 / √100 = 2, with continuity 1.9, so p = .057; and the same p every time."""
    differences = [1.0] * 60 + [-1.0] * 40 + [0.0] * 300
    assert randomisation_test(differences) == pytest.approx(0.057, abs=0.01)
    assert randomisation_test(differences) == randomisation_test(differences)


def test_a_measured_value_is_one_readable_line() -> None:
    assert str(Measured("MRR", {}, 0.9238, 0.9, 0.945)) == "MRR 0.924 [0.90, 0.94]"


def test_only_some_queries() -> None:
    assert only({"q1": 1.0, "q2": 0.5}, ["q2", "q9"]) == {"q2": 0.5}


def test_trec_files_give_the_same_values_again(tmp_path: Path) -> None:
    judged, found = random_set(9)
    write_trec_qrels(tmp_path / "new" / "set.qrels", judged)
    write_trec_run(tmp_path / "new" / "set.run", found, "saerye")
    read_judged = list(ir_measures.read_trec_qrels(str(tmp_path / "new" / "set.qrels")))
    read_found = list(ir_measures.read_trec_run(str(tmp_path / "new" / "set.run")))
    assert {(j.query_id, j.doc_id, j.relevance) for j in read_judged} == {
        (q, d, grade) for q, grades in judged.items() for d, grade in grades.items()
    }
    ours = measure({"nDCG@10": nDCG @ 10, "MRR": RR}, judged, found)
    again = {(str(m.measure), m.query_id): m.value for m in ir_measures.iter_calc([nDCG @ 10, RR], read_judged, read_found)}
    assert again == {(name.replace("MRR", "RR"), query): value for name, values in ours.items() for query, value in values.items()}


def test_trec_lines_are_as_trec_eval_wants_them(tmp_path: Path) -> None:
    write_trec_run(tmp_path / "r", {"8-01-n1": ["8-01", "9-03"]}, "saerye")
    write_trec_qrels(tmp_path / "q", {"8-01-n1": {"8-01": 3}})
    assert (tmp_path / "r").read_text(encoding="utf-8") == "8-01-n1 Q0 8-01 1 -1 saerye\n8-01-n1 Q0 9-03 2 -2 saerye\n"
    assert (tmp_path / "q").read_text(encoding="utf-8") == "8-01-n1 0 8-01 3\n"


def test_a_share_is_the_ratio_of_the_means_and_its_interval_that_of_pairs() -> None:
    """½ of 1 and 1 of 1: three quarters; a resample holds one pair twice (½ or 1) or both (¾)."""
    assert share({"q1": 0.5, "q2": 1.0}, {"q1": 1.0, "q2": 1.0}) == Estimate(0.75, 0.5, 1.0)


@pytest.mark.parametrize(
    ("part", "whole", "value"),
    [([1, 1], [1, 1], 1), ([0.5, 0.5], [1, 1], 0.5), ([0, 0], [0, 0], 0), ([1], [0.5], 2), ([], [], 0)],
    ids=str,
)
def test_a_share_without_spread_has_no_interval(part: list[float], whole: list[float], value: float) -> None:
    ours, theirs = (dict(enumerate(values)) for values in (part, whole))
    assert share({str(name): found for name, found in ours.items()}, {str(name): found for name, found in theirs.items()}) == Estimate(
        value, value, value
    )


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [([2, 3], [0, 1], 1), ([1, 1], [1, 1], 0.5), ([0, 1], [2, 3], 0), ([1, 2], [1, 0], 0.875), ([1], [0, 0], 1)],
    ids=str,
)
def test_separation_counts_pairs(right: list[int], wrong: list[int], expected: float) -> None:
    found = separation(right, wrong)
    assert found is not None
    assert found.value == expected
    assert found.low <= expected <= found.high


def test_separation_of_a_single_value_may_be_anything_and_of_none_is_none() -> None:
    assert separation([1], [0, 0]) == Estimate(1.0, 0.0, 1.0)
    assert separation([], [1, 2]) is separation([1, 2], []) is None


def test_an_estimate_is_one_readable_line() -> None:
    assert str(Estimate(0.75, 0.5, 1.0)) == "0.750 [0.50, 1.00]"
