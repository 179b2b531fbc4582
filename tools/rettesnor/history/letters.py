"""Letters as they stood: the commits in which letters changed, and the files of one of them."""

import datetime
from pathlib import Path

import git

from rettesnor.history.repository import opened
from rettesnor.model import Record

LETTERS = ("letter_templates", "content/snippets")
NAMED = ("content", "procedures")  # letters link to these; that a file was there is all that counts
_MOST_COMMITS = 5_000
_FEW_DAYS = 3


class Snapshot(Record, frozen=True, kw_only=True):
    """A commit after which the letters stood in a certain way."""

    sha: str
    time: datetime.datetime


def snapshots(root: Path, *, most: int) -> tuple[Snapshot, ...]:
    """The last commit of each day on which letters changed, oldest first, at most the `most` latest.

    While letters have only changed on a few days, single commits. Empty where there is no git history.
    """
    found = opened(root)
    if found is None:
        return ()
    repository, prefix = found
    commits = [
        Snapshot(sha=commit.hexsha, time=commit.committed_datetime)
        for commit in repository.iter_commits(
            paths=[f"{prefix}{name}" for name in LETTERS], max_count=_MOST_COMMITS
        )
    ]
    days: dict[datetime.date, Snapshot] = {}
    for commit in commits:
        days.setdefault(commit.time.date(), commit)
    chosen = list(days.values()) if len(days) >= _FEW_DAYS else commits
    return tuple(reversed(chosen[:most]))


def write_snapshot(root: Path, snapshot: Snapshot, out: Path) -> None:
    """The letters and snippets of a snapshot as files below `out`; every other file of its content is empty."""
    found = opened(root)
    assert found is not None
    repository, prefix = found
    tree = repository.commit(snapshot.sha).tree
    for item in tree.traverse():
        if not isinstance(item, git.Blob) or item.mode != git.Blob.file_mode:
            continue
        name = str(item.path)
        if not name.startswith(prefix):
            continue
        name = name.removeprefix(prefix)
        if not name.startswith(tuple(f"{folder}/" for folder in (*LETTERS, *NAMED))):
            continue
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        letters = name.startswith(tuple(f"{folder}/" for folder in LETTERS))
        path.write_bytes(_content(item) if letters else b"")


def _content(blob: git.Blob) -> bytes:
    return blob.data_stream.read()  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] -- gitdb has no types
