"""The noun written card: what a language model wrote of a case and the case's text bears out. No logic."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from corpus.model.nouns import CaseId, Record, Text, Texts


class SectionAsks(Record):
    """Short queries that a section answers, the section numbered from 1."""

    section: Annotated[int, Field(ge=1, le=10_000)]
    asks: Annotated[Texts, Field(min_length=1, max_length=10)]


class WrittenCard(Record):
    """What is left of a model's reply; nothing where nothing of it stood up to the case."""

    summary: Text | None = None
    needs: Texts = ()
    asks: Annotated[tuple[SectionAsks, ...], Field(strict=False)] = ()


class CardWriting(Record):
    """A written card as it is kept: of which case and model, what the model was asked, and which state of the case it is true of.

    `asked` tells one question to one model and the checks of its reply from any other; `state` is as `state_of_case`.
    """

    case: CaseId
    model: Text
    asked: Text
    state: Text
    card: WrittenCard
