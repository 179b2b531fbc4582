"""Every version of a page from git: renames followed, reasons and units read, differences in words."""

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from rettesnor.cli.main import main
from rettesnor.history.differences import differences
from rettesnor.history.labels import LABELS
from rettesnor.history.log import trailers
from rettesnor.history.past import need_past
from rettesnor.history.repository import file_at, repository
from rettesnor.history.versions import read, versions
from rettesnor.model import Form, ProcedureHead, SnippetHead, System, Term, Unit
from rettesnor.model.decisions import Decision
from rettesnor.model.policy import Card
from rettesnor.model.portal import PortalPageHead
from rettesnor.model.statutes import Statute
from rettesnor.model.variants import VariantHead

PAGE = "procedures/ydelse/udeblivelse.md"
Commit = Callable[..., str]


@pytest.fixture
def commit(root: Path) -> Commit:
    """`commit(day, *trailers)` commits everything in the small content tree at noon of a day; its SHA."""
    run(root, "init", "-q", "-b", "main")

    def commit(day: str, *paragraphs: str) -> str:
        run(root, "add", "-A")
        messages = [part for paragraph in ("Change", *paragraphs) for part in ("-m", paragraph)]
        run(root, "commit", "-q", "--allow-empty", *messages, day=day)
        return run(root, "rev-parse", "HEAD")

    return commit


def run(root: Path, *arguments: str, day: str = "2026-01-01") -> str:
    time = f"{day}T12:00:00+0100"
    identity = {
        "GIT_AUTHOR_NAME": "Prøve Person",
        "GIT_AUTHOR_EMAIL": "p@example.org",
        "GIT_AUTHOR_DATE": time,
    }
    identity |= {"GIT_COMMITTER_NAME": "Prøve Person", "GIT_COMMITTER_EMAIL": "p@example.org"}
    identity |= {"GIT_COMMITTER_DATE": time}
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **identity},
    )
    return done.stdout.strip()


def change(root: Path, old: str, new: str, path: str = PAGE) -> None:
    file = root / path
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_versions_carry_their_reason_and_unit_and_never_a_person(root: Path, commit: Commit) -> None:
    commit("2026-02-01")
    change(root, "Ring først.", "Ring altid først.")
    sha = commit("2026-03-01", "Hvorfor: Mange glemte det.\nEnhed: ydelsesservice")

    newest, oldest = versions(root)[PAGE]

    assert (newest.sha, newest.kind, newest.why, newest.unit) == (
        sha,
        "changed",
        "Mange glemte det.",
        "ydelsesservice",
    )
    assert (oldest.kind, oldest.why) == ("new", None)
    assert "Person" not in f"{newest}{oldest}"


def test_a_rename_is_followed_and_the_old_name_kept(root: Path, commit: Commit) -> None:
    first = commit("2026-02-01")
    (root / PAGE).rename(root / "procedures/ydelse/ikke-moedt.md")
    commit("2026-03-01")

    found = versions(root)

    assert PAGE not in found
    assert [(each.kind, each.path) for each in found["procedures/ydelse/ikke-moedt.md"]] == [
        ("moved", "procedures/ydelse/ikke-moedt.md"),
        ("new", PAGE),
    ]
    assert file_at(root, first, PAGE) == (root / "procedures/ydelse/ikke-moedt.md").read_bytes()


def test_a_page_that_takes_an_old_name_has_its_own_history(root: Path, commit: Commit) -> None:
    commit("2026-02-01")
    text = (root / PAGE).read_text(encoding="utf-8")
    (root / PAGE).rename(root / "procedures/ydelse/ikke-moedt.md")
    commit("2026-03-01")
    (root / PAGE).write_text(text.replace("udebliver", "flytter") + "\nHelt nyt.\n" * 20, encoding="utf-8")
    commit("2026-04-01")

    assert [each.kind for each in versions(root)[PAGE]] == ["new"]


def test_a_page_that_went_can_still_be_found(root: Path, commit: Commit) -> None:
    commit("2026-02-01")
    (root / PAGE).unlink()
    commit("2026-03-01", "Hvorfor: Reglen er ophævet nu.")

    past = need_past(root)

    assert past.find("ydelse/udeblivelse") is None
    assert past.find("udeblivelse") == PAGE
    assert [each.kind for each in past.versions(PAGE)] == ["gone", "new"]
    assert past.title(PAGE) == "Borgeren udebliver"


def test_history_in_a_folder_of_a_larger_repository(root: Path) -> None:
    outer = root.parent / f"{root.name}-outer"
    outer.mkdir()
    root.rename(outer / "portal")
    run(outer, "init", "-q")
    run(outer, "add", "-A")
    run(outer, "commit", "-q", "-m", "All")

    assert [each.kind for each in versions(outer / "portal")[PAGE]] == ["new"]


