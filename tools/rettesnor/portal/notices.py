"""What a reader must know before using a page: whether it holds today, whether anybody keeps it, and what is coming."""

import datetime
from typing import Protocol

from markupsafe import Markup
from msgspec.structs import replace

from rettesnor.model import Record
from rettesnor.model.urls import Kind
from rettesnor.model.validity import state
from rettesnor.portal import validity, wording
from rettesnor.portal.page import Page, fill, safe
from rettesnor.portal.review import review
from rettesnor.portal.site import Ref, Site


class Kept(Protocol):
    """What a page's front matter says of who keeps it."""

    @property
    def owner(self) -> str | None: ...
    @property
    def reviewed(self) -> datetime.date | None: ...
    @property
    def review_every_months(self) -> int: ...


class Holds(Kept, Protocol):
    """And of the days it holds."""

    @property
    def valid_from(self) -> datetime.date | None: ...
    @property
    def valid_to(self) -> datetime.date | None: ...
    @property
    def replaced_by(self) -> str | None: ...


class Notice(Record, frozen=True, kw_only=True):
    """One message: in short, the rest of it, and where it leads."""

    strong: str
    text: str
    to: Ref | None = None
    tone: str = "warning"


class Owned(Record, frozen=True, kw_only=True):
    """A text that has an owner and no date of its own."""

    owner: str | None
    reviewed: datetime.date | None = None
    review_every_months: int = 12


def kept(head: Kept, site: Site, *, today: datetime.date, dated: bool = True) -> tuple[Notice, ...]:
    """Nobody owns the page, or nobody has gone through it in time; the latter only where it is `dated`."""
    found: list[Notice] = []
    owner = site.owner(head.owner)
    if owner is None:
        text = "Ingen enhed holder siden ved lige. Spørg, før du bruger den."
        found.append(Notice(strong="Uden ansvarlig.", text=text))
    checked = review(head.reviewed, head.review_every_months, today=today)
    if dated and checked.overdue:
        text = f"{_overdue(checked.text)} Er du i tvivl, så spørg"
        found.append(
            Notice(strong="Ikke gennemgået til tiden.", text=text, to=owner)
            if owner
            else Notice(strong="Ikke gennemgået til tiden.", text=_overdue(checked.text))
        )
    return tuple(found)


def on_top(page: Page, head: Kept, site: Site, *, today: datetime.date) -> Page:
    """The page of a text whose date is optional, with what must be told below its heading."""
    found = kept(head, site, today=today, dated=head.reviewed is not None)
    before, heading, after = page.html.partition("</h1>")
    return replace(page, html=f"{before}{heading}\n{shown(found)}{after}") if found else page


def shown(found: tuple[Notice, ...]) -> Markup:
    """Notices as they stand at the top of a page."""
    return safe(fill("notices.html", notices=found))


def notices(kind: Kind, full_id: str, head: Holds, site: Site, *, today: datetime.date) -> Markup:
    """All that stands at the top of the page of one edition of a procedure or a letter."""
    found: list[Notice] = []
    later = validity.coming(full_id, site)
    match state(head, day=today):
        case "coming" if any(edition.begins == head.valid_from for edition in later):
            pass  # the page of the edition itself says so
        case "coming" if head.valid_from:
            text = f"Gælder fra {wording.long_date(head.valid_from)}."
            found.append(Notice(strong="Gælder ikke i dag.", text=text))
        case "ended" if head.valid_to:
            text = f"Gjaldt til {wording.long_date(head.valid_to)}. Brug den ikke til nye sager."
            to = site.ref(kind, head.replaced_by) if head.replaced_by else None
            text += " Brug i stedet" if to else ""
            found.append(Notice(strong="Gælder ikke mere.", text=text, to=to))
        case _:
            found += kept(head, site, today=today)
    found += (
        Notice(
            strong=f"Ændres {wording.long_date(edition.begins)}.",
            text="Her kan du se",
            to=Ref(text="den nye udgave, og hvad der bliver anderledes", url=edition.url),
            tone="info",
        )
        for edition in later
        if edition.begins != head.valid_from
    )
    return shown(tuple(found))


def _overdue(text: str) -> str:
    return f"Sidst gennemgået {text}." if text[0].isdigit() else f"{text}."
