"""Speed and size of the running service, measured over HTTP as a client sees it: `make bench`.

Starts `saerye serve` on a free port over the index at hand, and measures start; search and ask, taken in turns with a yardstick
(eval/speed/yardstick.py) that they are given as multiples of; cached latency, throughput with eight clients, the search page in a browser
where there is one, and resident memory. The clients run on the same cores as the service. In those turns every query is distinct and
used once, and the service remembers one result at most.
"""

from __future__ import annotations

import json
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from eval.sets.computed import load_computed
from eval.sets.judged import load_judged
from eval.sets.lessons.reading_data import load_reading
from eval.speed.bench_browser import search_times
from eval.speed.yardstick import Yardstick, describe, latency, take_turns
from service.operations.settings import read_settings

HOST, CLIENTS, WARM_UP, PAGES, PATIENCE = "127.0.0.1", 8, 30, 61, 600
OK = 200
ONE_RESULT = {"SAERYE_CACHE": "1"}
"""The least a service may remember: what was asked last, which the bench never asks again but where it says so."""


@dataclass(frozen=True, slots=True)
class Queries:
    """What is asked: searches and questions, as many of each, and others to warm up with; no text stands twice."""

    searches: list[str]
    questions: list[str]
    warm_ups: list[str]


def bench_queries() -> Queries:
    """Return the development queries to search, evenly as many of our own questions to ask, and the computed questions to warm up with."""
    searched = list(dict.fromkeys(query.query for query in load_judged().queries))
    warming = [question.query for question in load_computed()]
    seen = {without_spaces(text) for text in (*searched, *warming)}
    distinct = {without_spaces(question.question): question.question for question in load_reading()}
    others = [text for key, text in distinct.items() if key not in seen]
    return Queries(searched, [others[number * len(others) // len(searched)] for number in range(len(searched))], warming)


def without_spaces(text: str) -> str:
    """Return a text without its spaces: two that differ in nothing else are one query."""
    return "".join(text.split())


def main() -> None:
    """Measure and print one line a figure."""
    queries = bench_queries()
    print_line("machine", f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with service(**ONE_RESULT) as (port, process, seconds):
        print_line("start until ready", f"{seconds:.1f} s")
        report_multiples(port, queries)
        twice = ask(port, [query for query in queries.searches for _ in range(2)])
        report("cached, 1 client", twice[1::2])
        report("uncached lexical, 1 client", ask(port, queries.searches, mode="lexical"))
        report("suggest, 1 client", ask(port, [query[:4] for query in queries.searches], path="/api/v1/suggest"))
        loaded = [f"{query} {word}" for word in ("사업", "사례") for query in queries.searches]
        print_line(f"uncached hybrid, {CLIENTS} clients", throughput(port, loaded))
        report_pages(port, [f"{query} 화면" for query in queries.searches[:PAGES]])
        print_line("resident memory", f"{resident(process.pid):.0f} MiB")


def report_multiples(port: int, queries: Queries) -> None:
    """Measure search and ask in turns with the yardstick, and print them as its multiples."""
    yardstick = Yardstick(read_settings().models)
    with closing(BenchClient(port)) as client:
        for query in queries.warm_ups[:WARM_UP]:
            yardstick.seconds(query), client.search(query), client.ask(query)
        seconds = take_turns(
            {
                "yardstick (the int8 encoder, one thread)": (yardstick.seconds, queries.searches),
                "search, hybrid, uncached, 1 client": (client.search, queries.searches),
                "ask, uncached, 1 client": (client.ask, queries.questions),
            }
        )
    measured = {name: latency(values) for name, values in seconds.items()}
    first = next(iter(measured.values()))
    for name, value in measured.items():
        print_line(name, describe(value, first))


def report_pages(port: int, queries: Sequence[str]) -> None:
    """Print how long the search page takes in a browser, or why that was not measured."""
    pages = search_times(f"http://{HOST}:{port}/", queries)
    if isinstance(pages, str):
        print_line("search page in a browser", pages)
    else:
        report("search page in a browser, submit to DOMContentLoaded", pages.loaded[1:])
        report("search page in a browser, submit to first paint", pages.painted[1:])


@contextmanager
def service(**environment: str) -> Iterator[tuple[int, subprocess.Popen[bytes], float]]:
    """Run the service on a free port, with more of an environment; yields the port, the process and the seconds until it was ready."""
    port = free_port()
    start = time.perf_counter()
    command = [sys.executable, "-m", "service.console.main", "serve", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, **environment})  # noqa: S603
    try:
        wait_until_ready(port, process)
        yield port, process, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when /readyz answers 200."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with closing(HTTPConnection(HOST, port, timeout=5)) as connection, suppress(OSError):  # refused until it listens
            connection.request("GET", "/readyz")
            if connection.getresponse().status == OK:
                return
        time.sleep(0.05)
    msg = "the service did not become ready"
    raise SystemExit(msg)


class BenchClient:
    """One client with one connection that stays open."""

    def __init__(self, port: int) -> None:
        """Connect when first used."""
        self._connection = HTTPConnection(HOST, port, timeout=30)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def get(self, path: str, **parameters: str) -> float:
        """Ask with GET; return the seconds until the whole answer was there."""
        return self._seconds("GET", f"{path}?{urlencode(parameters)}")

    def search(self, query: str) -> float:
        """Search as the pages do; return the seconds."""
        return self.get("/api/v1/search", q=query)

    def ask(self, question: str) -> float:
        """Ask a question; return the seconds."""
        return self._seconds("POST", "/api/v1/ask", json.dumps({"question": question}))

    def _seconds(self, method: str, address: str, body: str | None = None) -> float:
        start = time.perf_counter()
        self._connection.request(method, address, body, {"content-type": "application/json"} if body else {})
        response = self._connection.getresponse()
        told_back = response.read()
        seconds = time.perf_counter() - start
        if response.status != OK:
            raise SystemExit(f"{method} {address} answered {response.status}: {told_back[:200]!r}")
        return seconds


def ask(port: int, queries: Sequence[str], path: str = "/api/v1/search", **more: str) -> list[float]:
    """Ask one query after the other over one connection; returns the seconds each took."""
    with closing(BenchClient(port)) as client:
        return [client.get(path, q=query, **more) for query in queries]


def throughput(port: int, queries: Sequence[str]) -> str:
    """Ask with several clients at once; returns requests a second and latency under that load."""
    shares = [queries[number::CLIENTS] for number in range(CLIENTS)]
    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        seconds = [value for share in clients.map(lambda share: ask(port, share), shares) for value in share]
    return f"{len(queries) / (time.perf_counter() - start):.0f} requests/s, {describe(latency(seconds))}"


def report(name: str, seconds: Sequence[float]) -> None:
    """Print the percentiles of some latencies."""
    print_line(name, describe(latency(seconds)))


def resident(process_id: int) -> float:
    """Return the resident memory of a process in MiB, by the kernel's account (Linux), else by ps."""
    status = Path(f"/proc/{process_id}/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(process_id)], capture_output=True, text=True, check=True).stdout  # noqa: S603, S607
    return int(shown) / 1024


def print_line(name: str, value: str) -> None:
    """Write one figure to stdout."""
    sys.stdout.write(f"{name}: {value}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
