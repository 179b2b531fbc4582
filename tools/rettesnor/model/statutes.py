"""The register of acts: every version with its dates, and what we do not know said as None."""

import datetime

from rettesnor.model.pages import Source
from rettesnor.model.record import Record


class Version(Record, frozen=True, kw_only=True):
    """One promulgation of an act. `type` is LOV, LBK, BEK, VEJ, CIR or SKR; None fields are not known."""

    type: str
    number: str | None
    date: datetime.date | None
    in_force_from: datetime.date | None = None
    in_force_to: datetime.date | None = None
    note: str | None = None
    source: Source | None = None


class Statute(Record, frozen=True, kw_only=True):
    """One act through all its versions, oldest first (content/statutes/<id>.yml)."""

    id: str
    title: str
    short_name: str | None = None
    abbreviations: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    note: str | None = None
    owner: str | None = None
