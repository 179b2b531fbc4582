"""What search needs of an engine: postings with ready weights, and the texts to show.

The engine never sees a language: terms come ready-made from danish/analysis.py and weights from weights.py.
Whoosh is the one that ships (whoosh_engine.py); a table `posting(term, number, weight)` would do as well.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from rettesnor.model import Record


class Postings(Record, frozen=True, kw_only=True):
    """The documents (by number, rising) that hold a term, and what it is worth in each."""

    numbers: Sequence[int] = ()
    weights: Sequence[float] = ()


class Engine(Protocol):
    """A finished index. All methods may be called from several threads at once."""

    def frequency(self, term: str) -> int:
        """In how many documents the term stands."""
        ...

    def postings(self, term: str) -> Postings: ...

    def text(self, number: int) -> str:
        """The body of a document."""
        ...


class Indexed(Record, frozen=True, kw_only=True):
    """A document as an engine gets it; its number is its place in the order given, from 0."""

    text: str
    weights: dict[str, float]


class Writer(Protocol):
    """Writes a whole index into an empty folder."""

    def __call__(self, folder: Path, documents: Iterable[Indexed]) -> None: ...
