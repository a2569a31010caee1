"""Korean text → index tokens, the same way for queries and passages. The one door to kiwipiepy.

Kiwi (https://github.com/bab2min/Kiwi) segments into morphemes. Particles and endings are left out, so "거제시에서는" and "거제시" meet.
Predicates keep their dictionary form ("만들다"), so the verb 가다 never meets the noun 가. Programme and region names from the cards form
the user dictionary; such a name gives itself *and* the words of Kiwi's own dictionary in it, so "내일채움공제" is found exactly and by
"공제".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from corpus.schema import Case

if TYPE_CHECKING:
    from kiwipiepy import Token as Morpheme

# Measured: without predicates and adverbs, or with particles, the lexical arm loses on needs.
CONTENT_TAGS = frozenset({"NNG", "NNP", "NNB", "NR", "SL", "SN", "SH", "XR", "XPN", "XSN", "MAG"})
PREDICATE_TAGS = frozenset({"VV", "VA"})
FORMAT = 1
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[가-힣A-Za-z0-9]{3,20}")


class Token(NamedTuple):
    """An index token and the [start, end) characters of the text it stands for."""

    form: str
    start: int
    end: int


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
        self._parts = {word: tuple(self._parts_of(word)) for word in named}
        for word in named:
            self._kiwi.add_user_word(word, "NNP")
        self._kiwi.tokenize("")  # takes the words in now, not at the first query

    def tokens(self, text: str) -> list[Token]:
        """Return the index tokens of an NFC text in order; white-space words when Kiwi finds no content word in it."""
        found = list(self._with_parts(text))
        return found or [Token(word.group().lower(), *word.span()) for word in _WORD.finditer(text)]

    def forms(self, text: str) -> list[str]:
        """Return the tokens' forms alone."""
        return [token.form for token in self.tokens(text)]

    def likelihood(self, text: str) -> float:
        """Return how likely a text is as Korean, by Kiwi's language model: a natural logarithm, so only differences mean something."""
        return float(self._kiwi.analyze(text)[0][1]) if text else 0.0

    def spaced(self, text: str) -> str:
        """Return a text with the spaces between words that it lacks; those it has are kept."""
        return str(self._kiwi.space(text))

    def _is_name(self, word: str) -> bool:
        """Tell a name from what else a title holds: a predicate ("아름다운"), or a noun with its particle ("일자리를")."""
        morphemes = self._kiwi.tokenize(word)
        return bool(morphemes) and morphemes[0].tag.split("-")[0] not in PREDICATE_TAGS and not morphemes[-1].tag.startswith("J")

    def _parts_of(self, word: str) -> Iterator[Token]:
        # Kiwi's guess at unknown words would take "청년내일채움공제" for one; by the rule it falls into known ones.
        for token in self._plain(word, unknown="rule"):
            if token.form != word.lower():
                yield token

    def _plain(self, text: str, unknown: str | None = None) -> Iterator[Token]:
        for morpheme in self._kiwi.tokenize(text, oov_handling=unknown):
            form = index_form(morpheme)
            if form is not None and morpheme.len:  # Kiwi reads an unwritten 하다 into "냬"
                yield Token(form, morpheme.start, morpheme.end)

    def _with_parts(self, text: str) -> Iterator[Token]:
        for token in self._plain(text):
            yield token
            for part in self._parts.get(text[token.start : token.end], ()):
                yield Token(part.form, token.start + part.start, token.start + part.end)


def index_form(morpheme: Morpheme) -> str | None:
    """Return the token a morpheme is indexed under, or None for particles, endings and marks."""
    form: str = morpheme.form
    tag = morpheme.tag.split("-")[0]  # Kiwi marks irregular predicates: VV-I, VA-R
    if tag in CONTENT_TAGS:
        return form.lower()
    return f"{form}다" if tag in PREDICATE_TAGS else None


def analyser_config(words: Iterable[str]) -> AnalyserConfig:
    """Return what an analyser with these words is, without loading one."""
    return {"kiwi": version("kiwipiepy"), "model": version("kiwipiepy_model"), "format": FORMAT, "words": sorted(set(words))}


def dictionary_words(cases: Sequence[Case]) -> list[str]:
    """Return the names the analyser must know: words of keywords and titles, and regions, of three letters or more, sorted."""
    texts = [text for case in cases for text in (*case.keywords, case.title, case.region.sido, case.region.sigungu or "")]
    return sorted({name for text in texts for name in _NAME.findall(text) if not name.isascii() and not name.isdigit()})


def letter_pairs(text: str) -> list[str]:
    """Return the overlapping pairs of a text's letters and digits, spaces and marks aside: "거제 시" → ["거제", "제시"].

    They meet where morphemes do not: a missing space, a wrong letter beside right ones, a word the OCR misread.
    """
    letters = "".join(_WORD.findall(text.lower()))
    return [letters[at : at + 2] for at in range(len(letters) - 1)]
