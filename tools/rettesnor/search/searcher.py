"""Answers queries from the index that is current, whatever is built meanwhile."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from rettesnor.danish.analysis import normal
from rettesnor.model import ContentError, Problem, Record
from rettesnor.model.urls import Kind
from rettesnor.search import generations
from rettesnor.search.build import CONTENTS, ENGINE
from rettesnor.search.contents import VERSION, Contents, Entry
from rettesnor.search.engine import Engine
from rettesnor.search.passages import passage
from rettesnor.search.planner import Plan, plan
from rettesnor.search.ranking import Ranked, rank, title_terms
from rettesnor.search.results import Facets, FacetValue, Hit, Renamed, Results, Suggestion
from rettesnor.search.suggest import suggest
from rettesnor.search.whoosh_engine import WhooshEngine

LONGEST_QUERY = 300
"""Characters of a query that are read."""


class _Open:
    """One generation, opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.contents = msgspec.msgpack.decode((folder / CONTENTS).read_bytes(), type=Contents)
        self.engine: Engine = WhooshEngine(folder / ENGINE)
        self._titles: dict[int, frozenset[str]] = {}

    def title(self, number: int) -> frozenset[str]:
        """The terms of a page's title, read once."""
        known = self._titles.get(number)
        if known is None:
            known = self._titles[number] = title_terms(self.contents.entries[number].title)
        return known


class Choice(Record, frozen=True, kw_only=True):
    """What a search is narrowed to; None leaves a facet open."""

    kind: Kind | None = None
    area: str | None = None
    target_group: str | None = None
    unit: str | None = None


class Searcher:
    """Searches the index in a folder; safe to use from several threads, and opens a new generation by itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
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
        limit: int = 10,
        offset: int = 0,
    ) -> Results:
        """The pages that answer a query. ContentError when there is no index."""
        started = time.perf_counter()
        index = self._current()
        entries = index.contents.entries
        made = plan(normal(query[:LONGEST_QUERY]), index.contents, index.engine.frequency)
        ranked = rank(made, index.engine, index.title, lambda number: entries[number].kind, size=len(entries))
        choice = Choice(kind=kind, area=area, target_group=target_group, unit=unit)
        chosen = [hit for hit in ranked if _fits(entries[hit.number], choice)]
        return Results(
            query=query,
            total=len(chosen),
            hits=_hits(chosen[offset : offset + limit], made, index),
            did_you_mean=made.did_you_mean,
            renamed=_renamed(made, entries),
            facets=_facets([entries[hit.number] for hit in ranked], choice, index.contents.labels),
            took_ms=round((time.perf_counter() - started) * 1000, 2),
        )

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What somebody may be about to type. ContentError when there is no index."""
        return suggest(normal(prefix[:LONGEST_QUERY]), self._current().contents.suggestions, limit=limit)

    def size(self) -> int:
        """How many pages the current index holds. ContentError when there is none."""
        return len(self._current().contents.entries)

    def _current(self) -> _Open:
        folder = generations.current(self._folder)
        opened = self._open
        if opened is not None and (folder is None or opened.folder == folder):
            return opened
        with self._lock:
            return self._reopen()

    def _reopen(self) -> _Open:
        # A run may clear a generation away between reading its name and opening it; the next name is then there.
        for _ in range(3):
            folder = generations.current(self._folder)
            if folder is None:
                break
            if self._open is not None and self._open.folder == folder:
                return self._open
            try:
                opened = _Open(folder)
            except FileNotFoundError:
                continue
            except msgspec.DecodeError:
                break
            if opened.contents.version != VERSION:
                break
            self._open = opened
            return opened
        message = "Der er intet søgeindeks, som dette program kan læse. Kør »rettesnor index«."
        raise ContentError(Problem(path=str(self._folder), message=message))


def _fits(entry: Entry, choice: Choice) -> bool:
    return (
        (choice.kind is None or entry.kind == choice.kind)
        and (choice.area is None or entry.area == choice.area)
        and (choice.target_group is None or choice.target_group in entry.target_groups)
        and (choice.unit is None or entry.unit == choice.unit)
    )


def _hits(ranked: Sequence[Ranked], made: Plan, index: _Open) -> tuple[Hit, ...]:
    terms = frozenset(term for slot in made.slots if slot.needed for way in slot.ways for term in way.terms)
    entries = index.contents.entries
    return tuple(
        Hit(
            id=entries[hit.number].id,
            kind=entries[hit.number].kind,
            title=entries[hit.number].title,
            url=entries[hit.number].url,
            snippet=passage(index.engine.text(hit.number), terms),
            score=round(hit.score, 3),
        )
        for hit in ranked
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


def _facets(found: Sequence[Entry], choice: Choice, labels: dict[str, dict[str, str]]) -> Facets:
    def counted(facet: str, values: Callable[[Entry], Iterable[str | None]]) -> tuple[FacetValue, ...]:
        others = msgspec.structs.replace(choice, **{facet: None})
        counts = Counter(value for entry in found if _fits(entry, others) for value in values(entry) if value)
        titles = labels.get(facet, {})
        return tuple(
            FacetValue(value=value, title=titles.get(value, value), count=count)
            for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        )

    return Facets(
        kind=counted("kind", lambda entry: (entry.kind,)),
        area=counted("area", lambda entry: (entry.area,)),
        target_group=counted("target_group", lambda entry: entry.target_groups),
        unit=counted("unit", lambda entry: (entry.unit,)),
    )
