"""What is still to be told of outside, on disk: an event of a proposal stays here until it is done, also when we are killed.

At least once: what was done, but not crossed out, is done again.
"""

import secrets
import time
from pathlib import Path

import msgspec

from rettesnor.model import Record
from rettesnor.workshop.disk import VAR, write_whole


class Waiting(Record, frozen=True, kw_only=True):
    """The proposal `id` as it was with the commit `tip`; `name` is the file that says so."""

    id: str
    tip: str
    name: str = ""


class Outbox:
    """One kind of errand of a content root, in var/outbox/<kind>/."""

    def __init__(self, root: Path, kind: str) -> None:
        self._folder = root / VAR / "outbox" / kind

    def put(self, id: str, tip: str) -> None:
        """One more at the end, on disk when this returns."""
        name = f"{time.time_ns():020}-{secrets.token_hex(2)}.json"
        write_whole(self._folder / name, msgspec.json.encode(Waiting(id=id, tip=tip)))

    def empty(self) -> bool:
        """Whether nothing lies there, readable or not."""
        return not self._files()

    def waiting(self) -> tuple[Waiting, ...]:
        """Everything that is not crossed out, oldest first, without what `unreadable` names."""
        found = ((file.name, _read(file)) for file in self._files())
        return tuple(msgspec.structs.replace(each, name=name) for name, each in found if each)

    def unreadable(self) -> tuple[Path, ...]:
        """Files that do not say what is waiting; they are left where they are."""
        return tuple(file for file in self._files() if _read(file) is None)

    def cross_out(self, done: Waiting) -> None:
        """It is done."""
        (self._folder / done.name).unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"))


def _read(file: Path) -> Waiting | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Waiting)
    except (OSError, msgspec.MsgspecError):
        return None
