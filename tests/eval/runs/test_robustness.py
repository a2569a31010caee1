"""The sets of mistyped queries are sound, and what is left of the measure is worked out by hand."""

import json
from pathlib import Path

import pytest

from corpus.errors import EvalDataError
from eval.metrics.ranking_metrics import Estimate
from eval.runs.robustness import Variant, bind_search, load_robustness, measure_robustness, refuse_absent_cases
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder


def variant(number: int, clean: str, query: str, case: str = "8-01") -> Variant:
    return Variant(id=f"q-{number}", clean=clean, query=query, case=case)


def test_what_is_left_and_kept_are_shares_of_the_clean_queries() -> None:
    """Clean 1 and ½; as typed ½ and 0; repaired ½ and ½."""
    ranked = {"조선업": ["8-01"], "조선엄": ["8-02", "8-03", "8-01"], "청년": ["8-02", "8-03", "8-01"], "청녕": []}
    mended = {"청녕": "청년"}
    variants = [variant(1, "조선업", "조선엄"), variant(2, "청년", "청녕")]
    found = measure_robustness({"typo": variants}, lambda query, as_typed: ranked[query if as_typed else mended.get(query, query)])["typo"]
    assert (found.clean.mean, found.typed.mean, found.repaired.mean) == (0.75, 0.25, 0.5)
    assert found.left.value == pytest.approx(1 / 3)
    assert found.left.low == 0.0
    assert found.kept == Estimate(2 / 3, 0.5, 1.0)
    assert not found.enough


def test_phenomena_come_in_their_order_and_one_that_finds_nothing_keeps_nothing() -> None:
    sets = {"spacing": [variant(1, "청 년", "청년")], "typo": [variant(1, "청년", "청녕")]}
    seen: list[tuple[str, int, int]] = []
    found = measure_robustness(sets, lambda query, _: ["8-01"] if " " in query else [], lambda *step: seen.append(step))
    assert [(phenomenon, each.kept.value) for phenomenon, each in found.items()] == [("spacing", 0.0), ("typo", 0.0)]
    assert seen == [("틀린 표기", 1, 2), ("틀린 표기", 2, 2)]


def test_ninety_five_of_a_hundred_is_enough() -> None:
    ranked = {"반": ["8-01"], "은": ["8-01"], "흠": []}
    sets = {"typo": [variant(number, "반", "흠" if number < 5 else "은") for number in range(100)]}
    assert measure_robustness(sets, lambda query, _: ranked[query])["typo"].enough
    sets["typo"][5] = variant(5, "반", "흠")
    assert not measure_robustness(sets, lambda query, _: ranked[query])["typo"].enough


def test_the_searcher_mends_unless_it_is_to_search_as_typed(index: Index, analyser: Analyser, encoder: CountEncoder) -> None:
    search = bind_search(CaseSearcher(Ranker(index, analyser, encoder)), "lexical")
    assert search("qksehcp ckddjq", False)[0] == "9-01"
    assert search("qksehcp ckddjq", True) == []


def test_queries_for_cases_that_are_not_there_are_refused() -> None:
    sets = {"typo": [variant(1, "청년", "청녕"), variant(2, "청년", "청녀", "9-09")]}
    with pytest.raises(EvalDataError, match=r"typo\.jsonl: q-2: 사례 9-09가 색인에 없습니다"):
        refuse_absent_cases(sets, {"8-01"})
    refuse_absent_cases(sets, {"8-01", "9-09"})


def test_files_are_phenomena_and_faults_are_told(tmp_path: Path) -> None:
    with pytest.raises(EvalDataError, match="JSONL 파일이 없습니다"):
        load_robustness(tmp_path)
    line = {"id": "typo-01", "clean": "청년", "query": "청녕", "case": "8-01"}
    (tmp_path / "typo.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert load_robustness(tmp_path) == {"typo": [Variant(**line)]}
    (tmp_path / "typo.jsonl").write_text(json.dumps(line | {"query": " "}), encoding="utf-8")
    with pytest.raises(EvalDataError, match=r"typo\.jsonl 1행: query"):
        load_robustness(tmp_path)
