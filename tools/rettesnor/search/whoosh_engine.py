"""Whoosh as the engine: one field of ready terms whose posting weights are ours, and the stored text.

The only module that imports Whoosh. Its analysers, scorers, facets and highlighter are not used: measured on
Danish pages they find too little and cost too much (tools/decisions/0002).
"""

# Whoosh ships no types, so what it returns is unknown here and is given ours before it leaves the module.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportOptionalMemberAccess=false, reportIncompatibleMethodOverride=false

import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from whoosh import fields, formats
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import TermNotFound

from rettesnor.search.engine import NOWHERE, Indexed, Postings

MEMORY_MB = 128
CACHED_TERMS = 4096


class Weighted(fields.FieldType):
    """A field that takes term -> weight as it is."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None, scorable=False, stored=False)

    def index(self, value: dict[str, float], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, weight in value.items():
            yield term.encode(), 1, weight, b""


SCHEMA = fields.Schema(terms=Weighted(), text=fields.STORED())


def write(folder: Path, documents: Iterable[Indexed]) -> None:
    """A new index of one segment, so that a document's number is its place in the order given."""
    index = FileStorage(str(folder)).create_index(SCHEMA)
    writer = index.writer(limitmb=MEMORY_MB)
    for document in documents:
        writer.add_document(terms=document.weights, text=document.text)
    writer.commit(optimize=True)
    index.close()


class WhooshEngine:
    """A finished index read from its folder. Whoosh's readers share a place in their file, hence the lock."""

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        self._index: FileIndex = FileStorage(str(folder)).open_index()
        self._reader = self._index.reader()
        self.postings = lru_cache(maxsize=CACHED_TERMS)(self._postings)

    def frequency(self, term: str) -> int:
        return len(self.postings(term).numbers)

    def _postings(self, term: str) -> Postings:
        numbers = array("I")
        weights = array("f")
        with self._lock:
            try:
                matcher = self._reader.postings("terms", term.encode())
            except TermNotFound:
                return NOWHERE
            while matcher.is_active():
                numbers.append(matcher.id())
                weights.append(matcher.weight())
                matcher.next()
        return Postings(np.frombuffer(numbers, np.uint32), np.frombuffer(weights, np.float32))

    def texts(self, numbers: Sequence[int]) -> list[str]:
        with self._lock:
            return [str(self._reader.stored_fields(number)["text"]) for number in numbers]
