"""What readers had: the log of deployments, proof against tampering, and any page as it was on a day."""

import datetime
import json
from pathlib import Path

import pytest

from rettesnor.cli.main import main
from rettesnor.history.deployments import LOG, check, faults, note, read
from rettesnor.history.past import need_past
from rettesnor.model import ContentError
from test_history import PAGE, Commit, change, commit, run

__all__ = ["commit"]
NOON = datetime.time(12, tzinfo=datetime.UTC)


def deploy(root: Path, sha: str, day: str, approver: str = "redaktionen") -> None:
    note(
        root,
        sha=sha,
        approver=approver,
        time=datetime.datetime.combine(datetime.date.fromisoformat(day), NOON),
    )


def on(root: Path, day: str) -> str | None:
    """»altid«, »aldrig« or »først«: the word that tells the test's three versions apart; None where there was no page."""
    then = need_past(root).on(PAGE, datetime.date.fromisoformat(day))
    if then is None or then.content is None:
        return None
    return next(word for word in ("altid", "aldrig", "først") if f"Ring {word}".encode() in then.content)


@pytest.fixture
def three(root: Path, commit: Commit) -> tuple[Path, tuple[str, str, str]]:
    """A root whose page changed on 1 February, 1 March and 1 April."""
    first = commit("2026-02-01")
    change(root, "Ring først.", "Ring altid.")
    second = commit("2026-03-01", "Hvorfor: Mange glemte det.")
    change(root, "Ring altid.", "Ring aldrig.")
    third = commit("2026-04-01", "Hvorfor: Telefonen er lukket nu.")
    return root, (first, second, third)


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2026-01-31", None),
        ("2026-02-01", "først"),
        ("2026-02-28", "først"),
        ("2026-03-01", "altid"),
        ("2030-01-01", "aldrig"),
    ],
)
def test_without_a_log_the_days_are_those_of_git(
    three: tuple[Path, object], day: str, word: str | None
) -> None:
    assert on(three[0], day) == word


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2026-03-20", "først"),  # git has had another text for weeks, but readers had not
        ("2026-03-25", "altid"),
        ("2026-05-09", "altid"),
        ("2026-05-10", "aldrig"),
        ("2026-06-01", "altid"),  # taken back
    ],
)
def test_with_a_log_only_what_was_deployed_counts(
    three: tuple[Path, tuple[str, str, str]], day: str, word: str
) -> None:
    root, (first, second, third) = three
    deploy(root, first, "2026-02-10")
    deploy(root, second, "2026-03-25")
    deploy(root, third, "2026-05-10")
    deploy(root, second, "2026-06-01")

    assert on(root, day) == word


def test_a_version_is_dated_by_the_day_that_readers_got_it(three: tuple[Path, tuple[str, str, str]]) -> None:
    root, (first, second, _) = three
    deploy(root, first, "2026-02-10")
    deploy(root, second, "2026-03-25")

    # What was there when the log began has git's own date.
    waiting, came, before = need_past(root).versions(PAGE)

    assert (waiting.published, came.published, before.published) == (None, True, False)
    assert came.time.date() == datetime.date(2026, 3, 25)


def test_a_day_ends_at_midnight_in_denmark(root: Path, commit: Commit) -> None:
    first = commit("2026-06-01")
    change(root, "Ring først.", "Ring altid.")
    second = commit("2026-06-01")
    deploy(root, first, "2026-06-02")
    note(root, sha=second, approver="x", time=datetime.datetime(2026, 6, 30, 22, 30, tzinfo=datetime.UTC))

    assert (on(root, "2026-06-30"), on(root, "2026-07-01")) == ("først", "altid")


def test_a_clock_that_was_wrong_moves_nobody_back_in_time(root: Path, commit: Commit) -> None:
    commit("2026-06-01")
    change(root, "Ring først.", "Ring altid.")
    commit("2020-01-01")
    change(root, "Ring altid.", "Ring aldrig.")
    commit("2026-07-01")

    assert (on(root, "2020-06-01"), on(root, "2026-06-15")) == (None, "altid")


def test_a_page_on_a_day_is_found_under_the_name_that_it_had(root: Path, commit: Commit) -> None:
    commit("2026-02-01")
    (root / PAGE).rename(root / "procedures/ydelse/ikke-moedt.md")
    commit("2026-03-01")

    then = need_past(root).on("procedures/ydelse/ikke-moedt.md", datetime.date(2026, 2, 15))

    assert then is not None
    assert then.path == PAGE
    assert then.content is not None


def lines(root: Path) -> list[bytes]:
    return (root / LOG).read_bytes().splitlines(keepends=True)


def logged(root: Path, commit: Commit) -> Path:
    sha = commit("2026-02-01")
    for day in ("2026-02-10", "2026-03-10", "2026-04-10"):
        deploy(root, sha, day)
    return root / LOG


