"""A case's facts → the figures of its card: those most worth telling, the target and what was reached of it side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import log, prod

from corpus.deriving.ground.linear_model import LinearModel
from corpus.deriving.ground.word_traces import stems, weigh_traces
from corpus.model.fact import Fact
from corpus.model.nouns import Figure

MOST = 40
"""How many figures a card has at most."""
NAME = 60
_COUNTED = frozenset({"amount", "count", "rate", "score", "duration", "measure", "rank", "ratio"})
_AHEAD = frozenset({"target", "plan"})
_SQUEEZED = re.compile(r"[\W_]+")
_ROLE_WORDS = re.compile(r"목\s?표|실\s?적|계\s?획|달성|추진|성과")
_LEAST_YEARS, _MOST_OF = 3, 0.4
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s?년|\s|$)")
_YEARS = range(1950, 2101)
_SHORTEST = 3  # letters
_SUM = re.compile(r"(?:합|소|총)?계|전체|총합|합산")
_MET, _CHANGED = re.compile(r"달성[률율도]|이행[률율]"), re.compile(r"증감|증가|감소|대비|변화|상승|하락|향상|절감|단축|개선|늘|줄")


@dataclass(frozen=True, slots=True)
class CardFigure:
    """A figure, the facts it was made of, and how worth telling it is, from 0 to 1."""

    figure: Figure
    facts: tuple[Fact, ...]
    score: float


def features_of_facts(facts: Sequence[Fact]) -> dict[str, dict[str, float]]:
    """Return for the facts of a case that can be figures, by their ids, what is seen of each among the others."""
    measures = Counter(_squeeze(fact.measure) for fact in facts)
    numbers = Counter((fact.number, fact.unit) for fact in facts)
    last = max((fact.block or 0 for fact in facts), default=0)
    first = min((fact.block for fact in facts if fact.block is not None), default=0)
    seen = {}
    for fact in facts:
        if is_figure(fact):
            place = 0.0 if fact.block is None else (fact.block - first) / max(1, last - first)
            seen[fact.id] = _features(fact, measures[_squeeze(fact.measure)], numbers[fact.number, fact.unit], place)
    return seen


def _squeeze(text: str) -> str:
    return _SQUEEZED.sub("", text)


def _features(fact: Fact, same: int, again: int, place: float) -> dict[str, float]:
    """What is seen of a fact whose measure and whose value its case has so often."""
    number = abs(fact.number or 0)
    return {
        f"role {fact.role}": 1.0,
        f"kind {fact.kind}": 1.0,
        f"origin {fact.origin}": 1.0,
        f"share {fact.part}": 1.0,
        f"unit {(fact.unit or '').replace(' ', '')}": 1.0,
        "dated": float(fact.year is not None),
        "size": log(1 + number) / 10,
        "zero": float(number == 0),
        "score": fact.score,
        "alike": log(same),
        "again": log(again),
        "place": place,
        "round": float(number != 0 and number % 10 == 0),
        "rows": float(len(fact.row_path)),
        "columns": float(len(fact.column_path)),
        **weigh_traces("measure", stems(fact.measure)),
        **weigh_traces("path", stems(" ".join((*fact.row_path, *fact.column_path, fact.clause or "")))),
    }


def year_of_case(title: str, facts: Sequence[Fact]) -> int | None:
    """Return the year that what bears no year is of: that of the title, of the one period told, or of many dated values."""
    said = {int(year) for year in _YEAR.findall(title)}
    if len(said) == 1:
        return said.pop()
    spans = {fact.year for fact in facts if fact.origin == "field" and fact.kind == "period" and fact.year}
    if len(spans) == 1:
        return spans.pop()
    years = Counter(fact.year for fact in facts if fact.year and fact.role not in _AHEAD)
    if years.total() < _LEAST_YEARS:
        return None
    year, count = max(years.items(), key=lambda pair: (pair[1], pair[0]))
    return year if count >= _MOST_OF * years.total() else None


def choose_figures(title: str, facts: Sequence[Fact], model: LinearModel, most: int = MOST) -> tuple[CardFigure, ...]:
    """Return the figures of a case in reading order, those most worth telling."""
    told = year_of_case(title, facts)
    worth = {name: model.accept(seen) for name, seen in features_of_facts(facts).items()}
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        if fact.id in worth:
            groups.setdefault(_key(fact, told), []).append(fact)
    figures = [_figure(*pair, told, worth) for own in groups.values() for pair in _pair(own)]
    chosen = sorted(enumerate(_once(figures)), key=lambda pair: (-pair[1].score, pair[0]))[:most]
    return tuple(figure for _, figure in sorted(chosen, key=lambda pair: pair[0]))


def is_figure(fact: Fact) -> bool:
    """Tell whether a fact can be a figure: a number with a unit, of a year that is one."""
    return fact.number is not None and bool(fact.unit) and fact.kind in _COUNTED and (fact.year is None or fact.year in _YEARS)


def name_of_fact(fact: Fact) -> str:
    """Return what a card calls a fact's figure: its measure, after what it is of where that is said.

    How far a target was met, and by how much something changed, are called so: else they would tell of the thing itself. A name that says
    nothing by itself, as of a sum, comes after what the fact is of.
    """
    rows = [row for row in fact.row_path if row not in fact.measure]
    name = " ".join(filter(None, (*rows[-1:], fact.measure)))
    if len(_squeeze(name)) < _SHORTEST or _SUM.fullmatch(_squeeze(name)):
        name = " ".join(filter(None, (fact.subject, *(head for head in fact.column_path[-1:] if head not in name), name)))
    ends = ("달성률", _MET) if fact.unit == "%" and any(_MET.search(_squeeze(head)) for head in fact.column_path) else ("증감", _CHANGED)
    if (ends[0] == "달성률" or fact.role == "change") and not ends[1].search(_squeeze(name)):
        name = f"{name[: NAME - len(ends[0]) - 1].strip()} {ends[0]}"
    return name[:NAME].strip() or fact.measure[:NAME]


def _key(fact: Fact, told: int | None) -> tuple[object, ...]:
    """What a target and what was reached of it have in common."""
    return _squeeze(_ROLE_WORDS.sub("", name_of_fact(fact))), fact.subject, fact.year or told, (fact.unit or "").replace(" ", "")


def _pair(own: Sequence[Fact]) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Yield what was reached beside its target: of facts of one name the first of the one with the first of the other, and so on."""
    reached = [*{fact.number: fact for fact in reversed(own) if fact.role not in _AHEAD}.values()][::-1]
    ahead = [*{fact.number: fact for fact in reversed(own) if fact.role in _AHEAD}.values()][::-1]
    yield from zip_longest(reached, ahead)


