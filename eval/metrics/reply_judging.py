"""Is a reply right, an honest no where an answer was wanted, or wrong? What is wanted against what stands in the reply.

Blanks and the commas of numbers do not count, and digits stand as whole numbers: "12" is not met by 2012 or 12.5. An answer has to come to
the point: what is wanted stands at its start, and a wanted number in its head where the head gives a number, for a value beside another
value is not an answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from answers.results import Answer
from corpus.model.place import Range
from eval.sets.asked_questions import WantedReply

Verdict = Literal["right", "refused", "wrong"]
VERDICTS: tuple[Verdict, ...] = ("right", "refused", "wrong")
START = 160
"""Characters without blanks within which an answer has to come to the point."""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BLANKS = re.compile(r"(?<!\d)\s+|\s+(?!\d)")  # those between two numbers stay, or the numbers would grow together


@dataclass(frozen=True, slots=True)
class PlainReply:
    """An answer's text as it is judged: the whole, its start, and its head (what stands before its first bracket)."""

    whole: str
    start: str
    head: str

    @classmethod
    def of(cls, text: str) -> PlainReply:
        """Return a text so."""
        whole = plain_text(text)
        return cls(whole, whole[:START], plain_text(text.split("(")[0]))

    def point(self, words: Collection[str]) -> str:
        """Return where these words are looked for: the head where numbers are wanted and it gives one, else the start."""
        return self.head if words and all(map(_has_digit, words)) and _has_digit(self.head) else self.start


def judge_reply(want: WantedReply, answer: Answer) -> Verdict:
    """Return what an answer is worth."""
    said = PlainReply.of(answer.answer)
    if not answer.answerable:
        return _judge_no(want, said)
    allowed = not want.wants_no and want.answerable is not False and not _says_forbidden(want, said)
    return "right" if allowed and _says_wanted(want, said) and _cites_wanted(want, answer) else "wrong"


def plain_text(text: str) -> str:
    """Return a text without blanks and without commas inside numbers; two numbers never grow together."""
    return _BLANKS.sub("", _THOUSANDS.sub("", text)).replace(",", " ")


def stands_in(word: str, text: str) -> bool:
    """Tell whether a word stands in a plain text, a number at either end of it as a whole number."""
    return _whole(word).search(text) is not None


def _judge_no(want: WantedReply, said: PlainReply) -> Verdict:
    if _any_stands(want.no_not, said.whole):
        return "wrong"
    return "right" if want.no or want.no_or is not None else "refused"


def _says_forbidden(want: WantedReply, said: PlainReply) -> bool:
    """Tell whether an answer says what it must not; a number only where it is told, for beside the answer it may be a remark."""
    numbers = [word for word in want.none_of if word[0].isdigit()]
    words = [word for word in want.none_of if not word[0].isdigit()]
    return _any_stands(words, said.whole) or _any_stands((*numbers, *want.not_head), said.head)


def _says_wanted(want: WantedReply, said: PlainReply) -> bool:
    at_point = all(_any_stands(words, said.point(words)) for words in (want.any_of, want.no_or) if words is not None)
    at_head = want.head_any is None or _any_stands(want.head_any, said.head)
    return at_point and at_head and all(stands_in(word, said.start) for word in want.all_of or ())


def _cites_wanted(want: WantedReply, answer: Answer) -> bool:
    case = want.cites_any is None or any(citation.case_id in want.cites_any for citation in answer.citations)
    wanted = want.cites_lines
    return case and (wanted is None or any(_stands_on(citation.lines, wanted) for citation in answer.citations))


def _stands_on(place: Range | None, lines: Collection[int]) -> bool:
    return place is not None and any(place[0] <= line <= place[1] for line in lines)


def _any_stands(words: Iterable[str], text: str) -> bool:
    return any(stands_in(word, text) for word in words)


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


@cache
def _whole(word: str) -> re.Pattern[str]:
    plain = plain_text(word)
    before = r"(?<![\d.])" if plain[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if plain[-1:].isdigit() else ""
    return re.compile(before + re.escape(plain) + after)
