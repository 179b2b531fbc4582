"""What is counted so far, on disk: a chunk is counted whole or not at all, also when the machine stops.

The file holds counts, digests of words and names of letters that could not be read; no text of any letter.
"""

import errno
import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from rettesnor.audit.letters import Chunk, Tally
from rettesnor.model import ContentError, Problem

_TABLES = """
CREATE TABLE IF NOT EXISTS run (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS chunks (number INTEGER PRIMARY KEY, digest TEXT NOT NULL, letters INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS seen (template TEXT, unit TEXT, month TEXT, letters INTEGER, with_error INTEGER, clean INTEGER,
  undated INTEGER, kindless INTEGER, PRIMARY KEY (template, unit, month)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (template TEXT, unit TEXT, month TEXT, rule TEXT, severity TEXT, letters INTEGER,
  findings INTEGER, PRIMARY KEY (template, unit, month, rule, severity)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS quoted (template TEXT, rule TEXT, digest BLOB, letters INTEGER, first INTEGER,
  PRIMARY KEY (template, rule, digest)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unread (number INTEGER PRIMARY KEY, name TEXT, reason TEXT);
"""
_SEEN = """INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET letters = letters + excluded.letters,
  with_error = with_error + excluded.with_error, clean = clean + excluded.clean, undated = undated + excluded.undated,
  kindless = kindless + excluded.kindless"""
_TOLD = """INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET letters = letters + excluded.letters,
  findings = findings + excluded.findings"""
_QUOTED = """INSERT INTO quoted VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET letters = letters + excluded.letters,
  first = min(first, excluded.first)"""


class Ledger:
    """The counts of one run in one file, which only its owner may read."""

    def __init__(self, path: Path) -> None:
        """Raises ContentError when another run writes in the same folder."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(path.parent, os.O_RDONLY)  # held until the process ends, however it ends
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            message = (
                "En anden kørsel er i gang i samme mappe. Vent på den, eller vælg en anden mappe med --out."
            )
            raise ContentError(Problem(path=str(path.parent), message=message)) from None
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._path = path
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.executescript(_TABLES)

    def close(self) -> None:
        """Let go of the file and of the folder; again is no harm."""
        self._database.close()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def delete(self) -> None:
        """Remove the file: what was counted is written elsewhere."""
        self._database.close()
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self.close()

    def begin(self, identity: str) -> bool:
        """Whether this run goes on with what is counted already; nothing is kept of a run of another identity."""
        same = self.noted("identity") == identity
        if not same:
            for table in ("run", "chunks", "seen", "told", "quoted", "unread"):
                self._database.execute(f"DELETE FROM {table}")
            self.note("identity", identity)
        return same

    def note(self, name: str, value: str) -> None:
        """Write down something about the run."""
        self._database.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str | None:
        """What the run wrote down about itself."""
        found = self._database.execute("SELECT value FROM run WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def chunks(self) -> dict[int, str]:
        """The chunks that are counted, with their digests."""
        return dict(self._database.execute("SELECT number, digest FROM chunks"))

    def letters(self) -> int:
        """How many letters are counted, those that could not be read among them."""
        return int(self._database.execute("SELECT coalesce(sum(letters), 0) FROM chunks").fetchone()[0])

    def add(self, chunk: Chunk, tallies: Iterable[Tally]) -> None:
        """Count a chunk, and have it on disk before this returns."""
        try:
            self._add(chunk, tallies)
        except sqlite3.OperationalError as error:
            if "full" not in str(error):
                raise
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._path)) from None

    def _add(self, chunk: Chunk, tallies: Iterable[Tally]) -> None:
        database = self._database
        database.execute("BEGIN")
        database.execute(
            "INSERT INTO chunks VALUES (?, ?, ?)", (chunk.number, chunk.digest, len(chunk.letters))
        )
        for tally in tallies:
            database.executemany(_SEEN, [(*group, *seen) for group, seen in tally.seen.items()])
            database.executemany(
                _TOLD,
                [(*group, rule, severity, *told) for (group, rule, severity), told in tally.told.items()],
            )
            database.executemany(_QUOTED, [(*key, *quoted) for key, quoted in tally.quoted.items()])
            database.executemany("INSERT INTO unread VALUES (?, ?, ?)", tally.unread)
        database.execute("COMMIT")

    def rows(self, query: str, *values: object) -> Iterator[tuple[object, ...]]:
        """What a question to the tables gives, one row at a time."""
        yield from self._database.execute(query, values)
