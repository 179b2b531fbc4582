"""The pages of the past, drawn as the portal draws pages today: a page's versions, and any page on any day."""

import datetime
import re
import tempfile
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from urllib.parse import urlencode

from rettesnor.history.differences import Passage, differences
from rettesnor.history.marks import HERE
from rettesnor.history.past import Past, Then, moment, open_past
from rettesnor.history.versions import Version
from rettesnor.load import load
from rettesnor.model import Record
from rettesnor.model.urls import KIND_NAMES, Kind, of_file, url
from rettesnor.portal.one_page import one_page
from rettesnor.portal.page import fill, safe
from rettesnor.portal.site import ON_A_DAY, VERSIONS, Site, index

_MOST_VERSIONS = 200
_SITES_KEPT = 4
_RULES, _ACTS = "content/policy/", "content/statutes/"
_HEADING = re.compile(r"(</?h)([1-6])\b")
_LINK = re.compile(r'(<a\b[^>]*?\shref=")(/[^"#?]*)(?:#[^"]*)?"')


class Answer(Record, frozen=True, kw_only=True):
    """What goes into the portal's frame; addresses in `html` start at the site's root. `found` is False for »no such page«."""

    title: str
    html: str
    found: bool = True


class ShownVersion(Record, frozen=True, kw_only=True):
    """A version ready for the template."""

    version: Version
    anchor: str
    day: datetime.date
    time: str
    unit: str | None
    passages: tuple[Passage, ...]


class PastPages:
    """Answers for one content root. The sites of days that were asked for lately are kept."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock()
        self._past: tuple[object, Past | None] | None = None
        self._sites: OrderedDict[tuple[str, datetime.date, str], Site] = OrderedDict()

    def versions(self, name: str) -> Answer:
        """All versions of the page that `name` means, newest first, with what each changed in words."""
        past = self._open()
        if past is None:
            return _no_history()
        path = past.find(name)
        if path is None:
            return _no_page(name)
        shown = tuple(_shown(version, path, past) for version in past.versions(path)[:_MOST_VERSIONS])
        name = past.title(path)
        html = fill(
            "versions.html",
            title=name,
            page=_page(path) if past.now(path) is not None else None,
            id=_id(path),
            versions=shown,
            more=len(past.versions(path)) - len(shown),
            unsaved=path in past.history.unsaved,
            logged=past.history.logged,
            shallow=past.history.shallow,
            on_a_day=ON_A_DAY,
        )
        return Answer(title=f"Ændringer af {name}", html=html)

    def on(self, name: str, day: datetime.date) -> Answer:
        """The page that `name` means as readers had it when `day` ended, and what is different today."""
        past = self._open()
        if past is None:
            return _no_history()
        path = past.find(name)
        if path is None:
            return _no_page(name)
        then = past.on(path, day)
        now = past.now(path)
        html = fill(
            "on_a_day.html",
            title=past.title(path, then.content if then else None),
            page=_page(path) if now is not None else None,
            id=_id(path),
            day=day,
            first=past.history.marks[0].day,
            then=then,
            deployed=then and then.mark.time.astimezone(HERE),
            written=then and then.version and then.version.time.astimezone(HERE).date(),
            html=safe(self._drawn(past, then, day)) if then and then.content is not None else None,
            passages=differences(then.content, now, path=path, called=past.called)
            if then and then.content is not None
            else (),
            versions=f"{VERSIONS}?{urlencode({'side': _id(path)})}",
            shallow=past.history.shallow,
        )
        return Answer(title=f"{past.title(path)} den {day.day}.{day.month}.{day.year}", html=html)

    def _open(self) -> Past | None:
        with self._lock:
            now = moment(self._root)
            if self._past is None or self._past[0] != now:
                self._past = now, open_past(self._root)
            return self._past[1]

    def _drawn(self, past: Past, then: Then, day: datetime.date) -> str:
        """The page as the portal draws it, from everything as it stood then; its links stay on that day."""
        site = self._site(past, then, day)
        page = one_page(_id(then.path), site, today=day)
        if page is None:  # a file that could not be read then either
            return fill("source.html", text=(then.content or b"").decode("utf-8", "replace"))
        ids = {entry.url: entry.id for entry in site.entries.values()}

        def same_day(found: re.Match[str]) -> str:
            full_id = ids.get(found[2])
            if full_id is None:
                return found[0]
            asked = urlencode({"side": full_id, "dato": day.isoformat()}).replace("&", "&amp;")
            return f'{found[1]}{ON_A_DAY}?{asked}"'

        return _LINK.sub(same_day, _HEADING.sub(_lower, page.html))

    def _site(self, past: Past, then: Then, day: datetime.date) -> Site:
        """Everything as it stood then, but for what the page at hand cannot show."""
        page = _only(then.path)
        key = then.mark.sha, day, page
        with self._lock:
            if key not in self._sites:
                with tempfile.TemporaryDirectory(prefix="rettesnor-") as folder:
                    out = Path(folder)
                    past.repository.write_tree(then.mark.sha, out, wanted=lambda name: _shows(page, name))
                    self._sites[key] = index(load(out, day=day, proofread=False), citations=page == _ACTS)
            self._sites.move_to_end(key)
            while len(self._sites) > _SITES_KEPT:
                self._sites.popitem(last=False)
            return self._sites[key]


def _only(path: str) -> str:
    """The folder of files that only the page at `path` shows: a letter's cases, the rules, the acts' citations."""
    if path.endswith("/letter.md"):
        return path.removesuffix("letter.md") + "cases/"
    return next((folder for folder in (_RULES, _ACTS) if path.startswith(folder)), "")


def _shows(page: str, name: str) -> bool:
    """Whether a page whose own folder is `page` can show anything of the file `name`."""
    if page and name.startswith(page):
        return True
    return not (name.startswith((_RULES, "content/letter_kinds/", "content/facts.yml")) or "/cases/" in name)


class _PageName(Record, frozen=True, kw_only=True):
    kind: str
    url: str


def _page(path: str) -> _PageName:
    kind, full_id = _of(path)
    return _PageName(kind=KIND_NAMES[kind], url="/" if full_id == "content/index" else url(kind, full_id))


def _id(path: str) -> str:
    return _of(path)[1]


def _of(path: str) -> tuple[Kind, str]:
    page = of_file(path)
    assert page is not None  # `Past.find` gives files of pages only
    return page


def _shown(version: Version, path: str, past: Past) -> ShownVersion:
    here = version.time.astimezone(HERE)
    return ShownVersion(
        version=version,
        anchor=f"v-{version.sha[:12]}",
        day=here.date(),
        time=here.strftime("%H.%M"),
        unit=past.unit(version, path),
        passages=() if version.kind in {"new", "gone"} else past.passages(version),
    )


def _lower(found: re.Match[str]) -> str:
    return f"{found[1]}{min(6, int(found[2]) + 1)}"


def _no_history() -> Answer:
    return Answer(title="Historik", html=fill("no_history.html"), found=False)


def _no_page(name: str) -> Answer:
    return Answer(title="Historik", html=fill("no_past.html", name=name[:200]), found=False)
