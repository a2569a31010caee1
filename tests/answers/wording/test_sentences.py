"""Sentences of a model's text, the labels they cite, and what of a text in the making is finished."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.wording.sentences import Cited, cited_sentences, finished

TWO = [Cited("가했습니다.", (1,)), Cited("나했습니다.", (2,))]


@pytest.mark.parametrize(
    "text",
    [
        "가했습니다 [1]. 나했습니다 [2].",
        "가했습니다. [1] 나했습니다. [2]",
        "가했습니다.[1]나했습니다.[2]",
        "가했습니다.[1]\n\n나했습니다.[2]\n",
        "가했습니다【1】. 나했습니다［2］.",
    ],
)
def test_marks_belong_to_the_sentence_they_stand_in_or_behind(text: str) -> None:
    assert cited_sentences(text) == TWO


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("가했습니다 [1, 3][2]. 나했습니다.", [Cited("가했습니다.", (1, 3, 2)), Cited("나했습니다.", ())]),
        ("2022. 3. 5. 문을 열었습니다 [1].", [Cited("2022. 3. 5. 문을 열었습니다.", (1,))]),  # a date is no end
        ("3.2%로 줄었습니다 [1]", [Cited("3.2%로 줄었습니다", (1,))]),
        ('"가했다." [1] 나했다 [2].', [Cited('"가했다."', (1,)), Cited("나했다.", (2,))]),
        ("가했습니다\n나했습니다 [1].", [Cited("가했습니다", ()), Cited("나했습니다.", (1,))]),
        ("[1]", []),
        ("", []),
    ],
)
def test_sentences_and_labels(text: str, found: list[Cited]) -> None:
    assert cited_sentences(text) == found


def test_only_what_nothing_can_change_is_finished() -> None:
    text = "가했습니다. [1] 2022. 3. 5. 나했습니다 [2]. 다했습니다"
    steps = dict.fromkeys(finished(text[:end]) for end in range(len(text) + 1))
    assert list(steps) == ["", "가했습니다. [1]", "가했습니다. [1] 2022. 3. 5. 나했습니다 [2]."]


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from('가다.!?"[]1,2 \n%a'), max_size=40))
def test_more_text_changes_nothing_that_is_finished(text: str) -> None:
    whole = cited_sentences(text)
    for end in range(len(text)):
        done = cited_sentences(finished(text[:end]))
        assert done == whole[: len(done)]
