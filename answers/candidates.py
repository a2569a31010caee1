"""What could answer a question: the quantities and noun phrases of ranked passages, each with its features."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answers.features import NAMES, Features, Words, features_of
from answers.quantities import Mention
from answers.question import Question
from answers.reading import Reading

_TYPES = {
    "place": re.compile(
        r"(?:시|군|구|도|동|면|읍|리|섬|공원|센터|파크|관|청|역|대학교?|캠퍼스|단지|산단|시장|항|공항|호텔|회관|광장|CECO|벡스코)$"
    ),
    "organisation": re.compile(
        r"^\(|㈜|(?:센터|협회|재단|공단|공사|대학교?|산학협력단|연구원|진흥원|상공회의소|은행|청|부|병원|조합|학회|위원회|기업|그룹|사업단|학교|협의회|원|군|사)$"
    ),
}
_HEAD = re.compile(r"([가-힣A-Za-z]+?)(?:\s?이름|\s?명칭)?(?:은|는|이|가)?\s?(?:어디|무엇|누구|뭐|무슨|어느|어떤|$|\?)")
_JOINT = re.compile(r"\s?(?:,|·|/|와|과|및|이랑|하고)\s?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer: the [start, end) characters of a passage's text, the quantity they are (None for a name), and its features."""

    reading: Reading
    start: int
    end: int
    mention: Mention | None
    features: Features

    @property
    def text(self) -> str:
        """The answer as the passage writes it."""
        return self.reading.passage.text[self.start : self.end]


def quantity_candidates(question: Question, words: Words, readings: Sequence[tuple[Reading, float]]) -> list[Candidate]:
    """Return the quantities of ranked passages that are of a kind asked for; each comes with its passage's evidence score (0 = best)."""
    given = {(mention.kind, mention.value) for mention in question.given}
    found = []
    for reading, score in readings:
        seen: set[str] = set()
        for mention in reading.mentions:
            if mention.kind not in question.wanted or (mention.kind, mention.value) in given:
                continue
            features = features_of(question, words, reading, score, mention, first=mention.kind not in seen)
            seen.add(mention.kind)
            found.append(Candidate(reading, mention.start, mention.end, mention, features))
    return found


def name_candidates(question: Question, words: Words, readings: Sequence[tuple[Reading, float]]) -> list[Candidate]:
    """Return the noun phrases of ranked passages, alone and joined ("영천시와 영덕군"), that are not just the question's own words."""
    head = next((match[1] for match in [_HEAD.search(question.text)] if match), "")
    asked = re.sub(r"\s", "", question.text)
    found = []
    for reading, score in readings:
        text = reading.passage.text
        if reading.passage.kind == "figure":
            continue
        for start, end, joined in _phrases(reading):
            name = text[start:end]
            if re.sub(r"\s", "", name) in asked or (end - start) < 2:  # noqa: PLR2004 - a syllable names nothing
                continue
            told = Mention("name", 0.0, name, start, end)
            features = features_of(question, words, reading, score, told, first=False)
            features[NAMES.index("typed") :] = (
                float(bool((kind := _TYPES.get(question.kind)) and kind.search(name))),
                float(bool(head) and name.endswith(head[-2:])),
                words.share({form for form in words.weights if form in name.lower()}),
                float(joined),
                float(text[max(0, start - 1) : start] in {"'", '"', "‘", "“", "「"}),
                min((end - start) / 20, 1.0),
            )
            found.append(Candidate(reading, start, end, None, features))
    return found


def _phrases(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    """Yield the noun phrases of a passage, and the longest runs of them that are joined as a list, [start, end) and whether joined."""
    text = reading.passage.text
    for sentence in reading.sentences:
        opened, last, count = -1, -1, 0
        for start, end in sentence.phrases:
            yield start, end, False
            if count and _JOINT.fullmatch(text[last:start]):
                last, count = end, count + 1
                continue
            if count > 1:
                yield opened, last, True
            opened, last, count = start, end, 1
        if count > 1:
            yield opened, last, True
