"""What the service answers besides pages and search: each room gets what it may read and call, and gives its routes."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from starlette.routing import BaseRoute

from rettesnor.checking.desk import Desk
from rettesnor.cli.workshop import Workshop
from rettesnor.load.decisions import decisions
from rettesnor.portal.past import PastPages
from rettesnor.portal.published import Published
from rettesnor.portal.redlines import Redlines
from rettesnor.web import assets
from rettesnor.web.api import ApiRoutes
from rettesnor.web.asof import PastRoutes
from rettesnor.web.checked import CheckedRoutes
from rettesnor.web.decisions import DecisionRoutes
from rettesnor.web.editor import EditorRoutes
from rettesnor.web.frame import Frame
from rettesnor.web.redlines import RedlineRoutes
from rettesnor.web.workshop_page import WorkshopPage
from rettesnor.workshop.keys import Keys


def routes(root: Path, published: Published, workshop: Workshop) -> Iterator[BaseRoute]:
    """Routes of every room that answers for itself, for the content root and the portal that readers get now.

    `workshop.access` knows who asks; `workshop.drafts` and `workshop.proposals` keep what is written.
    """
    yield from workshop.routes()
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
