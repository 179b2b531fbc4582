"""Mends files: makes the fixes, looks again, and keeps only what gives no new finding."""

from typing import NamedTuple

from rettesnor.checking.kept import Job
from rettesnor.checking.one import lint_with
from rettesnor.checking.targets import Target
from rettesnor.checking.writing import replace_text
from rettesnor.lint.fix import mended
from rettesnor.load.letters import letter_from, read_letter
from rettesnor.load.snippets import Snippets
from rettesnor.model import Finding


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

    def lint(text: str) -> tuple[Finding, ...]:
        again = letter_from(text, path=letter.path, cases=letter.cases)
        return lint_with(job, target, again, snippets).findings

    done = mended(letter.source, letter.path, lint, unsafe=unsafe)
    return Fixed(target, letter.source, done.text, done.made, len(done.findings))


def write(fixed: Fixed) -> None:
    """Put the mended text in the file's place."""
    replace_text(fixed.target.path, fixed.after)
