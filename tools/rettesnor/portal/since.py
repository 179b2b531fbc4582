"""The line on each page that tells when it last changed and why, with a way to any day before."""

import datetime
from functools import cache
from urllib.parse import urlencode

from rettesnor.history.marks import HERE
from rettesnor.history.versions import History, Version
from rettesnor.model import Record
from rettesnor.model.urls import of_file, url
from rettesnor.portal.past import ON_A_DAY, VERSIONS
from rettesnor.portal.site import Site


class Since(Record, frozen=True, kw_only=True):
    """When the page at hand last changed. `day` is None where git holds no version of it."""

    id: str
    versions: str
    on_a_day: str
    day: datetime.date | None
    why: str | None
    unit: str | None
    unsaved: bool


def since(address: str, site: Site) -> Since | None:
    """What to tell on the page at `address`; None where there is no git, and for pages that no file is."""
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
        unit=unit(last, path, site),
        unsaved=path in history.unsaved,
    )


def unit(version: Version | None, path: str, site: Site) -> str | None:
    """Which unit a change came from: as the commit says, else the page's owner. Never a person."""
    name = version.unit if version and version.unit else _owner(path, site)
    known = site.unit(name)
    return known.name if known else name


def _owner(path: str, site: Site) -> str | None:
    project = site.project
    for item in (*project.procedures, *project.letters, *project.snippets):
        if item.path == path:
            return item.head.owner
    return None


@cache
def _paths(history: History) -> dict[str, str]:
    """Address -> file of every page that git or the folder holds."""
    found: dict[str, str] = {}
    for path in (*history.versions, *history.unsaved):
        page = of_file(path)
        if page is not None:
            found["/" if page[1] == "content/index" else url(*page)] = path
    return found
