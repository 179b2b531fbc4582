"""Indexes in PostgreSQL: for more readers than one machine serves.

Our terms and weights go in ready-made, so the database needs no dictionary and ranks nothing: it keeps each
term's postings as two packed arrays in one row, and the texts. An index is two tables of its own. It is made, and
becomes the current one, in one transaction; readers and streaming replicas see the whole of it or nothing.

An address may name several servers (`postgresql://a,b/search`): readers ask a replica where one answers, and an
index is written on the one that takes writes (libpq: target_session_attrs).
"""

from array import array
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from functools import lru_cache

import msgspec
import numpy as np
import psycopg
import psycopg_pool
from psycopg import conninfo, errors, sql

from rettesnor.model import ContentError, Problem
from rettesnor.search.contents import Contents
from rettesnor.search.engine import NOWHERE, Gone, Index, Indexed, Postings

SCHEMA = "rettesnor"
WAIT, CONNECT = 3, 2
"""Seconds until somebody who searches is told that no server answers, and that one server is given to answer."""
CONNECTIONS = 8
CACHED_TERMS = 4096
KEPT = 2
"""The current index and the one before, for readers that have not looked again yet."""
BUSY = "2s"
LOCK = 7_021_815  # any number, the same for all who write here
LONGEST_TERM = 600
"""A query holds 300 characters, which folding may double: nothing longer can be asked for."""

Connection = psycopg.Connection[tuple[object, ...]]
Lists = tuple["array[int]", "array[float]"]  # four bytes a number, the least significant first

_TABLES = """
CREATE SCHEMA IF NOT EXISTS {schema};
CREATE TABLE IF NOT EXISTS {schema}.index (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    made timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL,
    contents bytea NOT NULL
)
"""
_INDEX = """
CREATE TABLE {posting} (term text COLLATE "C" PRIMARY KEY, numbers bytea NOT NULL, weights bytea NOT NULL);
CREATE TABLE {page} (number integer PRIMARY KEY, body text NOT NULL);
ALTER TABLE {posting} ALTER COLUMN numbers SET STORAGE EXTERNAL, ALTER COLUMN weights SET STORAGE EXTERNAL
"""


class PostgresStore:
    """The store of many machines. Every method raises ContentError when no server answers."""

    def __init__(self, address: str) -> None:
        try:
            given = conninfo.conninfo_to_dict(address)
        except psycopg.ProgrammingError:
            message = "Adressen kan ikke læses. Skriv den som postgresql://bruger@server/database."
            raise ContentError(Problem(path="--engine", line=0, message=message)) from None
        given = {"connect_timeout": CONNECT, **given}
        self._writing = conninfo.make_conninfo("", **{**given, "target_session_attrs": "read-write"})
        self._place = f"{given.get('host', 'localhost')}/{given.get('dbname', '')}"  # never the password
        self._pool: psycopg_pool.ConnectionPool[Connection] = psycopg_pool.ConnectionPool(
            conninfo.make_conninfo("", **{"target_session_attrs": "prefer-standby", **given}),
            min_size=1,
            max_size=CONNECTIONS,
            timeout=WAIT,
            kwargs={"autocommit": True},
            check=psycopg_pool.ConnectionPool.check_connection,
            open=False,
        )

    @property
    def place(self) -> str:
        return self._place

    def current(self) -> str | None:
        newest = self._newest("number")
        return None if newest is None else str(newest)

    def state(self) -> str | None:
        newest = self._newest("state")
        return None if newest is None else str(newest)

    def open(self, name: str) -> Index:
        number = int(name)
        row = self.row("SELECT contents FROM {schema}.index WHERE number = %s", number, number)
        if row is None or not isinstance(row[0], bytes):
            raise Gone(name)
        return Index(name, msgspec.msgpack.decode(row[0], type=Contents), PostgresEngine(self, number))

    def publish(self, contents: Contents, documents: Iterable[Indexed], *, state: str) -> None:
        try:
            with psycopg.connect(self._writing) as connection:
                self._write(connection, contents, documents, state)
            with psycopg.connect(self._writing, autocommit=True) as connection:
                _clear(connection)
        except psycopg.OperationalError as error:
            raise ContentError(self._silent(error)) from None

    def close(self) -> None:
        """Let go of the connections; the store cannot be asked again."""
        self._pool.close()

    def row(self, query: str, index: int, *values: object) -> tuple[object, ...] | None:
        """The first row that a query on an index gives. Raises Gone when the index was cleared away."""
        return next(iter(self.rows(query, index, *values)), None)

    def rows(self, query: str, index: int, *values: object) -> list[tuple[object, ...]]:
        """As `row`, all of them."""
        with self._reader() as connection:
            try:
                return connection.execute(_text(query, index), values, binary=True).fetchall()
            except errors.UndefinedTable:
                raise Gone(str(index)) from None

    def _newest(self, column: str) -> object:
        try:
            row = self.row(f"SELECT {column} FROM {{schema}}.index ORDER BY number DESC LIMIT 1", 0)
        except Gone:  # nothing was ever indexed here
            return None
        return row[0] if row else None

    def _write(
        self, connection: Connection, contents: Contents, documents: Iterable[Indexed], state: str
    ) -> None:
        taken = connection.execute("SELECT pg_try_advisory_xact_lock(%s)", (LOCK,)).fetchone()
        if taken is None or not taken[0]:
            message = "Her bliver der bygget af et andet program lige nu. Vent, til det er færdigt."
            raise ContentError(Problem(path=self.place, message=message))
        connection.execute(_text(_TABLES))
        new = _text("INSERT INTO {schema}.index (state, contents) VALUES (%s, %s) RETURNING number")
        row = connection.execute(new, (state, msgspec.msgpack.encode(contents)), binary=True).fetchone()
        assert row is not None
        assert isinstance(row[0], int)
        connection.execute(_text(_INDEX, row[0]))
        _copy_postings(connection, row[0], _copy_pages(connection, row[0], documents))

    @contextmanager
    def _reader(self) -> Generator[Connection]:
        try:
            self._pool.open()
            with self._pool.connection() as connection:
                yield connection
        except psycopg.OperationalError as error:
            raise ContentError(self._silent(error)) from None

    def _silent(self, error: psycopg.Error) -> Problem:
        message = f"Databasen med søgeindekset svarer ikke ({str(error).strip() or type(error).__name__})."
        return Problem(path=self.place, line=0, message=message)


