"""The page that compares a letter with an earlier version of it. Needs no script."""

import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from rettesnor.portal.page import relative
from rettesnor.portal.redlines import Redlines

_PLACE = re.compile("<!-- sammenlign -->.*<!-- /sammenlign -->", re.DOTALL)


class RedlineRoutes:
    """`folder` gives the portal that readers get now."""

    def __init__(self, root: Path, folder: Callable[[], Path | None]) -> None:
        self._redlines = Redlines(root)
        self._folder = folder

    def routes(self) -> Iterator[BaseRoute]:
        yield Route("/sammenlign/", self._page)

    def _page(self, request: Request) -> Response:
        folder = self._folder()
        built = folder and folder / "sammenlign/index.html"
        if built is None or not built.is_file():
            return HTMLResponse("Portalen er ved at blive bygget. Prøv igen om lidt.", 503)
        given = request.query_params
        inner = self._redlines.answer(
            given.get("brev", "")[:200], given.get("med", "")[:80], today=datetime.date.today()
        )
        html = _PLACE.sub(lambda _: relative(inner, "../"), built.read_text(encoding="utf-8"), count=1)
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})
