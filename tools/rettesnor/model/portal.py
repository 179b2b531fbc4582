"""The portal's own pages: what stands on the front page and beside it, and what is new there."""

import datetime

from rettesnor.model.record import Record


class News(Record, frozen=True, kw_only=True):
    """One change that caseworkers should know of (content/news.yml): what, since when and why. `page` is a full id."""

    date: datetime.date
    title: str
    why: str
    page: str | None = None


class PortalPageHead(Record, frozen=True, kw_only=True):
    title: str
    summary: str = ""
    owner: str | None = None
    reviewed: datetime.date | None = None
    review_every_months: int = 12


class PortalPage(Record, frozen=True, kw_only=True):
    """A page of the portal itself: content/<name>.md. `body` starts at line `body_line` of the file."""

    id: str
    path: str
    head: PortalPageHead
    body: str
    body_line: int
