"""A citizen's way through procedures and units: a page for each target group, as a picture and a table."""

from collections.abc import Iterator

from rettesnor.model import Procedure, Record, TargetGroup
from rettesnor.portal.diagrams import Diagram, Node, Text, column
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.shares import shares
from rettesnor.portal.site import JOURNEYS, Ref, Site
from rettesnor.procedure.courses import Course, courses
from rettesnor.procedure.flow import FOLDER, leads_to, short

TITLE = "Forløb"


# A picture of more boxes than this is no overview; the table has them all.
MAX_DRAWN = 60
# More stops make a page heavy; each is wider than a row elsewhere.
MAX_STOPS = 120
# A longer list of titles is for search.
MAX_ALONE = 60


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
    courses: int


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
                courses=len(long),
            )
        )
        pages.extend(_pages(group, found, site))
    html = fill("journeys.html", title=TITLE, groups=listed)
    about = "Borgerens vej gennem arbejdsgange og enheder."
    yield Page(url=JOURNEYS, title=TITLE, html=html, description=about, section=JOURNEYS, trail=(HOME,))
    yield from pages


def _pages(group: TargetGroup, found: tuple[Course, ...], site: Site) -> Iterator[Page]:
    joined = [course for course in found if course.arrows]
    alone = tuple(site.ref("procedure", short(course.procedures[0])) for course in found if not course.arrows)
    cut = shares(
        (part for number, course in enumerate(joined, 1) for part in _parts(number, course, site)),
        url=journey_url(group),
        name=lambda part: part.stops[0].procedure.text,
        rows=lambda part: round(len(part.stops) * (3 if part.diagram else 1.25)),
    )
    for share in cut:
        title = share.title(f"{TITLE}: {group.title}")
        last = share.number == len(cut)
        yield Page(
            url=share.url,
            title=title,
            html=fill(
                "journey.html",
                title=f"{TITLE}: {group.title}",
                group=Ref(text=group.title, url=f"/maalgrupper/{group.id}/"),
                share=share,
                alone=alone[:MAX_ALONE] if last else (),
                left=max(0, len(alone) - MAX_ALONE) if last else 0,
            ),
            description="Hvad der kommer før og efter, og hvor en anden enhed tager over.",
            section=JOURNEYS,
            trail=(HOME, Ref(text=TITLE, url=JOURNEYS)),
            layout="wide",
        )


def _parts(number: int, course: Course, site: Site) -> Iterator[Part]:
    """One, or several where the course is too long for a page."""
    id = f"forloeb-{number}"
    title = f"Fra »{site.ref('procedure', short(course.procedures[0])).text}«"
    stops = tuple(_stop(place, p, course, site) for place, p in enumerate(course.procedures))
    for start in range(0, len(stops), MAX_STOPS):
        yield Part(
            id=id if start == 0 else f"{id}-{start + 1}",
            title=title if start == 0 else f"{title}, fortsat",
            diagram=_diagram(id, course, site) if len(stops) <= MAX_DRAWN else None,
            stops=stops[start : start + MAX_STOPS],
        )


def _diagram(id: str, course: Course, site: Site) -> Diagram:
    nodes = tuple(_node(place, p, site) for place, p in enumerate(course.procedures, 1))
    title = f"Diagram: {len(nodes)} arbejdsgange og vejen mellem dem. Tabellen siger det samme."
    return column(id, title, nodes, course.arrows)


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
