"""Names, phones and addresses in a letter against the contacts."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rettesnor.model import Unit
from rettesnor.model.letter_rules import UnitsCheck

_PHONE = re.compile(r"(?<![\d.-])(?:\+45\s?)?\d{2}[ \u00a0]?\d{2}[ \u00a0]?\d{2}[ \u00a0]?\d{2}(?![\d-])")
# A street and a number: capital words, of which the last one ends like a street.
_ADDRESS = re.compile(r"(?<!\w)(?:[A-ZÆØÅ]\w{0,30} ){0,3}[A-ZÆØÅ]\w{0,40} \d{1,4}[A-Z]?\b")
_STREET = re.compile(
    r"(?:vej|gade|plads|allé|alle|torv|stræde|boulevard|kaj|vænge)(?:en|et|n)? \d", re.IGNORECASE
)


class Stale(NamedTuple):
    """Words that the contacts know better: from `start` to `end`, and what stands there now."""

    start: int
    end: int
    unit: str
    now: str


def matches(check: UnitsCheck, text: str, units: Sequence[Unit]) -> Iterable[Stale]:
    """What in one paragraph no longer fits the unit that the paragraph names."""
    if check.look == "former_name":
        for unit in units:
            for name in unit.former_names:
                for found in re.finditer(rf"(?<!\w){re.escape(name)}s?(?!\w)", text, re.IGNORECASE):
                    yield Stale(found.start(), found.end(), unit.name, unit.name)
        return
    pattern, known = (_PHONE, _phones) if check.look == "phone" else (_ADDRESS, _addresses)
    found = [match for match in pattern.finditer(text) if pattern is _PHONE or _STREET.search(match[0])]
    named = [unit for unit in units if _names(unit, text)] if found else []
    right = [value for unit in named for value in known(unit)]
    if len(named) != 1 or not right:
        return  # with two units in one paragraph nobody can tell whose number it is
    for match in found:
        if _folded(match[0]) not in map(_folded, right):
            yield Stale(match.start(), match.end(), named[0].name, right[0])


def _names(unit: Unit, text: str) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", text) for name in (unit.name, *unit.former_names)
    )


def _phones(unit: Unit) -> tuple[str, ...]:
    return (unit.phone,) if unit.phone else ()


def _addresses(unit: Unit) -> tuple[str, ...]:
    found = _ADDRESS.search(unit.address or "")
    return (found[0],) if found and _STREET.search(found[0]) else ()


def _folded(text: str) -> str:
    return re.sub(r"\W", "", text).casefold().removeprefix("45")
