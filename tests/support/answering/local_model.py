"""A language model's server for tests: real HTTP on this machine, the OpenAI-compatible protocol, and many ways to misbehave."""

import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Says = Callable[[list[dict[str, str]]], str]
Manner = Callable[["Line", str], None]


@dataclass
class LocalModel:
    """A running server: what it says to messages, in which manner it says it, and the requests it had."""

    url: str
    says: Says
    manner: Manner
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)


class Line:
    """The connection to one client."""

    def __init__(self, handler: BaseHTTPRequestHandler, stopped: threading.Event) -> None:
        self._handler, self.stopped = handler, stopped

    def head(self, content_type: str = "text/event-stream", status: int = 200, *, length: str = "", location: str = "") -> None:
        self._handler.send_response(status)
        for name, value in {"Content-Type": content_type, "Connection": "close", "Content-Length": length, "Location": location}.items():
            if value:
                self._handler.send_header(name, value)
        self._handler.end_headers()

    def send(self, text: str) -> None:
        self._handler.wfile.write(text.encode())
        self._handler.wfile.flush()

    def chunk(self, content: str | None, finish: str | None = None) -> None:
        delta = {} if content is None else {"content": content}
        self.send(f"data: {json.dumps({'choices': [{'index': 0, 'delta': delta, 'finish_reason': finish}]}, ensure_ascii=False)}\n\n")

    def reset(self) -> None:
        """Break the connection instead of closing it."""
        self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._handler.connection.close()


def pieces(text: str) -> Sequence[str]:
    return re.findall(r".{1,4}", text, re.DOTALL)


def streamed(line: Line, text: str) -> None:
    """As vLLM and llama.cpp do: a role, pieces, a reason to stop, a count of tokens, the end."""
    line.head()
    line.chunk("")
    for piece in pieces(text):
        line.chunk(piece)
    line.chunk(None, "stop")
    line.send('data: {"choices": [], "usage": {"total_tokens": 9}}\n\n')
    line.send("data: [DONE]\n\n")


def streamed_without_reason(line: Line, text: str) -> None:
    line.head()
    line.send(": a comment\r\n\r\n")
    for piece in pieces(text):
        line.chunk(piece)
    line.send("data: [DONE]\n\n")


def whole(line: Line, text: str) -> None:
    """A server that does not stream although it was asked to."""
    line.head("application/json")
    reply = {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}
    line.send(json.dumps(reply))


def status(code: int, location: str = "") -> Manner:
    def answer(line: Line, text: str) -> None:
        line.head("application/json", code, location=location)
        line.send(json.dumps({"error": {"message": text}}))

    return answer


def malformed(line: Line, text: str) -> None:
    line.head()
    line.chunk(text)
    line.send('data: {"choices": [{"delta": \n\n')


def malformed_whole(line: Line, text: str) -> None:
    line.head("application/json")
    line.send(text)


def error_within(line: Line, text: str) -> None:
    line.head()
    line.chunk(text)
    line.send('data: {"error": {"message": "out of memory"}}\n\n')


def cut(line: Line, text: str) -> None:
    """Closed in the middle, without the end that the protocol marks."""
    line.head()
    line.chunk(text)


def broken(line: Line, text: str) -> None:
    line.head(length="100000")
    line.chunk(text)
    line.reset()


def out_of_tokens(line: Line, text: str) -> None:
    line.head()
    line.chunk(text)
    line.chunk(None, "length")
    line.send("data: [DONE]\n\n")


def silent(line: Line, text: str) -> None:
    """Takes the request and says nothing."""
    line.stopped.wait(30)


def stalling(line: Line, text: str) -> None:
    """Begins well, then says nothing."""
    line.head()
    line.chunk(text)
    line.stopped.wait(30)


def trickling(line: Line, text: str) -> None:
    """Never silent for long, never finished: no time limit on single reads ends it."""
    line.head()
    while not line.stopped.wait(0.05):
        line.chunk("가")


def endless(line: Line, text: str) -> None:
    """More text than any limit, as fast as it goes."""
    line.head()
    while not line.stopped.is_set():
        line.chunk(text)


def endless_comments(line: Line, text: str) -> None:
    line.head()
    while not line.stopped.wait(0.01):
        line.send(": still thinking\n\n")


def one_endless_event(line: Line, text: str) -> None:
    line.head()
    line.send("data: ")
    while not line.stopped.is_set():
        line.send("가" * 4096)


def endless_whole(line: Line, text: str) -> None:
    line.head("application/json")
    while not line.stopped.is_set():
        line.send(" " * 4096)


@contextmanager
def local_model(says: Says | str, manner: Manner = streamed) -> Iterator[LocalModel]:
    """Serve on a free port of 127.0.0.1 until the block ends; a text is said to everything."""
    model = LocalModel("", (lambda _: says) if isinstance(says, str) else says, manner)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.requests.append(body)
            model.headers.append({name.lower(): value for name, value in self.headers.items()})
            line = Line(self, model.stopped)
            try:
                if self.path == "/v1/chat/completions":
                    model.manner(line, model.says(body["messages"]))
                else:
                    status(404)(line, "no such path")
            except OSError:  # the client has had enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    serving.start()
    try:
        yield model
    finally:
        model.stopped.set()
        server.shutdown()
        server.server_close()
        serving.join()
