"""Question and ranked passages → how far their sentences are sufficient to answer why, how, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answers.asked.question import Question
from answers.asked.telling_words import Rarity, Words, words_of
from answers.levels import Levels, PointWeights
from answers.sentences.reading import Reading
from answers.sentences.sufficiency import Standing, probability, signs
from indexer.text.analyser import Token

POINTS_FROM = 3  # passages whose words count as held
Ranked = Sequence[tuple[Reading, float]]
"""Passages read, best first, each with its score below the best's (0 for the best)."""


@dataclass(frozen=True, slots=True)
class Found:
    """What reading gave: the question's words, the signs of sufficiency and what they come to.

    `unknown` are the question's words that stand nowhere in the cases, `levels` how sure what `sufficient` is told to be.
    """

    words: Words
    signs: dict[str, float]
    sufficient: float
    unknown: frozenset[str]
    levels: Levels


def find(
    question: Question, tokens: Sequence[Token], rarity: Rarity, ranked: Ranked, standing: Standing, *, weights: PointWeights
) -> Found:
    """Return how probable it is that sentences of the ranked passages answer."""
    words = words_of(question, tokens, rarity)
    every = frozenset().union(*(reading.about | {token.form for token in reading.tokens} for reading, _ in ranked))
    told = signs(words, held_words(ranked), every, standing)
    unknown = frozenset(form for form in words.weights if form not in standing.known_words)
    return Found(words, told, probability(told, weights.sufficiency), unknown, weights.levels)


def held_words(ranked: Ranked) -> frozenset[str]:
    """Return the words of the best passages and of what they are about."""
    readings = [reading for reading, _ in ranked[:POINTS_FROM]]
    return frozenset().union(*(reading.about | {token.form for token in reading.tokens} for reading in readings))
