"""What a run depends on besides the archive, as short digests."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import rettesnor


def code_digest() -> str:
    """What the program is, by its files: two machines with the same digest count the same."""
    return folder_digest(Path(rettesnor.__file__).parent, ("",))


def folder_digest(base: Path, names: Iterable[str]) -> str:
    """What the files below these places hold."""
    state = hashlib.blake2b(digest_size=16)
    for name in names:
        start = base / name
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                data = path.read_bytes()
                state.update(f"{path.relative_to(base).as_posix()} {len(data)}\0".encode("utf-8", "replace"))
                state.update(data)
    return state.hexdigest()
