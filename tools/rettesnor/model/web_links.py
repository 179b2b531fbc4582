"""Links out of the portal, and how they answered."""

import datetime
from typing import Literal

from rettesnor.model.record import Record

Status = Literal[
    "ok",  # answers
    "moved",  # answers at a new address, for good (301, 308)
    "fragment",  # answers, but the place on the page (#...) is not there
    "refused",  # says that one must sign in (401, 403, 407, 451)
    "gone",  # 404, 410
    "no_host",  # the host does not exist
    "loop",  # leads round in a ring, or through too many addresses
    "invalid",  # is no address
    "failing",  # did not answer this time: 5xx, 429, timeout, cut off
    "tls",  # has no certificate that can be trusted
]
DEAD: frozenset[Status] = frozenset(("gone", "no_host", "loop", "invalid"))
UNKNOWN: frozenset[Status] = frozenset(("failing", "tls"))


class Place(Record, frozen=True, kw_only=True):
    """Where an address stands. `said` is what the link says, or the title beside it."""

    path: str
    line: int
    said: str = ""


class Answer(Record, frozen=True, kw_only=True):
    """How an address answered when it was asked. `to` is the address to write instead, `detail` what exactly happened."""

    url: str
    status: Status
    asked: datetime.datetime
    code: int | None = None
    to: str | None = None
    detail: str = ""


class Link(Record, frozen=True, kw_only=True):
    """An address with everywhere it stands. `rewrite` is the new form of an old address, where it is certain."""

    answer: Answer
    places: tuple[Place, ...]
    old: bool = False
    rewrite: str | None = None


class LinkReport(Record, frozen=True, kw_only=True):
    """The whole run, worst first. `reached` is whether any host at all was reached."""

    version: int = 1
    time: datetime.datetime
    reached: bool
    links: tuple[Link, ...]
