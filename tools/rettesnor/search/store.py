"""Which store an index lies in: a folder of the root, or a database."""

from pathlib import Path

from rettesnor.search.engine import Store
from rettesnor.search.folder import FolderStore

INDEX = Path(".rettesnor") / "index"
"""Where a content root keeps its index, unless a database does."""
WHOOSH = "whoosh"


def store(root: Path, engine: str = WHOOSH) -> Store:
    """The store for a root: `whoosh`, or the address of a PostgreSQL database (`postgresql://...`).

    ContentError when the database does not answer.
    """
    if engine == WHOOSH:
        return FolderStore(root / INDEX)
    from rettesnor.search.postgres import PostgresStore  # one machine should not load a database's driver

    return PostgresStore(engine)
