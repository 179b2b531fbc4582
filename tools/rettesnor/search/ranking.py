"""Which pages answer a plan, the best first.

A common word stands on half of all pages, so what each page is worth is counted in arrays over the whole index.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rettesnor.danish.analysis import tokens
from rettesnor.search.engine import Engine
from rettesnor.search.planner import Plan, Slot, Way

# Pages that match a smaller share of the query than this share of what the best page matches are left out.
ENOUGH = 0.4
# How hard a missing word weighs: 0 not at all, 2 by the square of what is there.
COMPLETENESS = 2.0
TITLE, LOOKED_AT = 1.5, 80
FAVOUR = 1.25
"""What it is worth to be of a kind that the query's own words ask for."""


Numbers = npt.NDArray[np.intp]
Scores = npt.NDArray[np.float64]


class Ranked(NamedTuple):
    """Every page that answers, by number, with what it scores; in no order."""

    numbers: Numbers
    scores: Scores

    def best(self, count: int) -> "Ranked":
        """The first `count`, best first; equal ones by number."""
        kept = _best(self.numbers, self.scores, count)
        return Ranked(self.numbers[kept], self.scores[kept])

    def only(self, chosen: npt.NDArray[np.bool_]) -> "Ranked":
        """Those of the pages that are chosen; `chosen` tells of every page in the index."""
        kept = chosen[self.numbers]
        return Ranked(self.numbers[kept], self.scores[kept])


NONE = Ranked(np.empty(0, np.intp), np.empty(0))


def rank(
    plan: Plan,
    engine: Engine,
    titles: Callable[[int], frozenset[str]],
    *,
    favoured: npt.NDArray[np.bool_],
) -> Ranked:
    """The pages that answer. `titles` gives the terms of a page's title; `favoured` tells for every page in the index
    whether it is of a kind that the query's own words ask for.
    """
    needed = [slot for slot in plan.slots if slot.needed]
    size = len(favoured)
    if not needed:
        return NONE
    rarity = Rarity(engine, size)
    shares = [rarity.slot(slot) for slot in needed]
    score, matched = np.zeros(size), np.zeros(size)
    for slot, share in zip(needed, shares, strict=True):
        worth = _slot_scores(slot, engine, rarity, size)
        score += worth
        matched[worth > 0] += share
    if not score.any():
        return NONE
    numbers = np.flatnonzero((score > 0) & (matched >= ENOUGH * matched.max()))
    found = score[numbers] * (matched[numbers] / (sum(shares) or 1.0)) ** COMPLETENESS
    found[favoured[numbers]] *= FAVOUR
    for place in _best(numbers, found, LOOKED_AT):
        found[place] *= 1 + TITLE * _title_share(needed, shares, titles(int(numbers[place])))
    return _with_first(plan.first, Ranked(numbers, found))


def _best(numbers: Numbers, scores: Scores, count: int) -> Numbers:
    """Places of the `count` highest scores, the highest first; equal ones by number."""
    if not count or not len(scores):
        return np.empty(0, np.intp)
    least = np.partition(scores, -count)[-count] if count < len(scores) else scores.min()
    places = np.flatnonzero(scores >= least)
    return places[np.lexsort((numbers[places], -scores[places]))][:count]


def _with_first(first: Sequence[int], ranked: Ranked) -> Ranked:
    """What an outdated name is called now, before all others."""
    if not first:
        return ranked
    top = ranked.scores.max()
    others = ~np.isin(ranked.numbers, first)
    shown = list(dict.fromkeys(reversed(first)))[::-1]
    scores = [top * (1.5 - 0.01 * place) for place in range(len(shown))]
    return Ranked(
        np.concatenate([np.array(shown, np.intp), ranked.numbers[others]]),
        np.concatenate([np.array(scores), ranked.scores[others]]),
    )


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


def _slot_scores(slot: Slot, engine: Engine, rarity: Rarity, size: int) -> Scores:
    """What the best way to match the slot is worth on each page of the index."""
    best = np.zeros(size)
    for way in slot.ways:
        numbers, weights = _way_weights(way, engine)
        best[numbers] = np.maximum(best[numbers], way.worth * rarity.way(way) * weights)
    return best


def _way_weights(way: Way, engine: Engine) -> Ranked:
    """Pages with all terms of the way, and the mean of what these are worth there."""
    postings = sorted((engine.postings(term) for term in way.terms), key=lambda one: len(one.numbers))
    if not postings:
        return NONE
    numbers, weights = postings[0].numbers.astype(np.intp), postings[0].weights.astype(np.float64)
    for more in postings[1:]:
        numbers, here, there = np.intersect1d(numbers, more.numbers, assume_unique=True, return_indices=True)
        weights = weights[here] + more.weights[there]
    return Ranked(numbers, weights / len(postings))


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
