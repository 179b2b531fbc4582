"""What is searched for, what is not found, and how far down the hit is that readers choose: sums by day, no persons."""

import datetime
from pathlib import Path

from rettesnor.feedback.database import Database
from rettesnor.feedback.masking import masked_query
from rettesnor.model import Record

FILE = Path("var") / "search-log.sqlite"
MAX_QUERY = 100
MAX_RANK = 500
_MOST_ROWS_A_DAY = 20_000  # so that a machine that searches for rubbish does not fill the disk

# A row is a sum: nothing tells who searched, when on the day, or which searches belong together.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS searches (
  day TEXT NOT NULL, query TEXT NOT NULL, times INTEGER NOT NULL, found INTEGER NOT NULL,
  PRIMARY KEY (day, query)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS clicks (
  day TEXT NOT NULL, query TEXT NOT NULL, page TEXT NOT NULL, rank INTEGER NOT NULL, times INTEGER NOT NULL,
  PRIMARY KEY (day, query, page, rank)
) WITHOUT ROWID;
"""


class Asked(Record, frozen=True, kw_only=True):
    """A query with the number of times it was asked, and on how many pages it was found last."""

    query: str
    times: int
    found: int


class Chosen(Record, frozen=True, kw_only=True):
    """The page that readers most often chose for a query, how often, and its mean place among the hits."""

    query: str
    page: str
    times: int
    rank: float


class Summary(Record, frozen=True, kw_only=True):
    """`searches` in all since `since`; `clicked` is how many hits were chosen, `first_three` how many of them stood at 1 to 3."""

    since: datetime.date
    searches: int
    unfound: int
    clicked: int
    first_three: int


class SearchLog:
    """The sums of the last `keep_days` days."""

    def __init__(self, path: Path, *, keep_days: int) -> None:
        self._database, self._keep_days = Database(path, _SCHEMA), keep_days

    def searched(self, query: str, found: int, *, today: datetime.date) -> None:
        """Count a search. Raises sqlite3.Error."""
        self._count("searches", {"day": today.isoformat(), "query": plain(query)}, {"found": found})

    def chosen(self, query: str, page: str, rank: int, *, today: datetime.date) -> None:
        """Count a hit that was opened. Raises sqlite3.Error."""
        self._count(
            "clicks", {"day": today.isoformat(), "query": plain(query), "page": page, "rank": rank}, {}
        )

    def _count(self, table: str, key: dict[str, str | int], last: dict[str, int]) -> None:
        if not key["query"]:
            return
        row = {**key, **last}
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        newest = "".join(f", {name} = excluded.{name}" for name in last)
        with self._database.write() as connection:
            rows = connection.execute(
                f"SELECT count(*) FROM {table} WHERE day = ?", (key["day"],)
            ).fetchone()[0]
            if rows < _MOST_ROWS_A_DAY:
                connection.execute(
                    f"INSERT INTO {table} ({names}, times) VALUES ({marks}, 1) "
                    f"ON CONFLICT DO UPDATE SET times = times + 1{newest}",
                    tuple(row.values()),
                )

    def summary(self, *, today: datetime.date) -> Summary:
        since = self._oldest(today)
        with self._database.read() as connection:
            searches, unfound = connection.execute(
                "SELECT coalesce(sum(times), 0), coalesce(sum(times) FILTER (WHERE found = 0), 0) FROM searches WHERE day >= ?",
                (since,),
            ).fetchone()
            clicked, first = connection.execute(
                "SELECT coalesce(sum(times), 0), coalesce(sum(times) FILTER (WHERE rank <= 3), 0) FROM clicks WHERE day >= ?",
                (since,),
            ).fetchone()
        return Summary(
            since=datetime.date.fromisoformat(since),
            searches=searches,
            unfound=unfound,
            clicked=clicked,
            first_three=first,
        )

    def unfound(self, *, today: datetime.date, limit: int = 50) -> tuple[Asked, ...]:
        """Queries that found nothing when they were last asked, the most frequent first."""
        # With max(day) SQLite takes the other columns from the newest row.
        return self._asked("HAVING found = 0", today, limit)

    def frequent(self, *, today: datetime.date, limit: int = 50) -> tuple[Asked, ...]:
        """What is searched for most."""
        return self._asked("", today, limit)

    def deep(self, *, today: datetime.date, limit: int = 50) -> tuple[Chosen, ...]:
        """Queries whose chosen page does not stand among the first three hits, the most frequent first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT query, page, max(times) AS times, rank FROM ("
                "  SELECT query, page, sum(times) AS times, sum(rank * times) * 1.0 / sum(times) AS rank"
                "  FROM clicks WHERE day >= ? GROUP BY query, page)"
                " GROUP BY query HAVING rank > 3 ORDER BY times DESC, query LIMIT ?",
                (self._oldest(today), limit),
            ).fetchall()
        return tuple(Chosen(query=r["query"], page=r["page"], times=r["times"], rank=r["rank"]) for r in rows)

    def expire(self, *, today: datetime.date) -> int:
        """Delete what is past its time; how many sums it was."""
        day = (self._oldest(today),)
        with self._database.write() as connection:
            return sum(
                connection.execute(f"DELETE FROM {table} WHERE day < ?", day).rowcount
                for table in ("searches", "clicks")
            )

    def _asked(self, having: str, today: datetime.date, limit: int) -> tuple[Asked, ...]:
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT query, sum(times) AS times, found, max(day) FROM searches WHERE day >= ?"
                f" GROUP BY query {having} ORDER BY times DESC, query LIMIT ?",
                (self._oldest(today), limit),
            ).fetchall()
        return tuple(Asked(query=row["query"], times=row["times"], found=row["found"]) for row in rows)

    def _oldest(self, today: datetime.date) -> str:
        return (today - datetime.timedelta(days=self._keep_days)).isoformat()


def plain(query: str) -> str:
    """A query as it is kept: in small letters and single spaces, masked, cut to size."""
    return masked_query(" ".join(query.casefold().split()))[:MAX_QUERY]
