"""What is new: every change of a page that says why, and what the office writes itself; for whom, and as a feed."""

import datetime
import re
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from rettesnor.history.marks import HERE
from rettesnor.history.versions import History, Version
from rettesnor.model import Record
from rettesnor.model.urls import of_file
from rettesnor.portal.markdown import anchor
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.since import unit
from rettesnor.portal.site import FEED, NEWS, VERSIONS, Ref, Site
from rettesnor.portal.wording import joined

_MOST = 60
_PAGES_SHOWN = 5
_GROUPS_SHOWN = 3
_MOST_DAYS = 366
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHAT = {"new": "Ny", "gone": "Udgået"}


class NewsItem(Record, frozen=True, kw_only=True):
    """One piece of news. `moment` is when it came, for sorting and for telling what a reader has not seen."""

    id: str
    moment: datetime.datetime
    title: str
    what: str
    why: str
    url: str | None
    pages: tuple[Ref, ...] = ()
    more: int = 0
    unit: str | None = None
    areas: frozenset[str] = frozenset()
    target_groups: frozenset[str] = frozenset()
    whom: str = ""

    @property
    def day(self) -> datetime.date:
        return self.moment.astimezone(HERE).date()


class Filter(Record, frozen=True, kw_only=True):
    title: str
    url: str
    count: int
    chosen: bool


def news(site: Site, *, today: datetime.date) -> tuple[NewsItem, ...]:
    """The newest first: a year at most, and nothing that lies ahead."""
    found = [*_written(site), *(_changes(site, site.history) if site.history else ())]
    first = today - datetime.timedelta(days=_MOST_DAYS)
    found = [item for item in found if first <= item.day <= today]
    return tuple(sorted(found, key=lambda item: (item.moment, item.id), reverse=True))


def news_pages(site: Site, *, today: datetime.date) -> Iterator[Page]:
    """All news, and for each area and each target group its own."""
    items = news(site, today=today)
    areas = {area.id: (area.title, _for_area(area.id)) for area in site.project.areas}
    groups = {group.id: (group.title, _for_group(group.id)) for group in site.project.target_groups}
    choices = {
        **{f"{NEWS}opgave/{id}/": choice for id, choice in areas.items()},
        **{f"{NEWS}maalgruppe/{id}/": choice for id, choice in groups.items()},
    }
    counts = {url: sum(map(concerns, items)) for url, (_, concerns) in choices.items()}
    for url, title, concerns in (
        (NEWS, "Nyt", None),
        *((url, f"Nyt om {title}", concerns) for url, (title, concerns) in choices.items()),
    ):
        shown = tuple(replace(item, whom=_whom(item.target_groups, site)) for item in filter(concerns, items))
        filters = tuple(
            Filter(title=title, url=other, count=counts[other], chosen=other == url)
            for other, (title, _) in choices.items()
            if counts[other] or other == url
        )
        html = fill(
            "news.html",
            title=title,
            items=shown[:_MOST],
            all=NEWS,
            chosen=url != NEWS,
            areas=tuple(each for each in filters if "/opgave/" in each.url),
            groups=tuple(each for each in filters if "/maalgruppe/" in each.url),
            history=site.history is not None,
            feed=FEED,
        )
        trail = (HOME,) if url == NEWS else (HOME, Ref(text="Nyt", url=NEWS))
        description = "Hvad der er ændret i portalen, hvorfor og for hvem."
        yield Page(url=url, title=title, html=html, description=description, section=NEWS, trail=trail)


def feed(site: Site, *, today: datetime.date) -> bytes:
    """All news as Atom (RFC 4287), with whole addresses."""
    base = site.project.settings.site_url.rstrip("/")
    items = news(site, today=today)[:_MOST]
    text = fill(
        "feed.xml",
        title=f"Nyt i {site.project.organisation.short_name or site.project.organisation.name}",
        organisation=site.project.organisation.name,
        base=base,
        page=NEWS,
        feed=FEED,
        updated=max((item.moment for item in items), default=_start_of(today)).isoformat(),
        items=items,
    )
    return _NO_XML.sub("\ufffd", text).encode()


