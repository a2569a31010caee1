"""The card writer over an endpoint: one case, one request, one reply; whoever waits may call it off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

from answers.wording.endpoint import Endpoint
from answers.wording.prompt import Message
from corpus.errors import GenerationError
from corpus.model.nouns import Case
from service.library.writing.card_request import card_messages, reply_schema
from service.operations.settings import Settings

AS_LONG = 4
"""How many times as long as an answer a card's reply may be and take: the settings tell an answer's length, in seconds and tokens."""
LOOK_SECONDS = 0.2
"""How often it is asked whether the work has been called off."""


@dataclass(frozen=True, slots=True)
class EndpointWriter:
    """Writes of cases by the model behind an endpoint."""

    endpoint: Endpoint
    cancelled: Callable[[], bool]

    @property
    def model(self) -> str:
        """The model's name."""
        return self.endpoint.model

    def tell_question(self, case: Case) -> str:
        """Return the messages that the model is shown."""
        return json.dumps(card_messages(case), ensure_ascii=False)

    def write(self, case: Case) -> str:
        """Return the model's reply.

        Raises:
            GenerationError: when it does not come, or not whole, or the work has been called off.

        """
        return asyncio.run(self._ask(card_messages(case)))

    async def _ask(self, messages: list[Message]) -> str:
        async def collect() -> str:
            return "".join([piece async for piece in self.endpoint.pieces(messages)])

        asking = asyncio.create_task(collect())
        while not asking.done():
            if self.cancelled():
                asking.cancel()
                await asyncio.wait([asking])
                raise GenerationError("called off")
            await asyncio.wait([asking], timeout=LOOK_SECONDS)
        return asking.result()


def card_writer_of(settings: Settings, cancelled: Callable[[], bool]) -> EndpointWriter | None:
    """Return who writes of cards by the settings; None where no language model is set. Nothing is connected to yet."""
    if settings.llm_url is None or settings.llm_model is None:
        return None
    key = settings.llm_key.get_secret_value() if settings.llm_key else None
    seconds, tokens = AS_LONG * settings.llm_seconds, AS_LONG * settings.llm_tokens
    return EndpointWriter(Endpoint(settings.llm_url, settings.llm_model, key, seconds, tokens, reply_schema()), cancelled)
