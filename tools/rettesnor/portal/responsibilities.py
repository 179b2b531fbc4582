"""Who does what, in which system and by when: the table and picture of one procedure, and a page for each unit."""

from collections.abc import Iterator

from rettesnor.model import Procedure, Record, Step, Unit
from rettesnor.model.urls import content_id
from rettesnor.portal.diagrams import Diagram, Node, Text, column
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.shares import shares
from rettesnor.portal.site import RESPONSIBILITIES, Ref, Site
from rettesnor.portal.wording import capitalized, danish_order
from rettesnor.procedure.courses import Handover, handovers
from rettesnor.procedure.flow import arrows, leads_to

TITLE = "Hvem gør hvad"
# More make a page heavy; the procedures themselves have them all.
MAX_MOVES = 60


class Row(Record, frozen=True, kw_only=True):
    """One step in the table; `following` are the steps and procedures that it leads to."""

    number: int
    step: Ref
    who: str
    systems: tuple[Ref, ...]
    deadline: str
    following: tuple[Ref, ...]
    handed: Ref | None
    received: Ref | None


class Task(Record, frozen=True, kw_only=True):
    """A procedure that a unit answers for, with its steps."""

    procedure: Ref
    rows: tuple[Row, ...]


class Move(Record, frozen=True, kw_only=True):
    """A case that goes from one unit to another."""

    giver: Ref
    taker: Ref | None
    unit: Ref


class Part(Record, frozen=True, kw_only=True):
    """A unit's line on the page of all units."""

    unit: Ref
    procedures: int
    steps: int
    dated: int
    given: int
    taken: int


def rows(procedure: Procedure, site: Site) -> tuple[Row, ...]:
    """The steps as a table tells them; links lead to the procedure's own page."""
    own = site.entries[procedure.id].url
    number = {f"#{step.id}": index for index, step in enumerate(procedure.steps, 1)}
    follow = arrows(procedure.steps)
    return tuple(
        Row(
            number=index + 1,
            step=Ref(text=step.title, url=f"{own}#{step.id}"),
            who=step.who or "",
            systems=site.refs("system", step.systems),
            deadline=step.deadline or "",
            following=(
                *(Ref(text=f"trin {arrow.end + 1}") for arrow in follow if arrow.start == index),
                *site.refs("procedure", tuple(i for i in step.next if i not in number)),
            ),
            handed=site.ref("contact", step.handover[0]) if step.handover else None,
            received=site.ref("contact", step.received[0]) if step.received else None,
        )
        for index, step in enumerate(procedure.steps)
    )


def diagram(procedure: Procedure, site: Site) -> Diagram | None:
    """The steps as boxes with arrows; None where there is nothing to follow."""
    if len(procedure.steps) < 2:
        return None
    nodes = tuple(_node(number, step, site) for number, step in enumerate(procedure.steps, 1))
    title = f"Diagram: de {len(nodes)} trin og vejen mellem dem. Tabellen siger det samme."
    return column("diagram", title, nodes, arrows(procedure.steps))


def _node(number: int, step: Step, site: Site) -> Node:
    systems = ", ".join(ref.text for ref in site.refs("system", step.systems))
    received = f"← fra {site.ref('contact', step.received[0]).text}" if step.received else ""
    handed = f"→ til {site.ref('contact', step.handover[0]).text}" if step.handover else ""
    own = {step.handover[1]} if step.handover else set[str | None]()
    on = (f"→ {site.ref('procedure', item).text}" for item in leads_to(step) if item not in own)
    lines = (
        Text(text=step.title, kind="title"),
        *(Text(text=text) for text in (capitalized(" · ".join(filter(None, (step.who, systems)))),) if text),
        *(Text(text=text, kind="strong") for text in (capitalized(step.deadline or ""),) if text),
        *(Text(text=text, kind="out") for text in (received, handed, *on) if text),
    )
    return Node(lines=lines, number=number)


