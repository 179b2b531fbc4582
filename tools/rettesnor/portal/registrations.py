"""Facts that are written down twice: a matrix of facts and systems, and a count of one thing that was written nine times."""

from collections.abc import Iterable

from rettesnor.model import Record
from rettesnor.model.registrations import Count, Counted, KnownFact
from rettesnor.model.urls import content_id
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.site import REGISTRATIONS, Ref, Site
from rettesnor.portal.wording import capitalized
from rettesnor.procedure.registrations import Facts, Written, twice, written

TITLE = "Dobbeltregistrering"
ON_PAPER = "Papir eller mail"


class Cell(Record, frozen=True, kw_only=True):
    """Where a fact is written in one system."""

    places: tuple[Ref, ...]
    home: bool = False


class Row(Record, frozen=True, kw_only=True):
    """One fact, with a cell for each system; `why` says why it must stand in several places."""

    fact: str
    cells: tuple[Cell, ...]
    why: str | None = None


class Matrix(Record, frozen=True, kw_only=True):
    """Facts down, systems across."""

    systems: tuple[Ref, ...]
    rows: tuple[Row, ...]


class CountedRow(Record, frozen=True, kw_only=True):
    """One registration of a count: where, what was done, and which of the facts it wrote."""

    place: Ref
    what: str
    facts: tuple[bool, ...]


class Example(Record, frozen=True, kw_only=True):
    """A count from a source, as it was and as the procedure does it now."""

    count: Count
    facts: tuple[str, ...]
    then: tuple[CountedRow, ...]
    now: Matrix | None
    procedure: Ref | None
    written_now: int
    owner: Ref | None


def registrations_page(site: Site) -> Page:
    """The page as the procedures stand."""
    facts = Facts(site.project.facts)
    all = written(site.project.procedures, facts)
    found = twice(all)
    in_two = {fact: ones for fact, ones in found.items() if len({one.system for one in ones}) > 1}
    in_steps = {fact: ones for fact, ones in found.items() if fact not in in_two}
    examples = tuple(_example(count, all, facts, site) for count in site.project.counts)
    html = fill(
        "registrations.html",
        title=TITLE,
        total=len(all),
        systems=_matrix(in_two, facts, site),
        steps=_matrix(in_steps, facts, site),
        examples=examples,
    )
    return Page(
        url=REGISTRATIONS,
        title=TITLE,
        html=html,
        description="Den samme oplysning skrevet to steder.",
        section=REGISTRATIONS,
        trail=(HOME,),
        layout="wide",
    )


def _matrix(found: dict[str, tuple[Written, ...]], facts: Facts, site: Site) -> Matrix:
    ids = list(dict.fromkeys(one.system for ones in found.values() for one in ones))
    declared = {fact.name: fact for fact in facts.known.values()}
    rows = tuple(
        Row(
            fact=capitalized(fact),
            cells=tuple(_cell(ones, system, declared.get(fact), site) for system in ids),
            why=declared[fact].twice if fact in declared else None,
        )
        for fact, ones in found.items()
    )
    return Matrix(systems=tuple(_system(id, site) for id in ids), rows=rows)


def _cell(ones: Iterable[Written], system: str | None, fact: KnownFact | None, site: Site) -> Cell:
    places = {(one.procedure, one.step): one for one in ones if one.system == system}
    return Cell(
        places=tuple(_step(one, site) for one in places.values()),
        home=bool(fact and system and fact.system == system),
    )


def _step(one: Written, site: Site) -> Ref:
    entry = site.entries[content_id("procedure", one.procedure)]
    return Ref(text=one.title, url=f"{entry.url}#{one.step}", note=entry.title)


def _system(id: str | None, site: Site) -> Ref:
    return site.ref("system", id) if id else Ref(text=ON_PAPER)


def _example(count: Count, all: tuple[Written, ...], facts: Facts, site: Site) -> Example:
    names = tuple(dict.fromkeys(each.fact for each in count.registrations))
    then = tuple(
        CountedRow(
            place=_place(each, site),
            what=each.what,
            facts=tuple(name == each.fact for name in names),
        )
        for each in count.registrations
    )
    by_fact: dict[str, tuple[Written, ...]] = {}
    for one in all:
        if one.procedure == count.procedure:
            by_fact[one.fact] = (*by_fact.get(one.fact, ()), one)
    return Example(
        count=count,
        facts=tuple(capitalized(name) for name in names),
        then=then,
        now=_matrix(by_fact, facts, site) if by_fact else None,
        procedure=site.ref("procedure", count.procedure) if count.procedure else None,
        written_now=len({(one.step, one.system) for ones in by_fact.values() for one in ones}),
        owner=site.owner(count.owner),
    )


def _place(each: Counted, site: Site) -> Ref:
    """The place as the source calls it, linked to the system that it was."""
    return Ref(text=each.place, url=site.ref("system", each.system).url if each.system else None)
