"""Editions with days: what holds today is read, what is coming is announced, and each is checked on its own day."""

import datetime
import shutil
from pathlib import Path

import pytest

from rettesnor.checking.run import check
from rettesnor.checking.targets import targets
from rettesnor.load import load
from rettesnor.model import Letter, LetterHead
from rettesnor.model.validity import Editions, editions, in_force, state
from rettesnor.portal.pages import pages
from rettesnor.portal.site import index
from rettesnor.search.documents import documents

TODAY = datetime.date(2026, 11, 22)
NEW_YEAR = datetime.date(2027, 1, 1)
PAGE = "procedures/ydelse/udeblivelse.md"
LATER = "procedures/ydelse/udeblivelse@2027-01-01.md"
HERE = Path(__file__).parent.parent


def later(root: Path, old: str = "Ring først.", new: str = "Skriv først.", *, page: str = PAGE) -> Path:
    """An edition from New Year beside the page of the test root."""
    path = root / page.replace(".md", "@2027-01-01.md")
    path.write_text((root / page).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("journal", Editions(own="journal")),
        ("journal@2027-01-01", Editions(own="journal", day=NEW_YEAR)),
        ("journal@center-laerkevej", Editions(own="journal", unit="center-laerkevej")),
        ("journal@2027-13-01", Editions(own="journal", unit="2027-13-01")),
        ("a@b@c", Editions(own="a@b@c")),
    ],
)
def test_a_name_says_edition_or_unit(stem: str, expected: Editions):
    assert editions(stem) == expected


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (None, None, "in_force"),
        (TODAY, TODAY, "in_force"),
        (NEW_YEAR, None, "coming"),
        (None, datetime.date(2026, 11, 21), "ended"),
    ],
)
def test_first_and_last_day_count(begins: datetime.date | None, ends: datetime.date | None, expected: str):
    assert state(LetterHead(valid_from=begins, valid_to=ends), day=TODAY) == expected


def letter(begins: datetime.date | None) -> Letter:
    return Letter(id="x", path="x", head=LetterHead(valid_from=begins), source="", body_start=0)


def test_the_newest_edition_that_has_begun_is_in_force_and_later_ones_are_coming():
    old, new, newest = letter(None), letter(TODAY), letter(NEW_YEAR)

    assert in_force((newest, old, new), day=TODAY) == ((new,), (newest,))


def test_a_page_that_only_begins_later_is_still_the_page():
    only = letter(NEW_YEAR)

    assert in_force((only,), day=TODAY) == ((only,), ())


def test_the_day_decides_which_edition_is_read(root: Path):
    later(root)

    before, after = load(root, day=TODAY), load(root, day=NEW_YEAR)

    assert [(p.id, p.path) for p in before.procedures] == [("procedures/ydelse/udeblivelse", PAGE)]
    assert [(p.id, p.path) for p in before.coming_procedures] == [("procedures/ydelse/udeblivelse", LATER)]
    assert [(p.id, p.path) for p in after.procedures] == [("procedures/ydelse/udeblivelse", LATER)]
    assert (after.coming_procedures, before.problems, after.problems) == ((), (), ())


def test_a_letter_has_editions_with_the_same_cases(root: Path):
    later(root, "ikke kom", "ikke mødte", page="letter_templates/partshoering/letter.md")

    project = load(root, day=TODAY)

    assert [letter.id for letter in project.letters] == ["letter_templates/partshoering"]
    assert [(each.id, each.cases) for each in project.coming_letters] == [
        ("letter_templates/partshoering", project.letters[0].cases)
    ]
    assert project.problems == ()


def test_a_day_said_twice_must_be_the_same(root: Path):
    later(root, "title:", "valid_from: 2027-02-01\ntitle:")

    assert [str(problem) for problem in load(root, day=TODAY).problems] == [
        f"{LATER}:2: valid_from er 2027-02-01, men filen hedder @2027-01-01. Gør dem ens."
    ]


@pytest.fixture
def repo(root: Path) -> Path:
    """The test root with the project's own rules."""
    for name in ("content/policy", "content/letter_kinds", "content/statutes"):
        shutil.copytree(HERE / name, root / name)
    return root


def rules(root: Path, path: str, *, day: datetime.date = TODAY) -> list[str]:
    found = check(root, targets(root, [str(root / path)]), day=day).report.findings
    return [finding.rule for finding in found if finding.group in ("metadata", "terms")]


def test_a_coming_edition_is_checked_as_of_its_first_day(repo: Path):
    card = repo / "content/policy/terms/jobplan.yml"
    card.write_text(
        card.read_text(encoding="utf-8").replace("from: 2015-01-01", "from: 2027-01-01"), encoding="utf-8"
    )
    later(repo, "Ring først.", "Ret jobplanen.")

    assert rules(repo, LATER) == ["jobplan"]
    assert rules(repo, LATER, day=NEW_YEAR) == ["jobplan"]


