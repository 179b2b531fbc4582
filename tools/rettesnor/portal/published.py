"""The built portal on disk: whole or not there, and swapped in by one rename (see search/generations.py)."""

import datetime
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from rettesnor.history import past
from rettesnor.load.link_report import REPORT
from rettesnor.model import ContentError, Problem, Report, TrendPoint
from rettesnor.model.project import Project
from rettesnor.portal import place
from rettesnor.portal.build import build
from rettesnor.preview.letter import CasePreviews
from rettesnor.search import generations

INPUTS = ("content", "procedures", "letter_templates", "mkdocs.yml")
_STATE = "state"
_MARKER = ".rettesnor-portal"
_OWN = Path(__file__).parent


class Published:
    """The portal of the content root `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / place.SITE

    def current(self) -> Path | None:
        """The folder of the newest whole build, None where there is none yet."""
        return place.current(self._root)

    def stale(self, *, today: datetime.date) -> bool:
        """Whether content, our own code or the day has changed since the newest build (pages tell what is overdue)."""
        state = self._folder / _STATE
        return (
            self.current() is None
            or not state.is_file()
            or state.read_text() != content_state(self._root, today=today)
        )

    def publish(
        self,
        project: Project,
        *,
        today: datetime.date,
        strict: bool = False,
        report: Report | None = None,
        trend: tuple[TrendPoint, ...] = (),
        previews: tuple[CasePreviews, ...] = (),
    ) -> Path:
        """Build the portal and let readers have it. Raises ContentError, and changes nothing, as `build` does."""
        state = content_state(self._root, today=today)

        def fill(out: Path) -> None:
            build(
                project,
                root=self._root,
                out=out,
                today=today,
                strict=strict,
                report=report,
                trend=trend,
                previews=previews,
            )

        folder = generations.publish(self._folder, fill)
        (self._folder / _STATE).write_text(state)
        return folder


def export(
    project: Project,
    *,
    root: Path,
    out: Path,
    today: datetime.date,
    report: Report | None = None,
    trend: tuple[TrendPoint, ...] = (),
    previews: tuple[CasePreviews, ...] = (),
) -> None:
    """Build the portal into `out`, replacing only a portal that was built there before. Raises ContentError."""
    if out.exists() and any(out.iterdir()) and not (out / _MARKER).is_file():
        message = (
            "Mappen er ikke tom og er ikke en portal. Vælg en ny eller tom mappe, så intet bliver slettet."
        )
        raise ContentError(Problem(path=str(out), message=message))
    out.parent.mkdir(parents=True, exist_ok=True)
    working = out.with_name(f".{out.name}.new")
    build(project, root=root, out=working, today=today, report=report, trend=trend, previews=previews)
    (working / _MARKER).write_text("")
    if out.exists():
        shutil.rmtree(out)
    working.rename(out)


def content_state(root: Path, *, today: datetime.date) -> str:
    """A name for everything that a build is made from: the same name means the same portal."""
    digest = hashlib.sha256(today.isoformat().encode())
    for base, path in (*((root, path) for path in _inputs(root)), *((_OWN, path) for path in _files(_OWN))):
        digest.update(os.fsencode(path.relative_to(base)) + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(past.state(root).encode())
    if (root / REPORT).is_file():
        digest.update((root / REPORT).read_bytes())
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    for name in INPUTS:
        path = root / name
        yield from _files(path) if path.is_dir() else (path,)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path
