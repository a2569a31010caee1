"""Levers moved one at a time over three tiny cases, and their differences from the whole system worked by hand."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import ModelError
from corpus.passages import without_expansion
from eval.experiments.ablation import MEASURES, MISTYPED, WHOLE, AblationCell, Arm, System, ablate, move_lever, tabulate
from eval.experiments.curve import WEIGHTS
from eval.experiments.levers import ALONE, GROUPS, LEFT_OUT, Lever
from eval.metrics.ranking_metrics import summarise
from eval.runs.robustness import Variant
from eval.runs.search_runs import measure_runs, run_searcher
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from service.search.ranking.ranking_weights import RankingWeights
from tests.support.answering.judgments import tiny_judged
from tests.support.models.doubles import CountEncoder

VARIANTS = [Variant(id="typo-1", clean="반도체 창업", query="qksehcp ckddjq", case="9-01")]


@pytest.fixture
def system(index: Index, analyser: Analyser, encoder: CountEncoder, root: Path) -> System:
    """The three cases; at another strength of the adapter the model is one of another name."""
    return System(CaseSearcher(Ranker(index, analyser, encoder)), lambda strength: CountEncoder(f"counts@{strength:g}"), root)


def arm(values: Mapping[str, Mapping[str, float]]) -> Arm:
    return {name: summarise(name, found) for name, found in values.items()}


def test_every_weight_of_the_ranking_is_a_lever() -> None:
    assert {name for lever in LEFT_OUT for name in lever.weights} == set(WEIGHTS)
    assert {name for lever in ALONE for name in lever.weights} <= set(WEIGHTS)


def test_every_lever_moves_something_and_has_a_name_of_its_own() -> None:
    for levers in GROUPS.values():
        assert len({lever.name for lever in levers}) == len(levers)
        assert [lever.name for lever in levers if replace(lever, name="") == Lever("")] == []


def test_a_difference_is_the_levers_value_less_the_whole_systems() -> None:
    """Differences −1, 0 and −½, and 0, 0, 0. Of the four signs of two, half are as far from 0: p = ½, by Holm of two twice that."""
    whole = arm({"MRR": {"q1": 1.0, "q2": 0.5, "q3": 1.0}, "nDCG@10": {"q1": 1.0, "q2": 1.0, "q3": 1.0}})
    less = arm({"MRR": {"q1": 0.0, "q2": 0.5, "q3": 0.5}, "nDCG@10": {"q1": 1.0, "q2": 1.0, "q3": 1.0}})
    found = tabulate(whole, {("left out", "words"): less})
    assert (found.whole, found.cells) == (whole, 2)
    cells = found.groups["left out"]["words"]
    assert cells["MRR"] == AblationCell(less["MRR"], summarise("MRR", {"q1": -1.0, "q2": 0.0, "q3": -0.5}), 0.5, 1.0)
    assert cells["MRR"].difference.mean == -0.5
    assert (cells["nDCG@10"].difference.mean, cells["nDCG@10"].p, cells["nDCG@10"].p_holm) == (0.0, 1.0, 1.0)


def test_holm_corrects_over_the_whole_table() -> None:
    """Ten differences of one sign have p = 2 / 2¹⁰; four such cells and one without difference: five times the smallest."""
    better, same = ({f"q{number}": value for number in range(10)} for value in (1.0, 0.0))
    whole = arm({"MRR": same})
    found = tabulate(whole, {("alone", str(number)): arm({"MRR": better}) for number in range(4)} | {("left out", "x"): whole})
    assert found.cells == 5
    assert [cells["MRR"].p_holm for cells in found.groups["alone"].values()] == pytest.approx([5 * 2 / 1024] * 4)
    assert found.groups["left out"]["x"]["MRR"].p_holm == 1


def test_a_lever_moves_weights_alone_where_nothing_else_is_named(system: System, encoder: CountEncoder) -> None:
    searcher = move_lever(system, Lever("depth", {"depth": 1}), encoder)
    assert searcher.ranker.weights == replace(RankingWeights(), depth=1)
    assert searcher.ranker.index is system.searcher.ranker.index


def test_a_lever_of_passages_or_adapter_has_its_own_index(system: System) -> None:
    other = CountEncoder("counts@0")
    bare = move_lever(system, Lever("bare", passages=without_expansion), other).ranker
    assert bare.index.catalogue.passages() == without_expansion(system.searcher.ranker.index.catalogue.passages())
    plain = move_lever(system, Lever("adapter", adapter=0), other).ranker
    assert plain.index.catalogue.passages() == system.searcher.ranker.index.catalogue.passages()
    assert (plain.index.manifest.inputs.model, bare.weights) == ("counts@0", RankingWeights())


def test_each_arm_is_what_the_searcher_gives_with_that_lever(system: System, encoder: CountEncoder) -> None:
    judged = tiny_judged()
    seen: list[tuple[str, int, int]] = []
    groups = {"alone": (Lever("vectors", mode="dense"),), "left out": (Lever("repair", as_typed=True), Lever("adapter", adapter=0))}
    found = ablate(system, judged, VARIANTS, groups, lambda *step: seen.append(step))
    assert [(group, list(levers)) for group, levers in found.groups.items()] == [
        ("alone", ["vectors"]),
        ("left out", ["repair", "adapter"]),
    ]
    assert list(found.whole) == [name for name in MEASURES if name != "noisy nDCG@10"] + [MISTYPED]  # the tiny set has no noisy query
    dense = run_searcher(CaseSearcher(Ranker(system.searcher.ranker.index, system.searcher.ranker.analyser, encoder)), judged, "dense")
    expected = {measured.name: measured for measured in measure_runs(dense, judged)}
    cells = found.groups["alone"]["vectors"]
    assert {name: cell.value for name, cell in cells.items() if name != MISTYPED} == {
        name: expected[name] for name in cells if name != MISTYPED
    }
    assert found.whole[MISTYPED].mean == 1.0
    assert found.groups["left out"]["repair"][MISTYPED].difference.mean < 0
    assert found.groups["left out"]["adapter"]["nDCG@10"].difference.mean == 0  # the same vectors under another name
    assert seen[-1] == ("지렛대", 4, 4)


def test_without_mistyped_queries_there_is_no_such_column(system: System) -> None:
    assert MISTYPED not in ablate(system, tiny_judged(), [], {"left out": (Lever("depth", {"depth": 1}),)}).whole


def test_without_a_model_there_is_nothing_to_move(index: Index, analyser: Analyser, root: Path) -> None:
    bare = System(CaseSearcher(Ranker(index, analyser, None)), lambda _: CountEncoder(), root)
    with pytest.raises(ModelError, match="'saerye build'"):
        ablate(bare, tiny_judged(), VARIANTS, GROUPS)


def test_the_whole_system_is_no_change() -> None:
    assert replace(WHOLE, name="") == Lever("")
