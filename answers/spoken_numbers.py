"""Numbers in words as they are dictated → in digits: "이천이십이년" → "2022년", "오십점육 퍼센트" → "50.6 퍼센트"."""

from __future__ import annotations

import re

from corpus.facts.quantities import number_of

_ONES = {word: str(number) for number, word in enumerate("영일이삼사오육칠팔구")} | {"공": "0"}
_SCALES = "십백천만억조"
_WORDS = re.compile(
    rf"(?<![가-힣])(?P<whole>[{''.join(_ONES)}{_SCALES}]{{2,}})(?:점(?P<part>[{''.join(_ONES)}]+))?"
    r"(?=\s?(?:년|월|일|명|원|건|개|회|곳|시간|차|기|퍼센트|프로|%|대|호|동|살|세|분|팀|가구|배|점))"
)


def write_numbers(text: str) -> str:
    """Return a text with the numbers in words that count something in digits; a single word for one (일, 만) stays."""
    return _WORDS.sub(_in_digits, text)


def _in_digits(match: re.Match[str]) -> str:
    digits = "".join(_ONES.get(letter, letter) for letter in match["whole"])
    whole = digits if digits.isdigit() else f"{number_of(digits):.0f}"
    return f"{whole}.{''.join(_ONES[letter] for letter in match['part'])}" if match["part"] else whole
