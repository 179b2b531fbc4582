"""A letter's readers are shown side by side, values marked, with the PDF to open; nothing runs and nothing is heavy."""

import datetime
from pathlib import Path

import pytest

from rettesnor.checking.previews import all_previews
from rettesnor.load import load
from rettesnor.portal.build import build

TODAY = datetime.date(2026, 11, 23)
REAL = Path(__file__).parents[1]
LETTER = "letter_templates/partshoering/letter.md"


def built(root: Path, out: Path) -> Path:
    project = load(root)
    build(project, root=root, out=out, today=TODAY, previews=all_previews(root, project, day=TODAY))
    return out / "letters/partshoering"


def change(root: Path, old: str, new: str) -> None:
    path = root / LETTER
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_every_case_is_shown_with_its_values_marked(root: Path, tmp_path: Path) -> None:
    page = (built(root, tmp_path / "ud") / "previews/index.html").read_text("utf-8")

    assert "Kære <mark>Anna Prøvesen</mark>" in page
    assert "<h4>Fortæl os, hvorfor du ikke kom</h4>" in page


def test_the_letters_page_leads_to_its_previews(root: Path, tmp_path: Path) -> None:
    page = (built(root, tmp_path / "ud") / "index.html").read_text("utf-8")

    assert 'href="../../letters/partshoering/previews/"' in page
    assert 'href="../../letters/partshoering/previews/#eksempel-1"' in page


def test_the_pdf_lies_in_the_portal(root: Path, tmp_path: Path) -> None:
    change(root, "[digital_post]", "[digital_post, papir]")
    folder = built(root, tmp_path / "ud")

    assert (folder / "anna.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "anna.png").read_bytes().startswith(b"\x89PNG")
    assert 'href="../../../letters/partshoering/anna.pdf"' in (folder / "previews/index.html").read_text(
        "utf-8"
    )


def test_a_coming_letter_is_shown_on_its_own_day(root: Path, tmp_path: Path) -> None:
    (root / "content/deadlines.yml").write_text(
        "arrivals:\n- {channel: digital_post, days: 0}\n- {channel: papir, days: 2}\nrules:\n- {id: svar, title: Svar, amount: 10, unit: days}\n",
        "utf-8",
    )
    change(root, "[digital_post]", "[digital_post, papir]")
    change(root, "ikke kom", 'ikke kom. Svar senest {{ frist("svar") }}')
    coming = (root / LETTER).with_name("letter@2027-01-04.md")
    coming.write_text((root / LETTER).read_text("utf-8").replace("Kære", "Hej"), "utf-8")
    folder = built(root, tmp_path / "ud")
    later = folder.with_name("partshoering@2027-01-04")
    page = (later / "previews/index.html").read_text("utf-8")

    assert "<h1>Partshøring (fra 4. januar 2027): sådan ser brevet ud</h1>" in page
    assert "Hej <mark>Anna Prøvesen</mark>" in page
    assert "14. januar 2027" in page
    assert "3. december 2026" in (folder / "previews/index.html").read_text("utf-8")
    assert 'href="../../letters/partshoering@2027-01-04/previews/"' in (later / "index.html").read_text(
        "utf-8"
    )
    assert (later / "anna.pdf").read_bytes() != (folder / "anna.pdf").read_bytes()


@pytest.mark.parametrize(
    ("table", "titles"),
    [("", ["Digital Post og Min Side"]), ("\n| a |\n|---|\n| b |\n", ["Digital Post", "Min Side"])],
    ids=["alike", "apart"],
)
def test_channels_that_show_the_letter_alike_are_one(
    root: Path, tmp_path: Path, table: str, titles: list[str]
) -> None:
    (root / "content/channels.yml").write_text("- {channel: min_side, shows: [heading]}\n", "utf-8")
    change(root, "[digital_post]", "[digital_post, min_side]")
    change(root, "Kære {{ navn }}\n", "Kære {{ navn }}\n" + table)
    page = (built(root, tmp_path / "ud") / "previews/index.html").read_text("utf-8")

    assert [
        title
        for title in ("Digital Post og Min Side", "Digital Post", "Min Side")
        if f"<h3>{title}</h3>" in page
    ] == titles


def test_a_case_that_cannot_be_shown_says_why(root: Path, tmp_path: Path) -> None:
    change(root, "Kære {{ navn }}", "Kære {{ nvan }}")
    page = (built(root, tmp_path / "ud") / "previews/index.html").read_text("utf-8")

    assert "letter_templates/partshoering/letter.md:12: »nvan« har ingen værdi" in page


def test_markup_in_a_value_stays_text(root: Path, tmp_path: Path) -> None:
    case = root / "letter_templates/partshoering/cases/anna.yml"
    case.write_text("values:\n  navn: <script>alert(1)</script>\n", "utf-8")
    page = (built(root, tmp_path / "ud") / "previews/index.html").read_text("utf-8")

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_no_page_of_previews_is_heavy(tmp_path: Path) -> None:
    project = load(REAL)
    build(
        project, root=REAL, out=tmp_path / "ud", today=TODAY, previews=all_previews(REAL, project, day=TODAY)
    )
    pages = (tmp_path / "ud/letters").glob("*/previews/index.html")

    assert max(page.stat().st_size for page in pages) <= 60_000
