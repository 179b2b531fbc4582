"""An archive of finished letters: a folder, a zip, Parquet or JSON lines, read one letter at a time.

Nothing is unpacked to disk, no name leads out of the archive, and no letter is read past `MAX_LETTER`.
"""

import csv
import io
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from rettesnor.audit.letters import FORMS, MAX_LETTER, TOO_LARGE, Details, Entry, Unreadable
from rettesnor.audit.rows import MANIFEST, Row, details
from rettesnor.model import ContentError, Problem
from rettesnor.model.refusal import refusal

MAX_LINE = 100_000  # characters of a line of the manifest
MAX_IN_ZIP = 200_000  # a zip's list of files is read whole, about 0.6 kB for each
_DAY_IN_NAME = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")

NO_READER = "Filer af denne slags læses ikke her. Breve er .txt, .html, .docx eller .pdf."
OUTSIDE = "Stien fører ud af arkivet."
MISSING = "Filen er ikke i arkivet."


def entries(archive: Path) -> Iterator[Entry]:
    """Every letter of the archive, in an order that is the same each time. Raises ContentError when it is none."""
    suffix = archive.suffix.lower()
    if archive.is_dir():
        yield from _folder(archive)
    elif suffix in (".jsonl", ".ndjson"):
        from rettesnor.audit.lines import rows

        yield from _rows(archive, rows(archive))
    elif suffix == ".parquet":
        from rettesnor.audit.parquet import rows

        yield from _rows(archive, rows(archive))
    elif suffix == ".zip" and archive.is_file():
        yield from _zip(archive)
    elif not archive.exists():
        raise _refused(archive, "Arkivet findes ikke. Ret stien.")
    else:
        raise _refused(
            archive, "Et arkiv er en mappe eller en fil, der ender på .zip, .parquet eller .jsonl."
        )


def count(archive: Path) -> int:
    """How many letters the archive says it has, for a bar that shows how far the run is."""
    if archive.suffix.lower() == ".parquet":
        from rettesnor.audit.parquet import row_count

        return row_count(archive)
    return sum(1 for _ in entries(archive))


def _rows(archive: Path, rows: Iterable[Row | str]) -> Iterator[Entry]:
    """Rows that hold their text, or a path from the folder that the archive lies in."""
    for number, row in enumerate(rows, 1):
        name = f"række {number}"
        if isinstance(row, str):
            yield _faulty(name, Details(), row)
        elif row.path:
            yield _file(archive.parent, row.path, details(row))
        else:
            data = (row.html or row.text or "").encode("utf-8", "surrogatepass")
            if data.strip():
                yield Entry(
                    name, "html" if row.html else "txt", details(row), len(data), "", partial(_given, data)
                )
            else:
                yield _faulty(name, details(row), "Rækken har ingen tekst.")


def _given(data: bytes) -> bytes:
    if len(data) > MAX_LETTER:
        raise Unreadable(TOO_LARGE)
    return data


def _folder(folder: Path) -> Iterator[Entry]:
    manifest = folder / MANIFEST
    if manifest.is_file():
        with manifest.open("rb") as file:
            for row in _manifest(file, str(manifest)):
                yield _file(folder, row.path or "", details(row))
        return
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        yield _file(folder, name, _from_name(name))


def _files(folder: Path) -> Iterator[Path]:
    """Every file below in order, hidden ones left out; folders that are links are not entered."""
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield path
            continue
        with os.scandir(path) as found:
            inside = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in found)
        waiting += [(path / name, is_dir) for name, is_dir in reversed(inside) if not name.startswith(".")]


def _from_name(name: str) -> Details:
    """What a path tells without a manifest: the first folder is the template, a date in the file's name the day."""
    path = PurePosixPath(name)
    day = _DAY_IN_NAME.search(path.name)
    template = path.parts[0] if len(path.parts) > 1 else None
    return details(Row(template=template, sent=day[0] if day else None))


