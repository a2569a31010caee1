"""A language model's reply about a case → what of it the case bears out. Nothing a model writes of a card is kept before it has been here.

A reply of another form than was asked for leaves nothing, and neither does one with signs of another will than the instructions', or with
personal data. Of any other each piece stands for itself: a sentence of the summary stays where the case says it in its own words; a need or
an ask where its numbers and names are the case's, and where searching for it finds the case, or that section, among the first few.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pydantic import ValidationError

from answers.wording.amounts import amounts, states
from answers.wording.checking import sign_of_other_will
from answers.wording.sentences import cited_sentences
from answers.wording.support import Source, Speech, content_words, doubt, joined, names, source_of
from answers.wording.untrusted import visible
from corpus.facts.quantities import Mention
from corpus.model.ids import section_id
from corpus.model.nouns import Case, Passage
from corpus.model.written_card import SectionAsks, WrittenCard
from corpus.passages import place_and_title
from corpus.privacy.masking import private_spans
from indexer.text.function_words import LIGHT
from indexer.text.letters import letters
from service.library.writing.card_request import MOST_ASKS, CardReply

Find = Callable[[str], Sequence[Passage]]
"""Given a text, returns the first few passages of all cases that searching for it finds."""
MOST_HOLDERS = 2
"""Passages of a case that one sentence may stand on together."""
LEAST_OF_CLAUSE = 0.7
"""Share of a clause's words that must stand in one sentence of the case, and of those about a number in one clause with that number: else
it says of one thing what the case says of another."""
_VOWELS = frozenset(map(chr, range(0x1161, 0x1176)))
_FENCE = re.compile(r"\s*```(?:json)?\s*\n(?P<inside>.*)\n```\s*", re.DOTALL)
_MASK = re.compile(r"[○*]")
_MARKUP = re.compile(r"[`\[\]]|__|^\s*(?:#|[-•]\s|\d[.)]\s)", re.MULTILINE)


def accept_reply(reply: str, case: Case, passages: Sequence[Passage], find: Find, grammar: Speech) -> WrittenCard:
    """Return what is left of a reply about a case whose own text is these passages."""
    try:
        read = CardReply.model_validate_json(_without_fence(reply))
    except ValidationError:
        return WrittenCard()
    about = f"{place_and_title(case)}\n" + "\n".join(dict.fromkeys(passage.heading for passage in passages))
    sources = [source_of(visible(passage.text), about, grammar) for passage in passages]
    pieces = [visible(piece) for piece in (read.summary, *read.needs, *(ask for each in read.asks for ask in each.asks))]
    if not sources or any(map(_is_private, pieces)):
        return WrittenCard()
    whole = joined(sources)
    if any(_MARKUP.search(piece) or sign_of_other_will(piece, whole.letters) for piece in pieces):
        return WrittenCard()
    needs = [
        one
        for one in map(_in_line, read.needs)
        if _is_of_case(one, whole, grammar) and any(found.case_id == case.id for found in find(one))
    ]
    asks: dict[int, list[str]] = {}
    for each in read.asks:
        own = section_id(case.id, each.section)
        asks.setdefault(each.section, []).extend(
            one
            for one in map(_in_line, each.asks)
            if _is_of_case(one, whole, grammar) and any(own in found.sections for found in find(one))
        )
    return WrittenCard(
        summary=" ".join(_true_sentences(read.summary, place_and_title(case), sources, grammar)) or None,
        needs=tuple(dict.fromkeys(needs)),
        asks=tuple(SectionAsks(section=number, asks=tuple(dict.fromkeys(own))[:MOST_ASKS]) for number, own in sorted(asks.items()) if own),
    )


def _true_sentences(summary: str, about: str, sources: Sequence[Source], grammar: Speech) -> Iterator[str]:
    """Yield the sentences of a summary that the case says, each once; `about`, its place and title, is true of each of its sentences."""
    told = (" ".join(cited.text.split()) for cited in cited_sentences(visible(summary)))
    counted = [clause for source in sources for clause in _counting_clauses(source.text, grammar)]
    whole, own = joined(sources), content_words(about, grammar)
    for sentence in dict.fromkeys(told):
        words = content_words(sentence, grammar)
        nearest = sorted(sources, key=lambda source: -len(words & source.words))[:MOST_HOLDERS]
        if (
            doubt(sentence, joined(nearest), "", grammar) is None
            and all(_is_held(word, whole) for word in words)
            and all(_counts_the_same(clause, counted) for clause in _counting_clauses(sentence, grammar))
            and all(_is_clause_of(clause, whole, own, grammar) for clause in _clauses(sentence, grammar))
        ):
            yield sentence if sentence[-1] in ".!?" else f"{sentence}."


def _clauses(text: str, grammar: Speech) -> Iterator[str]:
    for sentence in grammar.sentences(text):
        yield from (text[start:end] for start, end in sentence.clauses)


def _is_clause_of(clause: str, whole: Source, own: frozenset[str], grammar: Speech) -> bool:
    """Tell whether a sentence of the case has a clause's words, some of a case's `own` aside, and one its numbers in the same order."""
    words = content_words(clause, grammar)
    return any(_shares(words, part.words | own) for part in whole.parts) and all(
        any(_follow(pair, part.stated) for part in whole.parts) for pair in pairwise(_in_order(amounts(clause)))
    )


def _counting_clauses(text: str, grammar: Speech) -> Iterator[tuple[Mention, frozenset[str]]]:
    """Yield each number of a text with the words of its clause."""
    clauses = [clause for sentence in grammar.sentences(text) for clause in sentence.clauses]
    for amount in amounts(text):
        start, end = next((clause for clause in clauses if clause[0] <= amount.start < clause[1]), (0, len(text)))
        yield amount, content_words(text[start:end], grammar)


def _counts_the_same(told: tuple[Mention, frozenset[str]], counted: Sequence[tuple[Mention, frozenset[str]]]) -> bool:
    """Tell whether a number stands among the same words in a clause of the case."""
    amount, words = told
    return any(states([other], amount) and _shares(words, about) for other, about in counted)


def _follow(pair: tuple[Mention, Mention], stated: Sequence[Mention]) -> bool:
    """Tell whether of some numbers one follows right upon the other: a value its year, a part its whole."""
    return any(states([one], pair[0]) and states([other], pair[1]) for one, other in pairwise(_in_order(stated)))


def _in_order(found: Sequence[Mention]) -> list[Mention]:
    return sorted(found, key=lambda mention: mention.start)


def _shares(words: frozenset[str], about: frozenset[str]) -> bool:
    """Tell whether most of a clause's words are among others; one word alone is no clause to be held to it."""
    told = words - LIGHT
    return len(told) == 1 or len(told & about) >= LEAST_OF_CLAUSE * len(told)


