"""What a unit does otherwise: the common page as the unit has it, with each difference marked and its reason."""

import datetime
import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup
from msgspec.structs import replace

from rettesnor.history.differences import Passage, differences
from rettesnor.model import Procedure, Record
from rettesnor.model.variants import Difference, Variant, step_text
from rettesnor.model.variants import differences as between
from rettesnor.portal import wording
from rettesnor.portal.page import fill, safe
from rettesnor.portal.prose import Prose, sections
from rettesnor.portal.site import Ref, Site
from rettesnor.portal.terms import Terms
from rettesnor.portal.validity import edition_url

_WAY = re.compile(r"^- Næste: .*\n?", re.MULTILINE)


class Choice(Record, frozen=True, kw_only=True):
    """One way to see a procedure: as all have it (`unit` is empty) or as a unit has it."""

    unit: str
    title: str
    url: str
    chosen: bool


class UnitPage(Record, frozen=True, kw_only=True):
    """A procedure as a unit has it: `marks` holds by step what is shown below it."""

    procedure: Procedure
    url: str
    unit: str
    top: Markup
    marks: Mapping[str, Markup]


def choices(procedure: Procedure, site: Site, *, today: datetime.date, chosen: str = "") -> Markup:
    """The units that a reader can choose between; nothing where no unit differs."""
    valid = _of(procedure, site, today)
    if not valid:
        return Markup("")
    address = site.entries[procedure.id].url
    shown = (
        Choice(unit="", title="Fælles", url=address, chosen=not chosen),
        *(
            Choice(
                unit=variant.unit,
                title=site.ref("contact", variant.unit).text,
                url=edition_url(address, variant.path),
                chosen=variant.unit == chosen,
            )
            for variant in valid
        ),
    )
    return safe(fill("units.html", choices=shown))


def unit_pages(procedure: Procedure, site: Site, terms: Terms, *, today: datetime.date) -> Iterator[UnitPage]:
    """The procedure as each unit with a variant that holds today has it."""
    for variant in _of(procedure, site, today):
        found = between(procedure, variant)
        steps = tuple(each.step for each in found if each.step)
        prose = Prose(site, terms, path=variant.path)
        head = variant.head
        top = fill(
            "variant.html",
            unit=site.ref("contact", variant.unit),
            reason=prose.line(head.reason),
            lead=prose.block(sections(variant.body)[0].text),
            until=wording.long_date(head.valid_to),
            owner=site.owner(head.owner),
            common=Ref(text="den fælles side", url=site.entries[procedure.id].url),
            found=tuple(each for each in found if each.kind != "same"),
            sources=head.sources,
        )
        yield UnitPage(
            procedure=replace(
                procedure,
                steps=steps,
                head=replace(procedure.head, summary=head.summary or procedure.head.summary),
            ),
            url=edition_url(site.entries[procedure.id].url, variant.path),
            unit=variant.unit,
            top=safe(top),
            marks={
                each.step.id: safe(
                    fill(
                        "variant_step.html",
                        kind=each.kind,
                        passages=_passages(each, procedure, variant, site),
                    )
                )
                for each in found
                if each.step and each.kind != "same"
            },
        )


def _of(procedure: Procedure, site: Site, today: datetime.date) -> tuple[Variant, ...]:
    return tuple(
        variant
        for variant in site.project.variants
        if variant.procedure == procedure.id and not variant.expired(today)
    )


def _passages(each: Difference, procedure: Procedure, variant: Variant, site: Site) -> tuple[Passage, ...]:
    before = _without_way(step_text(procedure, each.common)) if each.common else ""
    after = _without_way(step_text(variant, each.step)) if each.step else ""
    return differences(before.encode(), after.encode(), path=procedure.path, called=site.called)


def _without_way(text: str) -> str:
    """A step without the way to the next step, which the page shows."""
    return _WAY.sub("", text)
