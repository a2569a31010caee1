"""Learns which words of a query name what is to be left out, and which say so: a step of `scripts/train`.

Two multinomial logistic regressions over hashed letters (service/search/understanding/left_out_words.py), from the wishes of many
writers, from common forms filled with names of the cards, and from strangers' questions, which leave nothing out. How well each writer is
read by what the others teach is printed first: wishes of which all that is named is found, and other queries that are taken for a wish.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from random import Random

from corpus.cards import load_cases
from corpus.model.facets import places_of
from corpus.vocabulary.facet_values import load_vocabulary
from corpus.vocabulary.letter_classifier import LetterClassifier, letters_of, letters_of_parts
from eval.sets.left_out import WishedOut, draw_forms, load_wishes
from eval.sets.lessons.intents import load_intents
from eval.sets.stranger_questions import load_strangers
from eval.training.letters.letter_learning import learn_letters, save_classifiers
from indexer.text.analyser import Analyser
from service.search.understanding import left_out_words
from service.search.understanding.left_out_words import (
    LEAVES_NOTHING,
    LEAVES_OUT,
    LEFT_OUT_WEIGHTS,
    NAMES,
    NEITHER,
    SAYS,
    WEIGHED,
    WordInQuery,
    read_left_out,
    words_of,
)

WORDS, QUERIES, MOST_STEPS, ORDINARY, FILLED, SEED = 10.0, 30.0, 200, 2500, 1500, 7
"""Inverse of the shrinkage of either classifier; steps of the solver; ordinary queries and filled forms beside the wishes; what draws."""


_WORD = re.compile(r"\S+")
ORDINARY_WRITER, FORM_WRITER = "ordinary", "form"
LONGEST_REST, LONGEST_NAME = 30, 8  # characters


@dataclass(frozen=True, slots=True)
class WishLesson:
    """A query, its morphemes in it, and what each is."""

    wish: WishedOut
    words: list[WordInQuery]
    kinds: list[str]


def make_lessons(wishes: Sequence[WishedOut], analyser: Analyser) -> list[WishLesson]:
    """Return what each morpheme of these queries is: of what is named, of what goes with it from the positive query, or neither."""
    lessons = []
    for wish in wishes:
        words = words_of(wish.query, analyser)
        kinds = _kinds_of_letters(wish)
        spans = [(word.morphemes[word.number].start, word.morphemes[word.number].end) for word in words]
        lessons.append(WishLesson(wish, words, [max((NEITHER, NAMES, SAYS), key=kinds[start:end].count) for start, end in spans]))
    return lessons


def learn_left_out(lessons: Sequence[WishLesson]) -> dict[str, LetterClassifier]:
    """Return what tells wishes, and the words of wishes, apart."""
    told = [LEAVES_OUT if lesson.wish.out else LEAVES_NOTHING for lesson in lessons]
    words = [word for lesson in lessons for word in lesson.words]
    kinds = [kind for lesson in lessons for kind in lesson.kinds]
    return {
        "query": learn_letters(letters_of([lesson.wish.query for lesson in lessons]), told, strength=QUERIES, steps=MOST_STEPS),
        "word": learn_letters(letters_of_parts([word.parts for word in words], WEIGHED), kinds, strength=WORDS, steps=MOST_STEPS),
    }


def main() -> None:
    """Measure writer by writer, learn from all, and write the file."""
    analyser = Analyser(())
    lessons = make_lessons([*load_wishes(), *_fill_forms(), *_ordinary()], analyser)
    for writer in sorted({lesson.wish.writer for lesson in lessons} - {ORDINARY_WRITER, FORM_WRITER}):
        save_classifiers(LEFT_OUT_WEIGHTS, learn_left_out([lesson for lesson in lessons if lesson.wish.writer != writer]))
        left_out_words._classifiers.cache_clear()
        held = [lesson.wish for lesson in lessons if lesson.wish.writer == writer]
        found = [all(_is_named(wish.query, word, analyser) for word in wish.out) for wish in held if wish.out]
        taken = [bool(read_left_out(wish.query, analyser).named) for wish in held if not wish.out]
        sys.stdout.write(f"{writer}: {sum(found)} of {len(found)} found, {sum(taken)} of {len(taken)} others taken for a wish\n")
    save_classifiers(LEFT_OUT_WEIGHTS, learn_left_out(lessons))


def _kinds_of_letters(wish: WishedOut) -> list[str]:
    """Return what each letter of a query is: words that the positive query lacks say the wish, but for those that name what is left out."""
    kinds = [NEITHER] * len(wish.query)
    if wish.positive is not None:
        words = [found.span() for found in _WORD.finditer(wish.query)]
        texts, kept = [wish.query[slice(*word)] for word in words], wish.positive.split()
        for what, first, last, other, end in SequenceMatcher(None, texts, kept, autojunk=False).get_opcodes():
            if what in {"delete", "replace"}:
                start, stop = words[first][0], words[last - 1][1]
                kinds[start:stop] = _kinds_within(wish.query[start:stop], " ".join(kept[other:end]))
    for word in wish.out:
        start = wish.query.index(word)
        kinds[start : start + len(word)] = [NAMES] * len(word)
    return kinds


def _kinds_within(words: str, kept: str) -> list[str]:
    """Return what each letter of some words is, of which a positive query keeps these letters."""
    kinds = [NEITHER] * len(words)
    for what, start, end, _, _ in SequenceMatcher(None, words, kept, autojunk=False).get_opcodes():
        if what in {"delete", "replace"}:
            kinds[start:end] = [SAYS] * (end - start)
    return kinds


def _is_named(query: str, word: str, analyser: Analyser) -> bool:
    """Tell whether at least half of a word's letters are among what is read as left out."""
    start = query.index(word)
    held = sum(max(0, min(end, start + len(word)) - max(first, start)) for first, end in read_left_out(query, analyser).named)
    return 2 * held >= len(word)


def _ordinary() -> list[WishedOut]:
    chance = Random(SEED)  # noqa: S311 - reproducible, not secret
    asked = [question.question for question in load_strangers()] + [intent.question for intent in load_intents()]
    drawn = chance.sample(sorted(set(asked)), ORDINARY)
    return [WishedOut(id=f"ordinary-{number}", writer=ORDINARY_WRITER, query=text) for number, text in enumerate(drawn)]


def _fill_forms() -> list[WishedOut]:
    cases = load_cases()
    known = [value.value for values in load_vocabulary().values() for value in values]
    names = sorted({*known, *(name for case in cases for name in (*places_of(case), *case.keywords) if len(name) <= LONGEST_NAME)})
    rests = sorted({text for case in cases for text in (*case.needs, *case.keywords) if len(text) <= LONGEST_REST})
    return draw_forms(FILLED, names, rests, Random(SEED))  # noqa: S311 - reproducible, not secret


if __name__ == "__main__":
    main()
