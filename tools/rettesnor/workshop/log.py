"""The log of the workshop: every action and every refusal, only ever added to (var/workshop-log.jsonl).

Each line carries the hash of the line before, so that a line that was changed, taken out or put in is seen.
"""

import datetime
import hashlib
import os
from pathlib import Path

import msgspec

from rettesnor.model import Problem, Record
from rettesnor.model.access import Person
from rettesnor.workshop.disk import VAR, alone, private_folder

LOG = VAR / "workshop-log.jsonl"
_BEGINNING = "0" * 64
_TAIL_BYTES = 20_000
_LONGEST = 500


class Entry(Record, frozen=True, kw_only=True):
    """One line: `who` (an id) did `what` at `time`; `about` is a proposal, a path or an address, `event` a commit."""

    time: datetime.datetime
    who: str
    role: str
    what: str
    about: str = ""
    event: str = ""
    before: str = ""
    hash: str = ""


class Log:
    """The log of a content root. Two writers at once are safe, in one process or in several."""

    def __init__(self, root: Path) -> None:
        self._path = root / LOG

    def note(
        self,
        person: Person,
        what: str,
        about: str = "",
        *,
        event: str = "",
        now: datetime.datetime | None = None,
    ) -> None:
        """Add a line, on disk when this returns."""
        private_folder(self._path.parent)
        with alone(self._path.with_suffix(".lock")), self._path.open("a+b") as file:
            _mend(file.fileno())
            unsigned = Entry(
                time=now or datetime.datetime.now(datetime.UTC),
                who=person.id[:_LONGEST],
                role=person.role,
                what=what,
                about=about[:_LONGEST],
                event=event,
                before=_last_hash(file.fileno()),
            )
            file.write(msgspec.json.encode(msgspec.structs.replace(unsigned, hash=_hash(unsigned))) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def entries(self) -> tuple[Entry, ...]:
        """Every line that can be read, oldest first."""
        return tuple(entry for entry in map(_read, self._lines()) if entry is not None)

    def faults(self) -> tuple[Problem, ...]:
        """Lines that were changed, taken out or put in."""
        before, found = _BEGINNING, list[Problem]()
        for number, line in enumerate(self._lines(), 1):
            entry = _read(line)
            if entry is None or entry.hash != _hash(entry):
                message = "Linjen er ændret, efter at den blev skrevet."
            elif entry.before != before:
                message = "Linjen følger ikke efter den foran. En linje er taget ud, sat ind eller flyttet."
            else:
                message = ""
            if message:
                found.append(Problem(path=LOG.as_posix(), line=number, message=message))
            before = entry.hash if entry else before
        return tuple(found)

    def _lines(self) -> list[bytes]:
        return self._path.read_bytes().split(b"\n")[:-1] if self._path.is_file() else []


def _mend(handle: int) -> None:
    """Take away the beginning of a line that was never finished: nobody was told that it was written."""
    size = os.fstat(handle).st_size
    tail = os.pread(handle, min(size, _TAIL_BYTES), max(0, size - _TAIL_BYTES))
    if tail and not tail.endswith(b"\n"):
        os.ftruncate(handle, size - len(tail) + tail.rfind(b"\n") + 1)


def _last_hash(handle: int) -> str:
    size = os.fstat(handle).st_size
    tail = os.pread(handle, min(size, _TAIL_BYTES), max(0, size - _TAIL_BYTES))
    entry = _read(tail.rstrip(b"\n").rpartition(b"\n")[2])
    return entry.hash if entry else _BEGINNING


def _read(line: bytes) -> Entry | None:
    try:
        return msgspec.json.decode(line, type=Entry)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _hash(entry: Entry) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(entry, hash=""))).hexdigest()
