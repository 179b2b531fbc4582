"""A procedure's page: for whom, whom to ask, by when and under which law; then the steps; then what belongs to it."""

import datetime
from collections.abc import Mapping

from markupsafe import Markup

from rettesnor.model import Deadline, Procedure, Record, Step
from rettesnor.model.names import STATUS_NAMES
from rettesnor.model.validity import state
from rettesnor.portal.journeys import journey_url
from rettesnor.portal.markdown import Heading, anchor, free, split_anchor
from rettesnor.portal.notices import notices
from rettesnor.portal.page import HOME, Fact, Page, fact, fill
from rettesnor.portal.prose import Prose, sections
from rettesnor.portal.responsibilities import diagram, rows
from rettesnor.portal.review import review
from rettesnor.portal.site import Entry, Ref, Site
from rettesnor.portal.terms import Terms
from rettesnor.portal.variants import UnitPage, choices

STEPS, AT_A_GLANCE, RELATED, SOURCES = "trin", "overblik", "hoerer-til", "kilder"
MAX_CITING = 40
OWN_ANCHORS = frozenset({STEPS, AT_A_GLANCE, RELATED, SOURCES})


class ShownStep(Record, frozen=True, kw_only=True):
    """A step ready for the template."""

    number: int
    id: str
    title: str
    facts: tuple[Fact, ...]
    html: str


class Related(Record, frozen=True, kw_only=True):
    """A short list of pages that belong to this one."""

    title: str
    refs: tuple[Ref, ...]


def page(
    procedure: Procedure, site: Site, terms: Terms, *, today: datetime.date, unit: UnitPage | None = None
) -> Page:
    """The page of one procedure as it stands on `today`, for all or as a `unit` has it."""
    head = procedure.head
    entry = site.entries[procedure.id]
    prose = Prose(site, terms, path=procedure.path)
    lead, parts, headings = _body(procedure, site, prose, unit.marks if unit else {})
    holds = state(head, day=today) == "in_force"
    area = next(
        (Ref(text=a.title, url=f"/procedures/{a.id}/") for a in site.project.areas if a.id == procedure.area),
        None,
    )
    related = _related(procedure, site)
    picture = diagram(procedure, site)
    html = fill(
        "procedure.html",
        procedure=procedure,
        summary=prose.line(head.summary) if head.summary else "",
        groups=_groups(procedure, site),
        deadlines=tuple(_deadline(deadline, site) for deadline in head.deadlines),
        contact=site.unit(head.contact or head.owner),
        contact_url=site.ref("contact", head.contact or head.owner or "").url,
        owner=site.owner(head.owner),
        law=tuple(site.law(citation) for citation in head.legal_basis),
        review=review(head.reviewed, head.review_every_months, today=today),
        notices=notices("procedure", procedure.id, head, site, today=today),
        units=choices(procedure, site, today=today, chosen=unit.unit if unit else "") if holds else "",
        unit=unit.top if unit else "",
        lead=lead,
        parts=parts,
        picture=picture,
        rows=rows(procedure, site) if picture else (),
        related=related,
        sources=head.sources,
    )
    return Page(
        url=unit.url if unit else entry.url,
        title=f"{entry.title} ({site.ref('contact', unit.unit).text})" if unit else entry.title,
        html=html,
        headings=(
            *headings,
            *((Heading(level=2, id=AT_A_GLANCE, title="Overblik over trinene"),) if picture else ()),
            *((Heading(level=2, id=RELATED, title="Hører til"),) if related else ()),
        ),
        description=head.summary,
        section=f"/procedures/{procedure.area}/",
        trail=(HOME, *((area,) if area else ())),
        path=procedure.path,
    )


class _Part(Record, frozen=True, kw_only=True):
    """One `##` section: the steps, or plain prose."""

    id: str
    title: str
    html: str = ""
    steps: tuple[ShownStep, ...] = ()


def _body(
    procedure: Procedure, site: Site, prose: Prose, marks: Mapping[str, Markup]
) -> tuple[Markup, tuple[_Part, ...], tuple[Heading, ...]]:
    first, *rest = sections(procedure.body)
    taken = {step.id for step in procedure.steps} | OWN_ANCHORS
    parts: list[_Part] = []
    headings: list[Heading] = []
    for section in rest:
        title, given = split_anchor(section.heading)
        if title.casefold() == STEPS and procedure.steps:
            steps = tuple(
                _step(n, step, procedure, site, prose, marks.get(step.id, ""))
                for n, step in enumerate(procedure.steps, 1)
            )
            parts.append(
                _Part(id=STEPS, title=f"{len(steps)} trin" if len(steps) > 1 else "Trin", steps=steps)
            )
            headings.append(Heading(level=2, id=STEPS, title="Trin"))
            headings += (Heading(level=3, id=s.id, title=s.title) for s in steps)
        else:
            name = given or free(anchor(title), taken)
            made = prose.html(section.text, taken=taken | {name})
            taken |= {name, *(heading.id for heading in made.headings)}
            parts.append(_Part(id=name, title=title, html=made.html))
            headings.append(Heading(level=2, id=name, title=title))
    return prose.block(first.text), tuple(parts), tuple(headings)


