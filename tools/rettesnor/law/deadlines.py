"""From the day a letter is sent to the last day its reader has: arrival, counting, and days when nobody is at work. Pure.

Public holidays come from the library `holidays` (Danish law); days when the administration itself is closed and how
long a letter is on its way are data (content/deadlines.yml).
"""

import datetime
from functools import lru_cache

import holidays

from rettesnor.model import Channel, Record
from rettesnor.model.deadlines import DeadlineData, DeadlineRule

ONE_DAY = datetime.timedelta(days=1)


class LastDay(Record, frozen=True, kw_only=True):
    """`last_day` of a deadline for a letter that counts as arrived on `arrives`; `moved` names the days passed over."""

    arrives: datetime.date
    last_day: datetime.date
    moved: tuple[str, ...] = ()


class UnknownArrival(Exception):
    """Nobody has written down how long a letter is on its way in this channel."""


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> dict[datetime.date, str]:
    return dict(holidays.country_holidays("DK", years=year, language="da").items())


def closed(day: datetime.date, data: DeadlineData) -> str | None:
    """Why nobody is at work on `day` (»lørdag«, »juledag«, ...), or None on a working day."""
    holiday = _public_holidays(day.year).get(day)
    if holiday:
        return holiday.lower()
    for known in data.closed_days:
        if known.date == day or (known.month, known.day) == (day.month, day.day):
            return known.why
    return {5: "lørdag", 6: "søndag"}.get(day.weekday())


def next_working_day(day: datetime.date, data: DeadlineData) -> tuple[datetime.date, tuple[str, ...]]:
    """`day` itself or the first working day after it, and why each day before it was passed over."""
    passed: list[str] = []
    while why := closed(day, data):
        passed.append(why)
        day += ONE_DAY
    return day, tuple(passed)


def arrival(sent: datetime.date, channel: Channel, data: DeadlineData) -> datetime.date:
    """The day a letter sent on `sent` counts as arrived. Raises UnknownArrival where the data has no number of days."""
    for known in data.arrivals:
        if known.channel == channel and known.days is not None:
            return _add_working_days(sent, known.days, data)
    raise UnknownArrival(channel)


def last_day(sent: datetime.date, channel: Channel, rule: DeadlineRule, data: DeadlineData) -> LastDay:
    """The last day of `rule` for a letter sent on `sent`: the day of arrival does not count.

    A last day that falls on a weekend, a public holiday or a closed day moves to the next working day.
    """
    arrives = arrival(sent, channel, data)
    match rule.unit:
        case "working_days":
            return LastDay(arrives=arrives, last_day=_add_working_days(arrives, rule.amount, data))
        case "weeks":
            end = arrives + rule.amount * 7 * ONE_DAY
        case "days":
            end = arrives + rule.amount * ONE_DAY
    day, moved = next_working_day(end, data)
    return LastDay(arrives=arrives, last_day=day, moved=moved)


def _add_working_days(day: datetime.date, count: int, data: DeadlineData) -> datetime.date:
    while count:
        day += ONE_DAY
        if not closed(day, data):
            count -= 1
    return day
