"""Hangul in Latin letters, against the examples of the rules that the state gives for place names."""

import pytest

from indexer.text.romanisation import romanise


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("부산", "busan"),
        ("경북", "gyeongbuk"),
        ("독도", "dokdo"),
        ("월악", "worak"),
        ("백마", "baengma"),
        ("종로", "jongno"),
        ("왕십리", "wangsimni"),
        ("별내", "byeollae"),
        ("신라", "silla"),
        ("울릉", "ulleung"),
        ("전라남도", "jeollanamdo"),
        ("강릉", "gangneung"),
        ("거제 A-1", "geoje a-1"),
        ("", ""),
    ],
)
def test_names_are_written_as_they_sound(hangul: str, latin: str) -> None:
    assert romanise(hangul) == latin
