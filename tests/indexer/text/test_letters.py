import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.letters import letters


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("고용률 (15~64세)", "고용률1564세"),
        ("ICT·AI_융합, 3D!", "ictai융합3d"),
        ("ＡＢ 日本 ㈜ ½ ㎡", "ａｂ日本½"),  # letters and digits to Unicode; company and unit signs are marks
        ("보건ㆍ복지", "보건ㆍ복지"),  # the old vowel, which officials type for a middle dot, is a letter
        (" \n·-", ""),
    ],
)
def test_letters_and_digits_stay(text: str, alone: str) -> None:
    assert letters(text) == alone


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_they_are_what_a_pattern_calls_words_but_for_the_underscore(text: str) -> None:
    assert letters(text) == re.sub(r"[\W_]+", "", text).lower()
