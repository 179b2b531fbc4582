"""The git repository around a content root: what it holds and what it is asked. Git is only ever given what git has said."""

import subprocess
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import git

from rettesnor.history.objects import asked, held, known
from rettesnor.model import ContentError, Problem

CONTENT = ("content", "procedures", "letter_templates")
_LARGEST_FILE_BYTES = 5_000_000
_REGULAR = {"100644", "100755"}


class Repository:
    """The repository that holds `root`; paths are relative to the root, with slashes, wherever it lies in it."""

    def __init__(self, root: Path, repository: git.Repo, prefix: str) -> None:
        self._root = root
        self._repository = repository
        self._prefix = prefix

    @cached_property
    def head(self) -> str:
        """The commit that is checked out."""
        return self._repository.head.commit.hexsha

    @cached_property
    def shallow(self) -> bool:
        """Whether only the newest part of the history was fetched."""
        return self._git("rev-parse", "--is-shallow-repository").strip() == b"true"

    def resolve(self, revision: str) -> str | None:
        """The commit that a person's words name, None where git knows none."""
        if "\0" in revision:
            return None
        done = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return done.stdout.decode().strip() if done.returncode == 0 else None

    def log(self) -> bytes:
        """Every commit behind the one checked out, newest first, as `log.commits` reads it: one process for all pages."""
        return self._git(
            "log", "--full-history", "--sparse", "--topo-order", "-z", "-M", "--name-status", "--no-color",
            "--no-show-signature", "--relative", "--format=%x00%H%x00%P%x00%ct%x00%B", self.head, "--", *CONTENT,
        )  # fmt: skip

    def last_change(self) -> str:
        """A name for the history of all content: another name means another history."""
        newest = self._git("log", "-1", "--format=%H", self.head, "--", *CONTENT).decode().strip()
        return newest or self.head

    def added(self, path: str) -> str | None:
        """The newest commit that added a file that is ours to name, None where there is none."""
        found = self._git(
            "log", "-1", "--diff-filter=A", "--no-renames", "--format=%H", self.head, "--", path
        )
        return found.decode().strip() or None

    def changed_here(self) -> frozenset[str]:
        """Files of content that differ from the commit checked out: changed, new or gone, and not yet in git."""
        differing = self._git(
            "diff", "--name-only", "--no-renames", "--relative", "-z", self.head, "--", *CONTENT
        )
        new = self._git("ls-files", "--others", "--exclude-standard", "-z", "--", *CONTENT)
        names = (differing + new).decode("utf-8", "replace").split("\0")
        return frozenset(name for name in names if name)

    def file_at(self, sha: str, path: str) -> bytes | None:
        """A regular file as it stood after commit `sha`; None where there was none, or only a link or a folder."""
        blob = self._blob(sha, path)
        return self._batch([blob])[0] if blob else None

    def write_tree(self, sha: str, out: Path, *, wanted: Callable[[str], bool] = lambda _: True) -> None:
        """The regular files of content that are `wanted` by name, as they stood after commit `sha`, below `out`.

        Links and giants are left out.
        """
        listed = self._git("ls-tree", "-r", "-z", "-l", "--full-tree", known(sha), "--", *self._folders())
        inside = out.resolve()
        found: list[tuple[str, Path]] = []
        for line in listed.decode("utf-8", "replace").split("\0"):
            facts, _, name = line.partition("\t")
            mode, _, blob, size = facts.split() if name else ("", "", "", "0")
            name = name.removeprefix(self._prefix)
            if mode not in _REGULAR or int(size) > _LARGEST_FILE_BYTES or not wanted(name):
                continue
            path = inside / name
            if ".." not in path.parts:  # git refuses such names, but a tree may be made by hand
                found.append((blob, path))
        for folder in {path.parent for _, path in found}:
            folder.mkdir(parents=True, exist_ok=True)
        for (_, path), content in zip(found, self._batch([blob for blob, _ in found]), strict=True):
            path.write_bytes(content)

    def point(self, reference: str, sha: str) -> None:
        """Let a reference of ours name a commit that git knows."""
        self._git("update-ref", reference, known(sha))

    def _blob(self, sha: str, path: str) -> str | None:
        try:
            found = self._repository.commit(known(sha)).tree / f"{self._prefix}{path}"
        except (
            KeyError,
            ValueError,
        ):  # not there; GitPython tells of some bad names and unknown commits with ValueError
            return None
        regular = isinstance(found, git.Blob) and f"{found.mode:o}" in _REGULAR
        return found.hexsha if regular and found.size <= _LARGEST_FILE_BYTES else None

    def _batch(self, blobs: list[str]) -> list[bytes]:
        """What blobs hold, in order, by one process."""
        return held(blobs, self._git("cat-file", "--batch", stdin=asked(blobs)))

    def _folders(self) -> tuple[str, ...]:
        return tuple(f"{self._prefix}{name}" for name in CONTENT)

    def _git(self, *arguments: str, stdin: bytes = b"") -> bytes:
        done = self._run(*arguments, stdin=stdin)
        if done.returncode:
            message = f"Git svarer med en fejl: {done.stderr.decode('utf-8', 'replace').strip()}"
            raise ContentError(Problem(path=str(self._root), message=message))
        return done.stdout

    def _run(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["git", "-C", str(self._root), "--literal-pathspecs", "-c", "core.quotePath=false", *arguments],
            input=stdin,
            capture_output=True,
            check=False,
        )


def repository(root: Path) -> Repository | None:
    """The repository around `root`; None for a copy without git, and before the first commit."""
    found = opened(root)
    return Repository(root, *found) if found else None


def opened(root: Path) -> tuple[git.Repo, str] | None:
    """GitPython's repository around `root`, and the root's place in it (»« or »folder/«)."""
    try:
        found = git.Repo(root, search_parent_directories=True)
        if found.working_tree_dir is None or not found.head.is_valid():
            return None
    except (git.InvalidGitRepositoryError, git.NoSuchPathError, git.GitCommandError, git.GitCommandNotFound):
        return None
    inside = root.resolve().relative_to(Path(found.working_tree_dir).resolve()).as_posix()
    return found, "" if inside == "." else f"{inside}/"


def file_at(root: Path, revision: str, path: str) -> bytes | None:
    """A file of the root as it stood after the commit `revision`, a whole SHA that git gave.

    None where it was not there, and where there is no git.
    """
    found = repository(root)
    return found.file_at(revision, path) if found else None
