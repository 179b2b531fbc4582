"""Whether the service is alive, and whether it can do its work, for a load balancer or a person."""

import datetime
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse

from rettesnor import __version__
from rettesnor.model import ContentError
from rettesnor.web.search import Search


class Health:
    """200 while there is a portal to show, 503 before; search may be missing without taking reading with it."""

    def __init__(
        self, folder: Callable[[], Path | None], search: Search, rooms: Callable[[], object]
    ) -> None:
        self._folder, self._search, self._rooms = folder, search, rooms

    def answer(self, _request: Request) -> JSONResponse:
        folder = self._folder()
        built = folder and datetime.datetime.fromtimestamp(folder.stat().st_mtime, datetime.UTC)
        body = {
            "status": "ok" if folder else "building",
            "version": __version__,
            "built": built.isoformat(timespec="seconds") if built else None,
            "search": self._searches(),
        }
        return JSONResponse(body, 200 if folder else 503, {"Cache-Control": "no-store"})

    def ready(self, _request: Request) -> JSONResponse:
        """200 when pages are shown and search answers, 503 while one of them is missing.

        It opens every room, so that a release in which one cannot be opened is never called ready.
        """
        self._rooms()
        body = {"portal": self._folder() is not None, "search": self._searches()}
        return JSONResponse(body, 200 if all(body.values()) else 503, {"Cache-Control": "no-store"})

    def _searches(self) -> bool:
        try:
            self._search.suggest("a", limit=1)
        except ContentError:
            return False
        return True
