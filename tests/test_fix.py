"""Fixes: right case and grammar, never across markup or tags, nothing else touched, and nothing new afterwards."""

import datetime
import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rettesnor.checking.standard import read_standard
from rettesnor.cli.main import main
from rettesnor.lint.fix import apply, fixes, mended, nothing_new
from rettesnor.lint.letter import lint_letter
from rettesnor.lint.standard import Standard
from rettesnor.load.letters import letter_from
from rettesnor.model import Finding, Fix

HERE = Path(__file__).parent.parent
TODAY = datetime.date(2026, 11, 22)
HEAD = "---\ntitle: Brev\nkind: oplysning\nfields: {a: {type: boolean}, navn: {type: text}}\n---\n"


@cache
def standard() -> Standard:
    return read_standard(HERE, TODAY)


def found(source: str) -> tuple[Finding, ...]:
    letter = letter_from(source, path="letter.md")
    return lint_letter(letter, standard(), snippets={}, missing_links=(), day=TODAY).findings


def fixed(body: str, *, unsafe: bool = False, head: str = HEAD) -> str:
    source = head + body
    return apply(source, fixes(found(source), "letter.md", unsafe=unsafe)).removeprefix(head)


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("Se din jobplan.", "Se Min Plan."),
        ("Din jobplan er klar.", "Min Plan er klar."),
        ("Jobplanen er klar.", "Min Plan er klar."),
        ("Såfremt du er syg, så ring.", "Hvis du er syg, så ring."),
        ("Ring, såfremt du er syg.", "Ring, hvis du er syg."),
    ],
)
def test_fix_writes_the_word_in_its_place(body: str, after: str) -> None:
    assert fixed(body) == after


@pytest.mark.parametrize(
    "body",
    [
        "Din job**plan** er klar.",
        "Din job{% if a %}plan{% else %}bank{% endif %} er klar.",
        "Din jobplan{% if a %}en{% endif %} er klar.",
        "Din jobplan{{ navn }} er klar.",
        "Din {{ navn }}jobplan er klar.",
        "Din job&shy;plan er klar.",
        "Din job&#112;lan er klar.",
        '{% set ord = "jobplan" %}Din {{ ord|upper }} er klar.',
    ],
)
def test_fix_leaves_markup_and_tags_in_or_at_a_match_alone(body: str) -> None:
    assert fixed(body, unsafe=True) == body


def test_fix_keeps_line_ends_mark_and_everything_around() -> None:
    head = "\ufeff" + HEAD.replace("\n", "\r\n")
    assert fixed("A\r\n\r\n  Se din jobplan.\t\r\n", head=head) == "A\r\n\r\n  Se Min Plan.\t\r\n"


def test_unsafe_fix_waits_for_a_person() -> None:
    body = "Vi har bevilget et kursus."
    assert (fixed(body), fixed(body, unsafe=True) != body) == (body, True)


def test_of_two_fixes_that_overlap_only_the_first_is_made() -> None:
    assert apply("abc", [Fix(start=0, end=2, text="x", safe=True)]) == "xc"


WORDS = st.sampled_from(
    [
        "jobplan",
        "jobplanen",
        "Såfremt",
        "du",
        "fremsender",
        "**",
        "{{ navn }}",
        "skrivelsen",
        "NemID",
        "din",
        "nærværende",
        ",",
        ".",
        "æ",
        "jf.",
        "samt",
        "{% if a %}",
        "{% endif %}",
        "\n\n",
        "\n",
        " ",
        "med henblik på",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_after_fixing_nothing_new_is_found(body: str) -> None:
    source = HEAD + body
    done = mended(source, "letter.md", found, unsafe=True)
    assert nothing_new(found(source), found(done.text))


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_every_quote_is_the_files_text(body: str) -> None:
    source = HEAD + body
    assert [one.quote for one in found(source)] == [source[one.start : one.end] for one in found(source)]


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    for name in ("content/policy", "content/letter_kinds"):
        shutil.copytree(HERE / name, tmp_path / name)
    (tmp_path / "mkdocs.yml").write_text("site_name: Prøve\n", encoding="utf-8")
    letter = tmp_path / "letter_templates/brev/letter.md"
    letter.parent.mkdir(parents=True)
    letter.write_bytes((HEAD + "# Brev\r\n\r\nSe din jobplan.\r\n").encode())
    return tmp_path


def test_command_writes_the_file_and_a_second_run_changes_nothing(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = repo / "letter_templates/brev/letter.md"
    letter.chmod(0o640)
    assert main(["fix", "--root", str(repo)]) == 0
    assert letter.read_bytes().endswith(b"# Brev\r\n\r\nSe Min Plan.\r\n")
    assert letter.stat().st_mode & 0o777 == 0o640
    assert main(["fix", "--root", str(repo)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Rettede ét sted i én fil.",
        "Der er ikke noget at rette. Med --unsafe rettes også det, som nogen bør se efter bagefter.",
    ]


def test_diff_shows_and_writes_nothing(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = repo / "letter_templates/brev/letter.md"
    before = letter.read_bytes()
    main(["fix", "--root", str(repo), "--diff"])
    assert "-Se din jobplan.\r\n+Se Min Plan.\r\n" in capsys.readouterr().out
    assert letter.read_bytes() == before


def test_file_that_cannot_be_read_stops_no_other(repo: Path) -> None:
    (repo / "letter_templates/a.md").write_bytes(b"\xff")
    assert main(["fix", "--root", str(repo)]) == 3
    assert b"Min Plan" in (repo / "letter_templates/brev/letter.md").read_bytes()


def test_a_link_stays_a_link_to_the_mended_file(repo: Path) -> None:
    link = repo / "letter_templates/a/letter.md"
    link.parent.mkdir()
    link.symlink_to("../brev/letter.md")
    assert main(["fix", "--root", str(repo)]) == 0
    assert link.is_symlink()
    assert (repo / "letter_templates/brev/letter.md").read_bytes().endswith(b"Se Min Plan.\r\n")
