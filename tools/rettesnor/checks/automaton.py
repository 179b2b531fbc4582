"""Many strings found in one pass (Aho-Corasick). The only importer of pyahocorasick."""

from collections.abc import Iterator, Mapping
from typing import Generic, Protocol, TypeVar

import ahocorasick

T = TypeVar("T")


class _Automaton(Protocol[T]):
    """What is used of pyahocorasick, which ships no types."""

    def add_word(self, key: str, value: tuple[int, T]) -> bool: ...
    def make_automaton(self) -> None: ...
    def iter(self, string: str) -> Iterator[tuple[int, tuple[int, T]]]: ...


def _new() -> _Automaton[T]:
    return ahocorasick.Automaton()  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] no types


class Automaton(Generic[T]):
    """Finds every occurrence of every key, overlapping ones too; can be pickled."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        self.empty = not entries
        self._automaton: _Automaton[T] = _new()
        for key, value in entries.items():
            self._automaton.add_word(key, (len(key), value))
        if entries:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Start, end and value of each occurrence, by end."""
        if self.empty:
            return
        for last, (size, value) in self._automaton.iter(text):
            yield last + 1 - size, last + 1, value
