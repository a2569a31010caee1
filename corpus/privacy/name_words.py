"""The words that names of people are told by, read from `names.yaml`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from corpus.cards import load_regions
from corpus.model.nouns import Record
from corpus.yaml_files import read_record

NAMES = Path(__file__).parent / "names.yaml"


def _split(told: object) -> object:
    return tuple(told.split()) if isinstance(told, str) else told


def _letters(told: object) -> object:
    return "".join(told.split()) if isinstance(told, str) else told


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
Letters = Annotated[str, BeforeValidator(_letters)]


class NameWords(Record):
    """Family names, syllables of given names, offices and others that stand beside a name, and words that look like one."""

    families_of_two: Words
    families: Letters
    first_given: Letters
    last_given: Letters
    glued: Words
    offices: Words
    persons: Words
    persons_before: Words
    offices_before: Words
    words: Words


@cache
def name_words() -> NameWords:
    """Return the words of `names.yaml`.

    Raises:
        CorpusError: with every fault of the file.

    """
    return read_record(NAMES, NameWords, "이름 낱말")


@cache
def known_words() -> frozenset[str]:
    """Return what looks like a name and is none: words, and the regions of Korea in every way to write them."""
    provinces = load_regions().provinces
    regions = (names for province in provinces for names in (province.names, *(district.names for district in province.districts)))
    written = (*(name.name for names in regions for name in names), *(form for province in provinces for form in province.short))
    return frozenset((*name_words().words, *written))


def one_of(words: tuple[str, ...]) -> str:
    """Return a pattern for any of some words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