class PostgresEngine:
    """One index of a store. What a term's postings are is asked once."""

    def __init__(self, store: PostgresStore, number: int) -> None:
        self._store = store
        self._number = number
        self.postings = lru_cache(maxsize=CACHED_TERMS)(self._postings)

    def frequency(self, term: str) -> int:
        return len(self.postings(term).numbers)

    def _postings(self, term: str) -> Postings:
        row = self._store.row(
            "SELECT numbers, weights FROM {posting} WHERE term = %s", self._number, _kept(term)
        )
        if row is None:
            return NOWHERE
        numbers, weights = row
        assert isinstance(numbers, bytes)
        assert isinstance(weights, bytes)
        return Postings(np.frombuffer(numbers, "<u4"), np.frombuffer(weights, "<f4"))

    def texts(self, numbers: Sequence[int]) -> list[str]:
        wanted = list(numbers)
        query = "SELECT body FROM {page} WHERE number = ANY(%s) ORDER BY array_position(%s, number)"
        return [str(body) for (body,) in self._store.rows(query, self._number, wanted, wanted)]


def _text(query: str, index: int = 0) -> sql.Composed:
    """A query with the names of our schema and of the tables of one index."""
    return sql.SQL(query).format(  # pyright: ignore[reportArgumentType] -- every query stands in this module
        schema=sql.Identifier(SCHEMA),
        posting=sql.Identifier(SCHEMA, f"posting_{index}"),
        page=sql.Identifier(SCHEMA, f"page_{index}"),
    )


def _kept(text: str) -> str:
    """Text as the database can hold it: without the null character, which no reader sees."""
    return text.replace("\0", " ")


def _copy_pages(connection: Connection, index: int, documents: Iterable[Indexed]) -> dict[str, Lists]:
    """Writes the texts; gives the numbers and weights of each term."""
    postings: dict[str, Lists] = {}
    statement = _text("COPY {page} (number, body) FROM STDIN (FORMAT BINARY)", index)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(["int4", "text"])
        for number, document in enumerate(documents):
            copy.write_row((number, _kept(document.text)))
            for term, weight in document.weights.items():
                if len(term) <= LONGEST_TERM:
                    numbers, weights = postings.setdefault(term, (array("I"), array("f")))
                    numbers.append(number)
                    weights.append(weight)
    return postings


def _copy_postings(connection: Connection, index: int, postings: dict[str, Lists]) -> None:
    statement = _text("COPY {posting} (term, numbers, weights) FROM STDIN (FORMAT BINARY)", index)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(["text", "bytea", "bytea"])
        for term, (numbers, weights) in postings.items():
            copy.write_row((_kept(term), numbers.tobytes(), weights.tobytes()))


def _clear(connection: Connection) -> None:
    """Drop what nobody reads any more; what is still read stays until the next time."""
    connection.execute(sql.SQL("SET lock_timeout = {}").format(BUSY))
    old = _text("SELECT number FROM {schema}.index ORDER BY number DESC OFFSET %s")
    for row in connection.execute(old, (KEPT,), binary=True).fetchall():
        assert isinstance(row[0], int)
        try:
            with connection.transaction():
                connection.execute(_text("DROP TABLE IF EXISTS {posting}, {page}", row[0]))
                connection.execute(_text("DELETE FROM {schema}.index WHERE number = %s"), (row[0],))
        except (errors.LockNotAvailable, errors.DeadlockDetected):
            continue
