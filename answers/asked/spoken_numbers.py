"""Numbers in words as they are dictated → in digits: "이천이십이년" → "2022년", "오십점육 퍼센트" → "50.6 퍼센트"."""

from __future__ import annotations

import re

from corpus.facts.number_words import SINO, ZERO, write_in_digits

_WORDS = re.compile(
    rf"(?<![가-힣\d])(?P<whole>[{SINO}{ZERO}십백천만억조]{{2,}})(?:점(?P<part>[{SINO}{ZERO}]+))?"
    r"(?=\s?(?:년|월|일|명|원|건|개|회|곳|시간|차|기|퍼센트|프로|%|대|호|동|살|세|분|팀|가구|배|점)(?:[은는이가을를의에로만도씩째간]|[^가-힣]|$|대비|부터|까지|실적|목표))"
)


def write_numbers(text: str) -> str:
    """Return a text with the numbers in words that count something in digits; a single word for one (일, 만) stays."""
    return _WORDS.sub(lambda match: ".".join(write_in_digits(part) for part in match.groups() if part), text)
