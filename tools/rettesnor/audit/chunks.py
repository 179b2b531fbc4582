"""The archive cut into chunks, the same each time, and the letters of a chunk taken out when it is to be examined."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rettesnor.audit.letters import Chunk, Entry, Sent, Unreadable
from rettesnor.audit.privacy import masked

MOST_LETTERS = 64
MOST_BYTES = 4_000_000


class Cut(NamedTuple):
    """The letters of a chunk where they lie, from number `first` on."""

    number: int
    first: int
    entries: tuple[Entry, ...]

    @property
    def digest(self) -> str:
        """What changes when a letter of the chunk does, as far as that shows without reading it."""
        state = hashlib.blake2b(digest_size=16)
        for entry in self.entries:
            state.update(repr((entry.name, entry.details, entry.size, entry.mark)).encode())
        return state.hexdigest()

    def taken(self) -> Chunk:
        """The chunk with its letters read."""
        letters = tuple(sent(entry, number) for number, entry in enumerate(self.entries, self.first))
        return Chunk(self.number, self.digest, letters)


def cuts(entries: Iterable[Entry]) -> Iterator[Cut]:
    """All letters in their order, some dozens at a time, fewer when they are large."""
    waiting: list[Entry] = []
    number = first = size = 0
    for entry in entries:
        if waiting and (len(waiting) >= MOST_LETTERS or size + entry.size > MOST_BYTES):
            yield Cut(number, first, tuple(waiting))
            number, first, size = number + 1, first + len(waiting), 0
            waiting = []
        waiting.append(entry)
        size += entry.size
    if waiting:
        yield Cut(number, first, tuple(waiting))


def sent(entry: Entry, number: int) -> Sent:
    """The letter with its bytes, or with what kept them from being read. Names of files may hold a CPR number."""
    name = masked(entry.name)
    try:
        return Sent(number, name, entry.form, entry.details, entry.load())
    except Unreadable as error:
        return Sent(number, name, entry.form, entry.details, b"", str(error))
