"""Danish words in every inflected form, and how they may stand in compounds.

The word list is made from hunspell-da by tools/build_dictionary.py and ships with the package; its licence
is in data/NOTICE.txt. It is a minimal automaton over Latin-1 letters, read as it lies on disk: after eight
bytes (mark and root) come edges of four bytes each, little-endian: label in bits 0-7, "last of its node" in
bit 8, and from bit 9 the place of the node it leads to. A label below 32 ends a word and is its bits.
"""

import sys
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

MAGIC = b"RNW1"
WORD = 1
"""Stands alone: »møde«, »mødets«."""
LINK = 2
"""May begin a compound or stand inside it, with its linking letter: »arbejds«, »møde«."""
END = 4
"""May end a compound, in any form: »pligt«, »pligten«."""
NAME = 8
"""Is written with a capital letter: »københavn«."""


@cache
def _edges() -> tuple[Sequence[int], int]:
    data = resources.files("rettesnor.danish").joinpath("data", "words.dawg").read_bytes()
    if data[:4] != MAGIC or sys.byteorder != "little":
        raise RuntimeError("words.dawg does not fit this program: run tools/build_dictionary.py")
    view = memoryview(data)[4:].cast("I")
    return view[1:], view[0]


def entries(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Every dictionary form that begins at `start` in `text` (lower case): where it ends, and its bits; shortest first."""
    edges, node = _edges()
    end = start
    for wanted in text[start:].encode("latin-1", "replace"):
        while True:
            edge = edges[node]
            label = edge & 0xFF
            if label == wanted:
                break
            if edge & 0x100 or label > wanted:
                return
            node += 1
        node = edge >> 9
        end += 1
        first = edges[node]
        if first & 0xFF < 32:
            yield end, first & 0xFF
            if first & 0x100:
                return
            node += 1


@lru_cache(maxsize=4096)
def begins(letters: str) -> bool:
    """Whether some dictionary form in lower case begins with these letters: »sagsb«, not »sagxb«."""
    edges, node = _edges()
    for wanted in letters.encode("latin-1", "replace"):
        while (label := edges[node] & 0xFF) != wanted:
            if edges[node] & 0x100 or label > wanted:
                return False
            node += 1
        node = edges[node] >> 9
    return True


@lru_cache(maxsize=65536)
def bits(word: str) -> int:
    """What the dictionary knows of a word in lower case: WORD, LINK, END and NAME added up, 0 for a stranger."""
    return next((value for end, value in entries(word) if end == len(word)), 0)


def is_word(word: str) -> bool:
    """Whether a word in lower case stands in the dictionary in this very form. Names are not words here."""
    return bool(bits(word) & WORD)
