"""Question and ranked passages → what was found in them: candidates with probabilities, and how far the evidence is sufficient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answers.candidates import Candidate, name_candidates, quantity_candidates
from answers.choice import AnswerWeights, Chosen, choose
from answers.levels import Levels
from answers.question import Question
from answers.reading import Reading
from answers.sufficiency import Read, Standing, probability, signs
from answers.telling_words import Rarity, Words, words_of
from indexer.text.analyser import Token

NAMED = frozenset({"place", "organisation", "name", "list"})
"""Kinds of question that a name answers, or a list of names."""
POINTS_FROM = 3  # passages whose words count as held when a question is answered in points
Ranked = Sequence[tuple[Reading, float]]
"""Passages read, best first, each with its score below the best's (0 for the best)."""


@dataclass(frozen=True, slots=True)
class Found:
    """What reading gave: candidates, the same by probability (none for points), the signs of sufficiency and what they come to.

    `unknown` are the question's words that stand nowhere in the cases, `levels` how sure what `sufficient` is told to be.
    """

    words: Words
    candidates: list[Candidate]
    chosen: list[Chosen]
    signs: dict[str, float]
    sufficient: float
    unknown: frozenset[str]
    levels: Levels


def find(
    question: Question, tokens: Sequence[Token], rarity: Rarity, ranked: Ranked, standing: Standing, *, weights: AnswerWeights
) -> Found:
    """Return the candidates for an answer and the probability that the first of them (or the points) answers."""
    words = words_of(question, tokens, rarity)
    if question.wanted:
        candidates, learned = quantity_candidates(question, words, ranked), weights.quantity
    elif question.kind in NAMED:
        candidates, learned = name_candidates(question, words, rarity, ranked), weights.name
    else:
        candidates, learned = [], weights.name
    chosen = choose(candidates, learned)
    told = signs(question, words, chosen, _read(chosen, ranked), standing)
    unknown = frozenset(form for form in words.weights if form not in standing.known_words)
    return Found(words, candidates, chosen, told, probability(told, weights.sufficiency), unknown, weights.levels)


def _read(chosen: Sequence[Chosen], ranked: Ranked) -> Read:
    readings = [reading for reading, _ in ranked]
    every = frozenset().union(*(reading.about | {token.form for token in reading.tokens} for reading in readings))
    return Read(held_words(chosen, ranked), every)


def held_words(chosen: Sequence[Chosen], ranked: Ranked) -> frozenset[str]:
    """Return the words that stand with the answer: its sentence and what its passage is about, or those of the best passages."""
    if not chosen:
        readings = [reading for reading, _ in ranked[:POINTS_FROM]]
        return frozenset().union(*(reading.about | {token.form for token in reading.tokens} for reading in readings))
    reading = chosen[0].candidate.reading
    sentence = reading.sentence_at(chosen[0].candidate.start)
    return reading.about | {token.form for token in reading.tokens if sentence.start <= token.start < sentence.end}
