"""Search over HTTP: JSON for scripts and programs, a page for people that needs no script."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol, get_args
from urllib.parse import urlencode

import msgspec
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rettesnor.model import ContentError, Record
from rettesnor.model.urls import KIND_NAMES, Kind
from rettesnor.search.results import Hit, Results, Suggestion, answer
from rettesnor.web.results import FILTERS, results_page

MAX_QUERY = 200
PER_PAGE = 10
MAX_PAGE = 50
PROPOSALS = 8
LONG_ENOUGH = 4
_JSON = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}


Searched = Callable[[str, int], Awaitable[None] | None]
"""What is told of a search: the query, and on how many pages it was found."""


class Search(Protocol):
    """What this room needs of an index; `Searcher` is one. Raises ContentError while there is none."""

    def search(
        self,
        query: str,
        *,
        kind: Kind | None = None,
        area: str | None = None,
        target_group: str | None = None,
        unit: str | None = None,
        portal: str | None = None,
        limit: int = 10,
        offset: int = 0,
    ) -> Results: ...

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]: ...

    def size(self) -> int: ...


class _Proposal(Record, frozen=True, kw_only=True):
    text: str
    url: str
    kind_name: str


class _Proposals(Record, frozen=True, kw_only=True):
    version: int = 1
    suggestions: tuple[_Proposal, ...]


class SearchRoutes:
    """The endpoints; plain functions, so that they run beside the event loop."""

    def __init__(
        self, search: Search, folder: Callable[[], Path | None], searched: Searched | None = None
    ) -> None:
        self._search, self._folder, self._searched = search, folder, searched

    def api_search(self, request: Request) -> Response:
        results = self._results(request)
        if results is None:
            return _unavailable()
        return Response(msgspec.json.encode(answer(results)), headers=_JSON)

    def api_suggest(self, request: Request) -> Response:
        query = _query(request)
        try:
            proposals = [_suggested(item) for item in self._search.suggest(query, limit=PROPOSALS)]
            # A typing error begins no title; what search finds is then the best proposal.
            if not proposals and len(query) >= LONG_ENOUGH:
                proposals = [_hit(hit) for hit in self._search.search(query, limit=PROPOSALS).hits]
        except ContentError:
            return _unavailable()
        return Response(msgspec.json.encode(_Proposals(suggestions=tuple(proposals))), headers=_JSON)

    def without_slash(self, request: Request) -> Response:
        return RedirectResponse(f"sog/?{request.url.query}" if request.url.query else "sog/", 308)

    def page(self, request: Request) -> Response:
        """The built search page with results in it; as it was built, which says what to do, where search is down."""
        folder = self._folder()
        frame = folder and folder / "sog" / "index.html"
        if frame is None or not frame.is_file():
            return HTMLResponse("Portalen er ved at blive bygget. Prøv igen om lidt.", 503)
        html = frame.read_text(encoding="utf-8")
        results = self._results(request)
        if results is None:
            return HTMLResponse(html, 503, {"Cache-Control": "no-store"})
        chosen, page = _chosen(request), _page(request)
        counting = None
        # A search is counted once, however much the reader narrows it or turns its pages, and after it is answered.
        if self._searched and results.query and page == 1 and not chosen:
            counting = BackgroundTask(self._searched, results.query, results.total)
        counted = self._searched is not None
        shown = results_page(html, results, chosen=chosen, page=page, per_page=PER_PAGE, counted=counted)
        return HTMLResponse(shown, headers={"Cache-Control": "no-store"}, background=counting)

    def _results(self, request: Request) -> Results | None:
        """None where there is no index to answer from."""
        query = _query(request)
        chosen = _chosen(request)
        kind: Kind | None = next((k for k in get_args(Kind) if k == chosen.get("kind")), None)
        if not query:
            return Results(query="", took_ms=0.0, total=0)
        try:
            return self._search.search(
                query,
                kind=kind,
                area=chosen.get("area"),
                target_group=chosen.get("target_group"),
                unit=chosen.get("unit"),
                portal=chosen.get("portal"),
                limit=_limit(request),
                offset=(_page(request) - 1) * PER_PAGE,
            )
        except ContentError:
            return None


def _suggested(item: Suggestion) -> _Proposal:
    address = item.url or f"/sog/?{urlencode({'q': item.text})}"
    return _Proposal(text=item.text, url=address, kind_name=KIND_NAMES[item.kind] if item.kind else "Søg")


def _hit(hit: Hit) -> _Proposal:
    return _Proposal(text=hit.title, url=hit.url, kind_name=KIND_NAMES[hit.kind])


def _query(request: Request) -> str:
    return request.query_params.get("q", "").strip()[:MAX_QUERY]


def _chosen(request: Request) -> dict[str, str]:
    """What the reader has narrowed the search to."""
    return {name: value[:MAX_QUERY] for name in FILTERS if (value := request.query_params.get(name))}


def _page(request: Request) -> int:
    return _number(request, "side", default=1, most=MAX_PAGE)


def _limit(request: Request) -> int:
    return _number(request, "limit", default=PER_PAGE, most=100)


def _number(request: Request, name: str, *, default: int, most: int) -> int:
    text = request.query_params.get(name, "")
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 9 else default


def _unavailable() -> Response:
    return Response(msgspec.json.encode({"error": "Søgningen svarer ikke lige nu."}), 503, _JSON)
