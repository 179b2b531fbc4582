"""Facts that are written down in systems, so that one that is written twice can be told by its name."""

from rettesnor.model.pages import Source
from rettesnor.model.record import Record


class KnownFact(Record, frozen=True, kw_only=True):
    """One entry of content/facts.yml: a fact, what steps also call it, and the system (id) where it belongs.

    `twice` says why it must stand in two places, where it must.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    system: str | None = None
    twice: str | None = None


class Counted(Record, frozen=True, kw_only=True):
    """One registration as somebody counted it: what was done (`what`), which fact it wrote, and where."""

    what: str
    fact: str
    place: str
    system: str | None = None


class Count(Record, frozen=True, kw_only=True):
    """content/registrations/<id>.yml: how often one thing was written down, and by which procedure it is done now."""

    id: str
    title: str
    about: str
    registrations: tuple[Counted, ...]
    procedure: str | None = None
    owner: str | None = None
    sources: tuple[Source, ...] = ()
