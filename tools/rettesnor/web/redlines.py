"""The page that compares a letter with an earlier version of it. Needs no script."""

from collections.abc import Callable, Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from rettesnor.web.filling import put


class RedlineRoutes:
    """`folder` gives the portal that readers get now; `answer` the HTML for a letter's name and a version's."""

    def __init__(self, folder: Callable[[], Path | None], *, answer: Callable[[str, str], str]) -> None:
        self._folder, self._answer = folder, answer

    def routes(self) -> Iterator[BaseRoute]:
        yield Route("/sammenlign/", self._page)

    def _page(self, request: Request) -> Response:
        folder = self._folder()
        built = folder and folder / "sammenlign/index.html"
        if built is None or not built.is_file():
            return HTMLResponse("Portalen er ved at blive bygget. Prøv igen om lidt.", 503)
        given = request.query_params
        inner = self._answer(given.get("brev", "")[:200], given.get("med", "")[:80])
        html = put(built.read_text(encoding="utf-8"), "sammenlign", inner)
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})
