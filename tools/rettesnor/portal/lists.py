"""Pages that lead to other pages: areas, target groups, one list for each kind, A–Å, and the search page."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec.structs import replace

from rettesnor.law.register import overdue
from rettesnor.lint.standard import group as group_of
from rettesnor.model import Area, Record, TargetGroup
from rettesnor.model.names import GROUP_NAMES, STATUS_NAMES
from rettesnor.model.urls import FOLDERS, KIND_NAMES, Kind, content_id
from rettesnor.portal.letters import kind_name
from rettesnor.portal.lookups import SECTIONS
from rettesnor.portal.markdown import Heading, anchor
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.shares import shares
from rettesnor.portal.site import A_TO_Z, DECISIONS, WORKSHOP, Entry, Ref, Site
from rettesnor.portal.wording import danish_order, first_letter

SEARCH = "/sog/"

_ABOUT: dict[Kind, str] = {
    "letter": "Skabeloner til breve. Hver side viser teksten, felterne og hvornår brevet bruges.",
    "term": "Ord, som vi bruger på én bestemt måde, og de gamle ord, de har afløst.",
    "system": "Systemer, vi arbejder i, og dem, der er udgået.",
    "form": "Blanketter og aftaler, og hvem der udfylder dem.",
    "contact": "Hvem du spørger, hvornår telefonen er åben, og hvor du skriver til.",
    "law": "Love, som siderne bygger på, og hvilke sider det er. »Ikke kontrolleret«: Ingen har det seneste år slået efter på Retsinformation, at loven gælder.",
    "snippet": "Tekster, der går igen i mange breve. Ret dem ét sted.",
    "rule": "Regler for sproget i vores breve: hvad de finder, og hvad du skriver i stedet.",
}


class Row(Record, frozen=True, kw_only=True):
    """An entry in a list, with what tells it apart from its neighbours."""

    title: str
    url: str
    about: str = ""
    note: str = ""
    badge: str = ""
    tone: str = ""


class Group(Record, frozen=True, kw_only=True):
    """Rows below a heading; a list without headings has one group without a title."""

    id: str
    title: str
    rows: tuple[Row, ...]
    more: int = 0


def area_pages(area: Area, site: Site) -> Iterator[Page]:
    rows = tuple(
        Row(title=entry.title, url=entry.url, about=entry.about, note=entry.note)
        for entry in site.of_kind("procedure")
        if entry.id.startswith(f"procedures/{area.id}/")
    )
    url = f"/procedures/{area.id}/"
    yield from _list(url, area.title, area.about, (Group(id="", title="", rows=rows),), section=url)


def procedures_pages(site: Site) -> Iterator[Page]:
    """The areas: a list of all procedures at once would help nobody."""
    rows = tuple(
        Row(title=area.title, url=f"/procedures/{area.id}/", about=area.about) for area in site.project.areas
    )
    about = "Vælg den opgave, du sidder med."
    yield from _list(
        "/procedures/", "Arbejdsgange", about, (Group(id="", title="", rows=rows),), section="/procedures/"
    )


def decisions_pages(site: Site) -> Iterator[Page]:
    rows = tuple(
        Row(title=entry.title, url=entry.url, about=entry.about)
        for entry in site.of_kind("page")
        if entry.id.startswith("content/decisions/")
    )
    about = "Svar på ét spørgsmål ad gangen, og se, hvad du skal gøre."
    yield from _list(
        DECISIONS, "Beslutninger", about, (Group(id="", title="", rows=rows),), section=DECISIONS
    )


def target_group_pages(group: TargetGroup, site: Site) -> Iterator[Page]:
    procedures = {p.id for p in site.project.procedures if group.id in p.head.target_groups}
    letters = {letter.id for letter in site.project.letters if group.id in letter.head.target_groups}
    groups = (
        _capped("arbejdsgange", "Arbejdsgange", (e for e in site.of_kind("procedure") if e.id in procedures)),
        _capped("breve", "Breve", (e for e in site.of_kind("letter") if e.id in letters)),
    )
    shown = tuple(g for g in groups if g.rows)
    yield from _list(
        f"/maalgrupper/{group.id}/", group.title, "Sider, der gælder for målgruppen.", shown, section=""
    )


def kind_pages(kind: Kind, site: Site, *, today: datetime.date) -> Iterator[Page]:
    match kind:
        case "letter":
            groups = _letter_groups(site)
        case "contact":
            groups = (Group(id="", title="", rows=_units(site)),)
        case "rule":
            groups = _rule_groups(site)
        case "system" | "form":
            groups = _status_groups(kind, site)
        case "law":
            groups = (Group(id="", title="", rows=tuple(_acts(site, today))),)
        case _:
            groups = (Group(id="", title="", rows=_rows(site.of_kind(kind))),)
    url = FOLDERS[kind][1]
    yield from _list(url, SECTIONS[kind], _ABOUT[kind], groups, section=url)


def a_to_z_pages(site: Site) -> Iterator[Page]:
    """Every page by title and by its other names, a page for each letter; needs neither server nor script."""
    rows: dict[str, list[Row]] = {}
    for entry in site.entries.values():
        for name in dict.fromkeys((entry.title, *entry.other_names)):
            note = KIND_NAMES[entry.kind] if name == entry.title else f"se {entry.title}"
            note = f"{note}, {entry.note}" if entry.note else note
            rows.setdefault(first_letter(name), []).append(Row(title=name, url=entry.url, note=note))
    alphabet = sorted(rows, key=lambda letter: (not letter.isalpha(), danish_order(letter)))
    urls = {letter: f"{A_TO_Z}{anchor(letter) if letter.isalpha() else 'andet'}/" for letter in alphabet}
    for letter in alphabet:
        shown = sorted(rows[letter], key=lambda row: danish_order(row.title))
        parts = tuple(_batches(shown, MAX_ROWS))
        for number, part in enumerate(parts, 1):
            page = Page(
                url=_part(urls[letter], number),
                title=f"A–Å: {letter}" + (f", side {number}" if number > 1 else ""),
                html=fill(
                    "a_to_z.html",
                    letter=letter,
                    urls=urls,
                    rows=part,
                    previous=_part(urls[letter], number - 1) if number > 1 else None,
                    following=_part(urls[letter], number + 1) if number < len(parts) else None,
                ),
                description="Alt i portalen efter alfabetet.",
                section=A_TO_Z,
                trail=(HOME, Ref(text="A–Å", url=A_TO_Z)),
            )
            yield page
            if letter == alphabet[0] and number == 1:
                yield replace(page, url=A_TO_Z, title="A–Å", trail=(HOME,))


def _batches(rows: list[Row], size: int) -> Iterator[tuple[Row, ...]]:
    for start in range(0, len(rows), size):
        yield tuple(rows[start : start + size])


def _part(url: str, number: int) -> str:
    return url if number == 1 else f"{url.rstrip('/')}-{number}/"


def search_page() -> Page:
    """What stands at the search address when no server answers; the server puts its results in its place."""
    return Page(url=SEARCH, title="Søg", html=fill("search.html"), trail=(HOME,), layout="search", asks=False)


def workshop_page() -> Page:
    """What stands at the workshop's address when no server answers; the server frames its own pages with it."""
    return Page(
        url=WORKSHOP,
        title="Værksted",
        html=fill("workshop.html"),
        section=WORKSHOP,
        trail=(HOME,),
        asks=False,
    )