def test_names_with_odd_letters_keep_their_history(root: Path, commit: Commit) -> None:
    name = "procedures/ydelse/så »er« det\tnu.md"
    (root / name).write_text("---\ntitle: Så\n---\n", encoding="utf-8")
    commit("2026-02-01")

    assert [each.kind for each in versions(root)[name]] == ["new"]


def test_a_copy_without_git_has_no_history(root: Path) -> None:
    assert read(root) is None
    assert versions(root) == {}
    assert file_at(root, "0" * 40, PAGE) is None


def test_a_repository_without_a_commit_has_no_history(root: Path) -> None:
    run(root, "init", "-q")
    assert read(root) is None


def test_a_shallow_clone_says_so_and_takes_no_page_for_new(
    root: Path, commit: Commit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    commit("2026-02-01")
    change(root, "Ring først.", "Ring altid først.")
    commit("2026-03-01")
    clone = tmp_path_factory.mktemp("clone")
    run(root, "clone", "-q", "--depth", "1", f"file://{root}", str(clone))

    history = read(clone)

    assert history is not None
    assert (history.shallow, history.versions) == (True, {})


@pytest.mark.parametrize(
    "revision",
    [
        "--output=stolen",
        "-h",
        "HEAD; touch stolen",
        "HEAD\0",
        "",
        "no-such",
        "ext::sh -c touch% stolen",
        "@{-1}",
    ],
)
def test_git_gets_no_option_that_a_person_wrote(root: Path, commit: Commit, revision: str) -> None:
    commit("2026-02-01")
    found = repository(root)

    assert found is not None
    assert found.resolve(revision) is None
    assert not list(root.rglob("stolen*"))


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "/etc/passwd", "procedures", "", ".", "mkdocs.yml/x", "a\nb"]
)
def test_only_a_file_of_that_commit_is_read(root: Path, commit: Commit, path: str) -> None:
    sha = commit("2026-02-01")
    assert file_at(root, sha, path) is None


def test_a_link_in_an_old_commit_is_not_followed(root: Path, commit: Commit, tmp_path: Path) -> None:
    (root / "content/passwd.md").symlink_to("/etc/passwd")
    sha = commit("2026-02-01")
    out = tmp_path / "out"
    found = repository(root)
    assert found is not None

    found.write_tree(sha, out)

    assert file_at(root, sha, "content/passwd.md") is None
    assert not (out / "content/passwd.md").exists()
    assert (out / PAGE).read_bytes() == (root / PAGE).read_bytes()


def test_a_merge_has_the_versions_of_both_sides_once(root: Path, commit: Commit) -> None:
    commit("2026-02-01")
    run(root, "switch", "-q", "-c", "forslag")
    change(root, "Ring først.", "Ring altid først.")
    commit("2026-03-01", "Hvorfor: Mange glemte det.")
    run(root, "switch", "-q", "main")
    (root / "content/om.md").write_text("---\ntitle: Om\n---\n", encoding="utf-8")
    commit("2026-03-02")
    run(root, "merge", "-q", "--no-ff", "-m", "Merge", "forslag", day="2026-03-10")

    newest, _ = versions(root)[PAGE]

    # Readers could have it from the day it came to the main line, not from the day it was written.
    assert newest.why == "Mange glemte det."
    assert newest.time.date() == datetime.date(2026, 3, 10)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Subject\n\nBody.\n\nHvorfor: Fordi det er så.\n", {"Hvorfor": "Fordi det er så."}),
        (
            "Subject\n\nHvorfor: En lang grund,\nder går over to linjer.\n",
            {"Hvorfor": "En lang grund, der går over to linjer."},
        ),
        ("Subject\n\nHvorfor: Ja.\n\nEnhed: x\n", {"Hvorfor": "Ja.", "Enhed": "x"}),
        ("Hvorfor: en overskrift er ingen grund", {}),
        ("Subject\n\nHvorfor: Først.\n\nOg så mere tekst bagefter.\n", {}),
        ("", {}),
    ],
    ids=["last", "folded", "two", "subject", "not-last", "empty"],
)
def test_trailers(message: str, expected: dict[str, str]) -> None:
    assert trailers(message) == expected


def words(before: str, after: str, path: str = "content/x.md") -> list[str]:
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return [
        "".join(marks[piece.kind].format(piece.text) for piece in passage.pieces)
        for passage in differences(before.encode(), after.encode(), path=path)
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "Ring til borgeren først.",
            "Ring altid til borgeren først.",
            ["Ring {+altid +}til borgeren først."],
        ),
        ("Et.\n\nTo går ud.\n\nTre.", "Et.\n\nTre.", ["[-To går ud.-]"]),
        ("Se [Min Plan](a.md) nu.", "Se [Min Plan](b.md) nu.", ["Se [Min Plan]([-a-]{+b+}.md) nu."]),
        (
            "---\ntitle: Gammel titel her\n---\n",
            "---\ntitle: Ny titel her\n---\n",
            ["[-Gammel-]{+Ny+} titel her"],
        ),
        ("En linje\nto linjer", "En linje to\nlinjer", []),
    ],
    ids=["word", "paragraph", "link", "fact", "line-breaks"],
)
def test_differences_are_words_of_what_people_read(before: str, after: str, expected: list[str]) -> None:
    assert words(before, after) == expected


