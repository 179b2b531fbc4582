"""Which pages answer a plan, the best first."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence

from rettesnor.danish.analysis import tokens
from rettesnor.model import Record
from rettesnor.model.urls import Kind
from rettesnor.search.engine import Engine
from rettesnor.search.planner import Plan, Slot, Way

# Pages that match a smaller share of the query than this share of what the best page matches are left out.
ENOUGH = 0.4
# How hard a missing word weighs: 0 not at all, 2 by the square of what is there.
COMPLETENESS = 2.0
TITLE, LOOKED_AT = 1.5, 80
FAVOUR = 1.25
"""What it is worth to be of a kind that the query's own words ask for."""


class Ranked(Record, frozen=True, kw_only=True):
    number: int
    score: float


def rank(
    plan: Plan,
    engine: Engine,
    titles: Callable[[int], frozenset[str]],
    kinds: Callable[[int], Kind],
    *,
    size: int,
) -> list[Ranked]:
    """Every page that answers, best first.

    `titles` gives the terms of a page's title, `kinds` its kind, `size` is the number of pages.
    """
    needed = [slot for slot in plan.slots if slot.needed]
    if not needed:
        return []
    rarity = Rarity(engine, size)
    shares = [rarity.slot(slot) for slot in needed]
    total = sum(shares) or 1.0
    score: dict[int, float] = defaultdict(float)
    matched: dict[int, float] = defaultdict(float)
    for slot, share in zip(needed, shares, strict=True):
        for number, worth in _slot_scores(slot, engine, rarity).items():
            score[number] += worth
            matched[number] += share
    if not score:
        return []
    least = ENOUGH * max(matched.values())
    found = {
        number: worth
        * (matched[number] / total) ** COMPLETENESS
        * (FAVOUR if kinds(number) in plan.kinds else 1)
        for number, worth in score.items()
        if matched[number] >= least
    }
    order = sorted(found, key=lambda number: (-found[number], number))
    for number in order[:LOOKED_AT]:
        found[number] *= 1 + TITLE * _title_share(needed, shares, titles(number))
    top = max(found.values())
    for place, number in enumerate(plan.first):
        found[number] = top * (1.5 - 0.01 * place)
    return [
        Ranked(number=number, score=found[number]) for number in sorted(found, key=lambda n: (-found[n], n))
    ]


class Rarity:
    """How much it says that a page holds a term: inverse document frequency."""

    def __init__(self, engine: Engine, size: int) -> None:
        self._engine = engine
        self._size = size

    def term(self, term: str) -> float:
        frequency = self._engine.frequency(term)
        return math.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5)) if frequency else 0.0

    def way(self, way: Way) -> float:
        return sum(self.term(term) for term in way.terms) / math.sqrt(len(way.terms)) if way.terms else 0.0

    def slot(self, slot: Slot) -> float:
        """What the slot's own word says; where no page has it, the most that another way says, or that of a rare word."""
        own = self.way(slot.ways[0])
        return (
            own
            or max((self.way(way) * way.worth for way in slot.ways), default=0.0)
            or math.log(1 + self._size)
        )


def _slot_scores(slot: Slot, engine: Engine, rarity: Rarity) -> dict[int, float]:
    best: dict[int, float] = {}
    for way in slot.ways:
        factor = way.worth * rarity.way(way)
        for number, weight in _way_weights(way, engine).items():
            worth = factor * weight
            if worth > best.get(number, 0.0):
                best[number] = worth
    return best


def _way_weights(way: Way, engine: Engine) -> dict[int, float]:
    """Pages with all terms of the way, and the mean of what these are worth there."""
    postings = sorted((engine.postings(term) for term in way.terms), key=lambda one: len(one.numbers))
    if not postings:
        return {}
    found = dict(zip(postings[0].numbers, postings[0].weights, strict=True))
    for more in postings[1:]:
        others = dict(zip(more.numbers, more.weights, strict=True))
        found = {number: weight + others[number] for number, weight in found.items() if number in others}
    return {number: weight / len(postings) for number, weight in found.items()}


def _title_share(slots: Sequence[Slot], shares: Sequence[float], title: frozenset[str]) -> float:
    """How much of the query stands in the title, times how much of the title the query speaks of; 0 to 1."""
    if not title:
        return 0.0
    said: set[str] = set()
    asked = 0.0
    for slot, share in zip(slots, shares, strict=True):
        hits = [way for way in slot.ways if title.issuperset(way.terms)]
        if hits:
            asked += share * max(way.worth for way in hits)
            said.update(term for way in hits for term in way.terms)
    return asked / (sum(shares) or 1.0) * math.sqrt(min(1.0, len(said) / len(title)))


def title_terms(title: str) -> frozenset[str]:
    """The stems of a title's words and of their parts."""
    return frozenset(term for token in tokens(title) for term in (token.stem, *token.parts))
