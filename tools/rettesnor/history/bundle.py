"""The whole history of a root in one file, for a backup."""

import subprocess
from pathlib import Path


def write_bundle(root: Path, out: Path) -> bool:
    """Every branch and mark of the repository that holds `root` as a git bundle; False where there is no history.

    Raises OSError when git cannot write it.
    """
    git = ["git", "-C", str(root)]
    asked = subprocess.run(
        [*git, "rev-parse", "--verify", "--quiet", "HEAD"], capture_output=True, check=False
    )
    if asked.returncode != 0:
        return False
    done = subprocess.run(
        [*git, "bundle", "create", "--quiet", str(out.resolve()), "--all", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise OSError(f"git bundle: {done.stderr.strip()}")
    return True
