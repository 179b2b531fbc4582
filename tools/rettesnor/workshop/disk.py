"""Files of the workshop on disk: whole or not there, safe against a lost power line, readable by the service alone."""

import fcntl
import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

VAR = Path("var")
"""Where a content root keeps what a backup holds."""
_KEY = "workshop-key"
_KEY_BYTES = 32


def write_whole(path: Path, content: bytes) -> None:
    """Let the file hold `content`, on disk when this returns; a reader meets the old or the new one, never a part."""
    private_folder(path.parent)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def private_folder(path: Path) -> None:
    """Make the folder, for the service's own user alone."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def sync_folder(path: Path) -> None:
    """Have the names in a folder on disk: a new file is not there after a power cut without it."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone(path: Path) -> Generator[None]:
    """Nobody else, in this process or another, is between here and the end; a killed holder holds nothing."""
    private_folder(path.parent)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def secret(root: Path) -> bytes:
    """The service's secret, made the first time; forms and drafts from before a restart are known by it."""
    path = root / VAR / _KEY
    with alone(path.with_name(f"{_KEY}.lock")):
        if not path.is_file() or len(path.read_bytes()) != _KEY_BYTES:
            write_whole(path, secrets.token_bytes(_KEY_BYTES))
        return path.read_bytes()