def _figure(reached: Fact | None, ahead: Fact | None, told: int | None, worth: Mapping[str, float]) -> CardFigure:
    """Return one figure of one fact or two; of two, it is as worth telling as that either of them is."""
    held = tuple(filter(None, (reached, ahead)))
    lines = [fact.lines for fact in held if fact.lines]
    blocks = [fact.block for fact in held if fact.block is not None]
    figure = Figure(
        name=name_of_fact(held[0]),
        year=held[0].year or told,
        target=ahead.number if ahead else None,
        actual=reached.number if reached else None,
        unit=(held[0].unit or "").replace(" ", ""),
        source=(min(first for first, _ in lines), max(last for _, last in lines)) if lines else None,
        blocks=(min(blocks), max(blocks)) if blocks else None,
    )
    return CardFigure(figure, held, 1 - prod(1 - worth[fact.id] for fact in held))


def _once(figures: Sequence[CardFigure]) -> list[CardFigure]:
    """Return the figures without those that tell a value again that another of the same year and unit tells."""
    told: dict[tuple[object, ...], CardFigure] = {}
    for each in figures:
        figure = each.figure
        key = (figure.year, figure.unit, figure.target, figure.actual)
        if key not in told or each.score > told[key].score:
            told[key] = each
    kept = set(map(id, told.values()))
    return [each for each in figures if id(each) in kept]
