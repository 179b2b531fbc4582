"""One file: read it, use the result kept from before or make a new one. No fault in it stops another file."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from rettesnor.checking.results import Result, Results, digest
from rettesnor.checking.standard import Loaded
from rettesnor.checking.targets import Target
from rettesnor.checking.word import lint_word, read_word, word_bytes
from rettesnor.checks.metadata import links
from rettesnor.letter.finished import finished_blocks
from rettesnor.lint import letter as lint
from rettesnor.load.letters import Snippets, read_letter
from rettesnor.load.root import read_text
from rettesnor.model import ContentError, Incomplete, Letter

_NO_READER = "Filer af denne slags kan ikke læses her. Gem brevet som .md, .docx, .txt eller .html."


class Job(NamedTuple):
    """What every file of a run is checked with."""

    root: Path
    loaded: Loaded
    results: Results
    day: datetime.date


def kept(job: Job, target: Target) -> Result | None:
    """The result kept from before, where neither the file nor anything it depends on has changed."""
    try:
        found = job.results.get(_key(job, target))
    except (OSError, UnicodeDecodeError, ContentError):
        return None
    if found is None or found.snippets != _Noted(job.root).digests(found.snippets):
        return None
    return found


def check_one(job: Job, target: Target) -> Result:
    """What checking one file gives. A file that cannot be read, or that we fail on, is incomplete and says why."""
    try:
        if not target.path.is_file():
            return Result(incomplete=(Incomplete(path=target.name, reason="Filen findes ikke."),))
        if target.kind == "unreadable":
            return Result(incomplete=(Incomplete(path=target.name, reason=_NO_READER),))
        result = _check(job, target)
        job.results.put(_key(job, target), result)
        return result
    except ContentError as error:
        return Result(
            incomplete=tuple(_entry(target.name, each.line, each.message) for each in error.problems)
        )
    except Exception as error:  # noqa: BLE001 -- the edge: our fault on one file must not hide the findings in the others
        reason = f"Rettesnor fejlede på denne fil ({type(error).__name__}). Det er en fejl hos os: meld den."
        return Result(incomplete=(Incomplete(path=target.name, reason=reason),))


def _entry(path: str, line: int, message: str) -> Incomplete:
    return Incomplete(path=path, reason=message if line == 1 else f"Linje {line}: {message}")


def _key(job: Job, target: Target) -> str:
    """What the file's result is kept under: the file, its cases, which of its links lead nowhere, and the standard.

    Snippets are not in it, since only reading the letter tells which they are: the result names them.
    """
    if target.kind == "word":
        return digest(
            job.loaded.key, "word", target.name, word_bytes(target.path, target.name).decode("latin-1")
        )
    source = target.path.read_bytes().decode("utf-8")
    folder = target.path.parent / "cases"
    cases = sorted(folder.glob("*")) if target.kind == "letter" and folder.is_dir() else ()
    parts = [part for case in cases for part in (case.name, case.read_bytes().decode("utf-8"))]
    missing = sorted(_missing_links(job.root, target, source, 0))
    return digest(job.loaded.key, target.kind, target.name, source, *parts, "", *missing)


def _check(job: Job, target: Target) -> Result:
    if target.kind == "finished":
        return _finished(job, target)
    if target.kind == "word":
        letter = read_word(target.path, target.name)
        word = lint_word(letter, job.loaded.standard, name=target.name, day=job.day)
        return Result(findings=word.findings, incomplete=word.incomplete)
    snippets = _Noted(job.root)
    file = read_letter(job.root, target.path)
    made = lint_with(job, target, file.letter, snippets)
    incomplete = (*made.incomplete, *(_entry(p.path, p.line, p.message) for p in file.problems))
    return Result(findings=made.findings, incomplete=incomplete, snippets=snippets.digests(snippets.asked))


def lint_with(job: Job, target: Target, letter: Letter, snippets: Mapping[str, str]) -> lint.Result:
    """The letter's findings as a file of the target's kind, nothing kept from before."""
    standard, day = job.loaded.standard, job.day
    missing = _missing_links(job.root, target, letter.source, letter.body_start)
    match target.kind:
        case "procedure":
            return lint.lint_page(letter, standard, missing_links=missing, day=day)
        case "snippet":
            return lint.lint_snippet(letter, standard, snippets=snippets, missing_links=missing, day=day)
        case _:
            return lint.lint_letter(letter, standard, snippets=snippets, missing_links=missing, day=day)


def _finished(job: Job, target: Target) -> Result:
    base = job.root if target.path.is_relative_to(job.root) else target.path.parent
    source = read_text(base, target.path).text
    blocks = finished_blocks(source, path=target.name, html=target.path.suffix != ".txt")
    made = lint.lint_blocks(blocks, job.loaded.standard, path=target.name, source=source, day=job.day)
    return Result(findings=made.findings, incomplete=made.incomplete)


def _missing_links(root: Path, target: Target, source: str, start: int) -> frozenset[str]:
    """Links of the file that lead to no file, seen from its own folder or from the root."""
    found: set[str] = set()
    for _, link in links(source, start):
        page = link.partition("#")[0].partition("?")[0]
        if not any(
            (base / page.lstrip("/")).exists() for base in (target.path.parent, root, root / "content")
        ):
            found.add(link)
    return frozenset(found)


class _Noted(Snippets):
    """Snippets that remember which of them were asked for, whether they were there or not."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.asked: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        self.asked.setdefault(name, "")
        text = super().__getitem__(name)
        self.asked[name] = digest(text)
        return text

    def digests(self, names: dict[str, str]) -> dict[str, str]:
        """What the snippets of these names hold now; the empty text for one that is not there."""
        found: dict[str, str] = {}
        for name in list(names):
            try:
                found[name] = digest(super().__getitem__(name))
            except KeyError:
                found[name] = ""
        return found
