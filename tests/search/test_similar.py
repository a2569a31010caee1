import numpy as np
import pytest

from corpus.model.nouns import Case
from indexer.generations.generation_store import Index
from service.search.ranking.similar_cases import Shared, SimilarCases, sentence


@pytest.fixture
def similar(index: Index, cases: tuple[Case, ...]) -> SimilarCases:
    number = {case.id: place for place, case in enumerate(cases)}
    return SimilarCases(index, cases, np.array([number[passage.case_id] for passage in index.passages]))


def test_a_case_is_not_like_itself_and_every_other_is_ranked(similar: SimilarCases) -> None:
    assert sorted(similar.order(0)) == [1, 2]
    assert sorted(similar.order(2)) == [0, 1]


def test_what_is_shared_are_the_values_both_cases_have(similar: SimilarCases) -> None:
    assert similar.shared(0, 1) == Shared({}, ())
    with_own_words = similar.shared(0, 0)
    assert list(with_own_words.values.items()) == [
        ("policy_measure", ("취업연계·고용서비스",)),
        ("target", ("청년", "퇴직·실직자")),
        ("industry", ("조선",)),
    ]
    assert all(word in "청년내일채움공제 조선업 이직" for word in with_own_words.words)


def test_real_cases_share_their_trade(real_cases: tuple[Case, ...]) -> None:
    by_id = {case.id: case for case in real_cases}
    assert set(by_id["2-05"].industries) & set(by_id["1-04"].industries) == {"조선"}


@pytest.mark.parametrize(
    ("shared", "told"),
    [
        (
            Shared({"target": ("청년",), "policy_measure": ("창업지원",), "industry": ("조선",)}, ("수주", "원청")),
            "둘 다 조선 분야에서 청년 대상으로 창업지원에 힘썼습니다. 함께 쓰는 말: 수주, 원청.",
        ),
        (Shared({"policy_measure": ("창업지원", "직접일자리")}, ()), "둘 다 창업지원, 직접일자리에 힘썼습니다."),
        (Shared({"target": ("청년",), "industry": ("조선",)}, ()), "둘 다 조선 분야에서 청년 대상으로 추진한 사례입니다."),
        (Shared({"industry": ("조선",)}, ("수주",)), "둘 다 조선 분야에서 추진한 사례입니다. 함께 쓰는 말: 수주."),
        (Shared({}, ("수주", "원청")), "함께 쓰는 말: 수주, 원청."),
        (Shared({}, ()), None),
    ],
)
def test_it_is_told_in_one_sentence_without_what_they_do_not_share(shared: Shared, told: str | None) -> None:
    assert sentence(shared) == told
