"""Keys that other systems ask our service with. Only their digests are kept, in var/api-keys.json."""

import datetime
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec

from rettesnor.model import ContentError, Problem, Record
from rettesnor.workshop.disk import VAR, alone, write_whole

FILE = VAR / "api-keys.json"
PER_MINUTE = 120
_NAME = re.compile(r"[\w.-]{1,60}")
_START = "rn_"


class Key(Record, frozen=True, kw_only=True):
    """One key: whose it is, the SHA-256 of the key itself, and how often it may be used in a minute."""

    name: str
    digest: str
    made: datetime.date
    per_minute: int = PER_MINUTE


class Keys:
    """The keys of a content root, read again when the file changes."""

    def __init__(self, root: Path, *, today: Callable[[], datetime.date] = datetime.date.today) -> None:
        self._file, self._today = root / FILE, today
        self._stamp: tuple[int, int] | None = None
        self._keys: tuple[Key, ...] = ()

    def all(self) -> tuple[Key, ...]:
        """Every key. Raises ContentError where the file cannot be read: then nobody has a key."""
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            return ()
        stamp = (stat.st_mtime_ns, stat.st_ino)
        if stamp != self._stamp:
            try:
                self._keys = msgspec.json.decode(self._file.read_bytes(), type=tuple[Key, ...])
            except msgspec.MsgspecError as error:
                message = f"Filen med nøgler kan ikke læses: {error}. Hent den fra en sikkerhedskopi."
                raise ContentError(Problem(path=FILE.as_posix(), message=message)) from None
            self._stamp = stamp
        return self._keys

    def new(self, name: str, *, per_minute: int = PER_MINUTE) -> str:
        """A new key for `name`; nobody can read it again. Raises ContentError for a name that is taken or no name."""
        if not _NAME.fullmatch(name):
            message = f"»{name}« kan en nøgle ikke hedde. Brug bogstaver, tal, punktum og bindestreg."
            raise ContentError(Problem(path=FILE.as_posix(), message=message))
        key = _START + secrets.token_urlsafe(32)
        with self._writing():
            if any(each.name == name for each in self.all()):
                message = (
                    f"Der er allerede en nøgle til »{name}«. Træk den tilbage, eller vælg et andet navn."
                )
                raise ContentError(Problem(path=FILE.as_posix(), message=message))
            made = Key(name=name, digest=_digest(key), made=self._today(), per_minute=per_minute)
            self._write((*self.all(), made))
        return key

    def revoke(self, name: str) -> bool:
        """Take a key back at once; whether there was one."""
        with self._writing():
            kept = tuple(key for key in self.all() if key.name != name)
            found = len(kept) < len(self.all())
            if found:
                self._write(kept)
            return found

    def known(self, key: str) -> Key | None:
        """Whose key it is, None where it is nobody's."""
        digest = _digest(key)
        return next((each for each in self.all() if hmac.compare_digest(each.digest, digest)), None)

    def _writing(self):
        return alone(self._file.with_name("api-keys.lock"))

    def _write(self, keys: tuple[Key, ...]) -> None:
        write_whole(self._file, msgspec.json.format(msgspec.json.encode(keys), indent=1) + b"\n")


def _digest(key: str) -> str:
    # A key holds 256 random bits, so that a plain hash cannot be turned round.
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
