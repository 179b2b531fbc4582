"""A row that tells of one letter, from a manifest, a line of JSON or a table: what it may say, and how it is read."""

import datetime
import re
from collections.abc import Mapping
from typing import NamedTuple

from rettesnor.audit.letters import Details
from rettesnor.audit.privacy import masked

MANIFEST = "manifest.csv"
COLUMNS = ("path", "text", "html", "template", "unit", "sent", "kind")
LONGEST_NAME = 200  # characters of a template's or a unit's name
_DANISH_DAY = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")


class Row(NamedTuple):
    """The columns of a letter, each as text; None where the row has none. A letter is a `path`, a `text` or `html`."""

    path: str | None = None
    text: str | None = None
    html: str | None = None
    template: str | None = None
    unit: str | None = None
    sent: str | None = None
    kind: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, object]) -> "Row":
        """The row in a mapping from columns to whatever values; others than ours are passed over."""
        return cls(*(None if values.get(name) is None else str(values[name]) for name in COLUMNS))


def details(row: Row) -> Details:
    """What the row tells of its letter, in one form."""
    return Details(
        template=_name(row.template),
        unit=_name(row.unit),
        sent=_day(row.sent or ""),
        kind=_name(row.kind).casefold(),
    )


def _name(value: str | None) -> str:
    return masked(" ".join((value or "").split()))[:LONGEST_NAME]


def _day(value: str) -> datetime.date | None:
    """A day written »2026-11-22«, with or without a time, or »22-11-2026«; None when it is none."""
    text = value.strip()
    danish = _DANISH_DAY.fullmatch(text)
    try:
        if danish:
            day, month, year = map(int, danish.groups())
            return datetime.date(year, month, day)
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
