"""The office's list of what must be gone through: without anybody first, then overdue, then soon; as page, JSON and calendar."""

import datetime
from collections.abc import Iterator
from typing import Literal

import msgspec

from rettesnor.law.register import overdue as overdue_acts
from rettesnor.model import Record
from rettesnor.model.urls import Kind, content_id, url
from rettesnor.model.variants import drift
from rettesnor.portal import wording
from rettesnor.portal.calendar_file import Event, calendar
from rettesnor.portal.markdown import Heading
from rettesnor.portal.notices import Kept, Owned
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.review import due
from rettesnor.portal.site import REVIEWS, Ref, Site
from rettesnor.portal.validity import changes, edition_url

JSON, CALENDAR = f"{REVIEWS[:-1]}.json", f"{REVIEWS[:-1]}.ics"
SOON_MONTHS = 3
# Rows of each list: the page stays under 60 KB. JSON and the calendar hold everything.
MAX_ROWS = 40

State = Literal["overdue", "soon", "later", "undated"]
_STATES: dict[State, str] = {
    "overdue": "Overskredet",
    "soon": "Inden for tre måneder",
    "later": "Senere",
    "undated": "Uden dato",
}


class Item(Record, frozen=True, kw_only=True):
    """One text that somebody keeps. `due` is None where nobody ever went through it, or its kind has no date."""

    id: str
    kind: Kind
    title: str
    url: str
    owner: str | None
    reviewed: datetime.date | None
    due: datetime.date | None
    state: State


class Change(Record, frozen=True, kw_only=True):
    """A day on which a text begins, ends or must be decided on."""

    date: datetime.date
    title: str
    url: str
    what: str


class Reviews(Record, frozen=True, kw_only=True):
    """Everything on the list as it stands on `date`; items by date, changes too."""

    version: int = 1
    date: datetime.date
    items: tuple[Item, ...]
    changes: tuple[Change, ...]


def reviews(site: Site, *, today: datetime.date) -> Reviews:
    """What must be gone through in the whole portal."""
    items = sorted(_items(site, today), key=lambda item: (item.due or datetime.date.min, item.title))
    return Reviews(
        date=today,
        items=tuple(items),
        changes=tuple(sorted(_changes(site, today), key=lambda change: (change.date, change.title))),
    )


def review_page(site: Site, found: Reviews) -> Page:
    """The page of the list."""
    groups = {state: tuple(item for item in found.items if item.state == state) for state in _STATES}
    nobody = tuple(item for item in found.items if item.owner is None)
    html = fill(
        "review_list.html",
        figures=(
            ("Uden ansvarlig", len(nobody)),
            ("Overskredet", len(groups["overdue"])),
            ("Inden for tre måneder", len(groups["soon"])),
        ),
        most=MAX_ROWS,
        nobody=nobody,
        overdue=_rows(groups["overdue"], site),
        soon=_rows(groups["soon"], site),
        owners=_owners(found, site),
        changes=found.changes,
        acts=len(overdue_acts(site.project.statutes, found.date)),
        all_acts=len(site.project.statutes),
        json=JSON,
        calendar=CALENDAR,
    )
    headings = (
        ("uden-ansvarlig", "Uden ansvarlig"),
        ("overskredet", "Overskredet"),
        ("snart", "Inden for tre måneder"),
        ("aendringer", "Dage at holde øje med"),
        ("enheder", "Efter ansvarlig"),
    )
    return Page(
        url=REVIEWS,
        title="Eftersyn",
        html=html,
        headings=tuple(Heading(level=2, id=id, title=title) for id, title in headings),
        description="Hvad der skal gennemgås, hvornår og af hvem.",
        section=REVIEWS,
        trail=(HOME,),
    )


def review_files(site: Site, found: Reviews) -> Iterator[tuple[str, bytes]]:
    """The same list for machines, as files of the portal: JSON and a calendar."""
    yield JSON[1:], msgspec.json.format(msgspec.json.encode(found), indent=1)
    base = site.project.settings.site_url.rstrip("/")
    name = f"Eftersyn i {site.project.organisation.short_name or site.project.organisation.name}"
    events = (*_review_events(found, site, base), *(_change_event(change, base) for change in found.changes))
    yield CALENDAR[1:], calendar(events, name=name, day=found.date)


def _items(site: Site, today: datetime.date) -> Iterator[Item]:
    project = site.project
    for procedure in project.procedures:
        yield _item(site, "procedure", procedure.id, procedure.head, today)
    for letter in project.letters:
        yield _item(site, "letter", letter.id, letter.head, today)
    for snippet in project.snippets:
        yield _item(site, "snippet", snippet.id, snippet.head, today)
    for variant in project.variants:
        own = site.entries.get(variant.procedure)
        if own is not None:
            title = f"{own.title} ({site.ref('contact', variant.unit).text})"
            place = (variant.id, title, edition_url(own.url, variant.path))
            yield _made("procedure", place, variant.head, today, dated=variant.head.reviewed is not None)
    for page in project.pages:
        place = (page.id, page.head.title, "/" if page.id == "content/index" else url("page", page.id))
        yield _made("page", place, page.head, today, dated=page.head.reviewed is not None)
    for term in project.terms:
        yield _item(site, "term", term.id, term, today, dated=term.reviewed is not None)
    for card in project.cards:
        yield _item(site, "rule", card.id, card, today, dated=card.reviewed is not None)
    kinds: tuple[tuple[Kind, tuple[tuple[str, str | None], ...]], ...] = (
        ("system", tuple((system.id, system.owner) for system in project.systems)),
        ("form", tuple((form.id, form.owner) for form in project.forms)),
        ("law", tuple((statute.id, statute.owner) for statute in project.statutes)),
        ("page", tuple((f"decisions/{each.id}", each.owner) for each in project.decisions)),
    )
    for kind, owners in kinds:
        for short_id, owner in owners:
            yield _item(site, kind, short_id, Owned(owner=owner), today, dated=False)


