"""Word documents among the files that are checked: each is read as the letter that its readers may get."""

import datetime
from pathlib import Path

from rettesnor.letter.readings import readings
from rettesnor.letter.template import parse
from rettesnor.lint import letter as lint
from rettesnor.lint.standard import Standard
from rettesnor.model import ContentError, Field, Incomplete, Problem
from rettesnor.model.refusal import refusal
from rettesnor.word.package import MAX_BYTES
from rettesnor.word.read import WordLetter, read


def word_bytes(path: Path, name: str) -> bytes:
    """The file, and no more of it than a letter can be. Raises ContentError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        message = "Filen findes ikke." if missing else f"Filen kan ikke læses. {refusal(error)}"
    raise ContentError(Problem(path=name, message=message))


def read_word(path: Path, name: str) -> WordLetter:
    """The letter in a Word document. Raises ContentError when the file is none."""
    return read(word_bytes(path, name), path=name)


def lint_word(letter: WordLetter, standard: Standard, *, name: str, day: datetime.date) -> lint.Result:
    """What is wrong with the words of a document, for each reader that its fields make. Places are in `letter.text`."""
    template = parse(letter.text, path=name, snippets={})
    fields = tuple(Field(name=field.name, type=field.type, choices=field.choices) for field in letter.fields)
    found = readings(template, fields)
    made = lint.lint_blocks(found.blocks, standard, path=name, source=letter.text, day=day)
    faults = (*template.problems, *found.problems)
    reasons = dict.fromkeys([*(fault.message for fault in faults if not fault.whole), *letter.unread])
    return lint.Result(made.findings, tuple(Incomplete(path=name, reason=reason) for reason in reasons))
