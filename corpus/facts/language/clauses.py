"""A text → sentences → levels (the sentence, and what stands in its brackets) → clauses: what belongs with a value is in its clause."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_SENTENCE = re.compile(
    r"(?<=[가-힣)”’\"'][.!?])\s+(?=\S)|(?<=[다요음함됨임])\.(?=[가-힣])|\n+|\s+(?=[※☞☑✓▶▷◆◇■□●○◎⇒➡]\s?\S)|(?<=\s)(?=\*{1,2}\s)"
)
_OPENING, _CLOSING = "([{（［〔【<〈", ")]}）］〕】>〉"
_DEEPEST, _LONGEST = 4, 400
LONGEST_CLAUSE = 160  # characters
_MARK = re.compile(
    r",(?!\d{3})|(?<=\D),|;|[:：](?!\d\d(?!\d))|→|⇒|➡|⇨|\||·{2,}|…|\s[/／]\s?|(?<=[\w)%])\s?/\s?(?=[가-힣])|\s[-–—]\s|\s\+\s"
    r"|(?<=[가-힣])(?:하고|하며|하여|했으며|했고|되어|되고|되며|됐으며|으며|이며|지만|는데|아서|어서|면서|거나|위해|위하여|통해|통하여|따라|인해|한바|로써|므로)(?=[\s,])"
)

_Pair = tuple[int, int, int | None]


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of one level of a sentence without what its brackets hold, [start, end); and the mark that opens it, "" at the start."""

    start: int
    end: int
    opened_by: str


@dataclass(frozen=True, slots=True)
class BracketLevel:
    """What stands between a pair of brackets, or the whole sentence: the text with all else blanked out, and its clauses in order.

    `opening` is the place of its bracket, None for the sentence; `outer` the number of the level around it.
    """

    start: int
    end: int
    text: str
    clauses: tuple[Clause, ...]
    opening: int | None
    outer: int | None

    def clause_at(self, place: int) -> Clause:
        """Return the clause that a place of this level lies in."""
        starts = [clause.start for clause in self.clauses]
        return self.clauses[max(0, bisect_right(starts, place) - 1)]


@dataclass(frozen=True, slots=True)
class SplitSentence:
    """A sentence, [start, end) in its text, and its levels, the sentence itself first."""

    start: int
    end: int
    text: str
    levels: tuple[BracketLevel, ...]

    def level_at(self, place: int) -> int:
        """Return the number of the innermost level that a place of the sentence lies in."""
        found = 0
        for number, level in enumerate(self.levels):
            if level.start <= place < level.end and level.start >= self.levels[found].start:
                found = number
        return found


def split_sentences(text: str) -> Iterator[SplitSentence]:
    """Yield the sentences of a text in order; places within one count from its start."""
    start = 0
    for match in [*_SENTENCE.finditer(text), None]:
        end = match.start() if match else len(text)
        while end - start > _LONGEST:  # no sentence is so long: a table in one line, say, is cut at a space
            cut = text.rfind(" ", start + 1, start + _LONGEST)
            cut = start + _LONGEST if cut < 0 else cut
            yield _sentence(text, start, cut)
            start = cut
        if text[start:end].strip():
            yield _sentence(text, start, end)
        start = match.end() if match else end


def words_around(sentence: SplitSentence, start: int, end: int) -> str:
    """Return the words around a place of a sentence: the whole where that is short, else as much as is told of one place, cut at words."""
    text = sentence.text
    first = max(0, min(start - LONGEST_CLAUSE // 2, len(text) - LONGEST_CLAUSE))
    last = min(len(text), first + LONGEST_CLAUSE)
    from_word = text.find(" ", first, start) + 1 if first else 0
    to_word = text.rfind(" ", end, last) if last < len(text) else last
    return " ".join(text[from_word or first : to_word if to_word > 0 else last].split())


def _sentence(text: str, start: int, end: int) -> SplitSentence:
    return SplitSentence(start, end, text[start:end], tuple(_levels(text[start:end])))


def _levels(text: str) -> Iterator[BracketLevel]:
    """Yield the levels of a sentence; brackets that do not close, or lie too deep, are letters like others."""
    pairs = _pairs(text)
    inner = {outer: [pair for pair in pairs if pair[2] == outer] for outer in (None, *range(len(pairs)))}
    yield _level(text, 0, len(text), None, None, inner[None])
    for number, (opened, closed, outer) in enumerate(pairs):
        yield _level(text, opened + 1, closed, opened, 0 if outer is None else outer + 1, inner[number])


def _level(text: str, start: int, end: int, opening: int | None, outer: int | None, inner: list[_Pair]) -> BracketLevel:
    own = text[start:end]
    for opened, closed, _ in inner:
        own = own[: opened - start] + " " * (closed + 1 - opened) + own[closed + 1 - start :]
    clauses: list[Clause] = []
    at, mark = 0, ""
    for match in _MARK.finditer(own):
        clauses.append(Clause(start + at, start + match.start(), mark))
        at, mark = match.end(), match.group().strip()
    clauses.append(Clause(start + at, end, mark))
    return BracketLevel(start, end, " " * start + own, tuple(clauses), opening, outer)


def _pairs(text: str) -> list[_Pair]:
    """Return the pairs of brackets: where each opens and closes, and the number of the pair around it; in order of opening."""
    open_at: list[tuple[str, int]] = []
    closed: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if char in _OPENING and len(open_at) < _DEEPEST:
            open_at.append((_CLOSING[_OPENING.index(char)], at))
        elif open_at and char == open_at[-1][0]:
            closed.append((open_at.pop()[1], at))
    closed.sort()
    around: list[int] = []
    found: list[_Pair] = []
    for number, (start, end) in enumerate(closed):
        while around and closed[around[-1]][1] < start:
            around.pop()
        found.append((start, end, around[-1] if around else None))
        around.append(number)
    return found
