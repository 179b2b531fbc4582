"""Letters as their readers get them, and what changed in them, are clean for axe in a real browser."""

import datetime
from pathlib import Path

import pytest

from rettesnor.load import load
from rettesnor.model import Case
from rettesnor.preview.fill import Filler
from rettesnor.preview.letter import preview
from rettesnor.preview.redline import redline
from rettesnor.preview.redline_page import page as redline_page
from rettesnor.preview.tree import tree

PROJECT = load(Path(__file__).parents[2])
DAY = datetime.date(2026, 11, 23)
LETTERS = {letter.id.rpartition("/")[2]: letter for letter in PROJECT.letters}
# One letter of each kind shows every construction that the letters use.
SHOWN = {letter.head.kind: name for name, letter in LETTERS.items() if letter.cases}


def violations(page, html: str):
    from axe_playwright_python.sync_playwright import Axe

    page.set_content(html)
    return [one["id"] for one in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("name", SHOWN.values())
def test_a_letter_is_accessible(page, name: str):
    letter = LETTERS[name]
    case: Case = letter.cases[0]
    with Filler() as filler:
        made = preview(letter, case, "digital_post", project=PROJECT, filler=filler, day=DAY)

    assert made.error is None
    assert violations(page, made.content.decode()) == []


def test_what_changed_is_accessible(page):
    made = redline(
        tree("# Hej\n\nDin jobplan er klar.\n\n- a"), tree("# Hej igen\n\nDin Min Plan er klar.\n\n- a\n- b")
    )

    assert violations(page, redline_page(made, (), title="Brev", about="Et eksempel")) == []
