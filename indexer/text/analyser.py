"""Korean text → index tokens, the same way for queries and passages. The one door to kiwipiepy.

Kiwi (https://github.com/bab2min/Kiwi) segments into morphemes. Particles and endings are left out, so "거제시에서는" and "거제시" meet.
Predicates keep their dictionary form ("만들다"), so the verb 가다 never meets the noun 가. Programme and region names from the cards form
the user dictionary; such a name gives itself *and* the words of Kiwi's own dictionary in it, so "내일채움공제" is found exactly and by
"공제".
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from corpus.model.facets import places_of
from corpus.model.nouns import Case
from indexer.text.widths import fold_widths

if TYPE_CHECKING:
    from kiwipiepy import Token as KiwiToken

# Measured: without predicates and adverbs, or with particles, the lexical arm loses on needs.
CONTENT_TAGS = frozenset({"NNG", "NNP", "NNB", "NR", "SL", "SN", "SH", "XR", "XPN", "XSN", "MAG"})
PREDICATE_TAGS = frozenset({"VV", "VA"})
PHRASE_TAGS = frozenset({"NNG", "NNP", "NR", "SL", "SN", "SH", "XR", "XPN", "XSN", "SW", "SO", "SSO", "SSC"})
NOUN_TAGS = frozenset({"NNG", "NNP", "SL", "SH", "XSN", "XR"})
FORMAT = 2
REMEMBERED = 64  # segmented texts
READINGS = 10  # of a text that are compared where a word may be a name or not
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[가-힣A-Za-z0-9]{3,20}")


class Token(NamedTuple):
    """An index token and the [start, end) characters of the text it stands for."""

    form: str
    start: int
    end: int


class Morpheme(NamedTuple):
    """A morpheme's part of speech by Kiwi's tags (UN: a word its dictionary lacks) and the [start, end) characters it stands for."""

    tag: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence's [start, end) characters, and those of its clauses and noun phrases."""

    start: int
    end: int
    clauses: list[tuple[int, int]]
    phrases: list[tuple[int, int]]


class AnalyserConfig(TypedDict):
    """What decides which tokens a text gives: compared between an index and the program that opens it."""

    kiwi: str
    model: str
    format: int
    words: list[str]


class Analyser:
    """Kiwi with a user dictionary. Thread-safe after construction; about 3 s to construct and 0.2 ms a query."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Load Kiwi and add the words as proper nouns, remembering how each is segmented without being known."""
        from kiwipiepy import Kiwi

        # Without Kiwi's list of encyclopaedia titles: 170 MB less, and such titles would hide their parts.
        self._kiwi = Kiwi(num_workers=1, load_multi_dict=False)
        self.words = tuple(sorted(set(words)))
        named = [word for word in self.words if self._is_name(word)]
        self.names = frozenset(named)
        # Kiwi's guess at unknown words would take "청년내일채움공제" for one; by the rule it falls into known ones.
        inside = {word: self._kiwi.tokenize(word, oov_handling="rule") for word in named}
        self._parts = {word: tuple(token for token in _tokens(inside[word]) if token.form != word.lower()) for word in named}
        self._inside = {word: tuple(map(_morpheme, inside[word])) for word in named}
        for word in named:
            self._kiwi.add_user_word(word, "NNP")
        # A query is segmented for its words and for what it names: remembering the last few does it once.
        self._segment: Callable[[str], list[KiwiToken]] = lru_cache(maxsize=REMEMBERED)(self._kiwi.tokenize)
        self._segment("")  # takes the words in now, not at the first query

    def tokens(self, text: str) -> list[Token]:
        """Return the index tokens of an NFC text in order; white-space words when Kiwi finds no content word in it.

        Kiwi takes full-width letters for signs and full-width digits for other numbers, so both are read in their ordinary width.
        """
        text = fold_widths(text)
        found = list(self._with_parts(text))
        return found or [Token(word.group().lower(), *word.span()) for word in _WORD.finditer(text)]

    def forms(self, text: str) -> list[str]:
        """Return the tokens' forms alone."""
        return [token.form for token in self.tokens(text)]

    def morphemes(self, text: str) -> list[Morpheme]:
        """Return every morpheme of an NFC text in order, particles and endings too; after a listed name, those it is made of."""
        found = []
        for token in self._segment(text):
            found.append(_morpheme(token))
            for tag, start, end in self._inside.get(text[token.start : token.end], ()):
                found.append(Morpheme(tag, token.start + start, token.start + end))
        return found

    def name_margin(self, text: str, start: int, end: int) -> float:
        """Return how much likelier [start, end) of a text is a proper noun than anything else, by Kiwi's language model.

        A difference of natural logarithms between the best readings of either kind; infinite where there is but one kind.
        """
        best = {True: -math.inf, False: -math.inf}
        for tokens, score in self._kiwi.analyze(text, top_n=READINGS):
            named = any(token.tag == "NNP" and (token.start, token.end) == (start, end) for token in tokens)
            best[named] = max(best[named], score)
        return best[True] - best[False] if best[True] > -math.inf else -math.inf

    def sentences(self, text: str) -> list[Sentence]:
        """Return the sentences of a text with their clauses and noun phrases; offsets are into the whole text."""
        return [_sentence(found.start, found.end, found.tokens) for found in self._kiwi.split_into_sents(text, return_tokens=True)]

    def likelihood(self, text: str) -> float:
        """Return how likely a text is as Korean, by Kiwi's language model: a natural logarithm, so only differences mean something."""
        return float(self._kiwi.analyze(text)[0][1]) if text else 0.0

    def add_spaces(self, text: str) -> str:
        """Return a text with the spaces between words that it lacks; those it has are kept."""
        return str(self._kiwi.space(text))

    def _is_name(self, word: str) -> bool:
        """Tell a name from what else a title holds: a predicate ("아름다운"), or a noun with its particle ("일자리를")."""
        morphemes = self._kiwi.tokenize(word)
        return bool(morphemes) and morphemes[0].tag.split("-")[0] not in PREDICATE_TAGS and not morphemes[-1].tag.startswith("J")

    def _with_parts(self, text: str) -> Iterator[Token]:
        for token in _tokens(self._segment(text)):
            yield token
            for part in self._parts.get(text[token.start : token.end], ()):
                yield Token(part.form, token.start + part.start, token.start + part.end)


