"""`rettesnor check` from outside: what it checks, what it says, and its exit status."""

import json
import os
import shutil
from pathlib import Path

import pytest

from rettesnor.cli.main import main
from rettesnor.model import GROUPS

HERE = Path(__file__).parent.parent
GOOD = """---
title: Brev
kind: oplysning
audience: borger
channels: [digital_post]
owner: Ydelsesservice
---
# Vi flytter den 1. maj

Du finder os på Prøvegade 1.

Med venlig hilsen

Ydelsesservice
"""
JOBPLAN = GOOD.replace("Du finder os", "Din jobplan ligger")
PAST = GOOD.replace("Du finder os", "Der er fjernet en kontaktside om rehabiliteringsteamet. Du finder os")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A root with the project's own rules and one good letter."""
    for name in ("content/policy", "content/letter_kinds", "content/statutes"):
        shutil.copytree(HERE / name, tmp_path / name)
    (tmp_path / "mkdocs.yml").write_text("site_name: Prøve\n", encoding="utf-8")
    put(tmp_path, "letter_templates/brev/letter.md", GOOD)
    return tmp_path


def put(root: Path, name: str, text: str | bytes) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


class Told:
    """What a run said: exit status, and its JSON."""

    def __init__(self, status: int, output: str) -> None:
        self.status = status
        data = json.loads(output)
        self.findings: list[dict[str, object]] = data["findings"]
        self.incomplete: list[dict[str, str]] = data["incomplete"]
        self.files: int = data["files"]

    @property
    def rules(self) -> list[object]:
        return [finding["rule"] for finding in self.findings]

    @property
    def unread(self) -> list[str]:
        return [entry["path"] for entry in self.incomplete]


@pytest.fixture
def check(repo: Path, capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str) -> Told:
        status = main(["check", "--root", str(repo), "--format", "json", *arguments])
        return Told(status, capsys.readouterr().out)

    return run


def test_good_letter_gives_status_0(check) -> None:
    told = check()
    assert (told.status, told.findings, told.incomplete, told.files) == (0, [], [], 1)


def test_error_gives_status_1(repo: Path, check) -> None:
    put(repo, "letter_templates/brev/letter.md", JOBPLAN)
    told = check()
    assert (told.status, told.rules) == (1, ["jobplan"])


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 1), ("advice", 1)])
def test_fail_on_decides_from_where_status_is_1(repo: Path, check, fail_on: str, status: int) -> None:
    put(repo, "letter_templates/brev/letter.md", GOOD.replace("# Vi flytter", "# Vedr. flytning"))
    assert check("--fail-on", fail_on).status == status


def test_quote_is_the_files_text_at_its_span(repo: Path, check) -> None:
    text = "\ufeff" + JOBPLAN.replace("\n", "\r\n").replace("Din jobplan", "😀\tDin job**plan**")
    put(repo, "letter_templates/brev/letter.md", text)
    finding = check("--select", "terms").findings[0]
    assert text[finding["start"] : finding["end"]] == finding["quote"] == "job**plan"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("nul.md", b"\xff\xfe\x00binary", "UTF-8"),
        ("latin.md", "Bl\u00e5b\u00e6r".encode("latin-1"), "UTF-8"),
        ("yaml.md", "---\ntitle: [a\n---\n# Brev\n", ""),
        ("open.md", "---\ntitle: a\n\n# Brev uden slut\n", "---"),
        ("jinja.md", GOOD + "{% if a %}Uden slut\n", "endif"),
        ("tag.md", GOOD + "{% findesikke %}\n", "findesikke"),
        ("filter.md", GOOD + "{{ navn|findesikke }}\n", "findesikke"),
        ("raw.md", GOOD + "{% raw %}\n", "raw"),
        ("include.md", GOOD + '{% include "snippets/findes-ikke.md" %}\n', "findes-ikke"),
        ("loop.md", GOOD + '{% include "snippets/sig-selv.md" %}\n', "sig selv"),
        ("recursion.md", GOOD + "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}\n", ""),
        ("big.md", b"a" * 5_000_001, "MB"),
    ],
)
def test_bad_file_is_told_and_hides_nothing_in_others(
    repo: Path, check, name: str, content: str | bytes, reason: str
) -> None:
    put(repo, "content/snippets/sig-selv.md", 'Igen: {% include "snippets/sig-selv.md" %}\n')
    bad = put(repo, f"letter_templates/a/{name}", content)
    good = put(repo, "letter_templates/b/letter.md", JOBPLAN)
    told = check("--select", "terms", str(bad), str(good))
    assert (told.status, told.unread[:1], "jobplan" in told.rules) == (
        3,
        [f"letter_templates/a/{name}"],
        True,
    )
    assert reason in told.incomplete[0]["reason"]


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ 'x' * 10**9 }}",
        "{% for a in range(10**9) %}{% for b in range(10**9) %}x{% endfor %}{% endfor %}",
        "{% for a in l %}" * 40 + "x" + "{% endfor %}" * 40,
        "{% if a %}" * 400 + "x" + "{% endif %}" * 400,
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
        "[" * 20_000,
        "> " * 5_000 + "a",
        "*a " * 20_000,
        "ord " * 200_000,
        "a" * 300_000,
        "{{ a }}" * 20_000,
        "1-150, " * 30_000,
        "§ " * 30_000,
    ],
    ids=lambda text: text[:20],
)
@pytest.mark.timeout(60)
def test_hostile_letter_is_bounded_and_others_are_checked(repo: Path, check, hostile: str) -> None:
    put(repo, "letter_templates/a/letter.md", f"{GOOD}\n{hostile}\n")
    put(repo, "letter_templates/b/letter.md", JOBPLAN)
    told = check("--select", "terms")
    assert told.status in (1, 3)
    assert "jobplan" in told.rules


