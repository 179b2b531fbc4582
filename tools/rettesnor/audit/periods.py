"""The rules as they stood on any day, compiled once for each time in which nothing changes."""

import copy
import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from rettesnor.checking.standard import Sources
from rettesnor.law.register import Register, begins
from rettesnor.lint.standard import Standard
from rettesnor.model.policy import Card, Dated
from rettesnor.model.statutes import Statute
from rettesnor.policy import Policy, compile_policy, in_force

MOST = 200  # standards kept; those that share their cards share nearly all of their size
_DAY = datetime.timedelta(days=1)


class Periods:
    """`at(day)` is the standard of a day. Days between two changes share one, made for the first of them."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._register = Register(sources.statutes)
        self._changes = tuple(sorted({*_card_days(sources.cards), *_act_days(sources.statutes)}))
        self._policies: dict[frozenset[str], Policy] = {}
        self._standards: dict[datetime.date, Standard] = {}

    def at(self, day: datetime.date) -> Standard:
        """The standard of the time that a day lies in; `standard.policy.day` is the first day of it."""
        number = bisect_right(self._changes, day)
        first = self._changes[number - 1] if number else datetime.date.min
        if first not in self._standards:
            if len(self._standards) >= MOST:
                self._standards.clear()
            self._standards[first] = self._made(first)
        return self._standards[first]

    def _made(self, day: datetime.date) -> Standard:
        sources = self._sources
        cards = [card for card in sources.cards if in_force(card, day)]
        names = frozenset(card.id for card in cards)
        if names not in self._policies:
            self._policies[names] = compile_policy(cards, day=day)
        policy = copy.copy(self._policies[names])
        policy.day = day
        return Standard(
            cards, policy=policy, kinds=sources.kinds, register=self._register, known=sources.known
        )


def _card_days(cards: Iterable[Card]) -> Iterator[datetime.date]:
    for card in cards:
        if isinstance(card.check, Dated):
            yield from (day for day in (card.check.from_, card.check.until) if day is not None)


def _act_days(statutes: Iterable[Statute]) -> Iterator[datetime.date]:
    """Every first day on which law/judgment.py may judge an act otherwise than the day before."""
    for statute in statutes:
        yield from (expected.date for expected in statute.expected)
        yield from (moved.since for moved in statute.moved)
        if statute.repealed_on is not None:
            yield statute.repealed_on
        if statute.later_versions is not None:
            yield statute.later_versions.after
        for version in statute.versions:
            if (start := begins(version)) is not None:
                yield start
            if version.in_force_to is not None:
                yield version.in_force_to + _DAY
            for amendment in version.amendments:
                if amendment.in_force_from is not None:
                    yield amendment.in_force_from
