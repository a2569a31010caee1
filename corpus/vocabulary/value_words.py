"""What the words beside a value say of it, as data: the role that heads and headings give, the kind of what is named, usual units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from corpus.model.nouns import Record, Text, Texts
from corpus.yaml_files import read_record

VALUE_WORDS = Path(__file__).parent / "value_words.yaml"
_NEAR = 3  # letters


class ValueWords(Record):
    """Words that say the same of a value, and where they do: the file tells what each of the fields asks for."""

    says: Text
    words: Texts
    alone: bool = False
    whole: bool = False
    ends: bool = False
    not_after: Texts = ()
    not_before: Texts = ()
    not_near: Text | None = None
    only: bool = False
    led_by: Texts = ()
    followed_by: Texts = ()

    def pattern(self) -> re.Pattern[str]:
        """Return what finds one of the words, with those that may go with it, where it says what it does."""
        before = "(?<![가-힣])" * self.alone + "".join(f"(?<!{re.escape(word)})" for word in self.not_after)
        behind = "(?![가-힣])" * self.whole + "".join(f"(?!{re.escape(word)})" for word in self.not_before)
        near = f"(?!.{{0,{_NEAR}}}{re.escape(self.not_near)})" if self.not_near else ""
        lead = rf"(?:(?:{_any_of(self.led_by)})\s?)?" if self.led_by else ""
        follow = rf"(?:\s?(?:{_any_of(self.followed_by)}))?" if self.followed_by else ""
        words = f"{lead}(?:{_any_of(self.words)}){follow}"
        return re.compile(f"{'^' * self.only}{before}{words}{behind}{near}{'$' * (self.ends or self.only)}", re.IGNORECASE)


def _any_of(words: Texts) -> str:
    return "|".join(r"\s?".join(map(re.escape, word.split())) for word in words)


class ValueWordGroups(Record):
    """Words for values, by what they are asked for."""

    groups: Mapping[Text, Annotated[tuple[ValueWords, ...], Field(strict=False)]]


@cache
def _patterns() -> Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    read = read_record(VALUE_WORDS, ValueWordGroups, "값의 낱말")
    return {name: tuple((entry.says, entry.pattern()) for entry in entries) for name, entries in read.groups.items()}


def said_of(group: str, text: str) -> str | None:
    """Return what the first entry of a group that a text meets says; None where it meets none."""
    return next((says for says, words in _patterns()[group] if words.search(text)), None)


def leave_out(group: str, text: str) -> str:
    """Return a text without the words of a group, a blank for each."""
    for _, words in _patterns()[group]:
        text = words.sub(" ", text)
    return text


def says_that(group: str, says: str, text: str) -> bool:
    """Tell whether a text meets an entry of a group that says this."""
    return any(words.search(text) for said, words in _patterns()[group] if said == says)
