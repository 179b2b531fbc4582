"""Writing to git without touching a checkout: objects, commits, and references that move only from where they were seen.

What a person wrote goes in by standard input or the environment, never as an argument. Paths are relative to the
content root, and the caller holds them inside content.
"""

import datetime
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from rettesnor.history.objects import asked, held, known
from rettesnor.model import Record

NOTHING = "0" * 40
"""The old value of a reference that must not be there yet."""
REGULAR = "100644"
_REFERENCE = re.compile(r"refs(?:/[A-Za-z0-9][\w.-]*)+")
_SETTINGS = (
    "core.hooksPath=/dev/null",  # what is written here is checked here
    "core.fsync=loose-object,reference",
    "core.filesRefLockTimeout=3000",
    "core.quotePath=false",
    "gc.auto=0",
    "protocol.ext.allow=never",
)


class Moved(Exception):
    """A reference was not where it was seen: somebody else came first."""


class GitRefused(Exception):
    """Git did not do what it was asked; carries what it said."""


class Author(Record, frozen=True, kw_only=True):
    """Who stands behind a commit, and when. `id` takes the place of an address: no mail is sent to it."""

    name: str
    id: str
    time: datetime.datetime


class Entry(Record, frozen=True, kw_only=True):
    """A name in a tree or in git's list of what to commit."""

    mode: str
    blob: str


class Conflict(Record, frozen=True, kw_only=True):
    """A file that both sides changed at the same words; None where a side has no such file."""

    path: str
    base: str | None
    theirs: str | None
    mine: str | None


class Merge(Record, frozen=True, kw_only=True):
    """Two lines of work put together. Where there are conflicts the tree holds git's marks in those files."""

    tree: str
    conflicts: tuple[Conflict, ...] = ()


