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
    """What to tell on the page at `address`, which has an `owner`; None where there is no git, and for pages that no file is."""
    history = site.history
    path = _paths(history).get(address) if history else None
    if history is None or path is None:
        return None
    page = of_file(path)
    assert page is not None  # `_paths` holds pages only
    last = next(iter(history.versions.get(path, ())), None)
    return Since(
        id=page[1],
        versions=f"{VERSIONS}?{urlencode({'side': page[1]})}",
        on_a_day=ON_A_DAY,
        day=last and last.time.astimezone(HERE).date(),
        why=last and last.why,
        unit=unit((last and last.unit) or owner, site),
        unsaved=path in history.unsaved,
    )


def unit(name: str | None, site: Site) -> str | None:
    """A unit by its name where it was written by its id; a name that we do not know stays."""
    known = site.unit(name)
    return known.name if known else name


@cache
def _paths(history: History) -> dict[str, str]:
    """Address -> file of every page that git or the folder holds."""
    found: dict[str, str] = {}
    for path in (*history.versions, *history.unsaved):
        page = of_file(path)
        if page is not None:
            found["/" if page[1] == "content/index" else url(*page)] = path
    return found
