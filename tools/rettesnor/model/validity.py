"""From when to when a text holds: what is in force on a day, what is coming, and what has ended.

A later edition lies beside the one in force: `forlaengelse.md` and `forlaengelse@2027-01-01.md` are one page, and the
name says from which day the second one holds.
"""

import datetime
import re
from collections.abc import Iterable
from typing import Literal, Protocol, TypeVar

from rettesnor.model.record import Record

State = Literal["in_force", "coming", "ended"]
_NAME = re.compile(r"(?P<own>[^@]*)@(?P<rest>[^@]*)")


class Dated(Protocol):
    """What a text's front matter says of its days."""

    @property
    def valid_from(self) -> datetime.date | None: ...
    @property
    def valid_to(self) -> datetime.date | None: ...


class Text(Protocol):
    """A text with such front matter; its editions have one id."""

    @property
    def id(self) -> str: ...
    @property
    def head(self) -> Dated: ...


T = TypeVar("T", bound=Text)


class Editions(Record, frozen=True, kw_only=True):
    """A file's name in parts: `own` is the page's name, `day` from when this edition holds, `unit` whose variant it is."""

    own: str
    day: datetime.date | None = None
    unit: str | None = None


def editions(stem: str) -> Editions:
    """`journal`, `journal@2027-01-01` and `journal@center-laerkevej`; `stem` is a file's name without its ending."""
    found = _NAME.fullmatch(stem)
    if found is None:
        return Editions(own=stem)
    try:
        return Editions(own=found["own"], day=datetime.date.fromisoformat(found["rest"]))
    except ValueError:
        return Editions(own=found["own"], unit=found["rest"])


def state(head: Dated, *, day: datetime.date) -> State:
    """How a text stands on `day`; both its first and its last day count."""
    if head.valid_from is not None and day < head.valid_from:
        return "coming"
    if head.valid_to is not None and head.valid_to < day:
        return "ended"
    return "in_force"


def in_force(texts: Iterable[T], *, day: datetime.date) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """Of each id the newest edition that has begun (else the first), and every edition that begins later than `day`."""
    by_id: dict[str, list[T]] = {}
    for text in texts:
        by_id.setdefault(text.id, []).append(text)
    now: list[T] = []
    coming: list[T] = []
    for found in by_id.values():
        ordered = sorted(found, key=_first_day)
        begun = [text for text in ordered if _first_day(text) <= day]
        current = begun[-1] if begun else ordered[0]
        now.append(current)
        coming += [text for text in ordered if _first_day(text) > day and text is not current]
    return tuple(now), tuple(coming)


def _first_day(text: Text) -> datetime.date:
    return text.head.valid_from or datetime.date.min
