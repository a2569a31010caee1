"""Derived cards beside those that people wrote → how near they come: figures, facets, regions, kinds of sections, summaries, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from corpus.cards import load_regions
from corpus.deriving.derive_card import derive_card
from corpus.deriving.ground.linear_model import Knowledge
from corpus.model.facets import SUBJECTS, values_of
from corpus.model.nouns import Case
from corpus.passages import overlap
from corpus.vocabulary.facet_values import load_vocabulary
from corpus.vocabulary.gazetteer import Gazetteer
from eval.deriving.figure_values import card_values, placed_values, value_of_fact
from eval.deriving.taught_cases import TaughtCase
from eval.deriving.teaching import learn_knowledge, read_lessons

Pair = tuple[TaughtCase, Case]
"""A case with the card that people wrote, and the one that was derived."""


@dataclass(frozen=True, slots=True)
class CardMeasure:
    """A measure over all cases: its name, its value from 0 to 1, and of how many things."""

    name: str
    value: float
    things: int


def derive_taught(taught: Sequence[TaughtCase], knowledge: Knowledge) -> list[Pair]:
    """Return the cases with the cards that some knowledge derives."""
    return [(each, _derive(each, knowledge)) for each in taught]


def derive_in_folds(taught: Sequence[TaughtCase], step: Callable[[int, int], None] = lambda *_: None) -> list[Pair]:
    """Return the cases with the cards that knowledge learned from all others derives; `step` is told how many are done of how many."""
    vocabulary = load_vocabulary()
    lessons = [read_lessons(each, vocabulary) for each in taught]
    pairs = []
    for at, each in enumerate(taught):
        pairs.append((each, _derive(each, learn_knowledge([*lessons[:at], *lessons[at + 1 :]]))))
        step(at + 1, len(taught))
    return pairs


def _derive(taught: TaughtCase, knowledge: Knowledge) -> Case:
    return derive_card(taught.case, taught.blocks, taught.first, taught.facts, knowledge=knowledge).case


def measure_cards(pairs: Sequence[Pair]) -> list[CardMeasure]:
    """Return every measure."""
    gazetteer = Gazetteer(load_regions())
    return [
        _recall("figures recall (value, unit, year, role)", [(placed_values(each.card), placed_values(case)) for each, case in pairs]),
        _recall("figures recall (value, unit)", [(card_values(each.card), card_values(case)) for each, case in pairs]),
        _recall("facts recall (value, unit)", [(card_values(each.card), {*map(value_of_fact, each.facts)}) for each, _ in pairs]),
        *(
            _f1(f"{facet.label} F1", [(values_of(each.card, facet.key), values_of(case, facet.key)) for each, case in pairs])
            for facet in SUBJECTS
        ),
        CardMeasure("region right", _mean(float(_is_same_region(each.card, case, gazetteer)) for each, case in pairs), len(pairs)),
        _kinds(pairs),
        CardMeasure(
            "summary overlap (F1 of letter pairs)",
            _mean(_overlap_of_words(each.card.summary, case.summary) for each, case in pairs),
            len(pairs),
        ),
        _recall("keywords recall (one in the other)", [_met(each.card.keywords, case.keywords) for each, case in pairs]),
        _recall("partners recall (one in the other)", [_met(each.card.partners, case.partners) for each, case in pairs]),
        _recall("partners precision (one in the other)", [_met(case.partners, each.card.partners) for each, case in pairs]),
        _budget(pairs),
    ]


def count_figures(pairs: Sequence[Pair]) -> float:
    """Return how many figures a derived card has in the mean."""
    return _mean(len(case.figures) for _, case in pairs)


def _recall(name: str, sets: Sequence[tuple[Collection[object], Collection[object]]]) -> CardMeasure:
    whole = sum(len(set(right)) for right, _ in sets)
    return CardMeasure(name, sum(len(set(right) & set(found)) for right, found in sets) / max(whole, 1), whole)


def _f1(name: str, sets: Sequence[tuple[Collection[str], Collection[str]]]) -> CardMeasure:
    """Return 2·shared / (given + found), over all cases together."""
    shared = sum(len(set(right) & set(found)) for right, found in sets)
    whole = sum(len(right) + len(found) for right, found in sets)
    return CardMeasure(name, 2 * shared / max(whole, 1), sum(len(right) for right, _ in sets))


def _is_same_region(card: Case, case: Case, gazetteer: Gazetteer) -> bool:
    """Tell whether two regions are one, by any name that a province has had."""
    if card.region is None or case.region is None:
        return card.region is case.region
    one, other = gazetteer.file_region(card.region), gazetteer.file_region(case.region)
    return card.region.sigungu == case.region.sigungu and bool(set(one.provinces) & set(other.provinces))


def _kinds(pairs: Sequence[Pair]) -> CardMeasure:
    """Return the share of derived sections whose kind is that of most of their lines in the card's sections."""
    right = whole = 0
    for each, case in pairs:
        for section in case.sections:
            lines: Counter[str] = Counter()
            for other in each.card.sections:
                if other.source and section.source:
                    lines[other.kind] += overlap(other.source, section.source)
            if lines.total():
                whole += 1
                right += section.kind == max(lines, key=lambda kind: lines[kind])
    return CardMeasure("section kind right", right / max(whole, 1), whole)


def _overlap_of_words(one: str, other: str) -> float:
    """Return how much two texts share: F1 of their pairs of letters (ROUGE-2 of letters; Lin 2004)."""
    first, second = _pairs_of_letters(one), _pairs_of_letters(other)
    whole = first.total() + second.total()
    return 2 * (first & second).total() / whole if whole else 0.0


def _pairs_of_letters(text: str) -> Counter[str]:
    letters = "".join(letter for letter in text if letter.isalnum())
    return Counter(letters[at : at + 2] for at in range(len(letters) - 1))


def _met(sought: Sequence[str], found: Sequence[str]) -> tuple[set[str], set[str]]:
    """Return what is sought, and what of it one of those found has within it or is within."""
    plain = ["".join(filter(str.isalnum, each)) for each in found]
    keys = {each: "".join(filter(str.isalnum, each)) for each in sought}
    return set(keys), {each for each, key in keys.items() if any(key and other and (key in other or other in key) for other in plain)}


def _budget(pairs: Sequence[Pair]) -> CardMeasure:
    """Return the share of budgets that a card states which are derived to within a hundredth."""
    stated = [(each.card.budget_million_krw, case.budget_million_krw) for each, case in pairs if each.card.budget_million_krw]
    right = sum(found is not None and abs(found - told) <= 0.01 * told for told, found in stated)
    return CardMeasure("budget right", right / max(len(stated), 1), len(stated))


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held) if held else 0.0
