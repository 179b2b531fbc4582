"""Which commit readers had on a day, and when each commit reached them."""

import datetime
import itertools
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from rettesnor.history.deployments import Deployment
from rettesnor.history.log import Commit
from rettesnor.model import Record

HERE = ZoneInfo("Europe/Copenhagen")


class Mark(Record, frozen=True, kw_only=True):
    """From `time` on readers had commit `sha`; `deployed` says that the deployment log tells so, not only git."""

    sha: str
    time: datetime.datetime
    deployed: bool
    approver: str | None = None

    @property
    def day(self) -> datetime.date:
        return self.time.astimezone(HERE).date()


def marks(commits: Mapping[str, Commit], head: str, deployments: tuple[Deployment, ...]) -> tuple[Mark, ...]:
    """Oldest first, times never falling: the commits of the main line up to the first deployment, then the deployments.

    Dates in git are what somebody's clock said; they count only for the time before there was a log.
    """
    start = deployments[0] if deployments else None
    line = tuple(_main_line(commits, start.sha if start and start.sha in commits else head))
    latest = start.time if start else None
    times = itertools.accumulate((commit.time for commit in reversed(line)), max)
    before = (
        Mark(sha=commit.sha, time=min(time, latest) if latest else time, deployed=False)
        for commit, time in zip(reversed(line), times, strict=True)
    )
    after = (
        Mark(sha=each.sha, time=each.time, deployed=True, approver=each.approver) for each in deployments
    )
    return (*before, *after)


def on(marks: tuple[Mark, ...], day: datetime.date) -> Mark | None:
    """What readers had when `day` ended, None for a day before the first."""
    return next((mark for mark in reversed(marks) if mark.day <= day), None)


def arrivals(commits: Mapping[str, Commit], marks: tuple[Mark, ...]) -> dict[str, Mark]:
    """The first mark that each commit was part of; commits that readers have not had are missing."""
    found: dict[str, Mark] = {}
    for mark in marks:
        waiting = [mark.sha]
        while waiting:
            sha = waiting.pop()
            if sha not in found and sha in commits:
                found[sha] = mark
                waiting += commits[sha].parents
    return found


def _main_line(commits: Mapping[str, Commit], sha: str) -> Iterator[Commit]:
    """First parents from `sha` back: what the branch itself pointed at."""
    commit = commits.get(sha)
    while commit is not None:
        yield commit
        commit = commits.get(commit.parents[0]) if commit.parents else None
