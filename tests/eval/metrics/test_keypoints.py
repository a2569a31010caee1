"""The judge of key points: shares worked out by hand, and how far it agrees with a reader."""

import math

import pytest

from eval.metrics.keypoints import KeypointAgreement, Matcher, cohen_agreement
from tests.support.models.doubles import split_words

TEXTS = ("청년 창업", "청년 취업", "청년 돌봄 버스")


@pytest.fixture
def matcher() -> Matcher:
    return Matcher(lambda text: [token.form for token in split_words(text)], TEXTS)


def test_a_word_weighs_its_rarity_among_the_texts(matcher: Matcher) -> None:
    """ln(4/2) for a word of one text of three, ln(4/4) = 0 for one of all, ln(4/1) for one of none."""
    assert matcher.share("창업 버스", "창업") == pytest.approx(0.5)
    assert matcher.share("청년 창업", "창업") == 1.0
    assert matcher.share("창업 기차", "창업") == pytest.approx(math.log(2) / (math.log(2) + math.log(4)))
    assert matcher.share("청년", "청년") == 0.0


def test_the_best_line_counts_and_not_the_words_of_all(matcher: Matcher) -> None:
    assert matcher.share("창업 버스 기차 도서관", "창업\n버스") == pytest.approx(math.log(2) / (2 * math.log(2) + 2 * math.log(4)))
    assert matcher.covers("창업 버스", "· 창업을\n· 버스 기차")
    assert not matcher.covers("창업 기차 도서관", "창업")  # 1/5 of the weight


def test_agreement_is_corrected_for_chance() -> None:
    """Four alike of five; by chance .6·.4 + .4·.6 = .48 where one says yes to three and the other to two."""
    pairs = [(True, True), (True, True), (True, False), (False, False), (False, False)]
    found = cohen_agreement(pairs)
    assert (found.pairs, found.share, round(found.kappa, 4)) == (5, 0.8, round(0.32 / 0.52, 4))
    assert cohen_agreement([(True, True)]).kappa == 1.0
    assert str(KeypointAgreement(40, 0.9, 0.8)) == "0.90 (kappa 0.80, 40 pairs)"
