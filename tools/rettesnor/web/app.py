"""The whole service put together."""

from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route

from rettesnor.web.health import Health
from rettesnor.web.pages import Pages
from rettesnor.web.search import Search, SearchRoutes
from rettesnor.web.security import SecurityHeaders

Folder = Callable[[], Path | None]


def create(*, folder: Folder, search: Search) -> Starlette:
    """The app. `folder` gives the built portal that readers get now, None before the first build."""
    routes = SearchRoutes(search, folder)
    return Starlette(
        routes=[
            Route("/health", Health(folder, search).answer),
            Route("/api/search", routes.api_search),
            Route("/api/suggest", routes.api_suggest),
            Route("/sog", routes.without_slash),
            Route("/sog/", routes.page),
            Mount("/", Pages(folder)),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(GZipMiddleware, minimum_size=800, compresslevel=6),
        ],
    )
