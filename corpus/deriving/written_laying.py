"""A derived card and what a language model wrote of its case → the card with both, each told by whom; and who is asked to write."""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import chain
from typing import Protocol

from corpus.model.derived_card import DerivedCard, Reason
from corpus.model.nouns import Case, Section
from corpus.model.written_card import CardWriting, WrittenCard

MODEL_RULE = "model:"
"""What the rule of a field begins with that a model wrote; the model's name follows."""
_SCORE = 0.5
"""How sure what a model wrote is: it stood up to the text, and no person has read it."""


class CardWriter(Protocol):
    """A language model that writes of a case."""

    @property
    def model(self) -> str:
        """Its name."""

    def tell_question(self, case: Case) -> str:
        """Return all that it is shown of a case: with the same it need not be asked again."""

    def write(self, case: Case) -> str:
        """Return its raw reply to the text of a case: its sections as they are derived.

        Raises:
            GenerationError: when none comes, or not whole.

        """


def state_of_case(case: Case) -> str:
    """Return what tells one state of a derived case's title and text from any other."""
    told = [case.title, [(section.heading, section.text, section.blocks) for section in case.sections]]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:24]


def lay_writing(card: DerivedCard, writing: CardWriting | None) -> DerivedCard:
    """Return a card with what a model wrote in its place; as it is where nothing was, or of another state of its case."""
    case = card.case
    if writing is None or writing.state != state_of_case(case):
        return card
    written, rule = writing.card, f"{MODEL_RULE}{writing.model}"
    asks = {each.section: each.asks for each in written.asks}
    told = {
        "summary": written.summary or case.summary,
        "needs": written.needs or case.needs,
        "sections": tuple(_with_asks(section, asks.get(number, ())) for number, section in enumerate(case.sections, 1)),
        "notes": (*case.notes, _tell_writing(writing.model, written)),
    }
    own = [reason for reason in card.reasons if not (reason.field == "summary" and written.summary)]
    by_model = chain(
        [Reason(field="summary", rule=rule, score=_SCORE)] if written.summary else [],
        (Reason(field="needs", value=need, rule=rule, score=_SCORE) for need in written.needs),
        (
            Reason(field="sections", value=str(number), blocks=section.blocks, lines=section.source, rule=rule, score=_SCORE)
            for number, section in enumerate(case.sections, 1)
            if number in asks
        ),
    )
    return DerivedCard(case=case.model_copy(update=told), reasons=(*own, *by_model))


def _with_asks(section: Section, asks: tuple[str, ...]) -> Section:
    return section.model_copy(update={"asks": asks}) if asks else section


def _tell_writing(model: str, written: WrittenCard) -> str:
    asks = sum(len(each.asks) for each in written.asks)
    parts = (
        "요약" if written.summary else "",
        f"필요 {len(written.needs)}개" if written.needs else "",
        f"물음 {asks}개" if asks else "",
    )
    told = ", ".join(filter(None, parts))
    if not told:
        return f"언어 모델 {model}의 글은 사례의 글과 맞지 않아 싣지 않았습니다."
    return f"언어 모델 {model}의 글입니다: {told}. 사례의 글과 대 보아 맞는 것만 실었습니다."
