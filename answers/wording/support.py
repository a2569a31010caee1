"""Does a cited text bear a sentence out? Its numbers and dates, its names, which way things went, whether not, and most of its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from answers.sentences.reading import Grammar
from answers.wording.amounts import amounts, loosely_dated, states
from corpus.facts.quantities import Mention
from indexer.text.analyser import Morpheme
from indexer.text.letters import letters

LEAST_SHARED = 0.6
"""Share of a sentence's content words that its cited text must hold. Card sections, which retell the casebook freely, share 0.58 or more
with their own lines in nine of ten sentences, and with another section of the same case in fewer than one of ten."""
LEAST_NEAR = 0.25
"""Share of a sentence's content words beside which a number of it must stand in the source: in the same sentence there."""
_LIGHT = frozenset({
    "하다", "되다", "있다", "이다", "위하다", "통하다", "대하다", "따르다", "그렇다", "것", "수", "등", "점", "때", "이", "그", "네",
    "년", "월", "일", "명",
})  # fmt: skip
_PROPER = frozenset({"NNP", "UN"})
_QUOTED = re.compile(r"[‘'\"“「『《〈](?P<name>[^\d’'\"”」』》〉][^’'\"”」』》〉]{1,39})[’'\"”」』》〉]")
_LATIN = re.compile(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9&.+-]*")
_MEASURED = re.compile(r"\d+(?:km|ha|m2)")
_ORGANISATION = re.compile(
    r"[가-힣A-Za-z]{2}(?:센터|협회|재단|공단|공사|대학교?|산학협력단|연구원|연구소|진흥원|상공회의소|은행|병원|조합|학회|위원회|그룹|사업단|협의회|학교|아카데미|"
    r"공원|단지|산단|공항|호텔|회관|캠퍼스|파크|주식회사|고용노동부|프로젝트|바우처|공제)$"
)
_WAYS = (
    ("증가", re.compile(r"(?<!오)늘(?:어|었|린|렸|리|며|고|려)|증가|상승|올랐|올라|오른|높아|높였|높인|확대|신장")),
    ("감소", re.compile(r"줄(?:어|었|인|였|이|며|고|여)|감소|하락|내렸|떨어|낮아|낮췄|낮춘|축소|감축|단축|[△▲]|-\d")),
    ("부정", re.compile(r"않|못하|못한|못했|없|아니|안 (?:되|한|했)|미달|불가|실패|중단|취소|폐지")),
)


class Speech(Grammar, Protocol):
    """What checking needs of an analyser of Korean."""

    def morphemes(self, text: str) -> list[Morpheme]:
        """Return every morpheme of a text with its part of speech."""


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence of a source: its [start, end) characters, content words and quantities."""

    start: int
    end: int
    words: frozenset[str]
    stated: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What a text holds: itself, its letters and digits alone, its content words, and its sentences."""

    text: str
    letters: str
    words: frozenset[str]
    parts: tuple[SourceSentence, ...]


def source_of(quote: str, about: str, grammar: Grammar) -> Source:
    """Return what a quote holds; `about` (region, title, heading) counts for names and words."""
    tokens, stated = grammar.tokens(quote), [*amounts(quote), *loosely_dated(quote)]
    parts = tuple(
        SourceSentence(
            found.start,
            found.end,
            _telling(token.form for token in tokens if found.start <= token.start < found.end),
            tuple(mention for mention in stated if found.start <= mention.start < found.end),
        )
        for found in grammar.sentences(quote)
    )
    words = content_words(about, grammar).union(*(part.words for part in parts))
    return Source(quote, letters(f"{about}\n{quote}"), words, parts)


def joined(sources: Sequence[Source]) -> Source:
    """Return what several texts hold together."""
    return Source(
        "\n".join(source.text for source in sources),
        "\n".join(source.letters for source in sources),
        frozenset[str]().union(*(source.words for source in sources)),
        tuple(part for source in sources for part in source.parts),
    )


def doubt(sentence: str, cited: Source, question: str, grammar: Speech) -> str | None:
    """Return in Korean what keeps a cited text from bearing a sentence out; None when it does."""
    told = content_words(sentence, grammar)
    near = [part for part in cited.parts if len(told & part.words) >= LEAST_NEAR * len(told)]
    found = amounts(sentence)
    if missing := [amount.text.strip() for amount in found if not _stated_in(cited.parts, amount)]:
        return f"근거에 없는 수·날짜: {', '.join(missing)}"
    if missing := [amount.text.strip() for amount in found if not _stated_in(near, amount)]:
        return f"근거에서 다른 것을 가리키는 수·날짜: {', '.join(missing)}"
    known = f"{cited.letters}\n{letters(question)}"
    if missing := [name for name in dict.fromkeys(names(sentence, grammar)) if letters(name) not in known]:
        return f"근거에 없는 이름: {', '.join(missing)}"
    if missing := [way for way, told_by in _WAYS if told_by.search(sentence) and not told_by.search(cited.text)]:
        return f"근거에 없는 말: {', '.join(missing)}"
    says_nothing = not told and not found
    return "근거 내용과 다름" if says_nothing or len(told & cited.words) < LEAST_SHARED * len(told) else None


def _stated_in(parts: Sequence[SourceSentence], amount: Mention) -> bool:
    return any(states(part.stated, amount) for part in parts)


def names(text: str, grammar: Speech) -> Iterator[str]:
    """Yield the names of a text: what is quoted, Latin words, and words of noun phrases that are proper or end as organisations do."""
    yield from (match["name"] for match in _QUOTED.finditer(text))
    yield from (found.rstrip(".-") for found in _LATIN.findall(text) if not _MEASURED.fullmatch(found))
    proper = [found for found in grammar.morphemes(text) if found.tag in _PROPER]
    for sentence in grammar.sentences(text):
        for opened, closed in sentence.phrases:
            for word in re.finditer(r"[^\s,·/()]+", text[opened:closed]):
                start, end = opened + word.start(), opened + word.end()
                if _ORGANISATION.search(word.group()) or any(start < found.end and found.start < end for found in proper):
                    yield word.group()


def content_words(text: str, grammar: Grammar) -> frozenset[str]:
    """Return the words of a text that say something, numbers aside."""
    return _telling(token.form for token in grammar.tokens(text))


def _telling(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(form for form in forms if form not in _LIGHT and not form[0].isdigit())
