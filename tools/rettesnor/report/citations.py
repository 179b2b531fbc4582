"""Citations in the contract's form, for `cite --json` and the API."""

from collections.abc import Iterable

from rettesnor.law.judgment import Resolved, Status
from rettesnor.model import Record
from rettesnor.model.citation import Citation, Pinpoint


class CitedAct(Record, frozen=True, kw_only=True):
    """The act as the text names it; `id` is None where the register does not know it."""

    id: str | None
    type: str
    number: str | None
    date: str | None
    name: str | None


class Cited(Record, frozen=True, kw_only=True):
    """One citation: where it stands, what it names, and what the register says of it."""

    start: int
    end: int
    text: str
    act: CitedAct | None
    pinpoints: tuple[Pinpoint, ...]
    status: Status
    url: str | None
    message: str


class CitedReport(Record, frozen=True, kw_only=True):
    """What `cite --json` writes."""

    version: int = 1
    citations: tuple[Cited, ...]


def cited_report(found: Iterable[tuple[Citation, Resolved]], source: str) -> CitedReport:
    """The report on citations found in `source`; each `text` is what it holds there, tags included."""
    return CitedReport(citations=tuple(_cited(*each, source) for each in found))


def _cited(citation: Citation, resolved: Resolved, source: str) -> Cited:
    act = citation.act
    named = act and CitedAct(
        id=resolved.act_id, type=act.type, number=act.number, date=act.date, name=act.name
    )
    return Cited(
        start=citation.start,
        end=citation.end,
        text=source[citation.start : citation.end],
        act=named,
        pinpoints=citation.pinpoints,
        status=resolved.status,
        url=resolved.url,
        message=resolved.message,
    )