def _is_of_case(piece: str, whole: Source, grammar: Speech) -> bool:
    """Tell whether the numbers and names of a piece, if any, are the case's."""
    stated = [mention for part in whole.parts for mention in part.stated]
    return all(states(stated, amount) for amount in amounts(piece)) and all(
        letters(name) in whole.letters for name in names(piece, grammar)
    )


def _is_held(word: str, whole: Source) -> bool:
    """Tell whether a text has a word: as one of its own, or within one (공방 in 빈집공방), a verb by its stem (빌리다 in 빌려주고)."""
    if word in LIGHT or word in whole.words:
        return True
    if len(word) <= len("열다") or not word.endswith("다"):
        return letters(word) in whole.letters
    stem = unicodedata.normalize("NFD", word.removesuffix("다"))
    return (stem[:-1] if stem[-1] in _VOWELS else stem) in unicodedata.normalize("NFD", whole.letters)


def _is_private(piece: str) -> bool:
    """Tell whether a piece has personal data, or the masks of it."""
    return bool(_MASK.search(piece) or private_spans(piece))


def _in_line(piece: str) -> str:
    return " ".join(visible(piece).split())


def _without_fence(reply: str) -> str:
    """Return a reply without the marks of code that models put around JSON."""
    fenced = _FENCE.fullmatch(reply)
    return fenced["inside"] if fenced else reply
