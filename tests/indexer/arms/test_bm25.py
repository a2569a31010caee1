"""BM25: against the formula worked out in plain Python, and a saved index against a fresh one."""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arms.bm25 import K1, B, Bm25

TEXTS = ["청년 취업 청년 상담", "어르신 취업", "반도체 창업 교육 과정 안내", ""]
IDS = ["a", "b", "c", "d"]


def build(texts: Sequence[str]) -> Bm25:
    return Bm25.build([str(n) for n in range(len(texts))], [text.split() for text in texts])


def bm25(query: Sequence[str], texts: Sequence[str]) -> list[float]:
    """Lucene's BM25 (Kamphuis et al. 2020).

    idf · tf / (tf + k1 · (1 − b + b · length/mean)), idf = ln(1 + (N − n + ½) / (n + ½))
    """
    documents = [Counter(text.split()) for text in texts]
    mean = sum(map(Counter.total, documents)) / len(documents)
    scores = []
    for document in documents:
        score = 0.0
        for form in query:
            holding = sum(form in other for other in documents)
            if holding:
                idf = math.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
                score += idf * document[form] / (document[form] + K1 * (1 - B + B * document.total() / mean))
        scores.append(score)
    return scores


@pytest.fixture
def index() -> Bm25:
    return Bm25.build(IDS, [text.split() for text in TEXTS])


def test_a_worked_example(index: Bm25) -> None:
    """취업 is in 2 of 4 passages: idf = ln(1 + 2.5 / 2.5) = ln 2. Lengths 4, 2, 5, 0: mean 2.75. k1 = 1.2, b = ½."""
    a = math.log(2) / (1 + 1.2 * (0.5 + 0.5 * 4 / 2.75))
    b = math.log(2) / (1 + 1.2 * (0.5 + 0.5 * 2 / 2.75))
    assert index.scores({"취업": 1}).tolist() == pytest.approx([a, b, 0, 0], rel=1e-6)
    assert index.scores({"취업": 1})[:2].tolist() == pytest.approx([0.280317, 0.340385], rel=1e-4)


def test_a_share_of_a_word_is_that_share_of_its_score(index: Bm25) -> None:
    """Half of 취업, a quarter of 상담, and nothing of a word no passage has."""
    expected = 0.5 * index.scores({"취업": 1}) + 0.25 * index.scores({"상담": 1})
    assert index.scores({"취업": 0.5, "상담": 0.25, "모르는말": 1.0}).tolist() == pytest.approx(expected.tolist())
    assert index.scores({"취업": 0.5})[1] == pytest.approx(0.5 * 0.340385, rel=1e-4)
    assert index.scores({}).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("query", [["청년"], ["취업", "교육"], ["청년", "청년"], ["청년", "모르는말"], ["과정", "안내", "어르신", "취업"]])
def test_scores_follow_the_formula(index: Bm25, query: list[str]) -> None:
    assert index.scores(Counter(query)).tolist() == pytest.approx(bm25(query, TEXTS), rel=1e-5)


words = st.lists(st.sampled_from("가나다라마바사"), max_size=12).map(" ".join)


@given(st.lists(words, min_size=1, max_size=8).filter(lambda texts: any(texts)), st.lists(st.sampled_from("가나다라마하"), max_size=6))
def test_any_scores_follow_the_formula(texts: list[str], query: list[str]) -> None:
    assert build(texts).scores(Counter(query)).tolist() == pytest.approx(bm25(query, texts), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("query", [[], ["모르는말"]])
def test_nothing_shared_scores_zero(index: Bm25, query: list[str]) -> None:
    scores = index.scores(Counter(query))
    assert scores.tolist() == [0, 0, 0, 0]
    assert scores.dtype == np.float32


def test_rarity_falls_with_the_passages_that_hold_a_form(index: Bm25) -> None:
    assert index.rarity("취업") == pytest.approx(math.log(5 / 3))
    assert index.rarity("청년") == pytest.approx(math.log(5 / 2))  # twice in one passage: still one passage
    assert index.rarity("모르는말") == pytest.approx(math.log(5))


def test_a_saved_index_equals_the_fresh_one(index: Bm25, tmp_path: Path) -> None:
    index.save(tmp_path / "lexical")
    loaded = Bm25.load(tmp_path / "lexical")
    assert loaded.ids == tuple(IDS)
    for query in (["청년", "취업"], ["안내"], ["모르는말"]):
        assert loaded.scores(Counter(query)).tolist() == index.scores(Counter(query)).tolist()
        assert [loaded.rarity(form) for form in query] == [index.rarity(form) for form in query]
        assert loaded.bound_of(Counter(query)) == index.bound_of(Counter(query))


def test_the_same_passages_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(TEXTS).save(tmp_path / name)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert not any(name.endswith((".pkl", ".pickle")) for name in one)


def test_a_bound_is_the_root_of_the_squares_of_the_greatest_parts(index: Bm25) -> None:
    """취업 counts most in the passage of two words, 상담 in the only one that has it."""
    greatest = (float(index.scores({"취업": 1})[1]), 0.5 * float(index.scores({"상담": 1})[0]))
    assert index.bound_of({"취업": 1, "상담": 0.5, "모르는말": 9}) == pytest.approx(math.hypot(*greatest))
    assert index.bound_of({"취업": 1}) == pytest.approx(0.340385, rel=1e-4)
    assert index.bound_of({}) == index.bound_of({"모르는말": 1}) == 0


@given(st.lists(words, min_size=1, max_size=8).filter(lambda texts: any(texts)), st.lists(st.sampled_from("가나다라마하"), max_size=6))
def test_no_passage_scores_above_the_bound_times_the_root_of_the_terms(texts: list[str], query: list[str]) -> None:
    """The sum of n parts is at most √n times the root of the sum of their squares (Cauchy & Schwarz)."""
    index, terms = build(texts), Counter(query)
    assert index.scores(terms).max() <= index.bound_of(terms) * math.sqrt(len(terms)) + 1e-5


def test_holders_are_counted_once_a_document() -> None:
    words = Bm25.build(IDS, [text.split() for text in TEXTS])
    assert [words.holders(term) for term in ("취업", "청년", "모르는말")] == [2, 1, 0]
