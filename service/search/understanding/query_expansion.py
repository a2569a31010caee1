"""Words of a query → what else the thesaurus says to look for, and how much each of those words may count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.model.nouns import Thesaurus
from indexer.text.analyser import Token

# Kiwi cuts words that it does not know (소부장, 리쇼어링) one way or another, as their neighbours are.
FRAMES = (("", " 지원"), ("지역 ", ""), ("", "의 방법"), ("", "에"), ("", " 많은"), ("", "만"))
Segment = Callable[[str], Sequence[Token]]
Rarity = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Synonym:
    """A term to look for: as the thesaurus writes it, and the smallest tokens it is made of, in order."""

    text: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpandedQuery:
    """What a query looks for: the tokens that were typed, tokens beside them with shares of a typed one's weight, and their terms."""

    typed: frozenset[str]
    shares: Mapping[str, float]
    synonyms: tuple[Synonym, ...]

    @property
    def parts(self) -> frozenset[str]:
        """The tokens the synonyms are made of."""
        return frozenset(form for synonym in self.synonyms for form in synonym.forms)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a typed term leads to: tokens with their shares, and the terms."""

    shares: Mapping[str, float]
    synonyms: tuple[Synonym, ...]


class Expander:
    """Recognises a thesaurus's terms in queries. Everything is worked out at construction; never changes, so threads may share it."""

    def __init__(self, thesaurus: Thesaurus, segment: Segment, rarity: Rarity) -> None:
        """Segment the terms as queries will be; `rarity` is a token's inverse document frequency."""
        gathered: dict[tuple[str, ...], tuple[Sequence[Token], dict[str, None]]] = {}
        for term, others in thesaurus.items():
            for tokens in _segmentations(term, segment):  # two terms may be one sequence of tokens
                gathered.setdefault(sequence(tokens), (tokens, {}))[1].update(dict.fromkeys(others))
        segmented = {other: segment(other) for _, others in gathered.values() for other in others}
        self._meanings = {
            forms: _meaning(own, {other: segmented[other] for other in others}, rarity) for forms, (own, others) in gathered.items()
        }
        starts: dict[str, set[int]] = {}
        for forms in self._meanings:
            starts.setdefault(forms[0], set()).add(len(forms))
        self._lengths = {form: sorted(lengths, reverse=True) for form, lengths in starts.items()}

    def expand(self, tokens: Sequence[Token]) -> ExpandedQuery:
        """Return what a query's tokens look for; nothing that was typed is looked for twice."""
        typed = frozenset(token.form for token in tokens)
        shares: dict[str, float] = {}
        synonyms: dict[str, Synonym] = {}
        for meaning in self._recognise(sequence(tokens)):
            for form, share in meaning.shares.items():
                if form not in typed:
                    shares[form] = max(shares.get(form, 0), share)
            synonyms |= {synonym.text: synonym for synonym in meaning.synonyms if not typed.issuperset(synonym.forms)}
        return ExpandedQuery(typed, shares, tuple(synonyms.values()))

    def _recognise(self, forms: tuple[str, ...]) -> Iterator[_Meaning]:
        """Yield the meanings of the terms that stand in a sequence of tokens, the longest first where several begin."""
        place = 0
        while place < len(forms):
            tried = (forms[place : place + length] for length in self._lengths.get(forms[place], ()))
            term = next((part for part in tried if part in self._meanings), None)
            if term:
                yield self._meanings[term]
            place += len(term) if term else 1


def sequence(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return the forms of the smallest tokens in order: not a name, but the words it is made of, where they make up all of it."""
    forms: list[str] = []
    place = 0
    while place < len(tokens):
        name = tokens[place]
        after = next((at for at in range(place + 1, len(tokens)) if tokens[at].end > name.end), len(tokens))
        parts = tokens[place + 1 : after]
        made_up = sum(part.end - part.start for part in parts) == name.end - name.start
        forms += [part.form for part in parts] if made_up else [name.form]
        place = after
    return tuple(forms)


def _segmentations(term: str, segment: Segment) -> Iterator[Sequence[Token]]:
    """Yield the tokens of a term by itself, and as it is cut beside other words, where no less of it is."""
    alone = segment(term)
    yield alone
    for before, after in FRAMES:
        first, last = len(before), len(before) + len(term)
        tokens = [token for token in segment(before + term + after) if first <= token.start and token.end <= last]
        if tokens and tokens[0].start - first <= alone[0].start and tokens[-1].end - first >= alone[-1].end:
            yield tokens


def _meaning(own: Sequence[Token], others: Mapping[str, Sequence[Token]], rarity: Rarity) -> _Meaning:
    shares: dict[str, float] = {}
    for tokens in others.values():
        share = _share(own, tokens, rarity)
        for form in {token.form for token in tokens}:
            shares[form] = max(shares.get(form, 0), share)
    return _Meaning(shares, tuple(Synonym(other, sequence(tokens)) for other, tokens in others.items()))


def _share(own: Sequence[Token], other: Sequence[Token], rarity: Rarity) -> float:
    """Return the share that keeps a synonym of many or rare tokens from outweighing the term that was typed: 1 or less."""
    mass, others = (sum(rarity(form) for form in {token.form for token in tokens}) for tokens in (own, other))
    return min(1.0, mass / others) if others else 1.0