def test_path_that_does_not_exist_is_not_checked(check) -> None:
    told = check("letter_templates/findes-ikke/letter.md")
    assert (told.status, told.incomplete[0]["reason"]) == (3, "Filen findes ikke.")


def test_what_is_no_file_is_told_and_never_waited_for(repo: Path, check) -> None:
    folder = repo / "letter_templates/brev"
    os.mkfifo(folder / "pipe.md")
    os.mkfifo(folder / "pipe.docx")
    (folder / "borte.md").symlink_to("ingen.md")
    (folder / "nul.md").symlink_to("/dev/zero")
    (folder / "cases").mkdir()
    os.mkfifo(folder / "cases/pipe.yml")
    told = check()
    names = ["borte.md", "cases/pipe.yml", "nul.md", "pipe.docx", "pipe.md"]
    assert (told.status, told.unread) == (3, [f"letter_templates/brev/{name}" for name in names])


@pytest.mark.parametrize("format", ["text", "json", "sarif", "github", "gitlab", "junit"])
def test_name_that_is_no_utf8_is_told_in_every_format(repo: Path, capsys, format: str) -> None:
    folder = os.fsencode(repo / "letter_templates") + b"/br\xe9v"
    os.mkdir(folder)  # noqa: PTH102 -- pathlib takes no bytes
    shutil.copy(repo / "letter_templates/brev/letter.md", folder + b"/letter.md")
    assert main(["check", "--root", str(repo), "--format", format]) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize("source", ["[her]({})", '{{% include "snippets/{}.md" %}}'])
def test_name_longer_than_any_file_is_a_finding(repo: Path, check, source: str) -> None:
    put(repo, "letter_templates/brev/letter.md", GOOD + "\n" + source.format("a" * 5000) + "\n")
    told = check()
    assert told.findings
    assert not any("Rettesnor fejlede" in entry["reason"] for entry in told.incomplete)


def test_docx_says_that_it_cannot_be_read(repo: Path, check) -> None:
    path = put(repo, "brev.docx", b"PK")
    assert check(str(path)).status == 3


def test_faulty_case_is_told(repo: Path, check) -> None:
    put(repo, "letter_templates/brev/cases/a.yml", "values: [\n")
    told = check()
    assert (told.status, told.unread) == (3, ["letter_templates/brev/cases/a.yml"])


