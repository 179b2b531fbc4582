"""A citizen's way through procedures and units: a page for each target group, as a picture and a table."""

from collections.abc import Iterator

from rettesnor.model import Procedure, Record, TargetGroup
from rettesnor.portal.diagrams import Diagram, Node, Text, column
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.site import JOURNEYS, Ref, Site
from rettesnor.portal.wording import count
from rettesnor.procedure.courses import Course, courses
from rettesnor.procedure.flow import FOLDER, leads_to, short

TITLE = "Forløb"


# A picture of more boxes than this is no overview; the table has them all.
MAX_DRAWN = 60


class Stop(Record, frozen=True, kw_only=True):
    """One procedure on the way, in the table; `leads` are the places it leads to, `away` what lies outside the group."""

    number: int
    procedure: Ref
    unit: Ref | None
    comes: tuple[str, ...]
    leads: tuple[str, ...]
    handed: tuple[Ref, ...]
    away: tuple[Ref, ...]


class Part(Record, frozen=True, kw_only=True):
    """Procedures that hang together, as picture and table."""

    id: str
    title: str
    diagram: Diagram | None
    stops: tuple[Stop, ...]


class Listed(Record, frozen=True, kw_only=True):
    """A group's line on the page of all groups."""

    group: Ref
    procedures: int
    units: int
    about: str


def journey_url(group: TargetGroup) -> str:
    return f"{JOURNEYS}{group.id}/"


def journey_pages(site: Site) -> Iterator[Page]:
    """The page of all target groups, and one for each that has procedures."""
    listed: list[Listed] = []
    pages: list[Page] = []
    for group in site.project.target_groups:
        inside = tuple(p for p in site.project.procedures if group.id in p.head.target_groups)
        if not inside:
            continue
        found = courses(inside)
        long = [course for course in found if course.arrows]
        units = {procedure.head.owner for procedure in inside if procedure.head.owner}
        listed.append(
            Listed(
                group=Ref(text=group.title, url=journey_url(group)),
                procedures=len(inside),
                units=len(units),
                about=count(len(long), "sammenhængende forløb", "sammenhængende forløb"),
            )
        )
        pages.append(_page(group, found, site))
    html = fill("journeys.html", title=TITLE, groups=listed)
    about = "Borgerens vej gennem arbejdsgange og enheder."
    yield Page(url=JOURNEYS, title=TITLE, html=html, description=about, section=JOURNEYS, trail=(HOME,))
    yield from pages


def _page(group: TargetGroup, found: tuple[Course, ...], site: Site) -> Page:
    joined = [course for course in found if course.arrows]
    parts = tuple(_part(number, course, site) for number, course in enumerate(joined, 1))
    alone = tuple(site.ref("procedure", short(course.procedures[0])) for course in found if not course.arrows)
    title = f"{TITLE}: {group.title}"
    html = fill(
        "journey.html",
        title=title,
        group=Ref(text=group.title, url=f"/maalgrupper/{group.id}/"),
        parts=parts,
        alone=alone,
    )
    return Page(
        url=journey_url(group),
        title=title,
        html=html,
        description="Hvad der kommer før og efter, og hvor en anden enhed tager over.",
        section=JOURNEYS,
        trail=(HOME, Ref(text=TITLE, url=JOURNEYS)),
        layout="wide",
    )


def _part(number: int, course: Course, site: Site) -> Part:
    first = site.ref("procedure", short(course.procedures[0])).text
    id = f"forloeb-{number}"
    nodes = tuple(_node(place, p, site) for place, p in enumerate(course.procedures, 1))
    title = f"Diagram: {len(nodes)} arbejdsgange og vejen mellem dem. Tabellen siger det samme."
    return Part(
        id=id,
        title=f"Fra »{first}«",
        diagram=column(id, title, nodes, course.arrows) if len(nodes) <= MAX_DRAWN else None,
        stops=tuple(_stop(place, p, course, site) for place, p in enumerate(course.procedures)),
    )


def _node(place: int, procedure: Procedure, site: Site) -> Node:
    entry = site.entries[procedure.id]
    owner = site.owner(procedure.head.owner)
    lines = (Text(text=entry.title, kind="title"), *((Text(text=owner.text),) if owner else ()))
    return Node(lines=lines, number=place, url=entry.url)


def _stop(place: int, procedure: Procedure, course: Course, site: Site) -> Stop:
    inside = {short(p) for p in course.procedures}
    outside = dict.fromkeys((*procedure.head.after, *(i for step in procedure.steps for i in leads_to(step))))
    handed = dict.fromkeys(step.handover[0] for step in procedure.steps if step.handover)
    entry = site.entries[procedure.id]
    return Stop(
        number=place + 1,
        procedure=Ref(text=entry.title, url=entry.url),
        unit=site.owner(procedure.head.owner),
        comes=tuple(str(n) for n in sorted(a.start + 1 for a in course.arrows if a.end == place)),
        leads=tuple(str(n) for n in sorted(a.end + 1 for a in course.arrows if a.start == place)),
        handed=site.refs("contact", tuple(handed)),
        away=site.refs("procedure", tuple(i for i in outside if i.removeprefix(FOLDER) not in inside)),
    )
