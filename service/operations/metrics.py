"""Counters and latencies for Prometheus. The one door to prometheus_client."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BUCKETS = (0.00025, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.06, 0.125, 0.25, 0.5, 1, 2)
CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The service's own registry: nothing is shared between two services in one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        GCCollector(registry=self._registry)
        self._stages = Histogram(
            "saerye_stage_seconds", "Seconds in a stage of a search", ["stage"], buckets=BUCKETS, registry=self._registry
        )
        self._requests = Histogram(
            "saerye_request_seconds", "Seconds of a request", ["route", "status"], buckets=BUCKETS, registry=self._registry
        )
        self._cache = Counter(
            "saerye_search_cache_total", "Searches answered from the result cache or computed", ["outcome"], registry=self._registry
        )
        self._ready = Gauge("saerye_ready", "1 when a generation is in service", registry=self._registry)
        self._degraded = Gauge("saerye_degraded", "1 when the embedding model is missing", registry=self._registry)

    def stage(self, name: str, seconds: float) -> None:
        """Record a stage of a search."""
        self._stages.labels(name).observe(seconds)

    def request(self, route: str, status: int, seconds: float) -> None:
        """Record a finished request by its route's template, never by the path a client made up."""
        self._requests.labels(route, str(status)).observe(seconds)

    def cache(self, *, hit: bool) -> None:
        """Record whether a search was remembered."""
        self._cache.labels("hit" if hit else "miss").inc()

    def render(self, *, ready: bool, degraded: bool) -> bytes:
        """Return everything in Prometheus's text format."""
        self._ready.set(ready)
        self._degraded.set(degraded)
        return generate_latest(self._registry)


class MeasureRequests:
    """ASGI middleware that times every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and record how long it took and how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status = perf_counter(), 500

        async def send_noting_status(event: Message) -> None:
            nonlocal status
            if event["type"] == "http.response.start":
                status = event["status"]
            await send(event)

        try:
            await self._app(scope, receive, send_noting_status)
        finally:
            route = scope.get("route")
            self._metrics.request(getattr(route, "path", "other"), status, perf_counter() - start)