def _written(site: Site) -> Iterator[NewsItem]:
    """What the office wrote in content/news.yml."""
    for item in site.project.news:
        entry = site.entries.get(item.page or "")
        yield NewsItem(
            id=f"skrevet-{item.date.isoformat()}-{anchor(item.title)}",
            moment=_start_of(item.date),
            title=item.title,
            what="",
            why=item.why,
            url=entry.url if entry else None,
            areas=_areas(entry.id if entry else "", site),
            target_groups=_target_groups(entry.id if entry else "", site),
        )


def _changes(site: Site, history: History) -> Iterator[NewsItem]:
    """One for each change with a reason, however many pages it touched."""
    by_commit: dict[str, list[tuple[str, Version]]] = {}
    for path, found in history.versions.items():
        if of_file(path) is not None:
            for version in found:
                if version.why:
                    by_commit.setdefault(version.sha, []).append((path, version))
    for sha, touched in by_commit.items():
        refs = tuple(_ref(path, site) for path, _ in sorted(touched))
        newest = touched[0][1]
        kinds = {version.kind for _, version in touched}
        ids = [_id(path) for path, _ in touched]
        yield NewsItem(
            id=f"aendring-{sha[:12]}",
            moment=newest.time.astimezone(HERE),
            title=refs[0].text if len(refs) == 1 else f"{refs[0].text} og {_more(len(refs) - 1)}",
            what=_WHAT.get(kinds.pop(), "Ændret") if len(kinds) == 1 else "Ændret",
            why=newest.why or "",
            url=refs[0].url if len(refs) == 1 else None,
            pages=refs[:_PAGES_SHOWN] if len(refs) > 1 else (),
            more=max(0, len(refs) - _PAGES_SHOWN) if len(refs) > 1 else 0,
            unit=unit(newest.unit, site),
            areas=frozenset[str]().union(*(_areas(id, site) for id in ids)),
            target_groups=frozenset[str]().union(*(_target_groups(id, site) for id in ids)),
        )


def _ref(path: str, site: Site) -> Ref:
    entry = site.entries.get(_id(path))
    if entry is not None:
        return Ref(text=entry.title, url=entry.url)
    own = next((page for page in site.project.pages if page.path == path), None)
    if own is not None:
        return Ref(
            text=own.head.title,
            url="/" if own.id == "content/index" else f"/{own.id.removeprefix('content/')}/",
        )
    variant = next((each for each in site.project.variants if each.path == path), None)
    text = _id(path).rpartition("/")[2]
    if variant is not None:
        common, unit = site.ref("procedure", variant.procedure), site.ref("contact", variant.unit)
        text = f"{common.text} ({unit.text})"
    return Ref(text=text, url=f"{VERSIONS}?side={_id(path)}")


def _id(path: str) -> str:
    page = of_file(path)
    return page[1] if page else ""


def _more(pages: int) -> str:
    return "1 side mere" if pages == 1 else f"{pages} sider mere"


def _whom(groups: frozenset[str], site: Site) -> str:
    """The target groups by name; nothing where there are so many that naming them tells nothing."""
    titles = tuple(group.title for group in site.project.target_groups if group.id in groups)
    return joined(titles) if len(titles) <= _GROUPS_SHOWN else ""


def _areas(full_id: str, site: Site) -> frozenset[str]:
    """The area of a procedure; a letter belongs to that of its procedure."""
    letter = next((each for each in site.project.letters if each.id == full_id), None)
    procedure = (letter.head.procedure or "") if letter else full_id
    known = {area.id for area in site.project.areas}
    return frozenset({procedure.removeprefix("procedures/").partition("/")[0]} & known)


def _target_groups(full_id: str, site: Site) -> frozenset[str]:
    items = (*site.project.procedures, *site.project.letters)
    common = full_id.partition("@")[0]
    return frozenset(next((each.head.target_groups for each in items if each.id == common), ()))


def _for_area(id: str) -> Callable[[NewsItem], bool]:
    return lambda item: id in item.areas


def _for_group(id: str) -> Callable[[NewsItem], bool]:
    return lambda item: id in item.target_groups


def _start_of(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), HERE)
