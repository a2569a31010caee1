"""Loanwords that are spelt in several ways, and words that only look like them."""

import pytest

from eval.sets.lessons.loanwords import load_loanwords
from eval.training.letters.train_loanwords import learn_loanwords
from service.search.understanding.repair.loan_spelling import are_spellings, is_loanword, sounds


@pytest.mark.parametrize(
    ("word", "other"),
    [("데이타", "데이터"), ("워크샾", "워크숍"), ("파트너쉽", "파트너십"), ("메니저", "매니저"), ("네트웍", "네트워크"), ("뻐스", "버스")],
)
def test_spellings_of_a_loanword_are_one(word: str, other: str) -> None:
    assert are_spellings(word, other)


@pytest.mark.parametrize(
    ("word", "other"),
    [("스타트", "스마트"), ("상점", "상장"), ("그걸로", "글로"), ("년엔", "년에"), ("고용", "교육"), ("센터", "선박")],
)
def test_other_words_are_not(word: str, other: str) -> None:
    assert not are_spellings(word, other)


def test_what_is_heard_of_a_word() -> None:
    assert sounds("워크숍") == sounds("워크샾") == "vksvp"
    assert sounds("네트웍") == sounds("네트워크") == "ㄴvtvk"
    assert sounds("쉽") == sounds("십") != sounds("시")


def test_that_a_word_is_borrowed_is_learned_from_lists_of_two_writers() -> None:
    words = load_loanwords()
    assert {word.writer for word in words} == {"la", "lb"}
    held = [word for word in words if word.writer == "lb"]
    known = {word.word for word in words if word.writer == "la"}
    assert sum(is_loanword(word.word) == word.loan for word in held) / len(held) > 0.85
    assert learn_loanwords([word for word in words if word.word not in known][:80]).classes == ["loan", "own"]
