"""The files that are checked out, brought after a branch that has moved, without losing what somebody did to them."""

import os
from pathlib import Path

from rettesnor.history.writing import REGULAR, GitRefused, Writer


class Checkout:
    """The files below `root`, the folder that the writer's paths are relative to."""

    def __init__(self, root: Path, writer: Writer) -> None:
        self._root, self._writer = root, writer

    def unsaved(self, path: str, commit: str) -> bool:
        """Whether the file on disk, or git's list of what to commit, is another than in the commit."""
        writer = self._writer
        return self._stored(path) != writer.content(commit, path) or writer.listed(path) != writer.entry(
            commit, path
        )

    def bring(self, path: str, *, old: str, new: str) -> bool:
        """Let the file be as in commit `new`, where it is as in `old`; whether it is as in `new` now.

        A file that is neither holds work that nobody has committed, and is left alone.
        """
        wanted, entry = self._writer.content(new, path), self._writer.entry(new, path)
        if wanted is None or entry is None or entry.mode != REGULAR:
            raise GitRefused(f"{path} is no regular file")
        if self._stored(path) == self._writer.content(old, path):
            self._write(path, wanted)
        if self._writer.listed(path) == self._writer.entry(old, path):
            self._writer.list_as(path, entry)
        return self._stored(path) == wanted

    def _stored(self, path: str) -> bytes | None:
        place = self._place(path)
        return place.read_bytes() if place.is_file() else None

    def _write(self, path: str, content: bytes) -> None:
        place = self._place(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        # Readers skip names that begin with a full stop, so what a killed service leaves behind is never content.
        beside = place.with_name(f".{place.name}.ny")
        beside.unlink(missing_ok=True)
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)

    def _place(self, path: str) -> Path:
        """Where the file lies. Raises GitRefused where a link or a folder stands in its place or on the way."""
        place = self._root / path
        way = [place, *(parent for parent in place.parents if self._root in parent.parents)]
        if any(each.is_symlink() for each in way) or place.is_dir():
            raise GitRefused(f"{path} leads elsewhere")
        return place
