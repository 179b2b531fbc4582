"""When a letter arrives and nobody answers the phone until after a weekend: by how it is sent, its channels and its owner's hours."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rettesnor.model import LetterHead, Unit
from rettesnor.model.deadlines import DeadlineData, Sending
from rettesnor.model.pages import OpeningHours

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_WEEKEND = frozenset((5, 6))
_DAYS = re.compile(rf"({'|'.join(WEEKDAYS)})(?:\s*(?:-|–|til)\s*({'|'.join(WEEKDAYS)}))?")
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d\d))?")


class Moment(NamedTuple):
    """A weekday (Monday is 0) and minutes after midnight."""

    day: int
    minute: int

    def __str__(self) -> str:
        hours, minutes = divmod(self.minute, 60)
        return f"{WEEKDAYS[self.day]} kl. {hours}" + (f".{minutes:02}" if minutes else "")


class Unanswered(NamedTuple):
    """A letter that may arrive at `arrives`, when the phone is closed until `opens`."""

    arrives: Moment
    opens: Moment


def unanswered(head: LetterHead, units: Sequence[Unit], data: DeadlineData) -> Unanswered | None:
    """The longest that a reader may have to wait over a weekend before somebody answers; None where nobody has to.

    Also None where it is not known how the letter is sent, when it arrives, or when its owner's phone is open. A week
    is looked at as weeks are: holidays, which no template can know of, only make the wait longer.
    """
    way = sending(head, data)
    hours = _hours(head.owner, units)
    if way is None or not hours:
        return None
    waits = [
        (days, Unanswered(arrives, opens))
        for arrives in _arrivals(head, way, data)
        for days, opens in [_opens(arrives, hours)]
        if any((arrives.day + day) % 7 in _WEEKEND for day in range(days))
    ]
    return max(waits, key=lambda wait: (wait[0], -wait[1].arrives.minute))[1] if waits else None


def sending(head: LetterHead, data: DeadlineData) -> Sending | None:
    """How the letter leaves: what it says itself, or else how its system sends; None where nobody knows."""
    for way in data.sendings:
        if way.id == head.sending if head.sending else head.system in way.systems:
            return way
    return None


def _arrivals(head: LetterHead, way: Sending, data: DeadlineData) -> Iterator[Moment]:
    for known in data.arrivals:
        if known.channel not in head.channels or known.days is None:
            continue
        time = _minute(known.at if known.days else way.at)
        for day in weekdays(way.days) if time is not None else ():
            yield Moment(_working_days_after(day, known.days), time or 0)


def _working_days_after(day: int, count: int) -> int:
    while count:
        day = (day + 1) % 7
        count -= day not in _WEEKEND
    return day


def _hours(owner: str | None, units: Sequence[Unit]) -> dict[int, tuple[int, int]]:
    """When the owner's phone opens and closes on each weekday; nothing where that cannot be read."""
    name = (owner or "").casefold()
    for unit in units:
        if name and name in (unit.id, unit.name.casefold(), (unit.short_name or "").casefold()):
            return dict(_open(unit.phone_hours))
    return {}


def _open(hours: Sequence[OpeningHours]) -> Iterator[tuple[int, tuple[int, int]]]:
    for each in hours:
        opens, closes = _minute(each.opens), _minute(each.closes)
        if opens is not None and closes is not None:
            yield from ((day, (opens, closes)) for day in weekdays(each.days))


def _opens(arrives: Moment, hours: dict[int, tuple[int, int]]) -> tuple[int, Moment]:
    """How many days later somebody answers, and when: 0 on the same day."""
    opens, closes = hours.get(arrives.day, (0, 0))
    if arrives.minute < closes:
        return 0, Moment(arrives.day, max(opens, arrives.minute))
    days = next(days for days in range(1, 8) if (arrives.day + days) % 7 in hours)
    day = (arrives.day + days) % 7
    return days, Moment(day, hours[day][0])


def weekdays(text: str) -> tuple[int, ...]:
    """The days in »mandag-onsdag, fredag«; none where no day is named."""
    found: list[int] = []
    for first, last in _DAYS.findall(text.casefold()):
        start = WEEKDAYS.index(first)
        count = (WEEKDAYS.index(last) - start) % 7 if last else 0
        found += [(start + day) % 7 for day in range(count + 1)]
    return tuple(found)


def _minute(text: str | None) -> int | None:
    found = _TIME.fullmatch((text or "").strip())
    return int(found[1]) * 60 + int(found[2] or 0) if found else None
