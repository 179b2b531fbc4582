"""Results kept between runs by what they were made from. Deleting the folder costs only time."""

import hashlib
import os
import tempfile
from pathlib import Path

import msgspec

from rettesnor.model import Finding, Incomplete, Record

MAX_FILES = 20_000


class Result(Record, frozen=True, kw_only=True):
    """What one file gave: findings in it and in the snippets it includes, and whether it could be checked whole.

    `snippets` are the names it asked for, each with a digest of what it held, empty where it was not there.
    """

    findings: tuple[Finding, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()
    snippets: dict[str, str] = msgspec.field(default_factory=dict[str, str])


class Results:
    """A folder of results. Two runs at once are safe: a file is written beside its place and moved there whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._decoder = msgspec.json.Decoder(Result)

    def get(self, key: str) -> Result | None:
        """The result kept under the key; None when there is none, or it cannot be read."""
        try:
            return self._decoder.decode((self._folder / key[:2] / key).read_bytes())
        except (OSError, msgspec.MsgspecError):
            return None

    def put(self, key: str, result: Result) -> None:
        """Keep a result. A full disk or a folder that cannot be written only means that nothing is kept."""
        path = self._folder / key[:2] / key
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(result))
            Path(temporary).replace(path)
        except OSError:
            return

    def prune(self) -> None:
        """Forget the oldest half when there are too many."""
        try:
            files = sorted(self._folder.glob("*/*"), key=lambda path: path.stat().st_mtime)
            for path in files[: len(files) // 2] if len(files) > MAX_FILES else ():
                path.unlink(missing_ok=True)
        except OSError:
            return


def digest(*parts: str) -> str:
    """A key for what a result was made from; no part can run into the next."""
    state = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
