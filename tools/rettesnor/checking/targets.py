"""Which files a run checks, and as what."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from rettesnor.load.root import name_in

Kind = Literal["letter", "snippet", "procedure", "finished", "word", "unreadable"]

FINISHED = (".txt", ".html", ".htm")
FOLDERS = ("letter_templates", "content/snippets", "procedures")


class Target(NamedTuple):
    """One file to check: where it is, its name in findings, and how to read it."""

    path: Path
    name: str
    kind: Kind


def targets(root: Path, paths: Iterable[str]) -> tuple[Target, ...]:
    """The files that `paths` name, folders with all below them; without paths all letters, snippets and procedures.

    Each file once, sorted by name. What is no file, and what a link leads nowhere from, comes as well: it could not
    be checked.
    """
    starts = [Path.cwd() / path for path in paths] or [root / folder for folder in FOLDERS]
    found: dict[Path, Target] = {}
    for start in starts:
        start = _inside(root, start)
        files = _below(root, start) if start.is_dir() else [start]
        for file in files:
            if start.is_file() or start.is_dir() or paths:
                found.setdefault(file, Target(file, name_in(root, file), _kind(root, file)))
    return tuple(sorted(found.values(), key=lambda target: target.name))


def _inside(root: Path, path: Path) -> Path:
    """The same path by way of the root, where a link above the root gave it another name."""
    real = path.resolve()
    return root / real.relative_to(root) if real.is_relative_to(root) and not path.is_symlink() else path


def _below(root: Path, folder: Path) -> Iterator[Path]:
    if folder == root:
        for name in FOLDERS:
            yield from _below(root, root / name)
        return
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder).parts
        hidden = any(
            part.startswith((".", "~$")) for part in below
        )  # ~$ is Word's own while it has a file open
        if hidden:
            continue
        # What a link to a folder leads to is not read; the link itself is told as not checked.
        linked = path.is_dir() and path.is_symlink()
        if linked or (not path.is_dir() and path.suffix in (".md", ".docx", *FINISHED)):
            yield path


def _kind(root: Path, path: Path) -> Kind:
    if path.suffix in FINISHED:
        return "finished"
    if path.suffix == ".docx":
        return "word"
    if path.suffix != ".md":
        return "unreadable"
    if path.is_relative_to(root / "procedures"):
        return "procedure"
    return "snippet" if path.is_relative_to(root / "content" / "snippets") else "letter"
