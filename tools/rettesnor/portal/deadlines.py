"""The page of deadlines: which rules there are, when a letter is fremme, when we are closed, and the last days of today.

The server puts a form in its place at the mark, which asks for any other day (see web/deadlines.py).
"""

import datetime

from rettesnor.law.deadlines import UnknownArrival, last_day
from rettesnor.model import Channel, Record, Source
from rettesnor.model.deadlines import ClosedDay, DeadlineRule, Sending
from rettesnor.model.names import CHANNEL_NAMES
from rettesnor.portal import wording
from rettesnor.portal.deadline_lists import deadline_groups
from rettesnor.portal.markdown import Heading
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.site import DEADLINES, Site

CHANNELS: tuple[Channel, ...] = ("digital_post", "min_side", "papir")
_UNITS = {"days": ("dag", "dage"), "weeks": ("uge", "uger"), "working_days": ("hverdag", "hverdage")}


class Row(Record, frozen=True, kw_only=True):
    """A rule with its length in words and its last day in each channel for a letter sent today."""

    id: str
    title: str
    length: str
    law: str | None
    last_days: tuple[str, ...]
    source: Source | None


class Arrival(Record, frozen=True, kw_only=True):
    channel: str
    when: str
    source: Source | None


class ShownSending(Record, frozen=True, kw_only=True):
    title: str
    when: str
    source: Source | None


def deadlines_page(site: Site, *, today: datetime.date) -> Page:
    """The page as it stands on `today`."""
    data = site.project.deadlines
    html = fill(
        "deadlines.html",
        today=today,
        channels=tuple(wording.capitalized(CHANNEL_NAMES[channel]) for channel in CHANNELS),
        rules=tuple(_row(rule, site, today) for rule in data.rules),
        arrivals=tuple(
            Arrival(
                channel=wording.capitalized(CHANNEL_NAMES[each.channel]),
                when=_arrives(each.days),
                source=each.source,
            )
            for each in data.arrivals
        ),
        groups=deadline_groups(site),
        sendings=tuple(
            ShownSending(title=each.title, when=_sent(each), source=each.source) for each in data.sendings
        ),
        closed=tuple(_closed(day) for day in data.closed_days),
    )
    return Page(
        url=DEADLINES,
        title="Frister",
        html=html,
        headings=tuple(
            Heading(level=2, id=id, title=title)
            for id, title in (
                ("i-dag", "Sendt i dag"),
                ("maalgrupper", "Frister for en målgruppe"),
                ("fremme", "Hvornår er brevet fremme?"),
                *([("sendes", "Hvornår går brevet ud?")] if data.sendings else []),
                ("lukket", "Dage, der ikke tæller"),
            )
        ),
        description="Regn ud, hvornår en frist løber ud.",
        section=DEADLINES,
        trail=(HOME,),
    )


def _row(rule: DeadlineRule, site: Site, today: datetime.date) -> Row:
    last_days: list[str] = []
    for channel in CHANNELS:
        try:
            last_days.append(
                wording.long_date(last_day(today, channel, rule, site.project.deadlines).last_day)
            )
        except UnknownArrival:
            last_days.append("ved vi ikke")
    return Row(
        id=rule.id,
        title=rule.title,
        length=wording.count(rule.amount, *_UNITS[rule.unit]),
        law=rule.law,
        last_days=tuple(last_days),
        source=rule.source,
    )


def _arrives(days: int | None) -> str:
    match days:
        case None:
            return "ved vi ikke"
        case 0:
            return "samme dag"
        case _:
            return wording.count(days, "hverdag", "hverdage") + " efter"


def _sent(sending: Sending) -> str:
    return f"{sending.days.replace('-', '–')} senest kl. {sending.at}"


def _closed(day: ClosedDay) -> str:
    if day.date is not None:
        return f"{wording.capitalized(day.why)}, {wording.long_date(day.date)}"
    return f"{wording.capitalized(day.why)}, {day.day}. {wording.month(day.month or 1)}"
