"""What a § sign, an article or a chapter points at, and the smaller unit that may stand in front of it."""

import re

from rettesnor.law.places import ORDINAL, Head, Pins, Place, Reader, section_number
from rettesnor.model.citation import Pinpoint

_HEAD = re.compile(r"§(?P<plural>\s?§)?+\s*+(?=\d)")

_LEAD = re.compile(
    rf"(?<![\w.,-])(?:(?:[Ss]tk|[Nn]r|[Ll]itra|[Ss]tykke|[Nn]ummer|[Pp]kt)(?![a-zæøå])|{ORDINAL}\s?(?:pkt|punktum|stk))[^§;:(]{{0,60}}$",
    re.VERBOSE,
)

_LEAD_CHARS = 60


def read_sections(text: str, at: int) -> Pins | None:
    """What a § sign at `at` points at; None where no number follows it."""
    found = _HEAD.match(text, at)
    if found is None:
        return None
    return _read(text, at, found.end(), "paragraf", plural=found["plural"] is not None)


def read_named(text: str, start: int, at: int, head: Head, *, plural: bool) -> Pins | None:
    """What the word for a section, an article or a chapter points at; the word starts at `start` and ends at `at`."""
    while text[at : at + 1] in (".", " ", "\u00a0", "\n", "\t") and at < start + 40:
        at += 1
    return _read(text, start, at, head, plural=plural)


def _read(text: str, start: int, at: int, head: Head, *, plural: bool) -> Pins | None:
    first = section_number(text, at, head)
    if first is None:
        return None
    value, end = first
    reader = Reader(text, head, plural)
    first_end = end
    end = reader.section(value, end)
    end = reader.rest(end)
    return Pins(start, end, first_end, head, reader.pinpoints())


def read_lead(
    text: str, floor: int, start: int, places: tuple[Pinpoint, ...]
) -> tuple[int, tuple[Pinpoint, ...]] | None:
    """The smaller unit in front of a citation, and its places with it: »1. pkt. i § 3, stk. 2«, »stk. 2 i LAS § 13«.

    Gives where the citation begins then. `floor` is where the citation before it ends.
    """
    if text[max(floor, start - 4) : start].split()[-1:] != ["i"] or places[-1].kapitel:
        return None
    window = max(floor, start - _LEAD_CHARS)
    before = text[window:start].rstrip().removesuffix("i").rstrip().removesuffix(",")
    found = _LEAD.search(before)
    if found is None:
        return None
    reader = Reader(text, "paragraf", plural=False)
    reader.places.append(Place(None))
    begin = window + found.start()
    if reader.rest(begin) != window + len(before):
        return None
    last = places[-1]
    leads = tuple(
        Pinpoint(
            paragraf=last.paragraf,
            paragraf_til=last.paragraf_til,
            stk=lead.stk or last.stk,
            nr=lead.nr or last.nr,
            litra=lead.litra or last.litra,
            pkt=lead.pkt or last.pkt,
        )
        for lead in reader.places
    )
    return begin, (*places[:-1], *leads)
