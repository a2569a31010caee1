"""Tests show what is true of any book on made-up cases; what only the 29 cases can show stands in tests/jobs_2023.

A made-up case of the default book has an id that begins with 7-, 8- or 9-; one of another book bears its book's name.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from corpus.cards import load_cases

TESTS = Path(__file__).resolve().parents[1]
ROOM = "jobs_2023/"
ELSEWHERE = {
    "golden/": "what was frozen, of the real cases and of ids as they were then",
    "whole/test_version_0_1_0.py": "cards that version 0.1.0 had, as they were",
    "support/served/pages.py": "addresses of the demonstration, which a browser opens",
}
"""Where else real cases are named, and why."""


@cache
def named_here() -> dict[str, set[str]]:
    """The ids and titles of the embedded book's cases that each file of the tests names."""
    cases = load_cases()
    ids = re.compile(rf"(?<![\d-])(?:{'|'.join(re.escape(case.id) for case in cases)})(?!\d)")
    titles = {case.title for case in cases}
    found = {}
    for path in sorted(TESTS.rglob("*.py")):
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        found[path.relative_to(TESTS).as_posix()] = {*ids.findall(text), *(title for title in titles if title in text)}
    return found


def test_no_test_outside_their_room_names_a_real_case() -> None:
    apart = (ROOM, *ELSEWHERE)
    assert {name: names for name, names in named_here().items() if names and not name.startswith(apart)} == {}


@pytest.mark.parametrize("place", ELSEWHERE)
def test_no_exception_is_kept_that_is_none(place: str) -> None:
    assert any(names for name, names in named_here().items() if name.startswith(place))


def test_no_test_outside_their_room_opens_the_real_cards() -> None:
    """The fixtures that load them are of that room; a build of them is the demonstration's, or what an evaluation is run over."""
    calls = re.compile(r"\b(?:load_cases|read_corpus)\(\)")
    opening = {path.relative_to(TESTS).as_posix() for path in TESTS.rglob("*.py") if calls.search(path.read_text(encoding="utf-8"))}
    assert {name for name in opening if not name.startswith(ROOM)} == {"conftest.py", "whole/test_made_up.py"}
