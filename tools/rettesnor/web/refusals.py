"""What somebody gets who asked for what is not done: the reason in words, and the right status."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from rettesnor.model.access import Refused
from rettesnor.web.filling import template
from rettesnor.web.frame import Frame, up


class Refusals:
    """`noted` writes a refusal down before it is told."""

    def __init__(self, folder: Callable[[], Path | None], noted: Callable[[Request, Refused], None]) -> None:
        self._frame, self._noted = Frame(folder), noted

    def answer(self, request: Request, refusal: Exception) -> Response:
        assert isinstance(refusal, Refused)
        self._noted(request, refusal)
        headers = {"Cache-Control": "no-store"}
        if "text/html" not in request.headers.get("accept", ""):
            body = msgspec.json.encode({"error": refusal.message})
            return Response(
                body, refusal.status, {**headers, "Content-Type": "application/json; charset=utf-8"}
            )
        inner = template("refused.html").render(
            up=up(request), message=refusal.message, status=refusal.status, sent=request.method == "POST"
        )
        page = self._frame.page(request, title="Det kan ikke lade sig gøre", inner=inner)
        return HTMLResponse(page, refusal.status, headers)
