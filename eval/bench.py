"""Speed and size of the running service, measured over HTTP as a client sees it: `make bench`.

Starts `saerye serve` on a free port over the index at hand, and measures start, uncached and cached latency with one client, throughput
with eight, the search page in a browser where there is one, and resident memory. The clients run on the same cores as the service.
"""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import numpy as np

from eval.bench_browser import search_times
from eval.judged import load_judged

HOST, CLIENTS, WARM_UP, PAGES, PATIENCE = "127.0.0.1", 8, 30, 61, 600
OK = 200


def main() -> None:
    """Measure and print one line a figure."""
    queries = [query.query for query in load_judged().queries]
    print_line("machine", f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with service() as (port, process, seconds):
        print_line("start until ready", f"{seconds:.1f} s")
        ask(port, [f"{query} 준비" for query in queries[:WARM_UP]])
        report("uncached hybrid, 1 client", ask(port, queries))
        report("cached, 1 client", ask(port, queries))
        report("uncached lexical, 1 client", ask(port, queries, mode="lexical"))
        report("suggest, 1 client", ask(port, [query[:4] for query in queries], path="/api/v1/suggest"))
        print_line(
            f"uncached hybrid, {CLIENTS} clients", throughput(port, [f"{query} {word}" for word in ("사업", "사례") for query in queries])
        )
        pages = search_times(f"http://{HOST}:{port}/", [f"{query} 화면" for query in queries[:PAGES]])
        if isinstance(pages, str):
            print_line("search page in a browser", pages)
        else:
            report("search page in a browser, submit to DOMContentLoaded", pages.loaded[1:])
            report("search page in a browser, submit to first paint", pages.painted[1:])
        print_line("resident memory", f"{resident(process.pid):.0f} MiB")


@contextmanager
def service() -> Iterator[tuple[int, subprocess.Popen[bytes], float]]:
    """Run the service on a free port; yields the port, the process and the seconds until it was ready."""
    port = free_port()
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "service.cli", "serve", "--port", str(port)], stderr=subprocess.DEVNULL)  # noqa: S603
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


def ask(port: int, queries: Sequence[str], path: str = "/api/v1/search", **more: str) -> list[float]:
    """Ask one query after the other over one connection; returns the seconds each took."""
    seconds = []
    with closing(HTTPConnection(HOST, port, timeout=30)) as connection:
        for query in queries:
            start = time.perf_counter()
            connection.request("GET", f"{path}?{urlencode({'q': query, **more})}")
            response = connection.getresponse()
            response.read()
            seconds.append(time.perf_counter() - start)
            if response.status != OK:
                msg = f"{path} answered {response.status} to {query!r}"
                raise SystemExit(msg)
    return seconds


def throughput(port: int, queries: Sequence[str]) -> str:
    """Ask with several clients at once; returns requests a second and latency under that load."""
    shares = [queries[number::CLIENTS] for number in range(CLIENTS)]
    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        seconds = [value for share in clients.map(lambda share: ask(port, share), shares) for value in share]
    return f"{len(queries) / (time.perf_counter() - start):.0f} requests/s, {percentiles(seconds)}"


def report(name: str, seconds: Sequence[float]) -> None:
    """Print the percentiles of some latencies."""
    print_line(name, percentiles(seconds))


def percentiles(seconds: Sequence[float]) -> str:
    """Return "p50 …, p99 …, n …"."""
    half, most = np.percentile(seconds, [50, 99]) * 1000
    return f"p50 {half:.1f} ms, p99 {most:.1f} ms, n {len(seconds)}"


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
