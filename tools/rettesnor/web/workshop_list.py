"""The workshop's first pages: everything that can be changed, by how it stands, and the board of the rewrite."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from rettesnor.model import Record, TrendPoint
from rettesnor.web.access import MAX_NAME, NAME_COOKIE
from rettesnor.web.frame import up
from rettesnor.web.workshop_page import WorkshopPage, sent
from rettesnor.web.workshop_words import long_date, thousands
from rettesnor.workshop.board import STAGES, Board, Row, Shelf, Stage
from rettesnor.workshop.drafts import Drafts
from rettesnor.workshop.owners import title
from rettesnor.workshop.proposals import Proposals

SHELVES: dict[Shelf, tuple[str, str]] = {
    "letters": ("breve", "Breve"),
    "procedures": ("arbejdsgange", "Arbejdsgange"),
    "entries": ("opslag", "Ord, kontakter og regler"),
}
SORTS = {
    "fund": "Flest fund først",
    "lix": "Højeste lix først",
    "antal": "Flest breve om året først",
    "titel": "Titel",
}
_SHELVES: dict[str, Shelf] = {"breve": "letters", "arbejdsgange": "procedures", "opslag": "entries"}
PER_PAGE = 100
_MAX = 80


class Asked(Record, frozen=True, kw_only=True):
    """What somebody has narrowed the list to, as it was written."""

    shelf: Shelf
    text: str
    owner: str
    stage: str
    sort: str
    page: int


class Column(Record, frozen=True, kw_only=True):
    """A column of the board: the first rows of a stage, and how many there are."""

    title: str
    count: int
    rows: tuple[Row, ...]
    more: str


class ListRoutes:
    """`trend` tells how letters have stood; `clock` what day it is."""

    def __init__(
        self,
        page: WorkshopPage,
        board: Board,
        *,
        drafts: Drafts,
        proposals: Callable[[], Proposals],
        trend: Callable[[], tuple[TrendPoint, ...]],
        clock: Callable[[], datetime.date],
    ) -> None:
        self._page, self._board, self._drafts, self._proposals = page, board, drafts, proposals
        self._trend, self._clock = trend, clock

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/vaerksted/", self.all),
            Route("/vaerksted/tavle/", self.stages),
            Route("/vaerksted/navn/", self.name, methods=["GET", "POST"]),
        )

    def all(self, request: Request) -> Response:
        """The list; with `ret` on to the page where a file is edited."""
        person = self._page.access.require(request, "editor")
        if to := request.query_params.get("ret"):
            return RedirectResponse(f"{up(request)}{edit_address(to[:200])}", 303)
        asked = _asked(request.query_params)
        rows = self._rows(asked.shelf)
        found = _narrowed(rows, asked)
        first = (asked.page - 1) * PER_PAGE
        query = {
            "slags": SHELVES[asked.shelf][0],
            "q": asked.text,
            "enhed": asked.owner,
            "stand": asked.stage,
            "orden": asked.sort,
        }
        return self._page.show(
            request,
            person,
            "workshop_list.html",
            title="Værksted",
            asked=asked,
            shelves=SHELVES,
            sorts=SORTS,
            stages=STAGES,
            owners=sorted({row.owner for row in rows if row.owner}, key=str.casefold),
            figures=_figures(rows),
            rows=found[first : first + PER_PAGE],
            total=len(found),
            following=f"?{urlencode({**query, 'side': asked.page + 1})}"
            if len(found) > first + PER_PAGE
            else "",
            previous=f"?{urlencode({**query, 'side': asked.page - 1})}" if asked.page > 1 else "",
            address=edit_address,
            thousands=thousands,
            long_date=long_date,
            drafts=[(draft, title(draft.path, draft.text)) for draft in self._drafts.of(person)],
        )

    def stages(self, request: Request) -> Response:
        """The board: letters by how far their rewrite is, and how it went."""
        person = self._page.access.require(request, "editor")
        rows = _sorted(self._rows("letters"), "fund")
        return self._page.show(
            request,
            person,
            "workshop_board.html",
            title="Tavle",
            columns=[_column(stage, rows, up(request)) for stage in STAGES],
            points=[(point, long_date(point.time.date())) for point in self._trend()],
            address=edit_address,
            thousands=thousands,
        )

    async def name(self, request: Request) -> Response:
        """On one machine people say who they are, so that four eyes can be told apart."""
        person = self._page.access.require(request, "editor")
        if not self._page.access.local:
            return sent(request, "")
        if request.method == "GET":
            return await run_in_threadpool(
                self._page.show, request, person, "workshop_name.html", title="Hvem er du?"
            )
        form = await self._page.access.form(request)
        name = " ".join(str(form.get("navn", "")).split())[:MAX_NAME]
        answer = sent(request, "")
        answer.set_cookie(NAME_COOKIE, quote(name), max_age=31_536_000, httponly=True, samesite="strict")
        return answer

    def _rows(self, shelf: Shelf) -> tuple[Row, ...]:
        proposals = self._proposals().live()
        return self._board.rows(shelf, day=self._clock(), proposals=proposals, in_work=self._drafts.in_work())


def edit_address(path: str) -> str:
    """Where a file, or the page with that id, is edited; from the site's root without the slash."""
    letter = path.removeprefix("letter_templates/").removesuffix("/letter.md")
    if path.startswith("letter_templates/") and "/" not in letter:
        return f"vaerksted/brev/{quote(letter)}/"
    side = path if "@" in path else path.removesuffix(".md").removesuffix(".yml")
    return f"vaerksted/rediger/?side={quote(side, safe='/@')}"


def _asked(given: QueryParams) -> Asked:
    shelf = _SHELVES.get(given.get("slags", ""), "letters")
    page = given.get("side", "1")
    return Asked(
        shelf=shelf,
        text=given.get("q", "").strip()[:_MAX],
        owner=given.get("enhed", "")[:_MAX],
        stage=given.get("stand", "") if given.get("stand") in STAGES else "",
        sort=given.get("orden", "") if given.get("orden") in SORTS else "fund",
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
    )


def _narrowed(rows: Iterable[Row], asked: Asked) -> tuple[Row, ...]:
    words = asked.text.casefold().split()
    kept = (
        row
        for row in rows
        if (not asked.owner or row.owner == asked.owner)
        and (not asked.stage or row.stage == asked.stage)
        and all(word in f"{row.title} {row.kind} {row.path}".casefold() for word in words)
    )
    return _sorted(kept, asked.sort)


def _sorted(rows: Iterable[Row], sort: str) -> tuple[Row, ...]:
    match sort:
        case "lix":
            return tuple(sorted(rows, key=lambda row: -(row.lix or 0)))
        case "antal":
            return tuple(sorted(rows, key=lambda row: -(row.volume or 0)))
        case "titel":
            return tuple(sorted(rows, key=lambda row: row.title.casefold()))
        case _:
            return tuple(sorted(rows, key=lambda row: (-row.errors, -row.warnings, -row.advice, row.title)))


def _figures(rows: tuple[Row, ...]) -> tuple[tuple[str, str, str], ...]:
    """(number, label, stage) of each stage."""
    return tuple(
        (thousands(sum(row.stage == stage for row in rows)), title, stage) for stage, title in STAGES.items()
    )


def _column(stage: Stage, rows: tuple[Row, ...], way: str) -> Column:
    found = tuple(row for row in rows if row.stage == stage)
    most = 15
    more = f"{way}vaerksted/?stand={stage}" if len(found) > most else ""
    return Column(title=STAGES[stage], count=len(found), rows=found[:most], more=more)
