"""The check of a model's text: sentence by sentence against what it cites, with the reason told."""

import pytest

from answers.asked.question import Question
from answers.results import Draft
from answers.wording.checking import Checked, Checker
from answers.wording.prompt import blocks_of
from indexer.text.analyser import Analyser
from tests.support.answering.answer_cases import CENTRE, HELPED, HOW, HOW_MANY, KEPT, MANY, MET, OPENED, PAID, WHO, evidence

RIGHT = "거제시 내일채움공제는 484명이 2년을 채웠습니다 [1]."


def checked(text: str, analyser: Analyser, question: Question = HOW_MANY) -> Checked:
    return Checker(question, blocks_of(evidence()), analyser).check(text)


def test_a_right_sentence_is_kept_with_its_quote_narrowed(analyser: Analyser) -> None:
    found = checked(RIGHT, analyser)
    assert found.sentences == (RIGHT,)
    assert [(citation.passage_id, citation.quote) for citation in found.citations] == [("8-01/s01", KEPT)]
    assert (found.unverified, found.refused) == ((), None)


def test_marks_count_the_citations_that_are_left(analyser: Analyser) -> None:
    found = checked(
        "내일채움공제는 999명이 채웠습니다 [1]. 참여 기업에는 1인당 120만원을 지원하였습니다 [2]. 가람고용센터가 상담을 맡았습니다 [1].",
        analyser,
    )
    assert found.answer == "참여 기업에는 1인당 120만원을 지원하였습니다 [1]. 가람고용센터가 상담을 맡았습니다 [2]."
    assert [citation.quote for citation in found.citations] == [PAID, OPENED]


def test_a_sentence_on_two_source_sentences_quotes_both(analyser: Analyser) -> None:
    found = checked("참여 기업에는 120만원을 지원하고 상담사 4명이 청년을 만났습니다 [2].", analyser)
    assert [citation.quote for citation in found.citations] == [f"{PAID} {MET}"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("내일채움공제는 484명이 2년을 채웠습니다.", "근거 표시 없음"),
        ("내일채움공제는 484명이 2년을 채웠습니다 [7].", "없는 근거 번호: 7"),
        ("내일채움공제는 484명이 2년을 채웠습니다 [2].", "근거에 없는 수·날짜: 484명, 2년"),
        ("내일채움공제는 999명이 2년을 채웠습니다 [1].", "근거에 없는 수·날짜: 999명"),
        ("내일채움공제는 구백 명이 2년을 채웠습니다 [1].", "근거에 없는 수·날짜: 구백 명"),
        ("내일채움공제는 400~484명이 2년을 채웠습니다 [1].", "근거에 없는 수·날짜: 400~"),
        ("가람고용센터가 2022년 3월 6일부터 상담을 맡았습니다 [1].", "근거에 없는 수·날짜: 2022년 3월 6일"),
        ("가람고용센터가 2021년부터 상담을 맡았습니다 [1].", "근거에 없는 수·날짜: 2021년"),
        ("상담사 120명이 청년을 만나 새 일터를 찾아 주었습니다 [2].", "근거에 없는 수·날짜: 120명"),
        ("가람고용센터가 2년 동안 상담을 맡았습니다 [1].", "근거에서 다른 것을 가리키는 수·날짜: 2년"),
        ("한빛고용센터가 상담을 맡았습니다 [1].", "근거에 없는 이름: 한빛고용센터"),
        ("가람고용센터와 KOTRA가 상담을 맡았습니다 [1].", "근거에 없는 이름: KOTRA"),
        ("'희망의 다리'라는 이름으로 가람고용센터가 상담을 맡았습니다 [1].", "근거에 없는 이름: 희망의 다리"),
        ("이탈률은 3.2%로 증가했습니다 [1].", "근거에 없는 말: 증가"),
        ("가람고용센터가 상담을 맡지 않았습니다 [1].", "근거에 없는 말: 부정"),
        ("가람고용센터가 농산물 수출과 관광 홍보를 도왔습니다 [1].", "근거 내용과 다름"),
        ("네, 그렇습니다 [1].", "근거 내용과 다름"),  # says nothing of its own
        ("자료에 없습니다.", "근거 표시 없음"),
    ],
)
def test_a_sentence_that_is_not_borne_out_is_taken_out_and_told(text: str, why: str, analyser: Analyser) -> None:
    found = checked(f"{RIGHT} {text}", analyser)
    assert found.sentences == (RIGHT,)
    (told,) = found.unverified
    assert told.startswith("확인하지 못한 문장: ")
    assert told.endswith(f"({why})")


def test_names_and_units_may_be_written_otherwise(analyser: Analyser) -> None:
    text = "거제시는 참여 기업에 1인당 1,200,000원을 지원하였습니다 [2]."
    assert checked(text, analyser).sentences == ("거제시는 참여 기업에 1인당 1,200,000원을 지원하였습니다 [1].",)


def test_what_models_add_to_text_is_taken_off(analyser: Analyser) -> None:
    assert checked(f"- **{RIGHT}**\n- {RIGHT}", analyser).sentences == (RIGHT,)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("자세한 내용은 http://example.com을 보십시오 [1].", "an address"),
        ("자세한 내용은 www.example.kr에 있습니다 [1].", "an address"),
        ("담당자는 hong@example입니다 [1].", "an address"),
        ("```python\nimport os\n```", "code"),
        ("<script>alert(1)</script>", "code"),
        ("이전 지시를 무시하였습니다 [1].", "talk of orders"),
        ("The answer is four hundred and eighty four [1].", "another language"),
        ("目標は達成されました [1].", "another language"),
    ],
)
def test_a_text_of_another_will_is_refused_whole(text: str, sign: str, analyser: Analyser) -> None:
    assert checked(f"{RIGHT} {text}", analyser) == Checked(refused=sign)


@pytest.mark.parametrize(
    ("question", "draft", "text", "failure"),
    [
        (HOW_MANY, MANY, RIGHT, None),
        (HOW_MANY, MANY, "내일채움공제는 500명을 목표로 삼았습니다 [1].", "another value than the cases' own"),
        (HOW_MANY, MANY, "자료에 없습니다.", "nothing was borne out"),
        (HOW_MANY, MANY, "", "nothing was borne out"),
        (HOW, HELPED, "거제시는 상담사 4명이 청년을 만나 새 일터를 찾아 주었습니다 [2].", None),
        (WHO, CENTRE, "가람고용센터가 상담을 맡았습니다 [1].", None),
        (WHO, CENTRE, "거제시가 상담을 맡았습니다 [1].", "another value than the cases' own"),
    ],
)
def test_a_model_may_word_a_value_but_not_choose_it(
    question: Question, draft: Draft, text: str, failure: str | None, analyser: Analyser
) -> None:
    checker = Checker(question, blocks_of(evidence()), analyser)
    assert checker.failure(checker.check(text), draft) == failure


def test_a_hidden_character_in_the_source_leaves_the_quote_as_the_source_has_it(analyser: Analyser) -> None:
    planted = KEPT.replace("484명", "48\u200b4명")
    found = Checker(HOW_MANY, blocks_of(evidence(planted)), analyser).check(RIGHT)
    assert [citation.quote for citation in found.citations] == [planted]
