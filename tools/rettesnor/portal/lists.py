"""Pages that lead to other pages: areas, target groups, one list for each kind, A–Å, and the search page."""

from collections.abc import Iterable

from rettesnor.model import Area, Record, TargetGroup
from rettesnor.model.urls import FOLDERS, KIND_NAMES, Kind
from rettesnor.portal.entries import SECTIONS
from rettesnor.portal.letters import kind_name
from rettesnor.portal.markdown import Heading, anchor
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.site import Entry, Site
from rettesnor.portal.wording import STATUS_NAMES, danish_order, first_letter

A_TO_Z = "/a-aa/"
SEARCH = "/sog/"

_ABOUT: dict[Kind, str] = {
    "letter": "Skabeloner til breve. Hver side viser teksten, felterne og hvornår brevet bruges.",
    "term": "Ord, som vi bruger på én bestemt måde, og de gamle ord, de har afløst.",
    "system": "Systemer, vi arbejder i, og dem, der er udgået.",
    "form": "Blanketter og aftaler, og hvem der udfylder dem.",
    "contact": "Hvem du spørger, hvornår telefonen er åben, og hvor du skriver til.",
    "law": "Love, som siderne bygger på, og hvilke sider det er.",
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


def area_page(area: Area, site: Site) -> Page:
    rows = tuple(
        Row(title=entry.title, url=entry.url, about=entry.about)
        for entry in site.of_kind("procedure")
        if entry.id.startswith(f"procedures/{area.id}/")
    )
    url = f"/procedures/{area.id}/"
    return _list(url, area.title, area.about, (Group(id="", title="", rows=rows),), section=url)


def procedures_page(site: Site) -> Page:
    groups = tuple(
        Group(
            id=area.id,
            title=area.title,
            rows=tuple(
                Row(title=entry.title, url=entry.url)
                for entry in site.of_kind("procedure")
                if entry.id.startswith(f"procedures/{area.id}/")
            ),
        )
        for area in site.project.areas
    )
    about = "Alle arbejdsgange, ordnet efter opgaven."
    return _list("/procedures/", "Arbejdsgange", about, groups, section="/procedures/")


def target_group_page(group: TargetGroup, site: Site) -> Page:
    procedures = {p.id for p in site.project.procedures if group.id in p.head.target_groups}
    letters = {letter.id for letter in site.project.letters if group.id in letter.head.target_groups}
    groups = (
        Group(
            id="arbejdsgange",
            title="Arbejdsgange",
            rows=_rows(e for e in site.of_kind("procedure") if e.id in procedures),
        ),
        Group(id="breve", title="Breve", rows=_rows(e for e in site.of_kind("letter") if e.id in letters)),
    )
    shown = tuple(g for g in groups if g.rows)
    return _list(
        f"/maalgrupper/{group.id}/", group.title, "Sider, der gælder for målgruppen.", shown, section=""
    )


def kind_page(kind: Kind, site: Site) -> Page:
    match kind:
        case "letter":
            groups = _letter_groups(site)
        case "system" | "form":
            groups = _status_groups(kind, site)
        case _:
            groups = (Group(id="", title="", rows=_rows(site.of_kind(kind))),)
    url = FOLDERS[kind][1]
    return _list(url, SECTIONS[kind], _ABOUT[kind], groups, section=url)


def a_to_z_page(site: Site) -> Page:
    """Every page by title and by its other names; needs neither server nor script."""
    rows: dict[str, list[Row]] = {}
    for entry in site.entries.values():
        for name in dict.fromkeys((entry.title, *entry.other_names)):
            note = KIND_NAMES[entry.kind] if name == entry.title else f"se {entry.title}"
            rows.setdefault(first_letter(name), []).append(Row(title=name, url=entry.url, note=note))
    groups = tuple(
        Group(
            id=f"bogstav-{anchor(letter) if letter.isalpha() else 'andet'}",
            title=letter,
            rows=tuple(sorted(rows[letter], key=lambda row: danish_order(row.title))),
        )
        for letter in sorted(rows, key=danish_order)
    )
    html = fill("a_to_z.html", groups=groups)
    return Page(
        url=A_TO_Z,
        title="A–Å",
        html=html,
        section=A_TO_Z,
        trail=(HOME,),
        description="Alt i portalen efter alfabetet.",
    )


def search_page() -> Page:
    """What stands at the search address when no server answers; the server puts its results in its place."""
    return Page(url=SEARCH, title="Søg", html=fill("search.html"), trail=(HOME,), layout="search")


def _list(url: str, title: str, about: str, groups: tuple[Group, ...], *, section: str) -> Page:
    html = fill("list.html", title=title, about=about, groups=groups)
    headings = tuple(Heading(level=2, id=group.id, title=group.title) for group in groups if group.title)
    return Page(
        url=url, title=title, html=html, headings=headings, description=about, section=section, trail=(HOME,)
    )


def _rows(entries: Iterable[Entry]) -> tuple[Row, ...]:
    return tuple(Row(title=entry.title, url=entry.url, about=entry.about) for entry in entries)


def _letter_groups(site: Site) -> tuple[Group, ...]:
    names = {letter.id: kind_name(letter) for letter in site.project.letters}
    kinds = sorted(set(names.values()), key=danish_order)
    return tuple(
        Group(
            id=anchor(kind), title=kind, rows=_rows(e for e in site.of_kind("letter") if names[e.id] == kind)
        )
        for kind in kinds
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
