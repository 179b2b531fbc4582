"""How everything stands that the workshop can change: what is found in it, who owns it, and how far its rewrite is."""

import datetime
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from rettesnor.checking.run import check
from rettesnor.checking.standard import standard_key
from rettesnor.checking.targets import targets
from rettesnor.lint.reading_ease import highest_lix
from rettesnor.load import load
from rettesnor.model import (
    ContentError,
    Finding,
    Letter,
    LetterHead,
    ProcedureHead,
    Record,
    Report,
    SnippetHead,
)
from rettesnor.model.project import Project
from rettesnor.model.urls import KIND_NAMES
from rettesnor.model.validity import state
from rettesnor.workshop.owners import unit_named
from rettesnor.workshop.proposal import Proposal

Shelf = Literal["letters", "procedures", "entries"]
Stage = Literal["new", "in_work", "waiting", "done"]
STAGES: dict[Stage, str] = {
    "new": "Ikke begyndt",
    "in_work": "I arbejde",
    "waiting": "Til godkendelse",
    "done": "Færdig",
}
LOOK_AGAIN_S = 2.0
_FOLDERS = ("content", "procedures", "letter_templates")


class Row(Record, frozen=True, kw_only=True):
    """One file as the list shows it. `ended` is out of use; `lix` and `volume` are a letter's."""

    path: str
    title: str
    kind: str
    owner: str
    stage: Stage = "new"
    errors: int = 0
    warnings: int = 0
    advice: int = 0
    lix: float | None = None
    volume: int | None = None
    reviewed: datetime.date | None = None
    overdue: bool = False
    ended: bool = False


class Standing(Record, frozen=True, kw_only=True):
    """What is known of a file before anybody's work on it is looked at."""

    row: Row
    shelf: Shelf


class Board:
    """The files of a content root. What was found is kept until a file changes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._reading = threading.Lock()
        self._key, self._looked = "", float("-inf")
        self._standings: tuple[Standing, ...] = ()
        self._lix: dict[tuple[str, str, str], float | None] = {}

    def rows(
        self, shelf: Shelf, *, day: datetime.date, proposals: Iterable[Proposal], in_work: frozenset[str]
    ) -> tuple[Row, ...]:
        """The files of a shelf with how far they are; `in_work` are those that somebody has a draft of."""
        waiting = {path for each in proposals if each.state == "waiting" for path in each.paths}
        back = {path for each in proposals if each.state == "sent_back" for path in each.paths}
        begun = in_work | back

        def stage(row: Row) -> Stage:
            if row.path in waiting:
                return "waiting"
            if row.path in begun:
                return "in_work"
            to_do = row.errors or row.warnings or row.overdue
            return "new" if to_do and not row.ended else "done"

        found = (each.row for each in self._now(day) if each.shelf == shelf)
        return tuple(msgspec.structs.replace(row, stage=stage(row)) for row in found)

    def _now(self, day: datetime.date) -> tuple[Standing, ...]:
        with self._reading:
            if time.monotonic() - self._looked > LOOK_AGAIN_S:
                key = f"{standard_key(self._root, day)} {_stamps(self._root)}"
                if key != self._key:
                    self._standings, self._key = tuple(self._read(day)), key
                self._looked = time.monotonic()
            return self._standings

    def _read(self, day: datetime.date) -> Iterator[Standing]:
        project = load(self._root)
        try:
            report: Report | None = check(self._root, targets(self._root, ()), day=day).report
        except ContentError:  # a faulty rule: the portal tells of it, and everything else can still be listed
            report = None
        found: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in report.findings if report else ():
            found[finding.path].append(finding)
        for letter in project.letters:
            yield Standing(row=self._letter(letter, project, found[letter.path], day), shelf="letters")
        for procedure in project.procedures:
            head = procedure.head
            row = _row(procedure.path, head.title, "Arbejdsgang", head.owner, project, found[procedure.path])
            yield Standing(row=_dated(row, head, day), shelf="procedures")
        for snippet in project.snippets:
            head = snippet.head
            row = _row(
                snippet.path, head.title, KIND_NAMES["snippet"], head.owner, project, found[snippet.path]
            )
            yield Standing(row=_dated(row, head, day), shelf="entries")
        for path, title, kind, owner in _entries(project):
            yield Standing(row=_row(path, title, kind, owner, project, ()), shelf="entries")

    def _letter(
        self, letter: Letter, project: Project, findings: Iterable[Finding], day: datetime.date
    ) -> Row:
        head = letter.head
        snippets = {each.path.removeprefix("content/"): each.source for each in project.snippets}
        # Readings take time; they only change with the letter and the texts that it may show.
        made_of = (letter.source, str(sorted(snippets.items())), str(letter.cases))
        if made_of not in self._lix:
            self._lix[made_of] = highest_lix(letter, snippets)
        row = _row(letter.path, head.title or letter.id, KIND_NAMES["letter"], head.owner, project, findings)
        measured = msgspec.structs.replace(row, lix=self._lix[made_of], volume=head.volume_per_year)
        return _dated(measured, head, day)


def _row(
    path: str, title: str, kind: str, owner: str | None, project: Project, findings: Iterable[Finding]
) -> Row:
    counts = Counter(finding.severity for finding in findings)
    unit = unit_named(owner, project.units) if owner else None
    return Row(
        path=path,
        title=title or path,
        kind=kind,
        owner=unit.name if unit else owner or "",
        errors=counts["error"],
        warnings=counts["warning"],
        advice=counts["advice"],
    )


def _dated(row: Row, head: ProcedureHead | LetterHead | SnippetHead, day: datetime.date) -> Row:
    reviewed = head.reviewed
    return msgspec.structs.replace(
        row,
        reviewed=reviewed,
        ended=not isinstance(head, SnippetHead) and state(head, day=day) == "ended",
        overdue=reviewed is None or _months(day) - _months(reviewed) > head.review_every_months,
    )


def _months(day: datetime.date) -> int:
    return day.year * 12 + day.month


def _entries(project: Project) -> Iterator[tuple[str, str, str, str | None]]:
    """(path, title, kind, owner) of what is one entry a file."""
    for term in project.terms:
        yield f"content/glossary/{term.id}.yml", term.term, KIND_NAMES["term"], term.owner
    for unit in project.units:
        yield f"content/contacts/{unit.id}.yml", unit.name, KIND_NAMES["contact"], unit.id
    for system in project.systems:
        yield f"content/systems/{system.id}.yml", system.name, KIND_NAMES["system"], system.owner
    for form in project.forms:
        yield f"content/forms/{form.id}.yml", form.name, KIND_NAMES["form"], form.owner
    files = project.rule_files
    for card in project.cards:
        if card.id in files:
            yield f"{files[card.id]}.yml", card.title, KIND_NAMES["rule"], card.owner


def _stamps(root: Path) -> str:
    """Name, size and time of every file below: enough to see that one has changed, without reading it."""
    paths = (path for folder in _FOLDERS for path in sorted((root / folder).rglob("*.*")))
    return " ".join(
        f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in paths if path.is_file()
    )
