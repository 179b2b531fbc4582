"""Legal citations of a letter against the register of acts on a day.

How a letter is checked:

    rules = tuple(standard.rules(LawCheck))          # (card, check) pairs of content/policy/law
    matches(rules, block.text, register, day=day)    # for every distinct block: what is wrong with its citations
    names_provision(text)                            # a reading of a kind in `check.kinds` (look: missing) must name one
    old_addresses(source)                            # spans in the file, since a block's text holds no link addresses
    basis(head.legal_basis, texts, register)         # advice: front matter and text that disagree

A card's message may hold {found}, {says} (what the register says, a whole sentence) and {right} (what to write).
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rettesnor.law.citations import find
from rettesnor.law.dates import find_date, written
from rettesnor.law.judgment import Resolved, resolve
from rettesnor.law.register import Register
from rettesnor.model import Match
from rettesnor.model.citation import Citation
from rettesnor.model.letter_rules import LawCheck
from rettesnor.model.policy import Card

_OLD_ADDRESS = re.compile(
    r"(?<![\w.-])(?:https?://)?(?:www\.)?retsinformation\.dk/Forms/[^\s)\"'>\]]{1,200}(?<![.,;:!?])",
    re.IGNORECASE,
)
# An address that only the link holds, and no reader sees.
_LINKED = re.compile(r"(?:\]\(<?|\]:\s?<?|href=[\"']?)$")
# Words that say that the writer knows that the rule is an old one.
_FORMERLY = re.compile(r"\b(?:dagældende|daværende|tidligere|hidtil|hidtidige|ophævede)\b", re.IGNORECASE)
_BEFORE = 40
_STATUS_LOOKS = frozenset(
    ("wrong_date", "superseded", "repealed", "not_yet_in_force", "unknown_section", "unknown_act")
)


class _Fault(NamedTuple):
    """One thing wrong with a citation: the card's `look`, what the register says, and what to write instead."""

    look: str
    says: str
    right: str | None = None


def matches(
    rules: Iterable[tuple[Card, LawCheck]], text: str, register: Register, *, day: datetime.date
) -> tuple[Match, ...]:
    """What is wrong with the citations of one paragraph; only the looks that `rules` ask for."""
    cards = {check.look: card for card, check in rules}
    found: list[Match] = []
    for citation in register.find(text):
        resolved = resolve(citation, register, day)
        for fault in _faults(text, citation, resolved, register, day):
            card = cards.get(fault.look)
            if card is not None:
                found.append(_match(card, citation, fault, resolved))
    return tuple(found)


@lru_cache(maxsize=4_000)
def names_provision(text: str) -> bool:
    """Whether a text names a section, an article or a chapter of any act."""
    return any(citation.pinpoints for citation in find(text))


def old_addresses(source: str) -> tuple[tuple[int, int], ...]:
    """Where a file links to Retsinformation's addresses from before 2020, which no longer lead to the act.

    An address with R0710 that readers see is an outdated name and left to the group `terms`, so that no place is told twice.
    """
    return tuple(
        found.span()
        for found in _OLD_ADDRESS.finditer(source)
        if "/r0710" not in found[0].lower()
        or _LINKED.search(source, max(0, found.start() - 8), found.start()) is not None
    )


def basis(legal_basis: Iterable[str], texts: Iterable[str], register: Register) -> tuple[str, ...]:
    """Acts that only the front matter or only the text names; an author may have forgotten one of them."""
    written_down = {name: key for each in legal_basis for key, name in _acts(each, register)}
    read = {name: key for text in texts for key, name in _acts(text, register, only_places=True)}
    if not written_down or not read:
        return ()
    missing = [
        f"Brevet nævner {name}, men den står ikke i legal_basis."
        for name, key in read.items()
        if key not in written_down.values()
    ]
    unused = [
        f"legal_basis nævner {name}, men brevet gør ikke."
        for name, key in written_down.items()
        if key not in read.values()
    ]
    return (*missing, *unused)


def _acts(text: str, register: Register, *, only_places: bool = False) -> Iterator[tuple[str, str]]:
    for citation in register.find(text):
        if citation.act is None or (only_places and not citation.pinpoints):
            continue
        name = citation.act.name or f"{citation.act.type} nr. {citation.act.number}"
        resolved = resolve(citation, register, datetime.date.max)
        yield resolved.act_id or name.casefold(), name


def _faults(
    text: str, citation: Citation, resolved: Resolved, register: Register, day: datetime.date
) -> Iterator[_Fault]:
    if resolved.ambiguous:
        yield _Fault("ambiguous", resolved.message)
    elif resolved.status in _STATUS_LOOKS and not _excused(text, citation, resolved):
        yield _Fault(resolved.status, resolved.message, resolved.right)
    for moved in resolved.moved:
        note = f" {moved.note}" if moved.note else ""
        yield _Fault(
            "moved", f"{moved.old} står siden {written(moved.since)} i {moved.new}.{note}", moved.new
        )
    statute = register.statutes.get(resolved.act_id or "")
    for expected in statute.expected if statute else ():
        if expected.date <= day:
            yield _Fault("expected", expected.about)


def _excused(text: str, citation: Citation, resolved: Resolved) -> bool:
    """Whether the fault is none: the text says that the rule is an old one, or it is a court's or a board's decision."""
    if citation.act is not None and citation.act.type in ("principafgørelse", "dom"):
        return True
    if resolved.status not in ("superseded", "repealed"):
        return False
    return _FORMERLY.search(text, max(0, citation.start - _BEFORE), citation.end) is not None


def _match(card: Card, citation: Citation, fault: _Fault, resolved: Resolved) -> Match:
    words = {"found": " ".join(citation.text.split()), "says": fault.says, "right": fault.right or ""}
    replacement = _replacement(citation, resolved) if fault.look in ("wrong_date", "superseded") else None
    start, end, wording = replacement or (None, None, None)
    return Match(
        rule=card.id,
        group="law",
        severity=card.severity,
        start=citation.start,
        end=citation.end,
        message=card.message.format(**words),
        replacement=wording,
        replace_start=start,
        replace_end=end,
    )


def _replacement(citation: Citation, resolved: Resolved) -> tuple[int, int, str] | None:
    """The number and date to write instead, and where; None when the type differs or the text has no whole date."""
    act, date = citation.act, find_date(citation.text)
    if act is None or act.number is None or date is None or resolved.right is None:
        return None
    kind, _, rest = resolved.right.partition(" nr. ")
    number = re.compile(rf"(?<!\d){re.escape(act.number)}(?!\d)").search(citation.text)
    if kind != act.type or not rest or number is None or number.start() > date[0]:
        return None
    return citation.start + number.start(), citation.start + date[1], rest