def test_words_that_are_right_today_stay_right_in_the_edition_in_force(repo: Path):
    card = repo / "content/policy/terms/jobplan.yml"
    card.write_text(
        card.read_text(encoding="utf-8").replace("from: 2015-01-01", "from: 2027-01-01"), encoding="utf-8"
    )
    page = repo / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("Ring først", "Ret jobplanen"), encoding="utf-8")

    assert rules(repo, PAGE) == []


def test_an_edition_that_was_replaced_asks_to_be_removed_on_the_day(repo: Path):
    later(repo)

    assert rules(repo, PAGE) == []
    assert rules(repo, PAGE, day=NEW_YEAR) == ["afloest-udgave"]
    assert rules(repo, LATER, day=NEW_YEAR) == []


def test_a_page_that_has_ended_is_told(repo: Path):
    page = repo / PAGE
    page.write_text(
        page.read_text(encoding="utf-8").replace("title:", "valid_to: 2026-11-21\ntitle:"), encoding="utf-8"
    )

    assert rules(repo, PAGE) == ["gaelder-ikke-mere"]


def shown(root: Path, *, day: datetime.date = TODAY) -> dict[str, str]:
    """Every page of the portal by its address."""
    return {page.url: page.html for page in pages(index(load(root, day=day)), today=day)}


def head(root: Path, line: str) -> None:
    page = root / PAGE
    page.write_text(
        page.read_text(encoding="utf-8").replace("title:", f"{line}\ntitle:", 1), encoding="utf-8"
    )


def test_a_page_announces_its_next_edition_with_the_words_that_change(root: Path):
    later(root)

    found = shown(root)

    assert 'href="/procedures/ydelse/udeblivelse@2027-01-01/"' in found["/procedures/ydelse/udeblivelse/"]
    assert "<del>Ring</del><ins>Skriv</ins> først." in found["/procedures/ydelse/udeblivelse@2027-01-01/"]
    assert "Gælder først fra 1. januar 2027." in found["/procedures/ydelse/udeblivelse@2027-01-01/"]


def test_on_the_day_the_edition_is_the_page(root: Path):
    later(root)

    found = shown(root, day=NEW_YEAR)

    assert "Skriv først." in found["/procedures/ydelse/udeblivelse/"]
    assert "Ændres" not in found["/procedures/ydelse/udeblivelse/"]
    assert "/procedures/ydelse/udeblivelse@2027-01-01/" not in found


def test_a_letter_announces_its_next_edition(root: Path):
    later(root, "ikke kom", "ikke mødte", page="letter_templates/partshoering/letter.md")

    found = shown(root)

    assert 'href="/letters/partshoering@2027-01-01/"' in found["/letters/partshoering/"]
    assert "<del>kom</del><ins>mødte</ins>" in found["/letters/partshoering@2027-01-01/"]


def test_a_page_that_is_not_in_force_yet_says_so_wherever_it_is_listed(root: Path):
    head(root, "valid_from: 2027-01-01")

    found = shown(root)

    assert "Gælder fra 1. januar 2027." in found["/procedures/ydelse/udeblivelse/"]
    assert "gælder fra 1. januar 2027" in found["/procedures/ydelse/"]


def test_a_page_that_has_ended_points_on(root: Path):
    head(root, "valid_to: 2026-11-21\nreplaced_by: ydelse/ny")
    (root / "procedures/ydelse/ny.md").write_text("---\ntitle: Den nye\n---\n", encoding="utf-8")

    page = shown(root)["/procedures/ydelse/udeblivelse/"]

    assert "Gjaldt til 21. november 2026." in page
    assert '<a href="/procedures/ydelse/ny/">Den nye</a>' in page


def test_what_a_page_is_replaced_by_must_exist(root: Path):
    head(root, "replaced_by: ydelse/ny")

    assert [problem.message.partition(".")[0] for problem in load(root, day=TODAY).problems] == [
        "Arbejdsgangen »ydelse/ny« findes ikke"
    ]


@pytest.mark.parametrize("line", ["valid_from: 2027-01-01", "valid_to: 2026-11-21"])
def test_search_shows_what_is_in_force_first_and_marks_the_rest(root: Path, line: str):
    head(root, line)
    twin = (root / PAGE).read_text(encoding="utf-8").replace(f"{line}\n", "")
    (root / "procedures/ydelse/tvilling.md").write_text(twin, encoding="utf-8")

    found = {each.id: each for each in documents(load(root, day=TODAY))}

    now, other = found["procedures/ydelse/tvilling"], found["procedures/ydelse/udeblivelse"]
    assert (now.title, now.boost > other.boost) == ("Borgeren udebliver", True)
    assert other.title.startswith("Borgeren udebliver (g")
