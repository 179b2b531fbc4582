"""Where a content root is, and the texts in it: found by folder, read as UTF-8, held inside the root."""

import os
from collections.abc import Iterator
from pathlib import Path

from rettesnor.model import ContentError, Problem, Record
from rettesnor.model.refusal import refusal

MAX_BYTES = 5_000_000


class TextFile(Record, frozen=True, kw_only=True):
    """A text file as stored (line ends and byte order mark kept); `path` is relative to the root, with slashes."""

    path: str
    text: str


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds mkdocs.yml. Raises ContentError when there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    message = "Her er ingen mappe med mkdocs.yml, og heller ikke ovenfor. Gå til portalens mappe, eller skriv --root MAPPE."
    raise ContentError(Problem(path=str(start), message=message))


def name_in(root: Path, path: Path) -> str:
    """An absolute path as findings show it: relative to the root with slashes, as it is outside it.

    Bytes that are no UTF-8 show as »\ufffd«, so that every report can be written.
    """
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    return os.fsencode(name).decode("utf-8", "replace")


def read_text(root: Path, path: Path) -> TextFile:
    """The file as text. Raises ContentError when it is no file, too large, not UTF-8, or leads out of the root."""
    name = name_in(root, path)
    try:
        inside = path.resolve().is_relative_to(root.resolve())
    except RuntimeError:  # links that lead in a ring, in Python before 3.13: opening it says so
        inside = True
    if not inside:
        message = "Filen er et link ud af portalens mappe. Læg selve filen her."
        raise ContentError(Problem(path=name, message=message))
    try:
        if not path.is_file() and path.exists():  # opening a pipe would wait for somebody to write in it
            message = "Det er ikke en fil med tekst. Flyt den væk herfra."
            raise ContentError(Problem(path=name, message=message))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"Filen kan ikke læses. {refusal(error)}"
        raise ContentError(Problem(path=name, message=message)) from None
    if len(data) > MAX_BYTES:
        message = f"Filen fylder over {MAX_BYTES // 1_000_000} MB. En side eller et brev er højst det halve."
        raise ContentError(Problem(path=name, message=message))
    try:
        return TextFile(path=name, text=data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "Filen er ikke gemt som UTF-8. Gem den igen, og vælg kodningen UTF-8."
        raise ContentError(Problem(path=name, line=line, message=message)) from None


def files(root: Path, folder: str, suffix: str) -> Iterator[Path | Problem]:
    """Every file below `folder` in order; one with another ending than `suffix` comes as a Problem, never silently."""
    base = root / folder
    if not base.is_dir():
        return
    for path in sorted(base.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(base).parts)
        if hidden or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_dir():
            message = "Mappen er et link, og det, den fører til, bliver ikke læst. Læg selve mappen her."
            yield Problem(path=name_in(root, path), message=message)
            continue
        if path.suffix == suffix:
            yield path
        else:
            name = name_in(root, path)
            message = (
                f"Her læses kun filer, der ender på {suffix}. Flyt filen, eller giv den den rigtige endelse."
            )
            yield Problem(path=name, message=message)
