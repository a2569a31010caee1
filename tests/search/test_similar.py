from dataclasses import replace

import numpy as np
import pytest

from corpus.cards import load_regions
from corpus.passages import indexed_text
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.derived.drafted_texts import DraftedTexts
from indexer.derived.similar_cases import Shared, find_similar
from indexer.generations.build import Corpus
from service.search.presenting.similar_sentence import sentence
from tests.support.models.doubles import split_words

KOREA = Gazetteer(load_regions())


@pytest.fixture
def texts(corpus: Corpus) -> DraftedTexts:
    forms: dict[str, int] = {}
    terms = [
        np.array([forms.setdefault(token.form, len(forms)) for token in split_words(indexed_text(passage))], dtype=np.int32)
        for passage in corpus.passages
    ]
    return DraftedTexts(corpus.cases, corpus.passages, terms, list(forms), None)


def test_a_case_is_not_like_itself_and_every_other_is_ranked(texts: DraftedTexts) -> None:
    found = find_similar(texts, KOREA)
    assert {case: {alike.case_id for alike in others} for case, others in found.items()} == {
        case.id: {other.id for other in texts.cases if other is not case} for case in texts.cases
    }


def test_no_more_are_kept_than_asked_for_and_those_the_most_alike(texts: DraftedTexts) -> None:
    assert find_similar(texts, KOREA, most=1) == {case: others[:1] for case, others in find_similar(texts, KOREA).items()}


def test_what_is_shared_are_the_values_both_cases_have(texts: DraftedTexts) -> None:
    first, other = texts.cases[0], texts.cases[1]
    twin = first.model_copy(update={"id": "9-99"})
    found = find_similar(replace(texts, cases=(first, other, twin)), KOREA)[first.id]
    shared = {alike.case_id: alike.shared for alike in found}
    assert shared[other.id] == Shared({}, ())
    assert list(shared[twin.id].values.items()) == [
        ("policy_measure", ("취업연계·고용서비스",)),
        ("target", ("청년", "퇴직·실직자")),
        ("industry", ("조선",)),
    ]


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