# In a longer list each page's own line is left out: what is looked for then is a title.
MAX_WITH_ABOUT = 80
# More rows make a page heavy; search narrows better than the eye does.
MAX_ROWS = 150
# Rows of a title alone: with all that stands around them, a page stays under 60 KB.
MAX_TITLES = 250


def _list(url: str, title: str, about: str, groups: tuple[Group, ...], *, section: str) -> Iterator[Page]:
    """The list on as many pages as it takes. A group that goes on says so on the next."""
    rows = tuple((group, row) for group in groups for row in group.rows)
    for share in shares(rows, url=url, name=_begins, rows=lambda _: 1, most=MAX_TITLES):
        shown = tuple(_shown(share.shown, groups)) if share.links else groups
        headings = tuple(Heading(level=2, id=group.id, title=group.title) for group in shown if group.title)
        yield Page(
            url=share.url,
            title=share.title(title),
            html=fill(
                "list.html",
                title=title,
                about=about,
                groups=shown,
                share=share,
                brief=len(rows) > MAX_WITH_ABOUT,
            ),
            headings=headings,
            description=about,
            section=section,
            trail=(HOME,) if share.number == 1 else (HOME, Ref(text=title, url=url)),
        )


def _begins(item: tuple[Group, Row]) -> str:
    group, row = item
    return f"{group.title}: {row.title}" if group.title else row.title


