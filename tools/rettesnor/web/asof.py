"""A page's versions, and any page on any day, put into the portal's own frame. Needs no script.

What is asked for reaches git only as a name that git itself gave; see history/.
"""

import datetime
import html as escaping
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from rettesnor.web.filling import put

_AT_ONCE = 2  # drawing an old page takes a second of one core; the rest of the service keeps its threads
_TITLE = re.compile("<title>[^<]*?( – [^<–]*)?</title>")
_ROOTED = re.compile(r'(\s(?:href|src|action)=")/(?!/)')
_EARLIEST = datetime.date(1900, 1, 1)
_LONGEST_NAME = 300


class Answer(Protocol):
    """A page without its frame; addresses in `html` start at the site's root."""

    @property
    def title(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def found(self) -> bool: ...


class PastRoutes:
    """`versions` and `on` answer for the page that a reader names; `today` is the day at hand."""

    def __init__(
        self,
        folder: Callable[[], Path | None],
        *,
        versions: Callable[[str], Answer],
        on: Callable[[str, datetime.date], Answer],
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self._folder, self._versions, self._on, self._today = folder, versions, on, today
        self._limit: anyio.CapacityLimiter | None = None

    def routes(self) -> Iterator[BaseRoute]:
        yield Route("/historik/", self.history)
        yield Route("/paa-dag/", self.on_a_day)

    async def history(self, request: Request) -> Response:
        """GET /historik/?side=ID."""
        name = request.query_params.get("side", "")[:_LONGEST_NAME]
        return await self._answer("historik", lambda: self._versions(name) if name else None)

    async def on_a_day(self, request: Request) -> Response:
        """GET /paa-dag/?side=ID&dato=ÅÅÅÅ-MM-DD."""
        name = request.query_params.get("side", "")[:_LONGEST_NAME]
        asked = request.query_params.get("dato", "")[:20]
        day = _day(asked)
        if name and day is None:
            return await self._answer("historik", lambda: self._versions(name), status=400)
        if not name or day is None:
            return await self._answer("paa-dag", lambda: None)
        # A day that lies ahead holds what holds today.
        return await self._answer("paa-dag", lambda: self._on(name, min(day, self._today())))

    async def _answer(self, frame: str, ask: Callable[[], Answer | None], *, status: int = 200) -> Response:
        folder = self._folder()
        built = folder and folder / frame / "index.html"
        if built is None or not built.is_file():
            return HTMLResponse("Portalen er ved at blive bygget. Prøv igen om lidt.", 503)
        if self._limit is None:  # a limit belongs to the loop that it is made in
            self._limit = anyio.CapacityLimiter(_AT_ONCE)
        answer = await anyio.to_thread.run_sync(ask, limiter=self._limit)
        shell = built.read_text(encoding="utf-8")
        headers = {"Cache-Control": "no-store"}
        if answer is None:
            return HTMLResponse(shell, headers=headers)
        inner = _ROOTED.sub(r"\1../", answer.html)
        title = escaping.escape(answer.title)
        named = _TITLE.sub(lambda found: f"<title>{title}{found[1] or ''}</title>", shell, count=1)
        return HTMLResponse(put(named, "historik", inner), status if answer.found else 404, headers=headers)


def _day(text: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return max(day, _EARLIEST)
