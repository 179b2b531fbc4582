"""Days as a calendar file (iCalendar, RFC 5545) that any calendar can subscribe to."""

import datetime
from collections.abc import Iterable, Iterator

from rettesnor.model import Record

_LINE_BYTES = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


class Event(Record, frozen=True, kw_only=True):
    """Something on a whole day. The same `id` the next time is the same event."""

    id: str
    day: datetime.date
    title: str
    text: str
    url: str


def calendar(events: Iterable[Event], *, name: str, day: datetime.date) -> bytes:
    """The calendar `name` as it was made on `day`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rettesnor//DA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(event.id)}@rettesnor",
            f"DTSTAMP:{day:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + datetime.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(event.title)}",
            *([f"DESCRIPTION:{_text(event.text)}"] if event.text else []),
            f"URL:{event.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line))


def _text(value: str) -> str:
    return "".join(c for c in value.translate(_ESCAPES) if c >= " " and c != "\x7f")


def _folded(line: str) -> Iterator[bytes]:
    """A line in parts of at most 75 bytes, none of which ends inside a letter; all but the first begin with a blank."""
    part = b""
    for letter in line:
        coded = letter.encode()
        if len(part) + len(coded) > _LINE_BYTES:
            yield part
            part = b" "
        part += coded
    yield part
