"""A case's sentences, with how fit each is → its summary and its headline: whole sentences of the text, in its order, none cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.deriving.ground.case_parts import CasePart
from corpus.deriving.ground.case_sentences import CaseSentence, likeness, likeness_to_all, likeness_to_words

SUMMARY, HEADLINE = 300, 80
"""Characters of a summary and of a headline at most."""
_REPEATING = 0.3
"""How much of a sentence's fitness is lost to its likeness with one that is taken, and to standing in the same part."""
_SAME_PART = 0.1
_TELLING = {"background": 0.1, "strategy": 0.1, "outcome": 0.1, "voice": -0.3}
"""What a sentence gains by the kind of its part: why, where to and with what success tell a case; a single voice does not."""
_LEADING, _TITLED, _LABELLED = 0.05, 0.1, 0.1


@dataclass(frozen=True, slots=True)
class FitSentence:
    """A sentence, its place among those of its case, and how fit it is to stand for the case, from 0 to 1."""

    sentence: CaseSentence
    at: int
    fit: float


def fit_sentences(
    title: str, held: Sequence[CaseSentence], parts: Sequence[CasePart], kinds: Sequence[Mapping[str, float]]
) -> list[FitSentence]:
    """Return how fit each sentence is: by how much it shares with all others, and by the kind of the part it stands in or leads.

    Being like the whole is the centroid's choice (Radev et al. 2004). Weights learned from summaries that people wrote did worse on cases
    held out (docs/cards.md), so there are none but these few.
    """
    central, titled = likeness_to_all(held), likeness_to_words(title, held)
    fit = []
    for at, sentence in enumerate(held):
        kind = kinds[sentence.part]
        telling = sum(_TELLING.get(name, 0.0) * share for name, share in kind.items())
        leads = at == 0 or held[at - 1].part != sentence.part
        worth = central[at] + _TITLED * titled[at] + telling + _LEADING * leads - _LABELLED * sentence.labelled
        fit.append(FitSentence(sentence, at, min(1.0, max(0.0, worth))))
    return fit


def choose_summary(fit: Sequence[FitSentence], most: int = SUMMARY) -> list[FitSentence]:
    """Return the sentences of a summary in reading order: the fittest first, then what adds to those, while there is room."""
    taken: list[FitSentence] = []
    left, room = list(fit), most
    while left:
        best = max(left, key=lambda each: (_worth(each, taken), -each.at))
        left = [each for each in left if each is not best]
        if (letters := len(best.sentence.ended) + bool(taken)) <= room:
            room -= letters
            taken.append(best)
    return sorted(taken, key=lambda each: each.at)


def choose_headline(fit: Sequence[FitSentence], most: int = HEADLINE) -> FitSentence | None:
    """Return the fittest sentence that is short enough to head a case; None where there is none."""
    short = [each for each in fit if len(each.sentence.text) <= most]
    return max(short, key=lambda each: (each.fit, -each.at), default=None)


def _worth(each: FitSentence, taken: Sequence[FitSentence]) -> float:
    alike = max((likeness(each.sentence.bag, other.sentence.bag) for other in taken), default=0.0)
    beside = any(other.sentence.part == each.sentence.part for other in taken)
    return each.fit - _REPEATING * alike - _SAME_PART * beside
