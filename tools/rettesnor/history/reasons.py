"""Whether every change of content says why, in words that readers get to see."""

from rettesnor.history.log import Commit, behind, commits
from rettesnor.history.repository import Repository
from rettesnor.model import ContentError, Problem, Record

HOOK = "tools/ci/commit-msg"
_FEWEST_WORDS = 3


class Checked(Record, frozen=True, kw_only=True):
    """The changes of content after `since`, and those of them that do not say why, newest first."""

    since: str
    count: int
    without: tuple[Commit, ...]
    shallow: bool


def says_why(commit: Commit) -> bool:
    """Whether the reason is one: a single word tells a reader nothing."""
    return commit.why is not None and len(commit.why.split()) >= _FEWEST_WORDS


def check_reasons(found: Repository, since: str | None) -> Checked:
    """Every change of content after the commit that `since` names, or after the one that brought the hook.

    Merges say nothing of their own. Raises ContentError where git does not know the commit.
    """
    if since is not None and found.resolve(since) is None:
        hint = (
            " Hent hele historikken med »git fetch --unshallow«."
            if found.shallow
            else " Skriv en gren, et mærke eller et commit."
        )
        raise ContentError(
            Problem(path="--check-reasons", line=0, message=f"Git kender ikke versionen »{since}«.{hint}")
        )
    start = found.resolve(since) if since else found.added(HOOK)
    if start is None:
        message = f"Her er ingen {HOOK} i git, så skriv, hvorfra der skal tjekkes: --check-reasons main"
        raise ContentError(Problem(path="--check-reasons", line=0, message=message))
    log = commits(found.log())
    before = behind({commit.sha: commit for commit in log}, start)
    changes = [
        commit for commit in log if commit.sha not in before and commit.changes and len(commit.parents) == 1
    ]
    without = tuple(commit for commit in changes if not says_why(commit))
    return Checked(since=start, count=len(changes), without=without, shallow=found.shallow)
