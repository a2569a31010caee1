"""Words in Hanja → the words of the corpus that they are read as: 大田 청년 → 대전 청년."""

from __future__ import annotations

from indexer.text.hanja import HANJA, read_hanja
from service.search.understanding.repair.corpus_words import Vocabulary
from service.search.understanding.repair.typing_slips import KoreanModel

_LIKELIEST = 8  # readings that are weighed as Korean where the corpus has none of them


def read_word(word: str, vocabulary: Vocabulary, reader: KoreanModel) -> str | None:
    """Return a word as it is read: what the corpus has most of, else what is likeliest as Korean; None where it holds no Hanja."""
    if not HANJA.search(word):
        return None
    ways = read_hanja(word)
    known = [way for way in ways if vocabulary.is_place(way) or vocabulary.has(way)]
    if known:
        return max(known, key=lambda way: (vocabulary.frequency(way), vocabulary.is_place(way)))
    return max(ways[:_LIKELIEST], key=reader.likelihood, default=None)
