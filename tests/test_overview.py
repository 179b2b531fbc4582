"""The office sees how letters stand, and whether they get better: today's rules on yesterday's letters."""

import datetime
import subprocess
from pathlib import Path

import pytest

from rettesnor.checking.run import check
from rettesnor.checking.targets import targets
from rettesnor.checking.trend import trend
from rettesnor.history.letters import snapshots
from rettesnor.load import load
from rettesnor.portal.overview import overview_page
from rettesnor.portal.site import index

ROOT = Path(__file__).parents[1]
DAY = datetime.date(2026, 11, 22)
LETTER = "letter_templates/partshoering/letter.md"


def git(root: Path, *arguments: str, day: str = "2026-11-01") -> None:
    stamp = f"{day}T12:00:00+01:00"
    environment = {
        "GIT_AUTHOR_DATE": stamp,
        "GIT_COMMITTER_DATE": stamp,
        "HOME": str(root),
        "PATH": "/usr/bin:/bin",
    }
    subprocess.run(
        ["git", "-c", "user.name=Redaktionen", "-c", "user.email=redaktionen@example.invalid", *arguments],
        cwd=root,
        env=environment,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(root: Path) -> Path:
    """A root whose letter gets an outdated word on the first day and loses it on the third."""
    policy = root / "content/policy/terms"
    policy.mkdir(parents=True)
    (policy / "jobplan.yml").write_bytes((ROOT / "content/policy/terms/jobplan.yml").read_bytes())
    path = root / LETTER
    right = path.read_text(encoding="utf-8")
    git(root, "init", "--quiet", "--initial-branch=main")
    for day, text in (
        ("2026-11-01", right + "\nDin jobplan er klar.\n"),
        ("2026-11-02", right + "\nDin jobplan er her.\n"),
        ("2026-11-03", right),
    ):
        path.write_text(text, encoding="utf-8")
        git(root, "add", ".", day=day)
        git(root, "commit", "--quiet", "-m", "Ret brevet", day=day)
    return root


def test_the_trend_counts_findings_after_each_day(repository: Path) -> None:
    points = trend(repository, day=DAY)

    assert [(point.time.day, point.letters, point.errors) for point in points] == [
        (1, 1, 1),
        (2, 1, 1),
        (3, 1, 0),
    ]


def test_a_second_look_gives_the_same_points(repository: Path) -> None:
    assert trend(repository, day=DAY) == trend(repository, day=DAY)


def test_only_the_latest_points_are_kept(repository: Path) -> None:
    assert [snapshot.time.day for snapshot in snapshots(repository, most=2)] == [2, 3]


def test_without_git_there_is_no_trend(root: Path) -> None:
    assert trend(root, day=DAY) == ()


def test_the_page_shows_the_numbers_beside_the_picture(repository: Path) -> None:
    project = load(repository)
    report = check(repository, targets(repository, ()), day=DAY).report
    html = overview_page(index(project, report, trend(repository, day=DAY)), today=DAY).html

    assert html.count("<circle") == 3
    assert "3. november 2026 kl. 12.00" in html


def test_what_was_not_checked_is_never_shown_as_clean(root: Path) -> None:
    html = overview_page(index(load(root)), today=DAY).html

    assert "Brevene er ikke tjekket i denne udgave" in html
    assert "Ingen fund" not in html
