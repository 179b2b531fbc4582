"""What the service answers besides pages and search: each room gets what it may read and call, and gives its routes."""

from collections.abc import Iterator
from pathlib import Path

from starlette.routing import BaseRoute

from rettesnor.portal.past import PastPages
from rettesnor.portal.published import Published
from rettesnor.web.asof import PastRoutes
from rettesnor.web.redlines import RedlineRoutes


def routes(root: Path, published: Published) -> Iterator[BaseRoute]:
    """Routes of every room that answers for itself, for the content root and the portal that readers get now."""
    yield from RedlineRoutes(root, published.current).routes()
    past = PastPages(root)
    yield from PastRoutes(published.current, versions=past.versions, on=past.on).routes()