def responsibility_pages(site: Site) -> Iterator[Page]:
    """The page of all units, and one for each that answers for a procedure or takes part in a handover."""
    moves = handovers(site.project.procedures)
    owners = {procedure.id: procedure.head.owner for procedure in site.project.procedures}
    parts = tuple(
        part
        for unit in sorted(site.project.units, key=lambda unit: danish_order(unit.name))
        if (part := _part(unit, site, moves, owners))
    )
    html = fill(
        "responsibilities.html",
        title=TITLE,
        parts=parts,
        moves=tuple(_move(m, site) for m in moves[:MAX_MOVES]),
        left=max(0, len(moves) - MAX_MOVES),
    )
    yield Page(
        url=RESPONSIBILITIES,
        title=TITLE,
        html=html,
        description="Hvem der udfører hvert trin, hvem der har ansvaret, og hvornår det skal være gjort.",
        section=RESPONSIBILITIES,
        trail=(HOME,),
        layout="wide",
    )
    for unit in site.project.units:
        if any(part.unit.url == unit_url(unit) for part in parts):
            yield from _unit_pages(unit, site, moves, owners)


def unit_url(unit: Unit) -> str:
    return f"{RESPONSIBILITIES}{unit.id}/"


def _part(unit: Unit, site: Site, moves: tuple[Handover, ...], owners: dict[str, str | None]) -> Part | None:
    mine = [procedure for procedure in site.project.procedures if procedure.head.owner == unit.id]
    steps = [step for procedure in mine for step in procedure.steps]
    given = sum(owners.get(content_id("procedure", move.giver)) == unit.id for move in moves)
    taken = sum(move.unit == unit.id for move in moves)
    if not (mine or given or taken):
        return None
    return Part(
        unit=Ref(text=unit.name, url=unit_url(unit)),
        procedures=len(mine),
        steps=len(steps),
        dated=sum(step.deadline is not None for step in steps),
        given=given,
        taken=taken,
    )


def _unit_pages(
    unit: Unit, site: Site, moves: tuple[Handover, ...], owners: dict[str, str | None]
) -> Iterator[Page]:
    by_id = {procedure.id: procedure for procedure in site.project.procedures}
    tasks = tuple(
        Task(procedure=Ref(text=entry.title, url=entry.url), rows=found)
        for entry in site.of_kind("procedure")
        if owners.get(entry.id) == unit.id and (found := rows(by_id[entry.id], site))
    )
    given = [move for move in moves if owners.get(content_id("procedure", move.giver)) == unit.id]
    taken = [move for move in moves if move.unit == unit.id]
    cut = shares(
        tasks, url=unit_url(unit), name=lambda task: task.procedure.text, rows=lambda task: 4 + len(task.rows)
    )
    for share in cut:
        last = share.number == len(cut)
        html = fill(
            "unit_tasks.html",
            unit=unit,
            url=site.ref("contact", unit.id).url,
            share=share,
            given=tuple(_move(move, site) for move in given[:MAX_MOVES]) if last else (),
            taken=tuple(_move(move, site) for move in taken[:MAX_MOVES]) if last else (),
            left=max(0, len(given) - MAX_MOVES) + max(0, len(taken) - MAX_MOVES) if last else 0,
        )
        yield Page(
            url=share.url,
            title=share.title(f"{TITLE}: {unit.name}"),
            html=html,
            description=f"Hvad {unit.name} har ansvaret for, og hvornår det skal være gjort.",
            section=RESPONSIBILITIES,
            trail=(HOME, Ref(text=TITLE, url=RESPONSIBILITIES)),
            layout="wide",
        )


def _move(move: Handover, site: Site) -> Move:
    giver = site.ref("procedure", move.giver)
    taker = site.ref("procedure", move.taker) if move.taker else None
    return Move(
        giver=Ref(text=giver.text, url=f"{giver.url}#{move.step}" if giver.url else None),
        taker=taker
        and Ref(text=taker.text, url=f"{taker.url}#{move.taken}" if taker.url and move.taken else taker.url),
        unit=site.ref("contact", move.unit),
    )
