"""A letter against before shows words that went and came, block by block, and the places on the pages of its PDF."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from rettesnor.checking.redlines import letter_then, redlines
from rettesnor.load import load
from rettesnor.preview.pages import changed_pages
from rettesnor.preview.pdf import Paper, pdf
from rettesnor.preview.redline import redline
from rettesnor.preview.tree import tree
from rettesnor.preview.typst_source import typst

DAY = datetime.date(2026, 11, 23)
PAPER = Paper(title="Prøve", sender=("Afsender",), recipient=("Anna Prøvesen",), day=DAY)
LETTER = "letter_templates/partshoering/letter.md"
LONG = "Arbejdsmarkedsforvaltningens sagsbehandlingsfrister overholdes i beskæftigelsesindsatsen. " * 8


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Din jobplan er klar.", "Din Min Plan er klar.", "<p>Din <del>jobplan</del> <ins>Min Plan</ins> er klar.</p>\n"),
        ("# Partshøring", "# Hvorfor kom du ikke?", "<h1><del>Partshøring</del> <ins>Hvorfor kom du ikke?</ins></h1>\n"),
        ("Et.\n\nTo tre.", "To tre.", "<p><del>Et.</del></p>\n<p>To tre.</p>\n"),
        ("- a\n- c", "- a\n- b\n- c", "<ul>\n<li>a</li>\n<li><ins>b</ins></li>\n<li>c</li>\n</ul>\n"),
        ("1. a\n2. b", "1. x a\n2. b", '<ol>\n<li value="1"><ins>x</ins> a</li>\n<li value="2">b</li>\n</ol>\n'),
        ("Svar nu.", "Svar **nu.**", "<p>Svar <del>nu.</del> <ins><strong>nu.</strong></ins></p>\n"),
        ("Bo  \nYdelse", "Bo  \nUnge", "<p>Bo<br>\n<del>Ydelse</del> <ins>Unge</ins></p>\n"),
        ("| a |\n|---|\n| 1 |", "| a |\n|---|\n| 2 |", "<p>a: <del>1</del> <ins>2</ins></p>\n"),
        ("[her](https://a.dk)", "[her](https://b.dk)",
         '<p><del><a href="https://a.dk" rel="noopener noreferrer">her</a></del> <ins><a href="https://b.dk" rel="noopener noreferrer">her</a></ins></p>\n'),
        ("Vi <b>ses</b>", "Vi <i>ses</i>", "<p>Vi <del>&lt;b&gt;ses&lt;/b&gt;</del> <ins>&lt;i&gt;ses&lt;/i&gt;</ins></p>\n"),
    ],
    ids=["word", "heading", "paragraph gone", "item", "number", "bold", "line", "table", "link", "markup stays text"],
)  # fmt: skip
def test_every_change_is_one_of_words(before: str, after: str, shown: str) -> None:
    assert redline(tree(before), tree(after)).html == shown


def test_the_words_that_came_and_went_are_counted() -> None:
    made = redline(tree("Din jobplan er klar.\n\nEt."), tree("Din nye plan er klar."))

    assert (made.gone, made.new, made.changed) == (2, 2, True)
    assert not redline(tree("Et."), tree("Et.")).changed


def test_the_pages_mark_the_words_that_changed_and_no_other() -> None:
    before, after = (
        pdf(typst(tree(f"# Hej\n\n{LONG}{word} klar.\n\n" + "Vi ses. " * 700)), PAPER)
        for word in ("er", "bliver nu")
    )
    (pair,) = changed_pages(before, after, footer=22)

    assert pair.number == 1
    assert pair.before
    assert pair.after
    assert (len(pair.before.boxes), len(pair.after.boxes)) == (1, 1)
    assert pair.after.boxes[0].width > pair.before.boxes[0].width


def test_pages_on_which_words_only_moved_have_not_changed() -> None:
    before, after = (pdf(typst(tree(f"# Hej\n\n{text}{LONG}")), PAPER) for text in ("", "Nyt.\n\n"))
    (pair,) = changed_pages(before, after, footer=22)

    assert pair.before
    assert pair.after
    assert (len(pair.before.boxes), len(pair.after.boxes)) == (0, 1)


@pytest.fixture
def then(root: Path) -> Callable[[str], bytes | None]:
    """The root as it stood before each test changed it."""
    files = {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
    return files.get


def change(root: Path, path: str, old: str, new: str) -> None:
    (root / path).write_text((root / path).read_text("utf-8").replace(old, new), "utf-8")


def shown(root: Path, then: Callable[[str], bytes | None]) -> str:
    project = load(root)
    (letter,) = project.letters
    before = letter_then(letter, project, then)
    assert before is not None
    (made,) = redlines(letter, project, before, day=DAY)
    assert made.error is None
    return "" if made.text is None else made.text.html


def test_a_letter_is_compared_as_its_reader_gets_it(root: Path, then: Callable[[str], bytes | None]) -> None:
    change(root, LETTER, "Kære {{ navn }}", "Hej {{ navn }}")

    assert "<p><del>Kære</del> <ins>Hej</ins> Anna Prøvesen</p>" in shown(root, then)


def test_other_values_in_the_case_are_no_change_of_the_letter(
    root: Path, then: Callable[[str], bytes | None]
) -> None:
    change(root, "letter_templates/partshoering/cases/anna.yml", "Anna Prøvesen", "Bo Eksempel")

    assert "<p>Kære Bo Eksempel</p>" in shown(root, then)


def test_a_field_that_is_gone_keeps_its_value_from_then(
    root: Path, then: Callable[[str], bytes | None]
) -> None:
    change(root, LETTER, "navn: {type: text, label: Navn, example: Anna Prøvesen}", "fornavn: text")
    change(root, LETTER, "{{ navn }}", "{{ fornavn }}")
    change(root, "letter_templates/partshoering/cases/anna.yml", "navn: Anna Prøvesen", "fornavn: Bo")

    assert "<p>Kære <del>Anna Prøvesen</del> <ins>Bo</ins></p>" in shown(root, then)


def test_a_letter_that_was_not_there_has_nothing_to_be_compared_with(root: Path) -> None:
    project = load(root)

    assert letter_then(project.letters[0], project, lambda path: None) is None


def test_a_version_that_could_not_be_sent_says_why(root: Path, then: Callable[[str], bytes | None]) -> None:
    project = load(root)
    hostile = letter_then(
        project.letters[0],
        project,
        lambda path: b"---\ntitle: x\n---\n{{ ''.__class__ }}" if path == LETTER else then(path),
    )
    assert hostile is not None
    (made,) = redlines(project.letters[0], project, hostile, day=DAY)

    assert (made.error or "").startswith("Den gamle udgave: Skabelonen rører ved noget, den ikke må.")
