"""An act's page: what is known of its versions and what is not, what has moved, and which pages build on it."""

import datetime

from rettesnor.law.impact import Use
from rettesnor.law.register import label, overdue, url
from rettesnor.model import Record
from rettesnor.model.statutes import Amendment, Statute, Version
from rettesnor.model.urls import FOLDERS, content_id
from rettesnor.portal import wording
from rettesnor.portal.lookups import SECTIONS
from rettesnor.portal.page import HOME, Page, fact, fill
from rettesnor.portal.site import Ref, Site

# The pages that build on one section; a section that hundreds build on is for the command `rettesnor impact`.
MAX_SHOWN = 40
RETSINFORMATION = "https://www.retsinformation.dk"


class Row(Record, frozen=True, kw_only=True):
    """A version, or what amends one (`about` says how)."""

    name: str
    url: str | None
    begins: str
    ends: str
    checked: str | None
    note: str | None
    amends: bool = False


class Unchecked(Record, frozen=True, kw_only=True):
    """When somebody last saw the act in force, None for never, and where to look."""

    seen: str | None
    url: str


class Cited(Record, frozen=True, kw_only=True):
    """Pages that cite one section; `more` are left out."""

    section: str
    refs: tuple[Ref, ...]
    more: int


def page(statute: Statute, site: Site, *, today: datetime.date) -> Page:
    """The page of one act as it stands on `today`."""
    entry = site.entries[content_id("law", statute.id)]
    names = tuple(name for name in statute.names if name not in {statute.title, statute.short_name})
    html = fill(
        "statute.html",
        title=entry.title,
        about=entry.about,
        statute=statute,
        repealed=_repealed(statute, today),
        successor=site.ref("law", statute.successor) if statute.successor else None,
        expected=tuple(change for change in statute.expected if change.date > today),
        facts=(
            *fact("Forkortes", wording.joined(statute.abbreviations)),
            *fact("Kaldes også", *names),
            *fact("Ansvarlig", site.owner(statute.owner)),
        ),
        rows=tuple(row for version in reversed(statute.versions) for row in _rows(version)),
        unchecked=_unchecked(statute, today),
        cited=tuple(_cited(section, uses, site) for section, uses in site.cited.get(statute.id, {}).items()),
    )
    section = FOLDERS["law"][1]
    trail = (HOME, Ref(text=SECTIONS["law"], url=section))
    return Page(
        url=entry.url, title=entry.title, html=html, description=statute.title, section=section, trail=trail
    )


def _unchecked(statute: Statute, today: datetime.date) -> Unchecked | None:
    """None for an act that somebody saw in force within a year, and for one that is repealed."""
    if not overdue((statute,), today):
        return None
    newest = statute.versions[-1] if statute.versions else None
    seen = newest.in_force_checked if newest else None
    return Unchecked(
        seen=wording.long_date(seen) if seen else None,
        url=(url(newest) if newest else None) or RETSINFORMATION,
    )


def _repealed(statute: Statute, today: datetime.date) -> str | None:
    day = statute.repealed_on
    if day is None:
        return None
    return (
        f"Ophævet {wording.long_date(day)}." if day <= today else f"Bliver ophævet {wording.long_date(day)}."
    )


def _rows(version: Version) -> tuple[Row, ...]:
    return (_row(version), *(_amendment(item) for item in version.amendments))


def _row(version: Version) -> Row:
    return Row(
        name=label(version),
        url=url(version),
        begins=wording.long_date(version.in_force_from) if version.in_force_from else "ikke oplyst",
        ends=wording.long_date(version.in_force_to) if version.in_force_to else "–",
        checked=wording.long_date(version.in_force_checked) if version.in_force_checked else None,
        note=version.note,
    )


def _amendment(item: Amendment) -> Row:
    return Row(
        name=label(item),
        url=url(item),
        begins=wording.long_date(item.in_force_from) if item.in_force_from else "ikke oplyst",
        ends="–",
        checked=None,
        note=item.about or None,
        amends=True,
    )


def _cited(section: str, uses: tuple[Use, ...], site: Site) -> Cited:
    ids = dict.fromkeys(use.id for use in uses)
    entries = [site.entries[full_id] for full_id in ids if full_id in site.entries]
    refs = tuple(
        Ref(text=entry.title, url=entry.url, note=wording.kind_name(entry.kind))
        for entry in entries[:MAX_SHOWN]
    )
    return Cited(section=section or "Loven som helhed", refs=refs, more=max(0, len(entries) - MAX_SHOWN))
