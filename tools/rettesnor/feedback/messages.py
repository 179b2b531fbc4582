"""What readers tell about a page, and the pages they wish for: kept for a time, answered by the office."""

import datetime
import sqlite3
from pathlib import Path
from typing import Literal, get_args

from rettesnor.feedback.database import Database
from rettesnor.feedback.masking import masked, masked_numbers
from rettesnor.model import Record

FILE = Path("var") / "feedback.sqlite"
"""Where a content root keeps them."""

Kind = Literal["feedback", "wish"]
Status = Literal["ny", "i gang", "besvaret", "afvist"]
Found = Literal["", "ja", "nej"]
STATUSES: tuple[Status, ...] = get_args(Status)
OPEN: tuple[Status, ...] = ("ny", "i gang")

MAX_TITLE, MAX_TEXT, MAX_CONTACT = 120, 4_000, 200
_MOST_ID = 2**63 - 1  # what SQLite can number

# Wishes and feedback are one table: they have the same way through the office.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL, received TEXT NOT NULL,
  page TEXT NOT NULL, title TEXT NOT NULL, unit TEXT NOT NULL,
  found TEXT NOT NULL, text TEXT NOT NULL, contact TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'ny', public INTEGER NOT NULL DEFAULT 0,
  shown TEXT NOT NULL DEFAULT '', answer TEXT NOT NULL DEFAULT '', answered TEXT
);
CREATE INDEX IF NOT EXISTS by_page ON messages (page, public);
CREATE INDEX IF NOT EXISTS by_day ON messages (received);
"""


class Sent(Record, frozen=True, kw_only=True):
    """What a reader sent. `title` is the page's, or the wished page's; `unit` the id of the page's owner, empty for none.

    `contact` is how the reader chose to be reached: kept as written, e-mail address included, but never a CPR number.
    """

    kind: Kind
    title: str
    page: str = ""
    unit: str = ""
    found: Found = ""
    text: str = ""
    contact: str = ""


class Message(Record, frozen=True, kw_only=True):
    """What is kept: masked, with the office's answer. Others see `shown` and `answer` where it is `public`."""

    id: int
    kind: Kind
    received: datetime.datetime
    page: str
    title: str
    unit: str
    found: Found
    text: str
    contact: str
    status: Status
    public: bool
    shown: str
    answer: str
    answered: datetime.date | None


class Handled(Record, frozen=True, kw_only=True):
    """What the office decides about a message."""

    status: Status
    public: bool = False
    shown: str = ""
    answer: str = ""
    unit: str = ""


class Filter(Record, frozen=True, kw_only=True):
    """Which messages to list; what is None is not asked about. `unit` »« are those without an owner."""

    kind: Kind | None = None
    units: tuple[str, ...] | None = None
    status: Status | None = None
    open: bool = False
    page: str | None = None
    before: datetime.date | None = None


