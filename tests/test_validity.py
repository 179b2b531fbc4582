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
