"""What a deadline is counted from: rules, closed days and how long a letter is on its way (content/deadlines.yml)."""

import datetime
from typing import Literal

from rettesnor.model.pages import Channel, Source
from rettesnor.model.record import Record


class ClosedDay(Record, frozen=True, kw_only=True):
    """A day when the administration is closed though it is no public holiday; `month` and `day` every year, or one `date`."""

    why: str
    month: int | None = None
    day: int | None = None
    date: datetime.date | None = None


class Arrival(Record, frozen=True, kw_only=True):
    """How many working days after sending a letter counts as arrived in a channel; `days` None: we don't know.

    `at` is the time of the day when it comes (»15.00«) in a channel where it comes on another day than it is sent.
    """

    channel: Channel
    days: int | None
    at: str | None = None
    source: Source | None = None


class DeadlineRule(Record, frozen=True, kw_only=True):
    """A named deadline: `amount` of `unit` from the day after the letter arrived."""

    id: str
    title: str
    amount: int
    unit: Literal["days", "weeks", "working_days"]
    law: str | None = None
    source: Source | None = None


class Sending(Record, frozen=True, kw_only=True):
    """How letters leave: on `days` (»mandag-fredag«), at the latest at `at` (»16.00«).

    It is how `systems` send a letter whose front matter says nothing of it.
    """

    id: str
    title: str
    days: str
    at: str
    systems: tuple[str, ...] = ()
    source: Source | None = None


class DeadlineData(Record, frozen=True, kw_only=True):
    closed_days: tuple[ClosedDay, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    sendings: tuple[Sending, ...] = ()
    rules: tuple[DeadlineRule, ...] = ()