def _tokens(morphemes: Iterable[KiwiToken]) -> Iterator[Token]:
    for morpheme in morphemes:
        form = index_form(morpheme)
        if form is not None and morpheme.len:  # Kiwi reads an unwritten 하다 into "냬"
            yield Token(form, morpheme.start, morpheme.end)


def _morpheme(token: KiwiToken) -> Morpheme:
    return Morpheme("UN" if token.oov else token.tag, token.start, token.end)


def index_form(morpheme: KiwiToken) -> str | None:
    """Return the token a morpheme is indexed under, or None for particles, endings and marks."""
    form: str = morpheme.form
    tag = morpheme.tag.split("-")[0]  # Kiwi marks irregular predicates: VV-I, VA-R
    if tag in CONTENT_TAGS:
        return form.lower()
    return f"{form}다" if tag in PREDICATE_TAGS else None


def _sentence(start: int, end: int, morphemes: Sequence[KiwiToken]) -> Sentence:
    """Cut a sentence after connective endings and commas; a phrase is a run of nouns, names, digits and the marks within names."""
    clauses, phrases, opened, run = [], [], start, []
    for morpheme in morphemes:
        tag = morpheme.tag.split("-")[0]
        if tag in PHRASE_TAGS:
            run.append(morpheme)
        else:
            phrases += _phrase(run)
            run = []
        if tag in {"EC", "SP"}:
            clauses.append((opened, morpheme.end))
            opened = morpheme.end
    return Sentence(start, end, [*clauses, (opened, end)], [*phrases, *_phrase(run)])


def _phrase(run: Sequence[KiwiToken]) -> list[tuple[int, int]]:
    return [(run[0].start, run[-1].end)] if any(morpheme.tag in NOUN_TAGS for morpheme in run) else []


def analyser_config(words: Iterable[str]) -> AnalyserConfig:
    """Return what an analyser with these words is, without loading one."""
    return {"kiwi": version("kiwipiepy"), "model": version("kiwipiepy_model"), "format": FORMAT, "words": sorted(set(words))}


def dictionary_words(cases: Sequence[Case]) -> list[str]:
    """Return the names the analyser must know: words of cards' keywords and titles, and regions, of three letters or more, sorted.

    Only cards that people wrote add any: no text that is there already is segmented anew because another came.
    """
    written = [case for case in cases if case.sections and case.origin == "curated"]
    texts = [text for case in written for text in (*case.keywords, case.title, *places_of(case))]
    return sorted({name for text in texts for name in _NAME.findall(text) if not name.isascii() and not name.isdigit()})


def letter_pairs(text: str) -> list[str]:
    """Return the overlapping pairs of a text's letters and digits, spaces and marks aside: "거제 시" → ["거제", "제시"].

    They meet where morphemes do not: a missing space, a wrong letter beside right ones, a word the OCR misread.
    """
    letters = "".join(_WORD.findall(fold_widths(text).lower()))
    return [letters[at : at + 2] for at in range(len(letters) - 1)]
