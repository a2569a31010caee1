"""A case's text → its keywords: phrases that it says again or puts in quotes, which few other texts say; words of every case are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from corpus.deriving.ground.case_parts import CasePart, TextBlock
from corpus.deriving.ground.linear_model import Commonness
from corpus.deriving.ground.word_traces import stems

MOST, LONGEST = 15, 25
"""How many keywords a card has, and how many characters each at most."""
_QUOTED = re.compile(r"[「『‘“<〈《]\s*([가-힣A-Za-z0-9][^「」『』‘’“”<>〈〉《》\n]{2,24}?)\s*[」』’”>〉》]")
_WORD = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z0-9·]*")
_BREAK = re.compile(r"[^가-힣A-Za-z0-9· ]+")
_PARTICLE = re.compile(
    r"(?<=[가-힣]{2})(?:에서는|으로서|으로써|에서|에게|까지|부터|으로|라는|이라|하여|하고|하는|했다|한다|된|될|할|한|은|는|을|를|의|에|로|과|와)$"
)
_VERBAL = re.compile(r"(?:니다|세요|어요|아요|해요|데요|까요|하러|하고|하며|하여|되어|있는|없는|하는|되는|한다|된다|했다|였다|있음|없음)$")
_JOINING = re.compile(r"및|등|또는|각|[위통대관]한|따른|이[내상하]|관련|대비|기준|경우|때문|단위")
"""Words that end a phrase: what stands on both sides of them is two things, or one and what is said of it."""
_LONGEST_RUN, _LEAST_TIMES, _LEAST_LETTERS = 3, 2, 3
_QUOTES, _HEADING, _TITLE = 1.5, 0.5, 1.0
_SURE = 12.0
"""A worth that makes a keyword sure."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A phrase that tells a case from others, the block that says it first, and how telling it is, from 0 to 1."""

    phrase: str
    block: TextBlock
    score: float


def read_keywords(title: str, parts: Sequence[CasePart], common: Commonness, most: int = MOST) -> list[Keyword]:
    """Return a case's keywords, the most telling first; none holds another."""
    times: Counter[str] = Counter()
    quoted: set[str] = set()
    first: dict[str, TextBlock] = {}
    for part in parts:
        for block in part.held:
            names = [*_quotes(block.text)]
            quoted.update(names)
            for phrase in (*names, *_runs(block.text)):
                times[phrase] += 1
                first.setdefault(phrase, block)
    headed = " ".join(heading for part in parts for heading in (*part.headings, *part.above))
    worth = {
        phrase: _worth(phrase, count, common)
        * (1 + _QUOTES * (phrase in quoted) + _HEADING * (phrase in headed) + _TITLE * (phrase in title))
        for phrase, count in times.items()
        if (count >= _LEAST_TIMES or phrase in quoted) and _LEAST_LETTERS <= len(phrase) <= LONGEST
    }
    kept: list[str] = []
    for phrase in sorted(worth, key=lambda phrase: (-worth[phrase], phrase)):
        if worth[phrase] and not any(phrase in other or other in phrase for other in kept):
            kept.append(phrase)
        if len(kept) == most:
            break
    return [Keyword(phrase, first[phrase], min(1.0, worth[phrase] / _SURE)) for phrase in kept]


def _worth(phrase: str, count: int, common: Commonness) -> float:
    """Return how telling a phrase is that is said so often: by its rarest word, and by how many of its words are rare."""
    rare = [1 - max((common.get(stem, 0.0) for stem in stems(word)), default=1.0) for word in phrase.split()]
    return (1 + log(count)) * (max(rare) + sum(rare))


def _quotes(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        phrase = match[1].strip()
        if (
            len(phrase.split()) <= _LONGEST_RUN + 1
            and not phrase[-1].isdecimal()
            and not _BREAK.search(phrase)
            and not _VERBAL.search(phrase)
        ):
            yield phrase


def _runs(text: str) -> Iterator[str]:
    """Yield runs of words that no particle and no mark parts, without the particle at their end."""
    for piece in _BREAK.split(text):
        words = piece.split()
        for start, word in enumerate(words):
            run: list[str] = []
            for each in words[start : start + _LONGEST_RUN] if _WORD.fullmatch(word) else ():
                bare = _PARTICLE.sub("", each)
                if not _WORD.fullmatch(bare) or _JOINING.fullmatch(each) or _VERBAL.search(each):
                    break
                run.append(bare)
                yield " ".join(run)
                if bare != each:
                    break