def _step(number: int, step: Step, procedure: Procedure, site: Site, prose: Prose, mark: str) -> ShownStep:
    facts = (
        *fact("Hvem", step.who),
        *fact("Frist", step.deadline, strong=True),
        *fact("System", *site.refs("system", step.systems)),
        *fact("Registreres", *(_registered(item.fact, item.system, site) for item in step.registers)),
        *fact("Brev", *site.refs("letter", step.letters)),
        *fact("Blanket", *site.refs("form", step.forms)),
        *fact("Lov", *(site.law(citation) for citation in step.law)),
        *fact("Modtages fra", *_handover(step.received, site)),
        *fact("Overdrages til", *_handover(step.handover, site)),
        *fact("Næste", *(_next(item, procedure, site) for item in _elsewhere(number, step, procedure))),
    )
    # Joined as text: Markup would take the step's own HTML for words and escape it.
    html = f"{prose.html(step.text).html}{mark}"
    return ShownStep(number=number, id=step.id, title=step.title, facts=facts, html=html)


def _registered(what: str, system: str | None, site: Site) -> Ref:
    return Ref(text=what, note=f"i {site.ref('system', system).text}" if system else None)


def _handover(other: tuple[str, str | None] | None, site: Site) -> tuple[Ref, ...]:
    if other is None:
        return ()
    unit, procedure = other
    return (site.ref("contact", unit), *((site.ref("procedure", procedure),) if procedure else ()))


def _elsewhere(number: int, step: Step, procedure: Procedure) -> tuple[str, ...]:
    """What follows a step, unless it is just the next step on the page, which a reader sees."""
    below = tuple(f"#{other.id}" for other in procedure.steps[number : number + 1])
    return () if step.next == below else step.next


def _next(item: str, procedure: Procedure, site: Site) -> Ref:
    if item.startswith("#"):
        title = next((step.title for step in procedure.steps if step.id == item[1:]), item)
        return Ref(text=title, url=item)
    return site.ref("procedure", item)


def _groups(procedure: Procedure, site: Site) -> tuple[Ref, ...]:
    titles = {group.id: group.title for group in site.project.target_groups}
    return tuple(
        Ref(text=titles.get(group, group), url=f"/maalgrupper/{group}/" if group in titles else None)
        for group in procedure.head.target_groups
    )


def _journeys(procedure: Procedure, site: Site) -> tuple[Ref, ...]:
    """The courses that the procedure is part of."""
    groups = site.project.target_groups
    return tuple(
        Ref(text=group.title, url=journey_url(group))
        for group in groups
        if group.id in procedure.head.target_groups
    )


def _deadline(deadline: Deadline, site: Site) -> dict[str, object]:
    return {
        "what": deadline.what.rstrip("."),
        "when": deadline.when,
        "counted": _counted(deadline.counted),
        "law": site.law(deadline.law) if deadline.law else None,
    }


def _counted(start: str | None) -> str | None:
    """»fra samtalen«, also where the author left out »fra«."""
    return start and (start if start.startswith("fra ") else f"fra {start}")


def _related(procedure: Procedure, site: Site) -> tuple[Related, ...]:
    head, steps = procedure.head, procedure.steps
    letters = dict.fromkeys(head.letters + tuple(letter for step in steps for letter in step.letters))
    forms = dict.fromkeys(head.forms + tuple(form for step in steps for form in step.forms))
    systems = dict.fromkeys(head.systems + tuple(system for step in steps for system in step.systems))
    lists = (
        Related(title="Kommer før", refs=site.refs("procedure", head.before)),
        Related(title="Kommer efter", refs=site.refs("procedure", head.after)),
        Related(title="Hele forløbet for", refs=_journeys(procedure, site)),
        Related(title="Breve", refs=site.refs("letter", tuple(letters))),
        Related(title="Blanketter", refs=site.refs("form", tuple(forms))),
        Related(title="Systemer", refs=tuple(_system(system, site) for system in systems)),
        Related(title="Beslutninger", refs=tuple(_ref(e) for e in site.users(procedure.id, "page"))),
        Related(title="Nævnt i", refs=tuple(_ref(e) for e in _citing(procedure, site)[:MAX_CITING])),
    )
    return tuple(related for related in lists if related.refs)


def _system(short_id: str, site: Site) -> Ref:
    system = next((s for s in site.project.systems if s.id == short_id), None)
    note = STATUS_NAMES[system.status] if system and system.status == "retired" else None
    return site.ref("system", short_id, note=note)


def _citing(procedure: Procedure, site: Site) -> tuple[Entry, ...]:
    known = {f"procedures/{short}" for short in procedure.head.before + procedure.head.after}
    return tuple(entry for entry in site.users(procedure.id, "procedure") if entry.id not in known)


def _ref(entry: Entry) -> Ref:
    return Ref(text=entry.title, url=entry.url)
