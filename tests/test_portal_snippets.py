"""A standard text shown in a procedure: with a button, found by search, known to the text, and told where it is missing."""

import datetime
from pathlib import Path

import pytest

from rettesnor.law.register import Register
from rettesnor.law.uses import impact
from rettesnor.letter.page import without_anchors
from rettesnor.load import load
from rettesnor.portal.pages import pages
from rettesnor.portal.site import index
from rettesnor.search.documents import documents

TODAY = datetime.date(2026, 11, 22)
PROCEDURE = "procedures/ydelse/udeblivelse.md"
TAG = '{% include "snippets/klage.md" %}'


@pytest.fixture
def told(root: Path) -> Path:
    """The small root with a standard text in a step and in a letter that declares its field."""
    (root / "content/snippets").mkdir()
    (root / "content/snippets/klage.md").write_text(
        "---\ntitle: Sådan klager du\n---\n\n## Vil du klage?\n\nSkriv til {{ navn }} om *flamingoen*.\n",
        "utf-8",
    )
    step = root / PROCEDURE
    step.write_text(step.read_text("utf-8").replace("Ring først.", f"Ring først.\n\n{TAG}\n"), "utf-8")
    letter = root / "letter_templates/partshoering/letter.md"
    letter.write_text(letter.read_text("utf-8") + f"\n{TAG}\n", "utf-8")
    return root


def shown(root: Path, url: str) -> str:
    return next(page.html for page in pages(index(load(root)), today=TODAY) if page.url == url)


def test_the_text_stands_in_the_procedure_with_its_fields_named(told: Path) -> None:
    html = shown(told, "/procedures/ydelse/udeblivelse/")

    assert 'Standardtekst: <a href="/snippets/klage/">Sådan klager du</a>' in html
    assert '<span class="field">Navn</span> om <em>flamingoen</em>' in html
    assert 'data-copy="tekst-1"' in html


def test_a_tag_inside_a_line_or_code_is_only_text(told: Path) -> None:
    file = told / PROCEDURE
    file.write_text(
        file.read_text("utf-8").replace(f"\n\n{TAG}", f"\n\nSkriv {TAG} for sig selv.\n\n    {TAG}"), "utf-8"
    )

    html = shown(told, "/procedures/ydelse/udeblivelse/")

    assert html.count("{% include &#34;snippets/klage.md&#34; %}") == 2
    assert "Standardtekst:" not in html


def test_search_finds_the_procedure_by_the_text(told: Path) -> None:
    found = next(each for each in documents(load(told)) if each.id == "procedures/ydelse/udeblivelse")

    assert "flamingoen" in found.body


def test_the_text_tells_what_a_change_to_it_changes(told: Path) -> None:
    assert "Retter du teksten, ændrer du 1 brev og 1 arbejdsgang." in shown(told, "/snippets/klage/")


@pytest.mark.parametrize("asked", ["klage", "snippets/klage", "content/snippets/klage.md", "Sådan klager du"])
def test_impact_names_every_place_by_line(told: Path, asked: str) -> None:
    project = load(told)
    found = impact(project, Register(project.statutes), asked)

    assert found is not None
    lines = (told / PROCEDURE).read_text("utf-8").splitlines()
    places = {(use.kind, use.how) for use in found.uses}
    assert places == {("letter", "indsætter teksten"), ("procedure", "viser teksten")}
    assert [lines[use.line - 1] for use in found.uses if use.kind == "procedure"] == [TAG]


def test_a_text_that_is_not_there_is_told_with_its_line(told: Path) -> None:
    (told / "content/snippets/klage.md").rename(told / "content/snippets/klagen.md")

    problem = next(problem for problem in load(told).problems if problem.path == PROCEDURE)

    assert (told / PROCEDURE).read_text("utf-8").splitlines()[problem.line - 1] == TAG
    assert problem.message == "Standardteksten »klage« findes ikke. Mente du »klagen«?"


def test_a_tag_is_no_fault_where_a_procedure_is_checked() -> None:
    assert without_anchors(f"a {TAG} {{#b}} c") == "a " + " " * len(TAG) + "      c"
