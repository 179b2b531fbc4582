"""Something built on disk (an index, a portal) that is whole or not there: made in a folder, swapped in by one rename.

`<folder>/current` is a link to the generation that answers, so a web server can read there too. A run that is killed leaves at most an unnamed folder,
which the next run clears away. The one before the current stays, for readers that have not looked again yet.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from rettesnor.model import ContentError, Problem

POINTER, LOCK, PREFIX = "current", "lock", "generation-"


def current(folder: Path) -> Path | None:
    """The folder of the generation that answers; None when nothing whole is there."""
    try:
        found = folder / (folder / POINTER).readlink()
    except OSError:  # not there, or no link
        return None
    return found if found.name.startswith(PREFIX) and found.parent == folder and found.is_dir() else None


def publish(folder: Path, fill: Callable[[Path], None]) -> Path:
    """Let `fill` write a new generation and make it the current one. ContentError when another run is at it."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        before = current(folder)
        _clear(folder, keep=before)
        new = folder / f"{PREFIX}{_next_number(before)}"
        new.mkdir()
        fill(new)
        for path in (*sorted(new.rglob("*")), new):
            _sync(path)
        pointer = folder / f"{POINTER}.new"
        pointer.unlink(missing_ok=True)
        pointer.symlink_to(new.name)
        pointer.replace(folder / POINTER)
        _sync(folder)
        return new


def _next_number(before: Path | None) -> int:
    return int(before.name.removeprefix(PREFIX)) + 1 if before else 1


def _clear(folder: Path, *, keep: Path | None) -> None:
    """Remove what killed runs left and generations that nobody reads any more."""
    for path in folder.glob(f"{PREFIX}*"):
        if path != keep:
            shutil.rmtree(path, ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Hold the folder's lock; the system lets go of it when the process ends, however it ends."""
    with (folder / LOCK).open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = "Her bliver der bygget af et andet program lige nu. Vent, til det er færdigt."
            raise ContentError(Problem(path=str(folder), message=message)) from None
        yield