def test_an_untouched_log_has_no_fault(root: Path, commit: Commit) -> None:
    logged(root, commit)
    assert faults(root) == ()
    assert [entry.number for entry in read(root).deployments] == [1, 2, 3]


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (lambda found: [found[0].replace(b"redaktionen", b"direktionen"), *found[1:]], "ændret"),
        (lambda found: [found[0], found[2]], "følger ikke"),
        (lambda found: [found[1], found[0], found[2]], "følger ikke"),
        (lambda found: [*found, found[2]], "følger ikke"),
        (lambda found: [*found[:2], found[2][:40]], "kan ikke læses"),
        (lambda found: [*found[:2], found[2].rstrip()], "ikke skrevet færdig"),
        (lambda found: [*found, b"\xff\n"], "kan ikke læses"),
    ],
    ids=["changed", "taken-out", "swapped", "doubled", "torn", "no-line-end", "no-text"],
)
def test_tampering_is_seen(root: Path, commit: Commit, tamper: object, told: str) -> None:
    log = logged(root, commit)
    log.write_bytes(b"".join(tamper(lines(root))))  # type: ignore[operator]

    assert any(told in fault.message for fault in check(log.read_bytes()).faults)


def test_lines_that_are_missing_at_the_end_are_seen(root: Path, commit: Commit) -> None:
    log = logged(root, commit)
    (root / "content/om.md").write_text("---\ntitle: Om\n---\n", encoding="utf-8")
    deploy(root, commit("2026-05-01"), "2026-05-10")
    log.write_bytes(b"".join(lines(root)[:3]))

    assert any("mangler linjer" in fault.message for fault in faults(root))


def test_nothing_is_added_to_a_faulty_log(root: Path, commit: Commit) -> None:
    log = logged(root, commit)
    log.write_bytes(lines(root)[1])
    with pytest.raises(ContentError):
        deploy(root, run(root, "rev-parse", "HEAD"), "2026-06-01")
    assert log.read_bytes().count(b"\n") == 1


def test_a_version_that_git_does_not_know_is_never_noted(root: Path, commit: Commit) -> None:
    commit("2026-02-01")
    with pytest.raises(ContentError, match="kender ikke"):
        deploy(root, "ab" * 20, "2026-06-01")
    assert not (root / LOG).exists()


def test_a_log_of_another_repository_is_told(root: Path) -> None:
    deploy(root, "ab" * 20, "2026-06-01")
    run(root, "init", "-q")
    run(root, "commit", "-q", "--allow-empty", "-m", "Change")
    assert any("kender ikke" in fault.message for fault in faults(root))


def test_the_command_notes_and_lists(root: Path, commit: Commit, capsys: pytest.CaptureFixture[str]) -> None:
    commit("2026-02-01")
    assert main(["deployed", "--root", str(root), "--approver", "redaktionen"]) == 0
    assert main(["deployed", "--root", str(root)]) == 0
    assert "godkendt af redaktionen" in capsys.readouterr().out


def test_the_command_notes_nothing_while_content_is_not_in_git(
    root: Path, commit: Commit, capsys: pytest.CaptureFixture[str]
) -> None:
    commit("2026-02-01")
    change(root, "Ring", "Skriv")
    assert main(["deployed", "--root", str(root), "--approver", "redaktionen"]) == 2
    assert "ikke gemt i git" in capsys.readouterr().err
    assert not (root / LOG).exists()


def test_asof_prints_the_page_and_says_where_the_date_is_from(
    three: tuple[Path, object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["asof", "--root", str(three[0]), "2026-03-15", "udeblivelse"]) == 0
    said = capsys.readouterr()
    assert "Ring altid." in said.out
    assert "gemt i git 1. marts 2026" in said.err
    assert "1 sted er anderledes i dag" in said.err


def test_asof_tells_the_difference_to_today(
    three: tuple[Path, object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["asof", "--root", str(three[0]), "--words", "2026-03-15", "udeblivelse"]) == 0
    assert "Husk: Ring [-altid-]{+aldrig+}." in capsys.readouterr().out


def test_asof_gives_json(
    three: tuple[Path, tuple[str, str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    root, (_, second, _) = three
    deploy(root, second, "2026-03-05")
    assert main(["asof", "--root", str(root), "--json", "2026-03-15", "udeblivelse"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["sha"], answer["approver"], answer["deployed_at"]) == (
        second,
        "redaktionen",
        "2026-03-05T12:00:00Z",
    )


def test_asof_before_everything_says_when_history_begins(
    three: tuple[Path, object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["asof", "--root", str(three[0]), "2020-01-01", "udeblivelse"]) == 1
    assert "begynder 1. februar 2026" in capsys.readouterr().err