def _item(
    site: Site, kind: Kind, short_id: str, head: Kept, today: datetime.date, *, dated: bool = True
) -> Item:
    entry = site.entries[content_id(kind, short_id)]
    return _made(kind, (entry.id, entry.title, entry.url), head, today, dated=dated)


def _made(kind: Kind, place: tuple[str, str, str], head: Kept, today: datetime.date, *, dated: bool) -> Item:
    full_id, title, address = place
    falls = due(head.reviewed, head.review_every_months) if head.reviewed else None
    state: State = "undated" if not dated else "overdue"
    if falls is not None and falls >= today:
        state = "soon" if falls <= due(today, SOON_MONTHS) else "later"
    return Item(
        id=full_id,
        kind=kind,
        title=title,
        url=address,
        owner=head.owner or None,
        reviewed=head.reviewed,
        due=falls,
        state=state,
    )


def _changes(site: Site, today: datetime.date) -> Iterator[Change]:
    for title, day, address in changes(site):
        yield Change(date=day, title=title, url=address, what="Ny udgave gælder fra denne dag")
    for item in (*site.project.procedures, *site.project.letters):
        entry = site.entries[item.id]
        if item.head.valid_from and item.head.valid_from > today:
            yield Change(
                date=item.head.valid_from, title=entry.title, url=entry.url, what="Gælder fra denne dag"
            )
        if item.head.valid_to:
            yield Change(
                date=item.head.valid_to, title=entry.title, url=entry.url, what="Gælder til denne dag"
            )
    common = {procedure.id: procedure for procedure in site.project.procedures}
    for variant in site.project.variants:
        own = site.entries.get(variant.procedure)
        if own is None:
            continue
        unit = site.ref("contact", variant.unit).text
        address = own.url if variant.expired(today) else edition_url(own.url, variant.path)
        what = f"Afvigelsen hos {unit} gælder til denne dag"
        yield Change(date=variant.head.valid_to, title=own.title, url=address, what=what)
        if drift(common[variant.procedure], variant):
            what = f"Det fælles trin er ændret: {unit} skal se sin afvigelse efter"
            yield Change(date=today, title=own.title, url=address, what=what)


class _Row(Record, frozen=True, kw_only=True):
    item: Item
    owner: Ref | None
    reviewed: str
    due: str


def _rows(items: tuple[Item, ...], site: Site) -> tuple[_Row, ...]:
    return tuple(
        _Row(
            item=item,
            owner=site.owner(item.owner),
            reviewed=wording.long_date(item.reviewed) if item.reviewed else "aldrig",
            due=wording.long_date(item.due) if item.due else "nu",
        )
        for item in items
    )


def _owners(found: Reviews, site: Site) -> tuple[tuple[Ref, dict[State, int]], ...]:
    """For each owner how many texts there are in each state."""
    counts: dict[str, dict[State, int]] = {}
    for item in found.items:
        if item.owner:
            mine = counts.setdefault(item.owner, dict.fromkeys(_STATES, 0))
            mine[item.state] += 1
    named = [(site.owner(owner) or Ref(text=owner), mine) for owner, mine in counts.items()]
    return tuple(sorted(named, key=lambda pair: wording.danish_order(pair[0].text)))


def _review_events(found: Reviews, site: Site, base: str) -> Iterator[Event]:
    """One event for each owner and day; what is overdue stands on the day of the list until it is done."""
    together: dict[tuple[datetime.date, str], list[Item]] = {}
    for item in found.items:
        if item.state != "undated":
            day = found.date if item.state == "overdue" else item.due or found.date
            together.setdefault((day, item.owner or ""), []).append(item)
    for (day, owner), items in sorted(together.items()):
        ref = site.owner(owner)
        late = items[0].state == "overdue"
        count = wording.count(len(items), "tekst", "tekster")
        yield Event(
            id=f"eftersyn-{'overskredet' if late else day.isoformat()}-{owner or 'ingen'}",
            day=day,
            title=f"{'Overskredet: gennemgå' if late else 'Gennemgå'} {count} ({ref.text if ref else 'uden ansvarlig'})",
            text="\n".join(f"{item.title}: {base}{item.url}" for item in items),
            url=f"{base}{REVIEWS}",
        )


def _change_event(change: Change, base: str) -> Event:
    return Event(
        id=f"{change.url.strip('/').replace('/', '-')}-{change.date.isoformat()}",
        day=change.date,
        title=f"{change.title}: {change.what[:1].lower()}{change.what[1:]}",
        text="",
        url=f"{base}{change.url}",
    )
