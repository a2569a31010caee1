"""The sets of mistyped queries are sound, and what is left of the measure is worked out by hand."""

import json
import unicodedata
from pathlib import Path

import pytest

from corpus.errors import EvalDataError
from corpus.schema import Case
from eval.robustness import Variant, load_robustness, measure_robustness

PHENOMENA = {"abbreviations", "compounds", "initials", "keyboard", "konglish", "nfd", "particles", "spacing", "typo"}
LEAST = 40


def variant(number: int, clean: str, query: str, case: str = "1-01") -> Variant:
    return Variant(id=f"q-{number}", clean=clean, query=query, case=case)


def test_the_real_sets_are_whole(real_cases: tuple[Case, ...]) -> None:
    sets = load_robustness()
    known = {case.id for case in real_cases}
    assert set(sets) == PHENOMENA
    assert {name: len(found) for name, found in sets.items() if len(found) < LEAST} == {}
    assert [found.id for variants in sets.values() for found in variants if found.case not in known or found.clean == found.query] == []
    assert all(len({found.query for found in variants}) == len(variants) for variants in sets.values())


def test_a_decomposed_query_stays_as_it_was_typed() -> None:
    typed = load_robustness()["nfd"]
    assert all(unicodedata.normalize("NFC", found.query) == found.clean != found.query for found in typed)


def test_the_ratio_is_the_mistyped_queries_share_of_the_clean_ones() -> None:
    ranked = {"조선업": ["1-01"], "조선엄": ["1-02", "1-03", "1-01"], "청년": ["1-02", "1-03", "1-01"], "청녕": []}
    variants = [variant(1, "조선업", "조선엄"), variant(2, "청년", "청녕")]
    (found,) = measure_robustness({"typo": variants}, lambda query: ranked[query])
    assert found.clean.mean == pytest.approx(0.75)  # 1 and ½
    assert found.noisy.mean == pytest.approx(0.25)  # ½ and 0
    assert found.ratio == pytest.approx(1 / 3)


def test_phenomena_come_in_their_order_and_one_that_finds_nothing_keeps_nothing() -> None:
    sets = {"spacing": [variant(1, "청 년", "청년")], "typo": [variant(1, "청년", "청녕")]}
    found = measure_robustness(sets, lambda query: ["1-01"] if " " in query else [])
    assert [(each.phenomenon, each.ratio) for each in found] == [("spacing", 0.0), ("typo", 0.0)]


def test_files_are_phenomena_and_faults_are_told(tmp_path: Path) -> None:
    with pytest.raises(EvalDataError, match="JSONL 파일이 없습니다"):
        load_robustness(tmp_path)
    line = {"id": "typo-01", "clean": "청년", "query": "청녕", "case": "1-01"}
    (tmp_path / "typo.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert load_robustness(tmp_path) == {"typo": [Variant(**line)]}
    (tmp_path / "typo.jsonl").write_text(json.dumps(line | {"query": " "}), encoding="utf-8")
    with pytest.raises(EvalDataError, match=r"typo\.jsonl 1행: query"):
        load_robustness(tmp_path)
