"""What a change touches: the files that differ from a version in git."""

import subprocess
from pathlib import Path

from rettesnor.model import ContentError, Problem


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """Names (relative to the root, with slashes) of files that differ from `revision`, new and deleted ones too.

    Raises ContentError when the root is in no git repository or the revision is not known there.
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        message = f"Git kender ikke versionen »{revision}«. Skriv en gren, et mærke eller et commit."
        raise ContentError(Problem(path="--since", line=0, message=message))
    # From here on git is only given what git has said.
    differing = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", commit.strip(), "--")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(name for name in f"{differing or ''}{new or ''}".split("\0") if name)


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints, None when it refuses."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        message = "Git er ikke installeret på denne maskine, så --since kan ikke bruges."
        raise ContentError(Problem(path="--since", line=0, message=message)) from None
    return done.stdout if done.returncode == 0 else None