class Writer:
    """The repository that holds `root`. Raises GitRefused where there is none."""

    def __init__(self, root: Path) -> None:
        self._top = Path(_checked(root, "rev-parse", "--show-toplevel").decode().strip())
        self._index = Path(_checked(root, "rev-parse", "--absolute-git-dir").decode().strip()) / "index"
        common = _checked(root, "rev-parse", "--path-format=absolute", "--git-common-dir")
        self._common = Path(common.decode().strip())
        inside = root.resolve().relative_to(self._top.resolve()).as_posix()
        self._prefix = "" if inside == "." else f"{inside}/"

    def branch(self) -> str:
        """The full name of the branch that is checked out. Raises GitRefused where none is."""
        return self._line("symbolic-ref", "HEAD")

    def head(self) -> str | None:
        """The commit of the branch that is checked out, None before its first. Raises GitRefused where none is."""
        listed = self._line("for-each-ref", "--format=%(HEAD)%(objectname)", "refs/heads")
        here = [line[1:] for line in listed.splitlines() if line.startswith("*")]
        return here[0] if here else self.tip(self.branch())

    def tip(self, reference: str) -> str | None:
        """The commit that a reference names, None where it is not there."""
        done = _git(self._top, "rev-parse", "--verify", "--quiet", f"{_named(reference)}^{{commit}}")
        return done.stdout.decode().strip() if done.returncode == 0 else None

    def tips(self, prefix: str, *, most: int = 0) -> dict[str, str]:
        """References below a prefix with the commits that they name: the newest first, and only so many unless 0."""
        count = ("--sort=-committerdate", f"--count={most}") if most else ()
        listed = self._line("for-each-ref", *count, "--format=%(refname) %(objectname)", _named(prefix))
        return dict(line.split(" ", 1) for line in listed.splitlines())

    def messages(self, commit: str, *, most: int) -> tuple[tuple[str, str], ...]:
        """(sha, message) of a commit and of what is before it by first parents, newest first."""
        listed = self._line(
            "log", "-z", "--first-parent", f"--max-count={most}", "--format=%H%n%B", known(commit), "--"
        )
        pairs = (entry.partition("\n") for entry in listed.split("\0") if entry)
        return tuple((sha.strip(), message) for sha, _, message in pairs)

    def parents(self, commit: str) -> tuple[str, ...]:
        """The commits that a commit was made on."""
        return tuple(self._line("rev-parse", f"{known(commit)}^@").split())

    def tree(self, commit: str) -> str:
        """The tree of a commit."""
        return self._line("rev-parse", f"{known(commit)}^{{tree}}")

    def holds(self, commit: str, behind: str) -> bool:
        """Whether the history of `commit` holds `behind`; False for what git does not know."""
        return _git(self._top, "merge-base", "--is-ancestor", known(behind), known(commit)).returncode == 0

    def fork(self, one: str, other: str) -> str:
        """The newest commit that both come from."""
        return self._line("merge-base", known(one), known(other)).split()[0]

    def content(self, commit: str, path: str) -> bytes | None:
        """A regular file of a commit or tree, None where there is none."""
        return self.contents(commit, (path,)).get(path)

    def contents(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """The regular files of a commit or tree among these, by two processes however many they are."""
        named = [f"{self._prefix}{path}" for path in paths]
        if not named:
            return {}
        listed = self._line("ls-tree", "-z", "--full-tree", known(commit), "--", *named)
        blobs: dict[str, str] = {}
        for line in filter(None, listed.split("\0")):
            facts, _, name = line.partition("\t")
            entry = _entry(facts.split(), at=(0, 2))
            if entry.mode == REGULAR:
                blobs[name.removeprefix(self._prefix)] = entry.blob
        return dict(zip(blobs, self._blobs(list(blobs.values())), strict=True))

    def changed(self, old: str, new: str) -> tuple[str, ...]:
        """Files below the root that differ between two commits or trees, in order."""
        narrowed = ("--", self._prefix) if self._prefix else ()
        arguments = ("diff-tree", "-r", "-z", "--no-renames", "--name-only", known(old), known(new))
        listed = self._line(*arguments, *narrowed)
        return tuple(name.removeprefix(self._prefix) for name in listed.split("\0") if name)

    def entry(self, commit: str, path: str) -> Entry | None:
        """What a name is in a commit or tree."""
        listed = self._line("ls-tree", "-z", "--full-tree", known(commit), "--", f"{self._prefix}{path}")
        return _entry(listed.partition("\t")[0].split(), at=(0, 2)) if listed else None

    def listed(self, path: str) -> Entry | None:
        """What a name is in git's list of what to commit."""
        shown = self._line("ls-files", "--stage", "-z", "--", f"{self._prefix}{path}")
        entries = [entry.partition("\t")[0].split() for entry in shown.split("\0") if entry]
        return _entry(entries[0], at=(0, 1)) if len(entries) == 1 else None

    def list_as(self, path: str, entry: Entry) -> None:
        """Put a name in git's list of what to commit, as it is in a commit."""
        line = f"{entry.mode} {known(entry.blob)}\t{self._prefix}{path}\0"
        _checked(self._top, "update-index", "--add", "-z", "--index-info", stdin=line.encode())

    def write_tree(self, base: str, texts: Mapping[str, str]) -> str:
        """The tree of `base` with these texts as regular files."""
        lines = [f"{REGULAR} {self._write(text)}\t{self._prefix}{path}\0" for path, text in texts.items()]
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            _checked(self._top, "read-tree", known(base), environment=index)
            stdin = "".join(lines).encode()
            _checked(self._top, "update-index", "--add", "-z", "--index-info", stdin=stdin, environment=index)
            return _checked(self._top, "write-tree", environment=index).decode().strip()

    def commit(
        self,
        tree: str,
        parents: tuple[str, ...],
        message: str,
        author: Author,
        committer: Author | None = None,
    ) -> str:
        """A commit that nothing points at yet."""
        before = [part for parent in parents for part in ("-p", known(parent))]
        people = {**_identity("AUTHOR", author), **_identity("COMMITTER", committer or author)}
        stdin = message.encode()
        made = _checked(
            self._top, "commit-tree", known(tree), *before, "-F", "-", stdin=stdin, environment=people
        )
        return made.decode().strip()

    def move(self, reference: str, new: str, old: str) -> None:
        """Let a reference name `new`, if it names `old` now (NOTHING: is not there). Raises Moved."""
        done = _git(self._top, "update-ref", "-m", "rettesnor", _named(reference), known(new), known(old))
        if done.returncode and self.tip(reference) != new:
            if self.tip(reference) != (None if old == NOTHING else old):
                raise Moved(reference)
            raise GitRefused(_told(done))

    def put_away(self, old: str, new: str, tip: str) -> None:
        """Give a reference that names `tip` another name. Killed on the way it has both, and can be put away again."""
        wanted = f"update {_named(new)} {known(tip)}\ndelete {_named(old)} {known(tip)}\n"
        _checked(self._top, "update-ref", "--stdin", stdin=wanted.encode())

    def free(self, reference: str, *, since: float = 0.0) -> None:
        """Take away a lock that a killed git left on a reference since a time; the caller knows that it was ours."""
        _free(self._common / _named(reference), since)

    def free_names(self, *, since: float) -> None:
        """The same for git's list of references, which is locked while one is taken away."""
        _free(self._common / "packed-refs", since)

    def free_list(self, *, since: float) -> None:
        """The same for git's list of what to commit."""
        _free(self._index, since)

    def merge(self, theirs: str, mine: str) -> Merge:
        """Two commits put together; nothing is written but objects."""
        done = _git(
            self._top, "merge-tree", "--write-tree", "-z", "--no-messages", known(theirs), known(mine)
        )
        if done.returncode not in (0, 1):
            raise GitRefused(_told(done))
        tree, *entries = done.stdout.decode("utf-8", "replace").split("\0")
        stages: dict[str, dict[str, str]] = {}
        for entry in filter(None, entries):
            facts, _, path = entry.partition("\t")
            _mode, blob, stage = facts.split()
            stages.setdefault(path.removeprefix(self._prefix), {})[stage] = blob
        conflicts = tuple(self._conflict(path, each) for path, each in sorted(stages.items()))
        return Merge(tree=tree, conflicts=conflicts)

    def favoured(self, conflict: Conflict) -> str:
        """The text with both sides' changes, and mine where they met: what a person begins to put together from."""
        with tempfile.TemporaryDirectory() as folder:
            sides = {"mine": conflict.mine, "base": conflict.base, "theirs": conflict.theirs}
            for name, text in sides.items():
                (Path(folder) / name).write_bytes((text or "").encode())
            merged = _checked(Path(folder), "merge-file", "--ours", "-p", *sides)
        return merged.decode("utf-8", "replace")

    def push(self, remote: str, references: tuple[str, ...], *, gone: frozenset[str] = frozenset()) -> None:
        """Send references to a remote that the repository's own settings name, and take away those that are `gone`.

        Raises GitRefused with what git said.
        """
        if remote not in self._line("remote").split():
            raise GitRefused(f"no remote is called »{remote}«")
        left = gone and {
            line.partition("\t")[2]
            for line in _checked(self._top, "ls-remote", "--refs", "--end-of-options", remote, timeout_s=60)
            .decode()
            .splitlines()
        }
        pairs = [f"{_named(reference)}:{reference}" for reference in references]
        pairs += [f":{_named(reference)}" for reference in sorted(gone & left)]
        _checked(self._top, "push", "--porcelain", "--end-of-options", remote, *pairs, timeout_s=60)

    def whole(self) -> bool:
        """Whether every object and reference of the repository is as it should be."""
        return _git(self._top, "fsck", "--full", "--strict", "--no-dangling").returncode == 0

    def _conflict(self, path: str, stages: Mapping[str, str]) -> Conflict:
        base, theirs, mine = (
            self._blob(stages[stage]).decode("utf-8", "replace") if stage in stages else None
            for stage in "123"
        )
        return Conflict(path=path, base=base, theirs=theirs, mine=mine)

    def _blob(self, sha: str) -> bytes:
        return self._blobs([sha])[0]

    def _blobs(self, shas: list[str]) -> list[bytes]:
        """What blobs hold, in order, by one process."""
        if not shas:
            return []
        return held(shas, _checked(self._top, "cat-file", "--batch", stdin=asked(shas)))

    def _write(self, text: str) -> str:
        stdin = text.encode()
        return (
            _checked(self._top, "hash-object", "-w", "--no-filters", "--stdin", stdin=stdin).decode().strip()
        )

    def _line(self, *arguments: str) -> str:
        return _checked(self._top, *arguments).decode("utf-8", "replace").strip("\n")


def _git(
    folder: Path,
    *arguments: str,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    timeout_s: int = 30,
) -> subprocess.CompletedProcess[bytes]:
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    # A terminal that asks for a password would hold the service up for ever.
    told = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", **(environment or {})}
    command = ["git", "-C", str(folder), "--literal-pathspecs", *settings, *arguments]
    try:
        return subprocess.run(
            command, input=stdin, capture_output=True, check=False, env=told, timeout=timeout_s
        )
    except subprocess.TimeoutExpired:
        raise GitRefused(f"git {arguments[0]} took longer than {timeout_s} s") from None


def _checked(
    folder: Path,
    *arguments: str,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    timeout_s: int = 30,
) -> bytes:
    done = _git(folder, *arguments, stdin=stdin, environment=environment, timeout_s=timeout_s)
    if done.returncode:
        raise GitRefused(_told(done))
    return done.stdout


def _free(path: Path, since: float) -> None:
    lock = path.with_name(f"{path.name}.lock")
    if lock.exists() and lock.stat().st_mtime >= since:
        lock.unlink(missing_ok=True)


def _told(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stderr or done.stdout).decode("utf-8", "replace").strip()


def _entry(facts: list[str], *, at: tuple[int, int]) -> Entry:
    return Entry(mode=facts[at[0]], blob=facts[at[1]])


def _identity(part: str, author: Author) -> dict[str, str]:
    """git's own variables for a person; what git uses to tell name and address apart is left out."""
    name, id = (re.sub(r"[<>\n\r\0]", " ", text).strip() for text in (author.name, author.id))
    date = f"{int(author.time.timestamp())} +0000"
    return {f"GIT_{part}_NAME": name or "?", f"GIT_{part}_EMAIL": id or "?", f"GIT_{part}_DATE": f"@{date}"}


def _named(reference: str) -> str:
    if not _REFERENCE.fullmatch(reference) or ".." in reference or reference.endswith(".lock"):
        raise ValueError(f"not a reference: {reference!r}")
    return reference
