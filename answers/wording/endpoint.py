"""A language model behind an OpenAI-compatible endpoint (`POST …/chat/completions`). The one door to httpx2.

https://platform.openai.com/docs/api-reference/chat/streaming; vLLM, llama.cpp's server and Ollama speak the same. An answer is asked for as
a stream of events; a server that answers with one JSON object all the same is read too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from answers.wording.prompt import Message
from corpus.errors import GenerationError

if TYPE_CHECKING:
    from httpx2 import Response

CONNECT_SECONDS = 5.0
"""A server that is there answers a connection at once."""
MOST_LETTERS = 4 * 1024 * 1024
"""Letters of a response, all that the protocol puts around an answer included."""
LETTERS_PER_TOKEN = 6
"""More letters than a token of any usual vocabulary has: a server that goes beyond has not kept to its limit."""
_CUT_OFF = frozenset({"length", "content_filter", "tool_calls", "function_call"})
_END = "[DONE]"
_TOO_LONG = "cut off: too long"


class _Text(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    delta: _Text | None = None
    message: _Text | None = None
    finish_reason: str | None = None

    @property
    def text(self) -> str:
        """The text of a chunk or of a whole answer."""
        told = self.delta or self.message
        return (told and told.content) or ""


class _Reply(BaseModel):
    """A chunk of a streamed answer, or a whole one; choices are empty in a chunk that only counts tokens."""

    choices: list[_Choice]


Tell = Callable[[str | GenerationError | None], None]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A Generator over an endpoint: `url` up to /v1, limits in seconds for the whole answer and in tokens. One try: time is short.

    With a JSON schema the server is told to answer by it; whether it does is for the caller to see.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 20.0
    tokens: int = 400
    schema: Mapping[str, Any] | None = field(default=None, hash=False)

    async def pieces(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """Yield the answer piece by piece.

        Raises:
            GenerationError: on a refused or lost connection, an error status, a malformed or cut answer, or one over the limits.

        """
        told: asyncio.Queue[str | GenerationError | None] = asyncio.Queue()
        # In a task of its own: to leave a response in the middle, its reading is cancelled, which closes it from within.
        reading = asyncio.create_task(self._read(messages, told.put_nowait))
        length = 0
        try:
            while (part := await told.get()) is not None:
                for choice in _choices(part):
                    length += len(choice.text)
                    if length > self.tokens * LETTERS_PER_TOKEN:
                        raise GenerationError(_TOO_LONG)
                    if choice.finish_reason in _CUT_OFF:
                        raise GenerationError(f"cut off: {choice.finish_reason}")
                    if choice.text:
                        yield choice.text
                    if choice.finish_reason is not None:
                        return
            await reading
        finally:
            reading.cancel()
            await asyncio.wait([reading])
        raise GenerationError("the answer ended too early")

    async def _read(self, messages: Sequence[Message], tell: Tell) -> None:
        """Tell the response's parts as they come; then None, or what went wrong, without its cause, which may hold the request."""
        import httpx2

        limits = httpx2.Timeout(self.seconds, connect=min(CONNECT_SECONDS, self.seconds))
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        body: dict[str, Any] = {"model": self.model, "messages": messages, "stream": True, "temperature": 0, "max_tokens": self.tokens}
        if self.schema is not None:
            body["response_format"] = {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": self.schema}}
        url = f"{self.url.rstrip('/')}/chat/completions"
        try:
            # Proxies and other settings of the environment are left aside: this program's settings are one table.
            async with (
                asyncio.timeout(self.seconds),
                httpx2.AsyncClient(timeout=limits, trust_env=False) as client,
                client.stream("POST", url, headers=headers, json=body) as response,
            ):
                if response.status_code == httpx2.codes.OK:
                    await _tell_parts(response, tell)
                else:
                    tell(GenerationError(f"HTTP status {response.status_code}"))
        except TimeoutError:
            tell(GenerationError(f"no whole answer within {self.seconds:g} s"))
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
            tell(GenerationError(type(error).__name__))
        finally:
            tell(None)


async def _tell_parts(response: Response, tell: Tell) -> None:
    """Tell the data of each event of a stream, or the one object of an answer that is none, then its end."""
    streams = response.headers.get("content-type", "").startswith("text/event-stream")
    size, rest = 0, ""
    async for text in response.aiter_text():
        size += len(text)
        if size > MOST_LETTERS:
            tell(GenerationError(_TOO_LONG))
            rest = ""
            continue
        *lines, rest = (rest + text).split("\n") if streams else (rest + text,)
        for line in lines:
            _tell_data(line, tell)
    if streams:
        _tell_data(rest, tell)
    else:
        tell(rest)
        tell(_END)


def _tell_data(line: str, tell: Tell) -> None:
    if line.startswith("data:") and (data := line.removeprefix("data:").strip()):
        tell(data)


def _choices(part: str | GenerationError) -> Sequence[_Choice]:
    """Return the first choice of a part, none of one that only counts; one that is finished for the end that the protocol marks.

    Raises:
        GenerationError: as told, or when the part is not of the protocol.

    """
    if isinstance(part, GenerationError):
        raise part
    if part == _END:
        return [_Choice(finish_reason="stop")]
    try:
        return _Reply.model_validate_json(part).choices[:1]
    except ValidationError:
        raise GenerationError("malformed") from None
