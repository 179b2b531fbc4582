"""An SQLite file whose commits outlive the process and the machine."""

import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

_WAIT_S = 10.0
_OWNER_ONLY = 0o600


class Database:
    """The file at `path`, made with `schema` when it is first needed. Raises sqlite3.Error where the disk refuses.

    What is told as accepted must be on disk. With a rollback journal and synchronous=EXTRA a commit returns when
    journal, file and folder are synced; FULL leaves the folder out, so a power cut could bring the journal back and
    undo the commit. WAL would be as safe, but it is a second file that a backup of `var/` can forget. A connection
    for each task: nothing is held open on a file that a backup puts back.
    """

    def __init__(self, path: Path, schema: str) -> None:
        self._path, self._schema = path, schema
        self._writing = (
            threading.Lock()
        )  # SQLite lets one write at a time: waiting in line here is fairer than trying again

    @contextmanager
    def read(self) -> Generator[sqlite3.Connection]:
        with closing(self._open()) as connection:
            yield connection

    @contextmanager
    def write(self) -> Generator[sqlite3.Connection]:
        """One transaction: on disk when the block is left, undone when it fails."""
        with self._writing, closing(self._open()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        if not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, _OWNER_ONLY))
        connection = sqlite3.connect(self._path, timeout=_WAIT_S, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.executescript("PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;")
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            connection.executescript(f"BEGIN IMMEDIATE; {self._schema} PRAGMA user_version = 1; COMMIT;")
        return connection