def test_check_says_that_nobody_looked_whether_the_acts_hold(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--root", str(repo)])
    told = capsys.readouterr().err
    main(["check", "--root", str(repo), "--ignore", "law"])

    assert "love i registret er ikke slået efter på Retsinformation" in told
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/policy/terms/jobplan.yml", "id: jobplan\ntitle: [\n"),
        ("content/policy/terms/ny.yml", "id: ny\ntitel: Forkert nøgle\n"),
        ("content/letter_kinds/ny.yml", "id: ny\ntitle: Ny\nabout: Ny\nrequires: [findes-ikke]\n"),
        ("content/statutes/ny.yml", "id: ny\n"),
    ],
)
def test_faulty_rule_gives_status_2(
    repo: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(repo, name, text)
    assert main(["check", "--root", str(repo)]) == 2
    assert capsys.readouterr().err.startswith(name)


@pytest.mark.parametrize(
    "arguments", [["--select", "jobplann"], ["--date", "i går"], ["--format", "x"], ["--jobs", "a"]]
)
def test_wrong_usage_gives_status_2(repo: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        raise SystemExit(main(["check", "--root", str(repo), *arguments]))
    assert stop.value.code == 2


def test_letter_outside_the_root_is_held_against_the_roots_policy(
    repo: Path, check, tmp_path_factory
) -> None:
    outside = put(tmp_path_factory.mktemp("x"), "letter.md", JOBPLAN)
    assert [finding["path"] for finding in check(str(outside)).findings] == [outside.as_posix()]


@pytest.mark.parametrize(
    ("name", "text", "quote"),
    [
        ("brev.txt", "Kære Anna\r\n\r\nDin jobplan er\nklar.\r\n- jobplanen\r\n", ["jobplan", "jobplanen"]),
        (
            "brev.html",
            "<title>jobplan</title><h1>Om jobplaner</h1>\n<p>Din job<b>plan</b> er&nbsp;klar.</p><!-- jobplan -->",
            ["jobplaner", "job<b>plan"],
        ),
    ],
)
def test_finished_letter_is_checked(repo: Path, check, name: str, text: str, quote: list[str]) -> None:
    path = put(repo, name, text)
    told = check("--select", "terms", str(path))
    assert (told.status, [finding["quote"] for finding in told.findings]) == (1, quote)


def test_procedures_are_checked_for_names_but_not_for_style(repo: Path, check) -> None:
    put(
        repo,
        "procedures/ydelse/a.md",
        "---\ntitle: A\nowner: ydelsesservice\n---\nBorgerens jobplan fremsendes, såfremt man anmoder.\n",
    )
    assert check().rules == ["jobplan"]


def test_select_and_ignore_take_groups_and_rules(repo: Path, check) -> None:
    put(repo, "letter_templates/brev/letter.md", JOBPLAN.replace("owner: Ydelsesservice\n", ""))
    assert check("--select", "metadata").rules == ["ejer-mangler"]
    assert check("--select", "terms,metadata", "--ignore", "jobplan").rules == ["ejer-mangler"]


def test_date_asks_how_it_stood(repo: Path, check) -> None:
    put(repo, "letter_templates/brev/letter.md", JOBPLAN)
    assert check("--select", "terms", "--date", "2014-12-31").rules == []


def test_finding_in_a_snippet_is_told_once_with_the_number_of_letters(repo: Path, check) -> None:
    put(repo, "content/snippets/plan.md", "Din jobplan er klar.\n")
    for name in ("a", "b"):
        put(repo, f"letter_templates/{name}/letter.md", GOOD + '\n{% include "snippets/plan.md" %}\n')
    told = check("--select", "terms")
    assert [finding["path"] for finding in told.findings] == ["content/snippets/plan.md"]
    assert str(told.findings[0]["message"]).endswith("Teksten bruges i 2 breve.")


def test_undeclared_field_names_the_nearest(repo: Path, check) -> None:
    fields = "fields: {borger_navn: {type: text}}\n---\n"
    put(
        repo,
        "letter_templates/brev/letter.md",
        GOOD.replace("---\n# Vi", fields + "# Vi") + "\n{{ borgr_navn }} {{ borger_navn }}\n",
    )
    told = check("--select", "template")
    assert [finding["message"] for finding in told.findings] == [
        "»borgr_navn« er ikke et felt i brevet. Mente du »borger_navn«?"
    ]


def test_so_many_undeclared_fields_are_told_that_guessing_stops(repo: Path, check) -> None:
    fields = "fields: {borger_navn: {type: text}}\n---\n"
    uses = "".join(f"{{{{ borger_nav{number} }}}}\n" for number in range(60))
    put(repo, "letter_templates/brev/letter.md", GOOD.replace("---\n# Vi", fields + "# Vi") + f"\n{uses}")
    told = [str(finding["message"]) for finding in check("--select", "template").findings]
    of_uses = [message for message in told if "er ikke et felt i brevet" in message]
    assert (len(of_uses), sum("Mente du" in message for message in of_uses)) == (60, 50)


def test_all_groups_of_the_contract_can_be_selected(check) -> None:
    assert check("--select", ",".join(GROUPS)).status == 0


def test_second_run_uses_what_the_first_one_kept(repo: Path, check, monkeypatch: pytest.MonkeyPatch) -> None:
    put(repo, "letter_templates/brev/letter.md", JOBPLAN)
    first = check()
    monkeypatch.setattr("rettesnor.checking.one.check_one", None)
    assert check().findings == first.findings


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("letter_templates/brev/letter.md", JOBPLAN + "\nTil\n"),
        ("letter_templates/brev/cases/ny.yml", "about: Ny\nvalues: {a: 1}\n"),
        ("content/snippets/plan.md", "Din jobplan.\n"),
    ],
)
def test_change_in_what_a_letter_is_made_of_is_seen(repo: Path, check, name: str, text: str) -> None:
    put(repo, "content/snippets/plan.md", "Din plan.\n")
    put(
        repo,
        "letter_templates/brev/letter.md",
        GOOD + '\n{% include "snippets/plan.md" %}{% if a %}{{ a }}{% endif %}\n',
    )
    before = check().findings
    put(repo, name, text)
    assert check().findings != before


