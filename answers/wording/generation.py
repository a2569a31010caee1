"""A language model words what was read from the cases: checked sentence by sentence, with the extractive answer to fall back on.

A model is asked only where the cases hold an answer and nothing had to be reckoned: it could add nothing true to "the cases do not say".
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from answers.asked.question import Question
from answers.results import AnswerMode, Draft
from answers.wording.checking import Checked, Checker
from answers.wording.prompt import Evidence, Message, blocks_of, messages
from answers.wording.sentences import finished
from answers.wording.support import Speech
from corpus.errors import GenerationError

log = logging.getLogger("saerye")


class Generator(Protocol):
    """A language model that answers a chat."""

    def pieces(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """Yield the answer piece by piece, within its own limits of time and length.

        Raises:
            GenerationError: when the answer does not come, or not whole.

        """


@dataclass(frozen=True, slots=True)
class Told:
    """An answer with how it came about. `degraded`: a model was asked, and its answer could not be had or not be borne out."""

    draft: Draft
    mode: AnswerMode = "extractive"
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A step of an answer: `extractive` at once, `piece` for each sentence once what is there so far would do, `answer` last, which counts.

    `told` is the whole answer of `extractive` and `answer`, None for a piece; `text` is the sentence of a piece, its marks counting from 1.
    """

    name: Literal["extractive", "piece", "answer"]
    told: Told | None = None
    text: str = ""


async def generate(question: Question, draft: Draft, evidence: Sequence[Evidence], generator: Generator | None, grammar: Speech) -> Told:
    """Return the checked answer of a model, or the draft: as it is where no model is asked, degraded where its answer will not do."""
    told = Told(draft)
    async with aclosing(events(question, draft, evidence, generator, grammar)) as steps:
        async for event in steps:
            told = event.told or told
    return told


async def events(
    question: Question, draft: Draft, evidence: Sequence[Evidence], generator: Generator | None, grammar: Speech
) -> AsyncGenerator[Event, None]:
    """Yield the steps of an answer; the first is there before any model is asked."""
    extractive = Told(draft)
    yield Event("extractive", extractive)
    blocks = blocks_of(evidence) if generator and draft.answerable and draft.working is None else ()
    if generator is None or not blocks:
        yield Event("answer", extractive)
        return
    done, told, failure = Checked(), 0, None
    try:
        checker = await asyncio.to_thread(Checker, question, blocks, grammar)
        async with aclosing(_checked(generator, checker, messages(question.text, blocks))) as steps:
            async for done in steps:
                failure = await asyncio.to_thread(checker.failure, done, draft)
                for sentence in done.sentences[told:] if failure is None else ():
                    yield Event("piece", text=sentence)
                    told += 1
        if failure is not None:
            raise GenerationError(failure)
    except GenerationError as error:
        log.warning("language model: %s", error)
        yield Event("answer", replace(extractive, degraded=True))
        return
    yield Event("answer", Told(_worded(draft, done), "generative"))


async def _checked(generator: Generator, checker: Checker, chat: Sequence[Message]) -> AsyncGenerator[Checked, None]:
    """Yield what is borne out of a model's text each time more sentences are complete, and at its end; stop at a text that is refused."""
    text = seen = ""
    async with aclosing(generator.pieces(chat)) as pieces:
        async for piece in pieces:
            text += piece
            if (done := finished(text)) != seen:
                seen = done
                checked = await asyncio.to_thread(checker.check, done)
                if checked.refused:
                    raise GenerationError(checked.refused)
                yield checked
    yield await asyncio.to_thread(checker.check, text)


def _worded(draft: Draft, checked: Checked) -> Draft:
    return replace(draft, answer=checked.answer, citations=checked.citations, unverified=(*draft.unverified, *checked.unverified))
