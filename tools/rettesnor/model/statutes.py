"""The register of acts: every version with its dates, and what we do not know said as None.

»Seen« and »in force« are two things: `Source.checked` is the day a person compared an entry with its source;
`Version.in_force_checked` is the day a person saw at Retsinformation that the version is in force. Only the second
lets anyone write »gældende«.
"""

import datetime
from typing import Literal

from rettesnor.model.pages import Source
from rettesnor.model.record import Record


class Amendment(Record, frozen=True, kw_only=True):
    """An act or order that changes a version and is not consolidated yet. `about` says in Danish what it changes."""

    type: str
    number: str
    date: datetime.date
    about: str = ""
    in_force_from: datetime.date | None = None
    source: Source | None = None


class Version(Record, frozen=True, kw_only=True):
    """One promulgation of an act. `type` is LOV, LBK, BEK, VEJ, CIR, SKR, ANO or EU; None fields are not known.

    `year` stands in for `date` where only the year is known. `sections` are the sections that it holds (»1-39«,
    »16 a«), None where nobody has listed them.
    """

    type: str
    number: str | None
    date: datetime.date | None
    year: int | None = None
    in_force_from: datetime.date | None = None
    in_force_to: datetime.date | None = None
    in_force_checked: datetime.date | None = None
    sections: tuple[str, ...] | None = None
    amendments: tuple[Amendment, ...] = ()
    note: str | None = None
    source: Source | None = None


class Moved(Record, frozen=True, kw_only=True):
    """A provision that stands elsewhere since `since`: `old` and `new` as they are cited (»§ 27«, »§ 40, stk. 1«)."""

    old: str
    new: str
    since: datetime.date
    note: str | None = None
    source: Source | None = None


class Expected(Record, frozen=True, kw_only=True):
    """What is expected to happen to an act on a day: announced, not known to be passed."""

    date: datetime.date
    change: Literal["replaced", "repealed", "amended"]
    about: str
    source: Source | None = None


class LaterVersions(Record, frozen=True, kw_only=True):
    """That there are versions after `after` whose numbers we do not know."""

    after: datetime.date
    note: str
    source: Source | None = None


class Statute(Record, frozen=True, kw_only=True):
    """One act through all its versions, oldest first (content/statutes/<id>.yml).

    `successor` is the id of the act that took over on `repealed_on`.
    """

    id: str
    title: str
    short_name: str | None = None
    abbreviations: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    later_versions: LaterVersions | None = None
    moved: tuple[Moved, ...] = ()
    expected: tuple[Expected, ...] = ()
    repealed_on: datetime.date | None = None
    successor: str | None = None
    note: str | None = None
    owner: str | None = None
    sources: tuple[Source, ...] = ()
