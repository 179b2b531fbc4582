"""What search needs of an engine: postings with ready weights, and the texts to show.

The engine never sees a language: terms come ready-made from danish/analysis.py and weights from weights.py.
Whoosh keeps them in a folder (folder.py), PostgreSQL in a database (postgres.py).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from rettesnor.model import Record
from rettesnor.search.contents import Contents


class Postings(NamedTuple):
    """The documents (by number, rising) that hold a term, and what it is worth in each; read only."""

    numbers: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]


NOWHERE = Postings(np.empty(0, np.uint32), np.empty(0, np.float32))


class Engine(Protocol):
    """A finished index. All methods may be called from several threads at once."""

    def frequency(self, term: str) -> int:
        """In how many documents the term stands."""
        ...

    def postings(self, term: str) -> Postings: ...

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """The bodies of documents, in the order asked for."""
        ...


class Indexed(Record, frozen=True, kw_only=True):
    """A document as an engine gets it; its number is its place in the order given, from 0."""

    text: str
    weights: dict[str, float]


class Index(NamedTuple):
    """A whole index, opened."""

    name: str
    contents: Contents
    engine: Engine


class Gone(LookupError):
    """An index that was current when somebody looked is cleared away by now."""


class Store(Protocol):
    """Where whole indexes are kept. One is current; the next is made beside it and takes over in one step."""

    @property
    def place(self) -> str:
        """What to call the store in an error."""
        ...

    def current(self) -> str | None:
        """The name of the index that answers; None when nothing whole is there."""
        ...

    def open(self, name: str) -> Index:
        """Raises Gone when the index was cleared away meanwhile."""
        ...

    def publish(self, contents: Contents, documents: Iterable[Indexed], *, state: str) -> None:
        """Make a new index the current one. ContentError when another run is at it.

        `state` is what the index was made from, in the words of whoever asks for it.
        """
        ...

    def state(self) -> str | None:
        """What the current index was made from."""
        ...
