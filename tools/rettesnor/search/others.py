"""Pages of other portals in our search: national law, common procedures, other municipalities."""

from collections.abc import Iterator
from urllib.parse import urljoin

import msgspec

from rettesnor.model.pages import OtherPortal
from rettesnor.model.project import Project
from rettesnor.search.document import Document
from rettesnor.search.documents import documents

FARTHER = 0.85
"""Beside an equal page of our own, somebody else's comes after."""


def other_documents(portal: OtherPortal, theirs: Project, ours: Project) -> Iterator[Document]:
    """The pages of another portal, with whole addresses.

    Areas and target groups count where ours have the same id; units are their own and are left out.
    """
    areas = {area.id for area in ours.areas}
    groups = {group.id for group in ours.target_groups}
    for page in documents(theirs):
        yield msgspec.structs.replace(
            page,
            url=urljoin(portal.url, page.url.lstrip("/")),
            area=page.area if page.area in areas else None,
            target_groups=tuple(group for group in page.target_groups if group in groups),
            unit=None,
            boost=page.boost * FARTHER,
            portal=portal.title,
        )
