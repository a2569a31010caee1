"""A model's text → the sentences that their citations bear out, and what was left out because they do not.

Nothing a model writes is shown before it has been here. A text with signs of another will than the instructions' (addresses, code, another
language, talk of orders) is refused whole; a sentence that cites nothing, or says what its citation does not, is taken out and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answers.asked.question import Question
from answers.results import Citation, Draft
from answers.wording.amounts import amounts, states
from answers.wording.prompt import EvidenceBlock
from answers.wording.sentences import Cited, cited_sentences
from answers.wording.support import Source, SourceSentence, Speech, content_words, doubt, joined, source_of
from answers.wording.untrusted import speaks_to_a_model, visible
from corpus.facts.quantities import Mention, mentions
from indexer.text.letters import letters

LONGEST_TOLD = 200
"""Characters of a sentence that is told as not verified."""
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)])\s+", re.MULTILINE)
_ADDRESS = re.compile(r"\w://|www\.|[\w-]\.(?:com|net|org|io|kr|gov|edu|info|xyz)\b|\w@\w", re.IGNORECASE)
_CODE = re.compile(r"```|[{}<>|\\]|\w\(\)|==|=>")


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a model's text: sentences with marks that count `citations` from 1, what was taken out, why all of it was refused."""

    sentences: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    unverified: tuple[str, ...] = ()
    refused: str | None = None

    @property
    def answer(self) -> str:
        """The sentences as one text."""
        return " ".join(self.sentences)


class Checker:
    """Checks texts against the blocks that were shown for one question; the blocks are read once."""

    def __init__(self, question: Question, blocks: Sequence[EvidenceBlock], grammar: Speech) -> None:
        """Read the blocks."""
        self._question, self._grammar = question, grammar
        self._blocks = {block.label: block for block in blocks}
        self._sources = {block.label: source_of(block.text, f"{block.place}\n{block.heading}", grammar) for block in blocks}

    def check(self, text: str) -> Checked:
        """Return what of a text (or of its beginning, while it is being written) is borne out."""
        shown = _BULLET.sub("", visible(text).replace("**", "").replace("__", ""))
        known = "\n".join((letters(self._question.text), *(source.letters for source in self._sources.values())))
        if sign := sign_of_other_will(shown, known):
            return Checked(refused=sign)
        kept: dict[str, tuple[int, ...]] = {}
        doubts: list[str] = []
        for sentence in cited_sentences(shown):
            if (why := self._doubt(sentence)) is None:
                kept.setdefault(sentence.text, sentence.labels)
            else:
                doubts.append(f"확인하지 못한 문장: {sentence.text[:LONGEST_TOLD]} ({why})")
        return self._told(kept, doubts)

    def failure(self, checked: Checked, draft: Draft) -> str | None:
        """Return why a whole checked text is no answer: it was refused, nothing is left, or it gives another value than the draft."""
        if checked.refused or not checked.sentences:
            return checked.refused or "nothing was borne out"
        return None if self._keeps_value(checked.answer, draft) else "another value than the cases' own"

    def _doubt(self, sentence: Cited) -> str | None:
        if not sentence.labels:
            return "근거 표시 없음"
        if unknown := [label for label in sentence.labels if label not in self._sources]:
            return f"없는 근거 번호: {', '.join(map(str, unknown))}"
        return doubt(sentence.text, joined([self._sources[label] for label in sentence.labels]), self._question.text, self._grammar)

    def _told(self, kept: dict[str, tuple[int, ...]], doubts: Sequence[str]) -> Checked:
        citations: dict[Citation, int] = {}
        sentences = []
        for text, labels in kept.items():
            numbers = [citations.setdefault(self._citation(text, label), len(citations) + 1) for label in labels]
            marks = "".join(f"[{number}]" for number in dict.fromkeys(numbers))
            sentences.append(f"{text.rstrip(' .')} {marks}.")
        return Checked(tuple(sentences), tuple(citations), tuple(dict.fromkeys(doubts)))

    def _citation(self, text: str, label: int) -> Citation:
        """Return a block's citation, its quote narrowed to the sentences that bear a text out."""
        block = self._blocks[label]
        quote = _narrowed(text, self._sources[label], self._grammar)
        whole = block.citation
        if quote not in whole.quote:  # a hidden character stood within it
            return whole
        return replace(whole, quote=quote)

    def _keeps_value(self, answer: str, draft: Draft) -> bool:
        """Tell whether the value that was read from the cases is in an answer: a model may word it, not choose it."""
        value = draft.answer.split(" (", 1)[0]
        if self._question.wanted:
            first = next((found for found in mentions(value) if found.kind in self._question.wanted), None)
            return first is None or states(amounts(answer), first)
        if self._question.kind == "name" and "\n" not in draft.answer and len(draft.citations) == 1:
            return content_words(value, self._grammar) <= content_words(answer, self._grammar)
        return True


def sign_of_other_will(text: str, known: str) -> str | None:
    """Return the sign, in English for the log, that a text follows another will than the instructions; `known` is its sources' letters."""
    if _ADDRESS.search(text):
        return "an address"
    if _CODE.search(text):
        return "code"
    if speaks_to_a_model(text):
        return "talk of orders"
    foreign = any(_is_foreign(cited.text, known) for cited in cited_sentences(text))
    return "another language" if foreign else None


def _narrowed(text: str, source: Source, grammar: Speech) -> str:
    """Return the part of a source, whole sentences, from the first to the last one that a text stands on."""
    told = content_words(text, grammar)
    best = max(range(len(source.parts)), key=lambda place: len(told & source.parts[place].words))
    places = {best, *_holders(amounts(text), source.parts, best)}
    return source.text[source.parts[min(places)].start : source.parts[max(places)].end]


def _holders(told: Sequence[Mention], parts: Sequence[SourceSentence], best: int) -> Iterator[int]:
    """Yield where the quantities are stated that the best sentence does not state, the nearest place for each."""
    for found in told:
        places = [place for place, part in enumerate(parts) if states(part.stated, found)]
        if places and best not in places:
            yield min(places, key=lambda place: abs(place - best))


def _is_foreign(text: str, known: str) -> bool:
    """Tell whether a sentence is in no Korean: half of it in Latin letters, or any of it in others, words of the evidence aside."""
    own = [word for word in re.findall(r"[A-Za-z][A-Za-z0-9&.+-]*|[^\W\d_]", text) if letters(word) not in known]
    latin = sum(len(word) for word in own if word[0].isascii())
    korean = sum("가" <= char <= "힣" for char in text)
    return latin > korean or any(not word[0].isascii() and not "가" <= word[0] <= "힣" for word in own)
