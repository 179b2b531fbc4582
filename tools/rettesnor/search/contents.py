"""What an index holds beside the engine's postings: the pages' names and facets, words, renamings."""

import msgspec

from rettesnor.model import Record
from rettesnor.model.urls import Kind
from rettesnor.search.spelling import Spelling
from rettesnor.search.suggest import Suggestions

VERSION = 2
"""Raised when words are read or stored in another way; an index of another version is built again."""


class Entry(Record, frozen=True, kw_only=True, array_like=True):
    """A page as a hit shows it and facets count it; its number in the engine is its place in `Contents.entries`.

    `portal` names another portal that the page stands in, None for our own.
    """

    id: str
    kind: Kind
    title: str
    url: str
    area: str | None
    target_groups: tuple[str, ...]
    unit: str | None
    portal: str | None = None


class Alias(Record, frozen=True, kw_only=True, array_like=True):
    """An outdated name: how it is found (stems), how it is written, what it is called now, and where."""

    stems: tuple[str, ...]
    old: str
    new: str
    target: int | None
    replaced: bool


class Contents(Record, frozen=True, kw_only=True):
    """Everything of an index but the postings. `synonyms` are groups of phrases, each a tuple of stems.

    `surfaces` are the words of `spelling` as the pages write them, in step.
    """

    version: int
    entries: tuple[Entry, ...] = ()
    labels: dict[str, dict[str, str]] = msgspec.field(default_factory=dict[str, dict[str, str]])
    aliases: tuple[Alias, ...] = ()
    synonyms: tuple[tuple[tuple[str, ...], ...], ...] = ()
    spelling: Spelling = Spelling()
    surfaces: tuple[str, ...] = ()
    suggestions: Suggestions = Suggestions()
