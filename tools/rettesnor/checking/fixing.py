"""Mends files: makes the fixes, looks again, and keeps only what gives no new finding."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rettesnor.checking.kept import Job
from rettesnor.checking.one import lint_with
from rettesnor.checking.targets import Target
from rettesnor.lint import fix
from rettesnor.lint.letter import Result
from rettesnor.load.letters import letter_from, read_letter
from rettesnor.load.snippets import Snippets
from rettesnor.model import Fix

MAX_ROUNDS = 5  # one fix may bring out another; a text that still changes after this is left as it is
Lint = Callable[[str], Result]


class Fixed(NamedTuple):
    """A file before and after, with how many fixes were made and how many findings are left."""

    target: Target
    before: str
    after: str
    made: int
    left: int


def fixed(job: Job, target: Target, *, unsafe: bool) -> Fixed:
    """What the file becomes. Nothing is written. Raises ContentError when it cannot be read."""
    letter = read_letter(job.root, target.path).letter
    snippets = Snippets(job.root)

    def lint(text: str) -> Result:
        return lint_with(job, target, letter_from(text, path=letter.path, cases=letter.cases), snippets)

    text, found, made = letter.source, lint(letter.source), 0
    refused: set[tuple[str, str]] = set()
    rounds = 0
    while rounds < MAX_ROUNDS:
        wanted = [
            each
            for each in fix.fixes(found.findings, letter.path, unsafe=unsafe)
            if (text[each.start : each.end], each.text) not in refused
        ]
        if not wanted:
            break
        attempt = _attempt(text, found, wanted, lint)
        if attempt is None and len(wanted) > 1:
            # Together they bring something new: the first one alone tells whether it is to blame.
            wanted = wanted[:1]
            attempt = _attempt(text, found, wanted, lint)
        else:
            rounds += 1
        if attempt is None:
            refused.add((text[wanted[0].start : wanted[0].end], wanted[0].text))
            continue
        text, found = attempt
        made += len(wanted)
    return Fixed(target, letter.source, text, made, len(found.findings))


def _attempt(text: str, found: Result, wanted: list[Fix], lint: Lint) -> tuple[str, Result] | None:
    """The text with these fixes and what is found in it; None when a rule finds more than before."""
    after = fix.apply(text, wanted)
    again = lint(after)
    new = set(again.incomplete) - set(found.incomplete)
    return (after, again) if not new and fix.nothing_new(found.findings, again.findings) else None


def write(fixed: Fixed) -> None:
    """Put the mended text in the file's place, whole or not at all; its rights stay as they were."""
    path = fixed.target.path
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(fixed.after.encode("utf-8"))
        Path(temporary).chmod(path.stat().st_mode & 0o7777)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