def test_what_is_no_yaml_differs_line_by_line() -> None:
    assert words("---\ntitle: [\n---\nEt.", "---\ntitle: [\n---\nTo.") == ["[-Et.-]", "{+To.+}"]


def test_a_difference_says_where(root: Path) -> None:
    before = (root / PAGE).read_bytes()
    after = before.replace(b"Ring f", b"Ring altid f").replace(b"title: Borgeren", b"title: Naar borgeren")

    first, second = differences(before, after, path=PAGE)

    assert (first.label, second.place) == ("Titel", "Husk")


def test_a_difference_names_what_ids_and_values_mean() -> None:
    titles = {"content/contacts/kontor-1": "Kontor 1", "content/contacts/kontor-2": "Kontor 2"}
    titles |= {"content/systems/fasit": "Fasit", "content/target_groups.yml#unge": "Unge under 30 år"}
    before = "---\nowner: kontor-1\ntarget_groups: []\n---\n### Ring\n\n- System: fasit; ukendt\n"
    after = "---\nowner: kontor-2\ntarget_groups: [unge]\n---\n### Ring\n\n- System: ukendt\n"
    found = differences(before.encode(), after.encode(), path=PAGE, called=titles.get)

    assert [(each.label, "".join(f"{p.kind[0]}:{p.text} " for p in each.pieces)) for each in found] == [
        ("Ansvarlig", "s:Kontor  g:1 n:2 "),
        ("Gælder for", "n:Unge under 30 år "),
        ("", "s:System:  g:Fasit;  s:ukendt "),
    ]
    system = differences(b"status: in_use\n", b"status: retired\n", path="content/systems/opera.yml")
    assert [(each.label, [piece.text for piece in each.pieces]) for each in system] == [
        ("Status", ["I brug", "Udgået"])
    ]


@pytest.mark.parametrize(
    "type",
    [
        Card,
        Decision,
        Form,
        ProcedureHead,
        PortalPageHead,
        SnippetHead,
        Statute,
        System,
        Term,
        Unit,
        VariantHead,
    ],
)
def test_every_key_of_a_page_has_a_danish_name(type: type) -> None:
    schema = msgspec.json.schema(type)
    keys = {key for each in schema["$defs"].values() for key in each.get("properties", ())}

    assert keys - set(LABELS) == set()


def test_a_huge_rewrite_is_told_apart_in_time() -> None:
    before = "\n\n".join(f"Afsnit {number} om a og b og c." for number in range(3000))
    after = "\n\n".join(f"Noget {number} andet med c og b og a." for number in range(3000))
    assert len(differences(before.encode(), after.encode(), path="content/x.md")) >= 3000


def test_the_command_lists_versions_with_words(
    root: Path, commit: Commit, capsys: pytest.CaptureFixture[str]
) -> None:
    commit("2026-02-01")
    change(root, "Ring først.", "Ring altid først.")
    commit("2026-03-01", "Hvorfor: Mange glemte det.")

    status = main(["history", "--root", str(root), "--words", "/procedures/ydelse/udeblivelse/"])

    said = capsys.readouterr().out
    assert status == 0
    assert "1. marts 2026 kl. 12.00" in said
    assert "  Mange glemte det.\n    Husk: Ring {+altid +}først.\n" in said
    assert "  Ydelsesservice\n" in said
    assert "Datoerne er fra git" in said


def test_the_command_gives_json(root: Path, commit: Commit, capsys: pytest.CaptureFixture[str]) -> None:
    sha = commit("2026-02-01", "Hvorfor: Det er nyt her.")
    assert main(["history", "--root", str(root), "--json", PAGE]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["version"], answer["from_deployment_log"]) == (1, False)
    assert [(each["sha"], each["kind"], each["why"]) for each in answer["versions"]] == [
        (sha, "new", "Det er nyt her.")
    ]


@pytest.mark.parametrize("name", ["findes-ikke", "--x", "../..", "procedures"])
def test_the_command_refuses_a_page_that_is_none(
    root: Path, commit: Commit, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    commit("2026-02-01")
    assert main(["history", "--root", str(root), "--", name]) == 2
    assert "er ikke en side" in capsys.readouterr().err


def test_without_git_the_command_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "--root", str(root), PAGE]) == 2
    assert "Historik findes ikke her" in capsys.readouterr().err


def test_a_machine_without_the_program_git_has_no_history(root: Path, commit: Commit) -> None:
    commit("2026-02-01")
    code = f"from pathlib import Path; from rettesnor.history.versions import read; print(read(Path({str(root)!r})))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/nonexistent"},
    )
    assert (done.stdout, done.stderr) == ("None\n", "")
