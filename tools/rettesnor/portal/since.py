"""The line on each page that tells when it last changed and why, with a way to any day before."""

import datetime
from functools import cache
from urllib.parse import urlencode

from rettesnor.history.marks import HERE
from rettesnor.history.versions import History
from rettesnor.model import Record
from rettesnor.model.urls import of_file, url
from rettesnor.portal.site import ON_A_DAY, VERSIONS, Site


class Since(Record, frozen=True, kw_only=True):
    """When the page at hand last changed. `day` is None where git holds no version of it."""

    id: str
    versions: str
    on_a_day: str
    day: datetime.date | None
    why: str | None
    unit: str | None
    unsaved: bool


def since(address: str, site: Site, owner: str | None) -> Since | None:
    """What to tell on the page at `address`, which has an `owner`; None where there is no git, and for pages that no file is.

    The front page is none of those that somebody asks the past of.
    """
    history = site.history
    coming = {item.path for item in (*site.project.coming_procedures, *site.project.coming_letters)}
    paths = [path for path in _paths(history).get(address, ()) if path not in coming] if history else []
    page = of_file(paths[0]) if paths and address != "/" else None
    if history is None or page is None:
        return None
    versions = [version for path in paths for version in history.versions.get(path, ())]
    last = max(versions, key=lambda version: version.time, default=None)
    return Since(
        id=page[1],
        versions=f"{VERSIONS}?{urlencode({'side': page[1]})}",
        on_a_day=ON_A_DAY,
        day=last and last.time.astimezone(HERE).date(),
        why=last and last.why,
        unit=unit((last and last.unit) or owner, site),
        unsaved=any(path in history.unsaved for path in paths),
    )


def unit(name: str | None, site: Site) -> str | None:
    """A unit by its name where it was written by its id; a name that we do not know stays."""
    known = site.unit(name)
    return known.name if known else name


@cache
def _paths(history: History) -> dict[str, list[str]]:
    """Address -> files of every page that git or the folder holds; a page has one for each edition."""
    found: dict[str, list[str]] = {}
    for path in {*history.versions, *history.unsaved}:
        page = of_file(path)
        if page is not None:
            found.setdefault(url(*page), []).append(path)
    return found
