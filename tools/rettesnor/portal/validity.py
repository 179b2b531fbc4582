"""Pages that are approved and hold from a later day: their address, and what they change."""

import datetime
from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec.structs import replace

from rettesnor.history.differences import Passage, differences
from rettesnor.model import Letter, Procedure, Record
from rettesnor.model.validity import editions
from rettesnor.portal import wording
from rettesnor.portal.page import Page, fill
from rettesnor.portal.site import Ref, Site


class Edition(Record, frozen=True, kw_only=True):
    """A coming edition of a page: from when, where it is shown, and the passages that differ from today's."""

    begins: datetime.date
    url: str
    passages: tuple[Passage, ...]


def edition_url(page_url: str, path: str) -> str:
    """The address of one edition: the page's own, with what the file's name says after @."""
    name = editions(PurePosixPath(path).stem)
    said = name.day or name.unit
    return f"{page_url.rstrip('/')}@{said}/" if said else page_url


def coming(full_id: str, site: Site) -> tuple[Edition, ...]:
    """The coming editions of a page, the first one first; each beside the one before it."""
    project = site.project
    later = [item for item in (*project.coming_procedures, *project.coming_letters) if item.id == full_id]
    if not later:
        return ()
    texts = [item for item in (*project.procedures, *project.letters) if item.id == full_id]
    return tuple(
        Edition(
            begins=after.head.valid_from or datetime.date.min,
            url=edition_url(site.entries[full_id].url, after.path),
            passages=differences(
                before.source.encode(), after.source.encode(), path=before.path, called=site.called
            ),
        )
        for before, after in zip([*texts, *later], later, strict=False)
    )


def edition_page(page: Page, item: Procedure | Letter, site: Site) -> Page:
    """The page of a coming edition: what it changes, and then the page as it will be."""
    own = site.entries[item.id]
    url = edition_url(own.url, item.path)
    edition = next(each for each in coming(item.id, site) if each.url == url)
    head, _, rest = page.html.partition("</h1>")
    html = f"{head}</h1>{fill('edition.html', edition=edition, now=own)}{rest}"
    title = f"{page.title} (fra {wording.long_date(edition.begins)})"
    return replace(
        page, url=url, title=title, html=html, trail=(*page.trail, Ref(text=own.title, url=own.url))
    )


def changes(site: Site) -> Iterator[tuple[str, datetime.date, str]]:
    """Every coming edition of the portal: the page's title, from when, and where it is shown."""
    project = site.project
    for item in (*project.coming_procedures, *project.coming_letters):
        own = site.entries[item.id]
        yield own.title, item.head.valid_from or datetime.date.min, edition_url(own.url, item.path)
