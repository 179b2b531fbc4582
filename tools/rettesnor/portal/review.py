"""When a page was last gone through, and when it is due again."""

import calendar
import datetime

from rettesnor.model import Record
from rettesnor.portal.wording import long_date


class Review(Record, frozen=True, kw_only=True):
    """What a reader sees about a page's age; `overdue` pages say so themselves."""

    text: str
    overdue: bool


def due(reviewed: datetime.date, every_months: int) -> datetime.date:
    """The day on which the page must be gone through again; the last day of a month that is too short."""
    months = reviewed.month - 1 + every_months
    year, month = reviewed.year + months // 12, months % 12 + 1
    return datetime.date(year, month, min(reviewed.day, calendar.monthrange(year, month)[1]))


def review(reviewed: datetime.date | None, every_months: int, *, today: datetime.date) -> Review:
    """What to say on `today` about a page that was last gone through on `reviewed`."""
    if reviewed is None:
        return Review(text="Aldrig gennemgået", overdue=True)
    if due(reviewed, every_months) < today:
        return Review(
            text=f"{long_date(reviewed)} – skulle være gennemgået igen senest {long_date(due(reviewed, every_months))}",
            overdue=True,
        )
    return Review(text=long_date(reviewed), overdue=False)
