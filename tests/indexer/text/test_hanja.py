"""Hanja are read as in a word of Korean."""

import pytest

from indexer.text.hanja import MOST_READINGS, read_hanja


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("造船業", "조선업"),
        ("大田 청년", "대전 청년"),
        ("이차電池", "이차전지"),
        ("女性", "여성"),
        ("金堤", "김제"),
        ("人力難", "인력난"),
        ("樂器", "악기"),  # from the block of characters that are there twice, once for each of their readings
    ],
)
def test_a_word_is_among_its_readings(text: str, reading: str) -> None:
    assert reading in read_hanja(text)


def test_the_commonest_reading_comes_first_and_readings_are_bounded() -> None:
    assert read_hanja("造船業") == ["조선업"]
    assert read_hanja("金")[0] == "금"
    assert len(read_hanja("樂" * 40)) == MOST_READINGS


def test_what_nobody_reads_has_no_reading_and_hangul_stays() -> None:
    assert read_hanja("㐂한𠀀") == ["㐂한𠀀"]  # neither is of the characters that are read here
    assert read_hanja("彅") == []
    assert read_hanja("청년 40명") == ["청년 40명"]
