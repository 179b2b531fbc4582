"""Words near a word that nobody wrote, found without reading the vocabulary.

Every known word is kept under the hashes of what is left of its first letters when one or two fall out; a
stranger is looked up the same way. Words within reach share such a remainder, and the distance to those few
is then counted. Source: Mor and Fraenkel 1982; Garbe's SymSpell.
"""

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Sequence

from rettesnor.model import Record

SHORTEST, LONG_WORD = 4, 8
"""Words shorter than SHORTEST are never guessed at; from LONG_WORD letters two changes are allowed."""
FIRST_LETTERS = 7
"""How much of a word is hashed: more costs room, less brings more words to count the distance to."""


class Near(Record, frozen=True, kw_only=True):
    """A known word, its place among the known, and how many letters must change to get there.

    Two letters that swapped places are one change.
    """

    word: str
    number: int
    distance: int


class Spelling(Record, frozen=True, kw_only=True):
    """The known words by falling frequency, and two tables in step: sorted hashes, and the word each came from."""

    words: tuple[str, ...] = ()
    hashes: bytes = b""
    owners: bytes = b""


def spelling(words: Sequence[str]) -> Spelling:
    """Tables for words, the most frequent first."""
    pairs = sorted(
        (hash_, number)
        for number, word in enumerate(words)
        for hash_ in _hashes(word, changes=1 + (len(word) >= LONG_WORD - 2))
    )
    return Spelling(
        words=tuple(words),
        hashes=array("I", (hash_ for hash_, _ in pairs)).tobytes(),
        owners=array("I", (number for _, number in pairs)).tobytes(),
    )


def near(word: str, known: Spelling) -> list[Near]:
    """Known words within reach of `word`, the nearest and most frequent first."""
    if len(word) < SHORTEST or not known.words:
        return []
    hashes: Sequence[int] = memoryview(known.hashes).cast("I")
    owners: Sequence[int] = memoryview(known.owners).cast("I")
    allowed = 2 if len(word) >= LONG_WORD else 1
    candidates: set[int] = set()
    for hash_ in _hashes(word, changes=allowed):
        place = bisect_left(hashes, hash_)
        while place < len(hashes) and hashes[place] == hash_:
            candidates.add(owners[place])
            place += 1
    found = [(distance(word, known.words[number], allowed), number) for number in candidates]
    return [
        Near(word=known.words[number], number=number, distance=d)
        for d, number in sorted(found)
        if d <= allowed
    ]


def _hashes(word: str, *, changes: int) -> set[int]:
    left = {word[:FIRST_LETTERS]}
    for _ in range(changes):
        left |= {shorter[:place] + shorter[place + 1 :] for shorter in left for place in range(len(shorter))}
    return {zlib.crc32(remainder.encode()) for remainder in left}


def distance(one: str, other: str, limit: int) -> int:
    """Letters to add, drop, change or swap with their neighbour to get from one to the other; over `limit`, any number over it."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, a in enumerate(one, start=1):
        this = [row]
        for column, b in enumerate(other, start=1):
            cost = min(last[column] + 1, this[-1] + 1, last[column - 1] + (a != b))
            if row > 1 and column > 1 and a == other[column - 2] and one[row - 2] == b:
                cost = min(cost, before[column - 2] + 1)
            this.append(cost)
        if min(this) > limit:
            return limit + 1
        before, last = last, this
    return last[-1]
