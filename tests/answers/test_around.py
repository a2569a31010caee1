"""What stands around a quantity: its label, what is said of it, what its sentence names by number."""

from collections.abc import Callable

import pytest

from answers.around import AROUND, Spot, around, changed, same
from answers.question import analyse
from answers.reading import Reader
from answers.telling_words import words_of
from corpus.model.nouns import Passage
from indexer.text.analyser import Analyser

Features = Callable[[str, str, str], dict[str, float]]


@pytest.fixture
def features(analyser: Analyser) -> Features:
    reader = Reader(analyser)

    def found(question: str, text: str, quantity: str) -> dict[str, float]:
        asked = analyse(question)
        reading = reader.read(Passage("8-01/s09", "8-01", "outcome", "성과", text))
        mention = next(told for told in reading.mentions if told.text == quantity)
        sentence = reading.sentence_at(mention.start)
        words = words_of(asked, analyser.tokens(question), lambda _: 1.0)
        inside = [token for token in reading.tokens if not mention.start <= token.start < mention.end]
        spot = Spot(asked, words, reading, sentence, mention, inside)
        return {**dict(zip(AROUND, around(spot), strict=True)), "changed": changed(spot)}

    return found


def test_a_label_reaches_back_to_the_mark_or_the_number_of_its_kind(features: Features) -> None:
    text = "신규 고용 2,711명, 위기기업 컨설팅 43명을 기록했다."
    question = "위기기업 컨설팅의 인원은 몇 명인가?"
    assert features(question, text, "43명")["label_only"] == 1
    assert features(question, text, "2,711명")["label"] == 0


def test_a_label_goes_over_a_count_of_another_kind_and_an_empty_bracket(features: Features) -> None:
    text = "동행지원금 26,937개소(135억 원), 침수 복구비 847개소(51억 원)를 풀었다."
    question = "침수 복구비는 얼마인가?"
    assert features(question, text, "51억 원")["label"] > 0
    assert features(question, text, "135억 원")["label"] == 0


def test_a_base_is_told_from_its_part(features: Features) -> None:
    text = "경비원 168명 중 71명이 취업했다."
    question = "경비원 가운데 취업한 사람은 몇 명인가?"
    assert (features(question, text, "168명")["base"], features(question, text, "71명")["of_base"]) == (1, 1)
    assert features(question, text, "71명")["label"] > 0


def test_what_follows_a_number_is_said_of_it(features: Features) -> None:
    text = "공장 48곳에 보급하고 27곳을 컨설팅했다."
    found = [features("컨설팅을 받은 공장은 몇 곳인가?", text, told) for told in ("27곳", "48곳")]
    assert found[0]["predicate"] > 0
    assert (found[1]["predicate"], found[1]["predicate_alien"]) == (0, 1)


def test_the_act_asked_for_is_told_from_others(features: Features) -> None:
    text = "1,114명이 방문하고 202명이 채용됐다."
    found = [features("모두 몇 명이 방문했나?", text, told) for told in ("1,114명", "202명")]
    assert [(one["act_after"], one["act_after_alien"]) for one in found] == [(1, 0), (0, 1)]


def test_what_the_question_names_by_number_binds_the_number_after_it(features: Features) -> None:
    text = "1기에는 248명이 신청했고 2기에는 391명이 신청했다."
    question = "2기에는 몇 명이 신청했나?"
    assert features(question, text, "391명")["given_near"] > 0.5
    assert features(question, text, "248명")["given_other"] == 1


def test_the_old_value_of_a_change_unless_its_year_is_asked(features: Features) -> None:
    text = "계절근로자는 2021년 87명에서 2022년 394명으로 늘었다."
    assert features("2022년 계절근로자는 몇 명인가?", text, "87명")["changed"] == -1
    assert features("2021년 계절근로자는 몇 명인가?", text, "87명")["changed"] == 0


def test_values_agree_as_far_as_both_are_told() -> None:
    assert same((2022, 9, 23), (9, 23))
    assert not same((2022, 9, 23), (9, 24))
    assert same(2.0, 2.0)
