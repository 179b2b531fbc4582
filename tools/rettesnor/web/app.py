"""The whole service put together."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from rettesnor.model.access import Refused
from rettesnor.web.health import Health
from rettesnor.web.metrics import Log, Metrics, Numbers
from rettesnor.web.own_names import OwnNames
from rettesnor.web.pages import Pages
from rettesnor.web.refusals import Refusals
from rettesnor.web.search import Search, Searched, SearchRoutes
from rettesnor.web.security import SecurityHeaders

Folder = Callable[[], Path | None]
Noted = Callable[[Request, Refused], None]


def create(
    *,
    folder: Folder,
    search: Search,
    more: Iterable[BaseRoute] = (),
    rooms: Callable[[], object] = lambda: None,
    refused: Noted = lambda request, refusal: None,
    log: Log | None = None,
    searched: Searched | None = None,
    names: Collection[str] = (),
) -> ASGIApp:
    """The app. `folder` gives the built portal that readers get now, None before the first build; `more` are
    the routes of rooms that keep something of their own (history, feedback, workshop), and `rooms` opens those that
    are not open yet. `refused` notes what is refused before it is told, `log` gets a line for each answer, and
    `searched` is told of each search. `names` are all that a service for this machine alone is called; none: any.
    """
    routes = SearchRoutes(search, folder, searched)
    health = Health(folder, search, rooms)
    numbers = Numbers(folder, search)
    app = Starlette(
        routes=[
            Route("/health", health.answer),
            Route("/ready", health.ready),
            Route("/metrics", numbers.answer),
            Route("/api/search", routes.api_search),
            Route("/api/suggest", routes.api_suggest),
            Route("/sog", routes.without_slash),
            Route("/sog/", routes.page),
            *more,
            Mount("/", Pages(folder)),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=800, compresslevel=6)],
        exception_handlers={Exception: _failed, Refused: Refusals(folder, refused).answer},
    )
    # Around everything, since Starlette answers for its own faults outside middleware.
    known = OwnNames(app, names) if names else app
    return Metrics(SecurityHeaders(known), numbers, log)


def _failed(_request: Request, _fault: Exception) -> Response:
    """What a reader gets when we fail; the fault itself goes to the server's log."""
    text = "Der er sket en fejl hos os. Prøv igen om lidt."
    return PlainTextResponse(text, 500, {"Cache-Control": "no-store"})
