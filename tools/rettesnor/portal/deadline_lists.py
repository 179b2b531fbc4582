"""Every deadline that a target group's procedures set, in one table for each group."""

from collections.abc import Iterator

from rettesnor.model import Procedure, Record, TargetGroup
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.shares import shares
from rettesnor.portal.site import DEADLINES, Ref, Site


class Line(Record, frozen=True, kw_only=True):
    """Something that must be done by a time; a step's deadline has no law of its own."""

    what: Ref
    when: str
    counted: str
    law: Ref | None
    who: str


class Duty(Record, frozen=True, kw_only=True):
    """A procedure with its deadlines."""

    procedure: Ref
    lines: tuple[Line, ...]


def group_url(group: TargetGroup) -> str:
    return f"{DEADLINES}{group.id}/"


def deadline_groups(site: Site) -> tuple[Ref, ...]:
    """The groups that have a page here."""
    return tuple(
        Ref(text=group.title, url=group_url(group))
        for group in site.project.target_groups
        if _duties(group, site)
    )


def deadline_group_pages(site: Site) -> Iterator[Page]:
    for group in site.project.target_groups:
        duties = _duties(group, site)
        if not duties:
            continue
        for share in shares(
            duties,
            url=group_url(group),
            name=lambda duty: duty.procedure.text,
            rows=lambda duty: 1 + len(duty.lines),
        ):
            yield Page(
                url=share.url,
                title=share.title(f"Frister: {group.title}"),
                html=fill("deadline_list.html", group=group, share=share),
                description="Hvad der skal være gjort, og hvornår, samlet for målgruppen.",
                section=DEADLINES,
                trail=(HOME, Ref(text="Frister", url=DEADLINES)),
                layout="wide",
            )


def _duties(group: TargetGroup, site: Site) -> tuple[Duty, ...]:
    inside = {p.id: p for p in site.project.procedures if group.id in p.head.target_groups}
    found = (
        Duty(procedure=Ref(text=entry.title, url=entry.url), lines=lines)
        for entry in site.of_kind("procedure")
        if entry.id in inside and (lines := _lines(inside[entry.id], site))
    )
    return tuple(found)


def _lines(procedure: Procedure, site: Site) -> tuple[Line, ...]:
    url = site.entries[procedure.id].url
    whole = (
        Line(
            what=Ref(text=deadline.what.rstrip(".")),
            when=deadline.when,
            counted=deadline.counted or "",
            law=site.law(deadline.law) if deadline.law else None,
            who="",
        )
        for deadline in procedure.head.deadlines
    )
    steps = (
        Line(
            what=Ref(text=step.title, url=f"{url}#{step.id}"),
            when=step.deadline,
            counted="",
            law=None,
            who=step.who or "",
        )
        for step in procedure.steps
        if step.deadline
    )
    return (*whole, *steps)