def _shown(part: tuple[tuple[Group, Row], ...], groups: tuple[Group, ...]) -> Iterator[Group]:
    """The groups as far as one page shows them."""
    whole = {group.id: group for group in groups}
    for id, items in groupby(part, key=lambda item: item[0].id):
        group, rows = whole[id], tuple(row for _, row in items)
        goes_on = group.title and rows[0] is not group.rows[0]
        yield replace(
            group,
            title=f"{group.title}, fortsat" if goes_on else group.title,
            rows=rows,
            more=group.more if rows[-1] is group.rows[-1] else 0,
        )


def _capped(id: str, title: str, entries: Iterable[Entry]) -> Group:
    rows = _rows(entries)
    return Group(id=id, title=title, rows=rows[:MAX_ROWS], more=max(0, len(rows) - MAX_ROWS))


def _rows(entries: Iterable[Entry]) -> tuple[Row, ...]:
    return tuple(
        Row(title=entry.title, url=entry.url, about=entry.about, note=entry.note) for entry in entries
    )


def _units(site: Site) -> tuple[Row, ...]:
    phones = {content_id("contact", unit.id): unit.phone or "" for unit in site.project.units}
    return tuple(
        Row(title=entry.title, url=entry.url, about=entry.about, note=phones[entry.id])
        for entry in site.of_kind("contact")
    )


def _acts(site: Site, today: datetime.date) -> Iterator[Row]:
    """Each says where nobody has looked it up within a year, or that it is repealed."""
    late = {content_id("law", statute.id) for statute, _ in overdue(site.project.statutes, today)}
    gone = {
        content_id("law", statute.id)
        for statute in site.project.statutes
        if statute.repealed_on and statute.repealed_on <= today
    }
    for entry in site.of_kind("law"):
        note = "ophævet" if entry.id in gone else "ikke kontrolleret" if entry.id in late else ""
        yield Row(title=entry.title, url=entry.url, about=entry.about, note=note)


def _letter_groups(site: Site) -> tuple[Group, ...]:
    names = {letter.id: kind_name(letter) for letter in site.project.letters}
    kinds = sorted(set(names.values()), key=danish_order)
    return tuple(
        Group(
            id=anchor(kind), title=kind, rows=_rows(e for e in site.of_kind("letter") if names[e.id] == kind)
        )
        for kind in kinds
    )


def _rule_groups(site: Site) -> tuple[Group, ...]:
    ids: dict[str, set[str]] = {}
    for card in site.project.cards:
        ids.setdefault(group_of(card), set()).add(content_id("rule", card.id))
    return tuple(
        Group(id=group, title=name, rows=_rows(e for e in site.of_kind("rule") if e.id in ids[group]))
        for group, name in GROUP_NAMES.items()
        if group in ids
    )


def _status_groups(kind: Kind, site: Site) -> tuple[Group, ...]:
    statuses: dict[str, str] = {
        f"content/systems/{system.id}": system.status for system in site.project.systems
    }
    statuses |= {f"content/forms/{form.id}": form.status for form in site.project.forms}
    groups = (
        Group(
            id=status.replace("_", "-"),
            title=name,
            rows=_rows(e for e in site.of_kind(kind) if statuses[e.id] == status),
        )
        for status, name in STATUS_NAMES.items()
    )
    return tuple(group for group in groups if group.rows)