def _file(folder: Path, name: str, known: Details) -> Entry:
    """A letter in a file below the folder. A name that leads anywhere else is a fault of its own."""
    shown = os.fsencode(name).decode("utf-8", "replace")
    path = folder / name
    try:
        real = path.resolve()
        if PurePosixPath(name).is_absolute() or not real.is_relative_to(folder.resolve()):
            return _faulty(shown, known, OUTSIDE)
        if not real.is_file():
            return _faulty(shown, known, "Det er ikke en fil." if real.exists() else MISSING)
        stat = real.stat()
    except (
        OSError,
        ValueError,
        RuntimeError,
    ):  # RuntimeError: links that lead in a ring, in Python before 3.13
        return _faulty(shown, known, MISSING)
    return _named(shown, known, stat.st_size, str(stat.st_mtime_ns), partial(_read, real))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return _limited(file)
    except OSError as error:
        raise Unreadable(f"Filen kan ikke læses. {refusal(error)}") from None


def _zip(archive: Path) -> Iterator[Entry]:
    try:
        package = zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise _refused(archive, "Zip-filen kan ikke læses. Er den hel?") from None
    with package:
        inside = package.infolist()
        if len(inside) > MAX_IN_ZIP:
            raise _refused(
                archive,
                f"Zip-filen rummer over {MAX_IN_ZIP:,} filer. Del den, eller brug Parquet eller JSON-linjer.".replace(
                    ",", "."
                ),
            )
        known = {info.filename: info for info in inside}
        if MANIFEST in known:
            name = f"{archive}:{MANIFEST}"
            try:
                data = _packed(package, known[MANIFEST])
            except Unreadable as error:
                raise ContentError(Problem(path=name, message=str(error))) from None
            for row in _manifest(io.BytesIO(data), name):
                info = known.get(row.path or "")
                if info is None or info.is_dir():
                    yield _faulty(row.path or "", details(row), MISSING)
                else:
                    yield _in_zip(package, info, details(row))
            return
        for info in inside:
            if not info.is_dir():
                yield _in_zip(package, info, _from_name(info.filename))


def _in_zip(package: zipfile.ZipFile, info: zipfile.ZipInfo, known: Details) -> Entry:
    return _named(info.filename, known, info.file_size, str(info.CRC), partial(_packed, package, info))


def _packed(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """One file of a zip. Whatever size it says it has, no more than `MAX_LETTER` is unpacked."""
    if info.flag_bits & 1:
        raise Unreadable("Filen har en adgangskode.")
    try:
        with package.open(info) as file:
            return _limited(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        raise Unreadable("Filen er ødelagt i zip-filen.") from None


def _limited(file: IO[bytes]) -> bytes:
    data = file.read(MAX_LETTER + 1)
    if len(data) > MAX_LETTER:
        raise Unreadable(TOO_LARGE)
    return data


def _manifest(file: IO[bytes], name: str) -> Iterator[Row]:
    """The rows of a manifest: comma or semicolon between, the names of the columns first."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        head = text.readline(10_000)
        comma = ";" if head.count(";") > head.count(",") else ","
        columns = [column.strip().lower() for column in next(csv.reader([head or "-"], delimiter=comma))]
        if "path" not in columns:
            raise ContentError(
                Problem(
                    path=name,
                    message="Første linje skal nævne kolonnerne: path,template,unit,sent,kind. »path« mangler.",
                )
            )
        for values in csv.reader(_lines(text), delimiter=comma):
            if values:
                yield Row.of(dict(zip(columns, values, strict=False)))
    except (UnicodeDecodeError, csv.Error):
        message = "Manifestet kan ikke læses. Gem det som CSV i UTF-8."
        raise ContentError(Problem(path=name, message=message)) from None


def _lines(text: IO[str]) -> Iterator[str]:
    """Each line. Raises csv.Error where one is longer than what tells of a letter can be."""
    while line := text.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            raise csv.Error("line too long")
        yield line


def _named(name: str, known: Details, size: int, mark: str, load: Callable[[], bytes]) -> Entry:
    form = FORMS.get(PurePosixPath(name).suffix.lower())
    if form is None:
        return _faulty(name, known, NO_READER)
    if size > MAX_LETTER:
        return _faulty(name, known, TOO_LARGE)
    return Entry(name, form, known, size, mark, load)


def _faulty(name: str, known: Details, reason: str) -> Entry:
    return Entry(name, "txt", known, 0, reason, partial(_refuse, reason))


def _refuse(reason: str) -> bytes:
    raise Unreadable(reason)


def _refused(archive: Path, message: str) -> ContentError:
    return ContentError(Problem(path=str(archive), message=message))
