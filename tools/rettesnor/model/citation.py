"""A legal citation as a text holds it: where it stands, the act it names and the places in that act.

Danish legal terms stay Danish: paragraf, stk (stykke), nr (nummer), litra, pkt (punktum), kapitel.
"""

from rettesnor.model.record import Record


class Pinpoint(Record, frozen=True, kw_only=True):
    """One place in an act; `paragraf_til` ends a range of sections; an article is `paragraf="artikel 6"`."""

    kapitel: str | None = None
    paragraf: str | None = None
    paragraf_til: str | None = None
    stk: str | None = None
    nr: str | None = None
    litra: str | None = None
    pkt: str | None = None


class Act(Record, frozen=True, kw_only=True):
    """An act as a text names it. `date` is ISO, or a year where only that is written; `name` has no genitive -s.

    `type` is LBK, LOV, BEK, VEJ, CIR, SKR, CIS, ANO, EU, principafgørelse or dom.
    """

    type: str
    number: str | None = None
    date: str | None = None
    name: str | None = None


class Citation(Record, frozen=True, kw_only=True):
    """Half-open `start` to `end` in code points of the text searched; `act` is None where the text names none."""

    start: int
    end: int
    text: str
    act: Act | None
    pinpoints: tuple[Pinpoint, ...] = ()