class Messages:
    """Everything that readers sent in the last `keep_days` days; what is older is never shown, and `expire` deletes it."""

    def __init__(self, path: Path, *, keep_days: int) -> None:
        self._database, self.keep_days = Database(path, _SCHEMA), keep_days

    def add(self, sent: Sent, *, now: datetime.datetime) -> int:
        """Keep what was sent, masked and cut to size. When this returns, it is on disk. Raises sqlite3.Error."""
        row = (
            sent.kind,
            _utc(now).isoformat(timespec="seconds"),
            sent.page,
            masked(sent.title)[:MAX_TITLE],
            sent.unit,
            sent.found,
            masked(sent.text)[:MAX_TEXT],
            masked_numbers(sent.contact)[:MAX_CONTACT],
        )
        with self._database.write() as connection:
            added = connection.execute(
                "INSERT INTO messages (kind, received, page, title, unit, found, text, contact) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            return int(added.lastrowid or 0)

    def handle(self, id: int, handled: Handled, *, today: datetime.date) -> bool:
        """Write down the office's decision; False where there is no such message."""
        answered = today.isoformat() if handled.status in {"besvaret", "afvist"} else None
        row = (
            handled.status,
            handled.public,
            masked(handled.shown)[:MAX_TEXT],
            masked(handled.answer)[:MAX_TEXT],
            handled.unit,
            answered,
            id,
        )
        with self._database.write() as connection:
            done = connection.execute(
                "UPDATE messages SET status = ?, public = ?, shown = ?, answer = ?, unit = ?, answered = ? WHERE id = ?",
                row,
            )
            return done.rowcount == 1

    def forget_contact(self, id: int) -> None:
        """Delete how the sender can be reached, overwritten on disk; the message stays."""
        with self._database.write() as connection:
            connection.execute("UPDATE messages SET contact = '' WHERE id = ?", (id,))

    def delete(self, id: int) -> None:
        """Delete the message and its answer, overwritten on disk."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM messages WHERE id = ?", (id,))

    def find(
        self, wanted: Filter, *, now: datetime.datetime, limit: int = -1, offset: int = 0
    ) -> tuple[Message, ...]:
        """The messages that fit, newest first."""
        where, values = self._where(wanted, now)
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT * FROM messages WHERE {where} ORDER BY received DESC, id DESC LIMIT ? OFFSET ?",
                (*values, limit, offset),
            ).fetchall()
        return tuple(map(_message, rows))

    def count(self, wanted: Filter, *, now: datetime.datetime) -> int:
        where, values = self._where(wanted, now)
        with self._database.read() as connection:
            return int(
                connection.execute(f"SELECT count(*) FROM messages WHERE {where}", values).fetchone()[0]
            )

    def get(self, id: int, *, now: datetime.datetime) -> Message | None:
        """The message with that number; None where there is none, or its time is up."""
        if id > _MOST_ID:
            return None
        where, values = self._where(Filter(), now)
        with self._database.read() as connection:
            row = connection.execute(
                f"SELECT * FROM messages WHERE {where} AND id = ?", (*values, id)
            ).fetchone()
        return _message(row) if row else None

    def units(self, *, now: datetime.datetime) -> tuple[str, ...]:
        """The owners that messages have, in order; »« for none."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT DISTINCT unit FROM messages WHERE received >= ? ORDER BY unit", (self._oldest(now),)
            ).fetchall()
        return tuple(row["unit"] for row in rows)

    def answers(self, page: str, *, now: datetime.datetime) -> tuple[Message, ...]:
        """What the office lets everybody see of the feedback on a page, newest first."""
        return tuple(
            message for message in self.find(Filter(kind="feedback", page=page), now=now) if message.public
        )

    def expire(self, *, now: datetime.datetime) -> int:
        """Delete what is past its time, overwritten on disk; how many it was."""
        with self._database.write() as connection:
            return connection.execute(
                "DELETE FROM messages WHERE received < ?", (self._oldest(now),)
            ).rowcount

    def _oldest(self, now: datetime.datetime) -> str:
        return (_utc(now) - datetime.timedelta(days=self.keep_days)).isoformat(timespec="seconds")

    def _where(self, wanted: Filter, now: datetime.datetime) -> tuple[str, list[str]]:
        where, values = ["received >= ?"], [self._oldest(now)]
        if wanted.kind is not None:
            where.append("kind = ?")
            values.append(wanted.kind)
        if wanted.units is not None:
            where.append(f"unit IN ({', '.join('?' for _ in wanted.units)})")
            values += wanted.units
        statuses = OPEN if wanted.open else (wanted.status,) if wanted.status else ()
        if statuses:
            where.append(f"status IN ({', '.join('?' for _ in statuses)})")
            values += statuses
        if wanted.page is not None:
            where.append("page = ?")
            values.append(wanted.page)
        if wanted.before is not None:
            where.append("received < ?")
            values.append(wanted.before.isoformat())
        return " AND ".join(where), values


def _utc(time: datetime.datetime) -> datetime.datetime:
    return time.astimezone(datetime.UTC)


def _message(row: sqlite3.Row) -> Message:
    kind: Kind = "wish" if row["kind"] == "wish" else "feedback"
    return Message(
        id=row["id"],
        kind=kind,
        received=datetime.datetime.fromisoformat(row["received"]),
        page=row["page"],
        title=row["title"],
        unit=row["unit"],
        found=row["found"],
        text=row["text"],
        contact=row["contact"],
        status=row["status"],
        public=bool(row["public"]),
        shown=row["shown"],
        answer=row["answer"],
        answered=datetime.date.fromisoformat(row["answered"]) if row["answered"] else None,
    )