def test_changed_card_is_seen(repo: Path, check) -> None:
    put(repo, "letter_templates/brev/letter.md", JOBPLAN)
    check()
    card = repo / "content/policy/terms/jobplan.yml"
    put(
        repo,
        "content/policy/terms/jobplan.yml",
        card.read_text(encoding="utf-8").replace("severity: error", "severity: advice", 1),
    )
    assert [finding["severity"] for finding in check().findings] == ["advice"]


@pytest.mark.parametrize("rubbish", [b"", b"{", b'{"findings": 1}', b"\x80\x05N.", b"\x80\x05\x8c\x01\xff."])
def test_rubbish_in_the_cache_is_no_answer(repo: Path, check, rubbish: bytes) -> None:
    put(repo, "letter_templates/brev/letter.md", JOBPLAN)
    check()
    for path in (repo / ".rettesnor").rglob("*.*"):
        path.write_bytes(rubbish) if path.is_file() else None
    for path in (repo / ".rettesnor/lint/results").glob("*/*"):
        path.write_bytes(rubbish)
    assert check().rules == ["jobplan"]


def test_compiled_standard_of_somebody_else_is_never_run(repo: Path, check, tmp_path: Path) -> None:
    put(repo, "letter_templates/brev/letter.md", JOBPLAN)
    check()
    shutil.rmtree(repo / ".rettesnor/lint/results")
    [kept] = (repo / ".rettesnor/lint").glob("standard-*.pickle")
    kept.write_bytes(b"cos\nmkdir\n(S'" + os.fsencode(tmp_path / "koert") + b"'\ntR.")
    kept.chmod(0o644)  # as git, tar or another user leaves it
    assert check().rules == ["jobplan"]
    assert not (tmp_path / "koert").exists()


def test_many_processes_find_what_one_finds(repo: Path, check) -> None:
    for number in range(70):
        put(
            repo,
            f"letter_templates/b{number:02}/letter.md",
            JOBPLAN.replace("Prøvegade", f"Prøvegade {number}"),
        )
    shared = check("--jobs", "2")
    shutil.rmtree(repo / ".rettesnor")
    assert shared.findings == check("--jobs", "1").findings
    assert len(shared.findings) == 70


def test_output_goes_to_a_file(repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["check", "--root", str(repo), "--output", str(tmp_path / "ud.txt")])
    assert (status, capsys.readouterr().out) == (0, "")
    assert (tmp_path / "ud.txt").read_text(encoding="utf-8") == "Ingen fund i 1 fil.\n"


@pytest.mark.parametrize("output", [".", "findes/ikke.txt"])
def test_output_that_cannot_be_written_is_told(repo: Path, capsys, output: str) -> None:
    assert main(["check", "--root", str(repo), "--output", str(repo / output)]) == 2
    assert capsys.readouterr().err.startswith("--output: Der kan ikke skrives i »")


def test_fault_of_ours_on_one_file_leaves_the_others_findings(
    repo: Path, check, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rettesnor.lint import letter

    real = letter.lint_letter

    def faulty(read, *arguments, **named):
        if "/a/" in read.path:
            raise ZeroDivisionError
        return real(read, *arguments, **named)

    monkeypatch.setattr(letter, "lint_letter", faulty)
    put(repo, "letter_templates/a/letter.md", GOOD)
    put(repo, "letter_templates/b/letter.md", JOBPLAN)
    told = check()
    assert (told.status, told.unread, told.rules) == (3, ["letter_templates/a/letter.md"], ["jobplan"])


def test_killed_process_leaves_its_files_unchecked_and_says_so(
    repo: Path, check, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(70):
        put(repo, f"letter_templates/b{number:02}/letter.md", JOBPLAN.replace("1. maj", f"{number + 1}. maj"))
    monkeypatch.setattr("rettesnor.checking.run._work", _die)
    told = check("--jobs", "2")
    assert (told.status, len(told.unread)) == (3, 71)


def _die(target: object) -> None:
    os._exit(1)
