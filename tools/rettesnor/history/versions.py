"""Every version of every file of content, renames followed: when readers got it, why, and from which unit."""

import datetime
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import Literal

from rettesnor.history import deployments
from rettesnor.history.log import Commit, behind, commits
from rettesnor.history.marks import Mark, arrivals, marks
from rettesnor.history.repository import repository
from rettesnor.model import Record

Kind = Literal["new", "changed", "moved", "gone"]
_KINDS: dict[str, Kind] = {"A": "new", "R": "moved", "D": "gone"}


class Version(Record, frozen=True, kw_only=True):
    """A file after commit `sha`, whose name was `path` then and `before` in front of it (None for a new file).

    `time` is when readers first had it, or when it was committed where `published` is None; `published` is False
    where the date is git's own, True where the deployment log tells it.
    """

    sha: str
    parent: str | None
    time: datetime.datetime
    published: bool | None
    kind: Kind
    path: str
    before: str | None
    why: str | None = None
    unit: str | None = None


class History:
    """What git and the deployment log tell of a content root, read once."""

    def __init__(
        self,
        found: tuple[Commit, ...],
        *,
        head: str,
        deployed: tuple[deployments.Deployment, ...] = (),
        shallow: bool = False,
        unsaved: frozenset[str] = frozenset(),
    ) -> None:
        self.commits = {commit.sha: commit for commit in found}
        self.marks: tuple[Mark, ...] = marks(self.commits, head, deployed)
        self.logged = bool(deployed)
        self.shallow = shallow
        self.unsaved = unsaved

    @cached_property
    def versions(self) -> dict[str, tuple[Version, ...]]:
        """By the name that a file has today, or had when it went: newest first."""
        arrived = arrivals(self.commits, self.marks)
        found: defaultdict[str, list[Version]] = defaultdict(list)
        names: dict[str, str] = {}  # the name at the time -> the name today
        for commit in self.commits.values():
            if self.shallow and not commit.parents:
                continue  # where a shallow history is cut, git takes every file for new
            mark = arrived.get(commit.sha)
            for change in commit.changes:
                today = (
                    names.pop(change.path, change.path)
                    if change.status in "AR"
                    else names.get(change.path, change.path)
                )
                if change.status == "R" and change.before:
                    names[change.before] = today
                found[today].append(
                    Version(
                        sha=commit.sha,
                        parent=commit.parents[0] if commit.parents else None,
                        time=mark.time if mark else commit.time,
                        published=mark and mark.deployed,
                        kind=_KINDS.get(change.status, "changed"),
                        path=change.path,
                        before=None if change.status == "A" else change.before or change.path,
                        why=commit.why,
                        unit=commit.unit,
                    )
                )
        return {path: tuple(each) for path, each in found.items()}

    def version_on(self, path: str, mark: Mark) -> Version | None:
        """The version of the file that is called `path` today that stood in the commit of `mark`; it may be »gone«."""
        inside = behind(self.commits, mark.sha)
        return next((version for version in self.versions.get(path, ()) if version.sha in inside), None)


def read(root: Path) -> History | None:
    """The history of the content root by one pass of git's log; None for a copy without git."""
    found = repository(root)
    if found is None:
        return None
    return History(
        commits(found.log()),
        head=found.head,
        deployed=deployments.read(root).deployments,
        shallow=found.shallow,
        unsaved=found.changed_here(),
    )


def versions(root: Path) -> dict[str, tuple[Version, ...]]:
    """Every file of content by its name today, with its versions, newest first; empty where there is no git."""
    history = read(root)
    return history.versions if history else {}
