"""What the service is doing, in numbers for Prometheus and in lines for a log. Neither says who asked, or for what.

A request is known by its section (the first part of its path, where a page was found), never by its path or query.
"""

import datetime
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rettesnor.model import ContentError, Record
from rettesnor.web.search import Search

Log = Callable[[str], None]
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_SECTIONS = 64
_OTHER, _METHODS = "andet", frozenset({"GET", "HEAD", "POST"})


class Line(Record, frozen=True, kw_only=True):
    """One request in the log. `milliseconds` until the answer was sent."""

    time: str
    section: str
    method: str
    status: int
    milliseconds: float


class Metrics:
    """Counts every answer of `app`, and writes a line for each where `log` is given."""

    def __init__(self, app: ASGIApp, numbers: "Numbers", log: Log | None = None) -> None:
        self._app, self._numbers, self._log = app, numbers, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            seconds = time.perf_counter() - started
            method = scope["method"] if scope["method"] in _METHODS else _OTHER
            section = self._numbers.section(scope["path"], status)
            self._numbers.count(section, method, status, seconds)
            if self._log:
                self._log(_line(section, method, status, seconds))


class Numbers:
    """The numbers of one service, and the page that tells them to this machine alone."""

    def __init__(self, folder: Callable[[], Path | None], search: Search) -> None:
        self._registry = CollectorRegistry()
        self._sections: set[str] = set()
        labels = ("section", "method", "status")
        self._requests = Counter("rettesnor_requests", "Answers", labels, registry=self._registry)
        self._seconds = Histogram(
            "rettesnor_request_seconds",
            "Time to answer",
            ("section",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        pages = Gauge(
            "rettesnor_index_pages", "Pages that search knows, 0 without an index", registry=self._registry
        )
        pages.set_function(lambda: _pages(search))
        built = Gauge(
            "rettesnor_portal_built_timestamp_seconds", "When the portal was built", registry=self._registry
        )
        built.set_function(lambda: at.stat().st_mtime if (at := folder()) else 0.0)
        ProcessCollector(registry=self._registry)

    def section(self, path: str, status: int) -> str:
        """The part of the service that answered; one name for all that was not found, so that names stay few."""
        first = path.split("/")[1] if path.count("/") else ""
        if status >= 400 or (first not in self._sections and len(self._sections) >= _SECTIONS):
            return _OTHER
        self._sections.add(first)
        return first or "forside"

    def count(self, section: str, method: str, status: int, seconds: float) -> None:
        self._requests.labels(section, method, str(status)).inc()
        self._seconds.labels(section).observe(seconds)

    def answer(self, request: Request) -> Response:
        """The numbers in Prometheus' text form, for somebody at this machine."""
        if not _from_this_machine(request):
            return PlainTextResponse("Her er ingen side.", 404)
        return Response(generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _pages(search: Search) -> int:
    try:
        return search.size()
    except ContentError:
        return 0


def _from_this_machine(request: Request) -> bool:
    """Over loopback or the service's own socket, and not passed on by a proxy."""
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    return request.client is None or request.client.host in ("127.0.0.1", "::1")


def _line(section: str, method: str, status: int, seconds: float) -> str:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    milliseconds = round(seconds * 1000, 1)
    line = Line(time=now, section=section, method=method, status=status, milliseconds=milliseconds)
    return msgspec.json.encode(line).decode()
