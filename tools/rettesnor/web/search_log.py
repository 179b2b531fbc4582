"""What readers search for, as sums for the editors: what is not found, and what is found too far down."""

import datetime
import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from rettesnor.feedback.searches import MAX_RANK, Asked, Chosen, SearchLog
from rettesnor.model import ContentError
from rettesnor.web.access import same_origin
from rettesnor.web.feedback import asked_page, day_words
from rettesnor.web.rates import RateLimit
from rettesnor.web.search import MAX_QUERY, Search
from rettesnor.web.workshop_page import WorkshopPage

_PLAIN_WORD = re.compile(r"[^\W\d][\w-]*")
_NO_STORE = {"Cache-Control": "no-store"}


class SearchLogRoutes:
    """`log` is None where the settings say that no searches are kept: nothing is counted then, and the page says so."""

    def __init__(
        self,
        log: SearchLog | None,
        folder: Callable[[], Path | None],
        page: WorkshopPage,
        search: Search,
        *,
        limit: RateLimit,
        today: Callable[[], datetime.date],
    ) -> None:
        self._log, self._folder, self._page, self._search = log, folder, page, search
        self._access, self._limit, self._today = page.access, limit, today

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/soegelog/", self.page),
            Route("/api/search/chosen", self.chosen, methods=["POST"]),
        )

    @property
    def searched(self) -> Callable[[str, int], None] | None:
        """What the search page tells of each search, None where nothing is kept."""
        return None if self._log is None else self._count

    def chosen(self, request: Request) -> Response:
        """A hit was opened. The answer is the same whether it counts, since nobody reads it."""
        same_origin(request)
        given = request.query_params
        rank, query = given.get("nr", ""), given.get("q", "")
        counts = (
            rank.isascii()
            and rank.isdigit()
            and len(rank) < 4
            and 1 <= int(rank) <= MAX_RANK
            and len(query) <= MAX_QUERY
        )
        if self._log and counts and self._limit.allows(self._access.address(request)):
            page = asked_page(self._folder(), given.get("side", ""))
            if page is not None:
                # Where the disk refuses a sum is one too low, and no reader need know.
                with suppress(OSError, sqlite3.Error):
                    self._log.chosen(query, page.url, int(rank), today=self._today())
        return Response(status_code=204, headers=_NO_STORE)

    def page(self, request: Request) -> Response:
        person = self._access.require(request, "editor")
        today = self._today()
        log = self._log
        return self._page.show(
            request,
            person,
            "search_log.html",
            title="Søgelog",
            summary=log.summary(today=today) if log else None,
            unfound=[
                (asked, _line(asked.query, "ordet på siden"))
                for asked in log.unfound(today=today)
                if not self._found_now(asked)
            ]
            if log
            else (),
            deep=[(found, *self._shown(found)) for found in log.deep(today=today)] if log else (),
            frequent=log.frequent(today=today, limit=20) if log else (),
            day=day_words,
        )

    def _count(self, query: str, found: int) -> None:
        assert self._log is not None
        with suppress(OSError, sqlite3.Error):
            self._log.searched(query, found, today=self._today())

    def _found_now(self, asked: Asked) -> bool:
        """Whether somebody has mended it since."""
        try:
            return self._search.search(asked.query, limit=1).total > 0
        except ContentError:
            return False

    def _shown(self, found: Chosen) -> tuple[str, str]:
        """The chosen page's title, and the line for the synonyms; none where the title says the same already."""
        page = asked_page(self._folder(), found.page)
        title = page.title if page else found.page
        return title, "" if found.query in title.casefold() else _line(found.query, title)


def _line(query: str, word: str) -> str:
    """A line for content/search/synonyms.yml."""
    return f"- [{_quoted(query)}, {_quoted(word.casefold())}]"


def _quoted(words: str) -> str:
    return words if _PLAIN_WORD.fullmatch(words) else json.dumps(words, ensure_ascii=False)
