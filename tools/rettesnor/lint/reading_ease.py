"""How easy a letter is to read, for the reader who gets the hardest version of it."""

from collections.abc import Mapping

from rettesnor.danish.readability import lix
from rettesnor.letter.readings import readings
from rettesnor.letter.template import parse
from rettesnor.lint.whole import ENOUGH_WORDS, Views
from rettesnor.model import Letter


def highest_lix(letter: Letter, snippets: Mapping[str, str]) -> float | None:
    """The highest LIX of the letter's readings; None where every reading is too short to have one."""
    template = parse(letter.source, path=letter.path, snippets=snippets)
    make = Views(letter.head.fields, {unit.path: unit.source for unit in template.units})
    views = (make.of(reading) for reading in readings(template, letter.head.fields, letter.cases))
    return max((lix(view.figures) for view in views if view.figures.words >= ENOUGH_WORDS), default=None)
