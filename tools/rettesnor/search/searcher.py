"""Answers queries from the index that is current, whatever is built meanwhile."""

import threading
import time
from collections.abc import Sequence

import msgspec

from rettesnor.danish.analysis import normal
from rettesnor.model import ContentError, Problem
from rettesnor.model.urls import Kind
from rettesnor.search.contents import VERSION, Entry
from rettesnor.search.engine import Gone, Index, Store
from rettesnor.search.facets import Choice, FacetTable
from rettesnor.search.passages import passage
from rettesnor.search.planner import Plan, plan
from rettesnor.search.ranking import rank, title_terms
from rettesnor.search.results import Hit, Renamed, Results, Suggestion
from rettesnor.search.suggest import suggest

LONGEST_QUERY = 300
"""Characters of a query that are read."""
TRIES = 3


class _Open:
    """An index, and what is read of its pages' titles once."""

    def __init__(self, index: Index) -> None:
        self.name, self.contents, self.engine = index
        self.facets = FacetTable(self.contents.entries, self.contents.labels)
        self._titles: dict[int, frozenset[str]] = {}

    def title(self, number: int) -> frozenset[str]:
        """The terms of a page's title."""
        known = self._titles.get(number)
        if known is None:
            known = self._titles[number] = title_terms(self.contents.entries[number].title)
        return known


class Searcher:
    """Searches the current index of a store; safe to use from several threads, and opens a new index by itself."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._open: _Open | None = None

    def search(
        self,
        query: str,
        *,
        kind: Kind | None = None,
        area: str | None = None,
        target_group: str | None = None,
        unit: str | None = None,
        portal: str | None = None,
        limit: int = 10,
        offset: int = 0,
    ) -> Results:
        """The pages that answer a query. ContentError when there is no index."""
        choice = Choice(kind=kind, area=area, target_group=target_group, unit=unit, portal=portal)
        for _ in range(TRIES):
            try:
                return _answer(query, choice, self._current(), limit=limit, offset=offset)
            except Gone:  # cleared away while it was read; a newer one is there
                self._open = None
        raise ContentError(self._no_index())

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What somebody may be about to type. ContentError when there is no index."""
        return suggest(normal(prefix[:LONGEST_QUERY]), self._current().contents.suggestions, limit=limit)

    def size(self) -> int:
        """How many pages the current index holds. ContentError when there is none."""
        return len(self._current().contents.entries)

    def _current(self) -> _Open:
        name = self._store.current()
        opened = self._open
        if opened is not None and (name is None or opened.name == name):
            return opened
        # One thread opens the new index; while it reads, the others go on with the one they have.
        if not self._lock.acquire(blocking=opened is None):
            assert opened is not None
            return opened
        try:
            return self._reopen()
        finally:
            self._lock.release()

    def _reopen(self) -> _Open:
        # A run may clear an index away between reading its name and opening it; the next name is then there.
        for _ in range(TRIES):
            name = self._store.current()
            if name is None:
                break
            if self._open is not None and self._open.name == name:
                return self._open
            try:
                opened = _Open(self._store.open(name))
            except Gone:
                continue
            except msgspec.DecodeError:
                break
            if opened.contents.version != VERSION:
                break
            self._open = opened
            return opened
        raise ContentError(self._no_index())

    def _no_index(self) -> Problem:
        message = "Der er intet søgeindeks, som dette program kan læse. Kør »rettesnor index«."
        return Problem(path=self._store.place, message=message)


def _answer(query: str, choice: Choice, index: _Open, *, limit: int, offset: int) -> Results:
    started = time.perf_counter()
    entries = index.contents.entries
    made = plan(normal(query[:LONGEST_QUERY]), index.contents, index.engine.frequency)
    ranked = rank(made, index.engine, index.title, favoured=index.facets.kinds(made.kinds))
    chosen = ranked.only(index.facets.fits(choice))
    best = chosen.best(offset + limit)
    return Results(
        query=query,
        total=len(chosen.numbers),
        hits=_hits(best.numbers[offset:].tolist(), best.scores[offset:].tolist(), made, index),
        did_you_mean=made.did_you_mean,
        renamed=_renamed(made, entries),
        facets=index.facets.counts(ranked.numbers, choice),
        took_ms=round((time.perf_counter() - started) * 1000, 2),
    )


def _hits(numbers: Sequence[int], scores: Sequence[float], made: Plan, index: _Open) -> tuple[Hit, ...]:
    ways = [way.terms for slot in made.slots if slot.needed for way in slot.ways]
    terms = frozenset(way[0] for way in ways if len(way) == 1)
    phrases = frozenset(way for way in ways if len(way) > 1)
    shown = (index.contents.entries[number] for number in numbers)
    return tuple(
        Hit(
            id=entry.id,
            kind=entry.kind,
            title=entry.title,
            url=entry.url,
            snippet=passage(text, terms, phrases),
            score=round(score, 3),
            portal=entry.portal,
        )
        for entry, score, text in zip(shown, scores, index.engine.texts(numbers), strict=True)
    )


def _renamed(made: Plan, entries: Sequence[Entry]) -> tuple[Renamed, ...]:
    return tuple(
        Renamed(
            old=alias.old,
            new=alias.new,
            url=entries[alias.target].url if alias.target is not None else None,
            replaced=alias.replaced,
        )
        for alias in made.aliases
    )
