"""Indexes in a folder: generations of Whoosh's files, each with the contents beside the postings."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from rettesnor.search import generations
from rettesnor.search.contents import Contents
from rettesnor.search.engine import Gone, Index, Indexed
from rettesnor.search.whoosh_engine import WhooshEngine, write

CONTENTS, ENGINE, STATE = "contents.msgpack", "engine", "state"


class FolderStore:
    """The store of one machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def place(self) -> str:
        return str(self._folder)

    def current(self) -> str | None:
        folder = generations.current(self._folder)
        return folder.name if folder else None

    def open(self, name: str) -> Index:
        folder = self._folder / name
        try:
            contents = msgspec.msgpack.decode((folder / CONTENTS).read_bytes(), type=Contents)
            return Index(name, contents, WhooshEngine(folder / ENGINE))
        except FileNotFoundError:
            raise Gone(name) from None

    def publish(self, contents: Contents, documents: Iterable[Indexed], *, state: str) -> None:
        def fill(generation: Path) -> None:
            (generation / CONTENTS).write_bytes(msgspec.msgpack.encode(contents))
            (generation / STATE).write_text(state, encoding="utf-8")
            (generation / ENGINE).mkdir()
            write(generation / ENGINE, documents)

        generations.publish(self._folder, fill)

    def state(self) -> str | None:
        folder = generations.current(self._folder)
        try:
            return (folder / STATE).read_text(encoding="utf-8") if folder else None
        except FileNotFoundError:
            return None
