"""What cannot be made again, in one file: what people sent in, what they are working on, and the content's history.

A backup is a tar with gzip: `manifest.json` (each file's size and SHA-256), the files of `var/`, and
`content.bundle` with the whole git history. A database is copied by SQLite itself while it is in use.
"""

import contextlib
import gzip
import hashlib
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from rettesnor.model import ContentError, Problem, Record

VAR = Path("var")
"""Where a content root keeps what a backup holds."""
MANIFEST, BUNDLE = "manifest.json", "content.bundle"
VERSION = 1
_SQLITE = b"SQLite format 3\0"
_BESIDE_DATABASE = ("-wal", "-shm", "-journal")


class Kept(Record, frozen=True, kw_only=True):
    """A file of a backup: its path in it, its size in bytes, and what it holds."""

    path: str
    size: int
    sha256: str


class Manifest(Record, frozen=True, kw_only=True):
    """`made` is when, as ISO 8601 with a zone."""

    version: int
    made: str
    files: tuple[Kept, ...]


def back_up(root: Path, out: Path, *, bundle: Path | None, made: str) -> Manifest:
    """Write a backup of the root's `var/`, and of a git bundle where there is one, to `out`: whole or not at all."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup-") as temporary:
        folder = Path(temporary)
        sources = [*_copied(root / VAR, folder)]
        if bundle is not None:
            sources.append((BUNDLE, bundle))
        kept = tuple(
            Kept(path=name, size=path.stat().st_size, sha256=_digest(path)) for name, path in sources
        )
        manifest = Manifest(version=VERSION, made=made, files=kept)
        written = folder / "backup"
        with gzip.open(written, "wb") as packed, tarfile.open(fileobj=packed, mode="w") as tar:
            (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
            tar.add(folder / MANIFEST, MANIFEST)
            for name, path in sources:
                tar.add(path, name, recursive=False)
        written.chmod(0o600)
        _sync(written)
        written.replace(out)
        _sync(out.parent)
    return manifest


def restore(archive: Path, root: Path, *, bundle: Path) -> tuple[Manifest, Path | None]:
    """Put a backup's `var/` in place, and its git bundle (if any) at `bundle`.

    Gives the manifest, and where the `var/` that stood there was moved to. Every file is checked before anything is
    moved: ContentError when the archive is damaged, incomplete or holds more than it says.
    """
    with tempfile.TemporaryDirectory(dir=root, prefix=".restore-") as temporary:
        folder = Path(temporary)
        manifest = _unpacked(archive, folder)
        for kept in manifest.files:
            path = folder / kept.path
            if not path.is_file() or path.stat().st_size != kept.size or _digest(path) != kept.sha256:
                raise _damaged(archive, f"»{kept.path}« er ikke, som den var")
            if _is_database(path):
                _check(archive, path, kept.path)
        var = root / VAR
        (folder / VAR).mkdir(mode=0o700, exist_ok=True)
        before = _free(root) if var.exists() else None
        if before is not None:
            var.rename(before)
        (folder / VAR).rename(var)
        _sync(root)
        if (folder / BUNDLE).is_file():
            (folder / BUNDLE).replace(bundle)
        return manifest, before


def _copied(var: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """(name in the backup, file to pack) for each file of `var`; what is written to meanwhile is copied first."""
    number = 0
    for path in sorted(var.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.name.endswith(_BESIDE_DATABASE):
            continue
        copy = folder / f"copy-{number}"
        number += 1
        try:
            if _is_database(path):
                _copy_database(path, copy)
            else:
                copy.write_bytes(path.read_bytes())
        except FileNotFoundError:  # a draft that was sent while we looked
            continue
        yield f"{VAR}/{path.relative_to(var).as_posix()}", copy


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _copy_database(path: Path, copy: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(copy)) as to:
        source.backup(to)


def _check(archive: Path, path: Path, name: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as database:
        try:
            told = database.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise _damaged(archive, f"»{name}« kan ikke læses ({error})") from None
    if told != ("ok",):
        raise _damaged(archive, f"»{name}« har fejl: {told}")


def _unpacked(archive: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(folder, filter=_file)
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o700)
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, FileNotFoundError, msgspec.DecodeError) as error:
        raise _damaged(archive, str(error)) from None
    if manifest.version != VERSION:
        raise _damaged(archive, f"den er skrevet af en anden udgave (version {manifest.version})")
    named = {kept.path for kept in manifest.files} | {MANIFEST}
    for name in named - {MANIFEST, BUNDLE}:
        if not name.startswith(f"{VAR}/"):
            raise _damaged(archive, f"»{name}« hører ikke til i en kopi")
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if stray := sorted(found - named):
        raise _damaged(archive, f"»{stray[0]}« står ikke i dens liste")
    return manifest


def _file(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """The member for its owner alone, within the folder. A backup holds files and no more: a link may lead anywhere."""
    if not member.isfile():
        raise tarfile.SpecialFileError(member)
    return tarfile.data_filter(member, folder).replace(mode=0o600)


def _damaged(archive: Path, why: str) -> ContentError:
    message = f"Sikkerhedskopien kan ikke bruges: {why}. Intet er ændret. Prøv en anden kopi."
    return ContentError(Problem(path=str(archive), line=0, message=message))


def _free(root: Path) -> Path:
    number = 1
    while (path := root / f"{VAR}.before-{number}").exists():
        number += 1
    return path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
