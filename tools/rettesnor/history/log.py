"""What git's log says, read: commits with their reasons and the files of content that they changed."""

import datetime
import re
from collections.abc import Iterator, Mapping

from rettesnor.model import Record

REASON, UNIT = "Hvorfor", "Enhed"
_TRAILER = re.compile(r"([A-Za-zÆØÅæøå-]+):\s+(.*)")


class Change(Record, frozen=True, kw_only=True):
    """One file in one commit: `status` is git's letter (A, M, D, R, C, T), `before` the old name of one that moved."""

    status: str
    path: str
    before: str | None = None


class Commit(Record, frozen=True, kw_only=True):
    """One commit: never who made it. `why` and `unit` are what its trailers say, None where they say nothing."""

    sha: str
    parents: tuple[str, ...]
    time: datetime.datetime
    subject: str
    why: str | None = None
    unit: str | None = None
    changes: tuple[Change, ...] = ()


def commits(log: bytes) -> tuple[Commit, ...]:
    """The commits in the order of the log (see `Repository.log`).

    Fields and names end in NUL, which neither a message nor a name can hold, and no name is empty.
    """
    return tuple(_commits(iter(log.decode("utf-8", "replace").split("\0"))))


def behind(found: Mapping[str, Commit], sha: str) -> set[str]:
    """The commit `sha` and everything before it, as far as `found` goes."""
    before: set[str] = set()
    waiting = [sha]
    while waiting:
        one = waiting.pop()
        if one not in before and one in found:
            before.add(one)
            waiting += found[one].parents
    return before


def trailers(message: str) -> dict[str, str]:
    """What the last paragraphs of a message say as `Key: value`; a line without a key goes on with the one before."""
    found: dict[str, str] = {}
    paragraphs = re.split(r"\n\s*\n", message.strip())
    for paragraph in reversed(paragraphs[1:]):
        if not _TRAILER.fullmatch(paragraph.partition("\n")[0].strip()):
            break
        key = ""
        here: dict[str, str] = {}
        for line in paragraph.splitlines():
            trailer = _TRAILER.fullmatch(line.strip())
            if trailer:
                key, here[trailer[1]] = trailer[1], trailer[2].strip()
            else:
                here[key] = f"{here[key]} {line.strip()}".strip()
        found = here | found
    return found


def _commits(tokens: Iterator[str]) -> Iterator[Commit]:
    next(
        tokens, ""
    )  # an empty token stands in front of every commit; `_changes` takes that of the next one along
    while sha := next(tokens, ""):
        parents, seconds, message = next(tokens), next(tokens), next(tokens)
        said = trailers(message)
        yield Commit(
            sha=sha,
            parents=tuple(parents.split()),
            time=datetime.datetime.fromtimestamp(int(seconds), datetime.UTC),
            subject=message.strip().partition("\n")[0],
            why=said.get(REASON) or None,
            unit=said.get(UNIT) or None,
            changes=tuple(_changes(tokens)),
        )


def _changes(tokens: Iterator[str]) -> Iterator[Change]:
    """The files of one commit; takes the empty token behind them along."""
    for token in tokens:
        status = token.strip()
        if not status:
            return
        first = next(tokens)
        if status[0] in "RC":
            yield Change(status=status[0], path=next(tokens), before=first)
        else:
            yield Change(status=status[0], path=first)
