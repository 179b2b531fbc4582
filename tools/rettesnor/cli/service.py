"""What the service answers besides pages and search: each room gets what it may read and call, and gives its routes."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.routing import BaseRoute, Mount, Route, Router

from rettesnor.checking.desk import Desk
from rettesnor.cli.building import refreshed
from rettesnor.cli.readers import Readers
from rettesnor.cli.workshop import Workshop
from rettesnor.load.deadlines import deadlines
from rettesnor.load.decisions import decisions
from rettesnor.model.access import Refused
from rettesnor.portal.past import PastPages
from rettesnor.portal.published import Published
from rettesnor.portal.redlines import Redlines
from rettesnor.search.engine import Store
from rettesnor.search.searcher import Searcher
from rettesnor.web import assets
from rettesnor.web.api import ApiRoutes
from rettesnor.web.asof import PastRoutes
from rettesnor.web.checked import CheckedRoutes
from rettesnor.web.deadlines import DeadlineRoutes
from rettesnor.web.decisions import DecisionRoutes
from rettesnor.web.editor import EditorRoutes
from rettesnor.web.frame import Frame
from rettesnor.web.pages import Pages
from rettesnor.web.redlines import RedlineRoutes
from rettesnor.web.workshop_page import WorkshopPage
from rettesnor.workshop.keys import Keys


class Service:
    """Every room besides search, at work: what a killed service left is carried through, and what is too old goes."""

    def __init__(self, root: Path, store: Store, search: Searcher) -> None:
        published = Published(root)
        self._workshop = Workshop(root, published, rebuild=lambda: refreshed(root, store))
        self._readers = Readers(
            root, self._workshop.settings, self._workshop.access, folder=published.current, search=search
        )
        self.app = Router(
            [
                *routes(root, published, self._workshop),
                *self._readers.routes(),
                Mount("/", Pages(published.current)),
            ]
        )
        self._workshop.start()
        self._readers.start()

    def searched(self, query: str, found: int) -> None:
        """Count a search, where searches are counted."""
        if self._readers.searched is not None:
            self._readers.searched(query, found)

    def refused(self, request: Request, refusal: Refused) -> None:
        self._workshop.noted(request, refusal)


def routes(root: Path, published: Published, workshop: Workshop) -> Iterator[BaseRoute]:
    """Routes of every room that answers for itself, for the content root and the portal that readers get now.

    `workshop.access` knows who asks; `workshop.drafts` and `workshop.proposals` keep what is written.
    """
    yield from workshop.routes()
    yield Route("/frister/", DeadlineRoutes(published.current, lambda: deadlines(root)).page)
    desk = Desk(root)
    yield from assets.routes()
    yield from CheckedRoutes(workshop.access, desk).routes()
    frame = Frame(published.current)
    page = WorkshopPage(frame, workshop.access, troubles=workshop.errands.troubles)
    yield from EditorRoutes(
        page, desk=desk, drafts=workshop.drafts, proposals=workshop.proposals, reach=workshop.reach
    ).routes()
    yield from ApiRoutes(frame, desk, Keys(root)).routes()
    yield from DecisionRoutes(published.current, lambda: decisions(root)).routes()
    redlines = Redlines(root)
    yield from RedlineRoutes(
        published.current,
        answer=lambda letter, sha: redlines.answer(letter, sha, today=datetime.date.today()),
    ).routes()
    past = PastPages(root)
    yield from PastRoutes(published.current, versions=past.versions, on=past.on).routes()
