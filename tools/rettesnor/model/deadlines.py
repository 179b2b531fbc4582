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
    """How many working days after sending a letter counts as arrived in a channel; `days` None: we don't know."""

    channel: Channel
    days: int | None
    source: Source | None = None


class DeadlineRule(Record, frozen=True, kw_only=True):
    """A named deadline: `amount` of `unit` from the day after the letter arrived."""

    id: str
    title: str
    amount: int
    unit: Literal["days", "weeks", "working_days"]
    law: str | None = None
    source: Source | None = None


class DeadlineData(Record, frozen=True, kw_only=True):
    closed_days: tuple[ClosedDay, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    rules: tuple[DeadlineRule, ...] = ()
