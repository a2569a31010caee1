"""The endpoint's adapter against a real local server: what it sends, every way an answer can fail to come, and its limits."""

import asyncio
import logging
import socket
import time

import pytest

from answers.wording.endpoint import Endpoint
from answers.wording.prompt import Message
from corpus.errors import GenerationError
from tests.support.answering import local_model as local
from tests.support.answering.local_model import Manner, local_model

CHAT: list[Message] = [{"role": "system", "content": "지시"}, {"role": "user", "content": "자료"}]
TEXT = "거제시에서는 484명이 2년을 채웠습니다 [1]."
KEY = "sk-secret-0123456789"


def said(endpoint: Endpoint) -> str:
    async def collect() -> str:
        return "".join([piece async for piece in endpoint.pieces(CHAT)])

    return asyncio.run(collect())


def failure(endpoint: Endpoint) -> str:
    with pytest.raises(GenerationError) as caught:
        said(endpoint)
    return str(caught.value)


def test_the_request_is_the_protocols() -> None:
    with local_model(TEXT) as model:
        assert said(Endpoint(model.url, "exaone", KEY, seconds=5, tokens=77)) == TEXT
    assert model.requests == [
        {"model": "exaone", "messages": CHAT, "stream": True, "temperature": 0, "max_tokens": 77},
    ]
    assert model.headers[0]["authorization"] == f"Bearer {KEY}"


def test_without_a_key_none_is_sent_and_a_final_slash_does_not_matter() -> None:
    with local_model(TEXT) as model:
        assert said(Endpoint(model.url + "/", "exaone")) == TEXT
    assert "authorization" not in model.headers[0]


@pytest.mark.parametrize("manner", [local.streamed, local.streamed_without_reason, local.whole])
def test_servers_that_stream_and_that_do_not_are_read(manner: Manner) -> None:
    with local_model(TEXT, manner) as model:
        assert said(Endpoint(model.url, "exaone", seconds=5)) == TEXT


@pytest.mark.parametrize(
    ("manner", "told"),
    [
        (local.status(500), "HTTP status 500"),
        (local.status(401), "HTTP status 401"),
        (local.status(307, location="http://127.0.0.1:9/v1/chat/completions"), "HTTP status 307"),  # the key goes nowhere else
        (local.malformed, "malformed"),
        (local.malformed_whole, "malformed"),
        (local.error_within, "malformed"),
        (local.cut, "the answer ended too early"),
        (local.broken, "RemoteProtocolError"),
        (local.out_of_tokens, "cut off: length"),
    ],
)
def test_what_goes_wrong_is_told_in_a_word_or_two(manner: Manner, told: str) -> None:
    with local_model(TEXT, manner) as model:
        found = failure(Endpoint(model.url, "exaone", KEY, seconds=5))
    assert found == told or (manner is local.broken and found == "ReadError")


@pytest.mark.parametrize("manner", [local.silent, local.stalling, local.trickling, local.endless_comments])
def test_the_whole_answer_has_one_time_limit(manner: Manner) -> None:
    with local_model(TEXT, manner) as model:
        start = time.perf_counter()
        assert failure(Endpoint(model.url, "exaone", seconds=0.4)) in {"no whole answer within 0.4 s", "ReadTimeout"}
        assert time.perf_counter() - start < 1.5


@pytest.mark.parametrize(
    ("manner", "told"),
    [(local.endless, "cut off: too long"), (local.endless_whole, "cut off: too long"), (local.one_endless_event, "cut off: too long")],
)
def test_a_server_that_does_not_stop_is_left(manner: Manner, told: str) -> None:
    with local_model(TEXT, manner) as model:
        assert failure(Endpoint(model.url, "exaone", seconds=20, tokens=40)) == told


def test_nobody_there_is_told_at_once() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert failure(Endpoint(f"http://127.0.0.1:{free.getsockname()[1]}/v1", "exaone", KEY)) == "ConnectError"


def test_the_key_is_in_no_log_and_no_description(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with local_model(TEXT, local.status(500)) as model:
        endpoint = Endpoint(model.url, "exaone", KEY)
        failure(endpoint)
    unsendable = Endpoint(model.url, "exaone", f"{KEY}\n")
    assert KEY not in failure(unsendable)
    assert KEY not in repr(endpoint)
    assert KEY not in caplog.text


def test_one_question_is_asked_once() -> None:
    with local_model(TEXT, local.status(503)) as model:
        failure(Endpoint(model.url, "exaone"))
    assert len(model.requests) == 1
