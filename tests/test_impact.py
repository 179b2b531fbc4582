"""What hangs on an act, a form or a text; the commands that say so."""

import datetime
import io
import json
import shutil
from pathlib import Path

import pytest

from rettesnor.cli.main import main
from rettesnor.law.impact import citations_by_section
from rettesnor.law.register import Register
from rettesnor.law.uses import impact
from rettesnor.law.versions import with_version
from rettesnor.load import load
from rettesnor.model.statutes import Version

ROOT = Path(__file__).parent.parent
LETTER = """---
title: Om praktik
kind: orientering
owner: ydelsesservice
system: fasit
legal_basis: ["LAS § 13"]
---
# Din praktik

Reglerne står i §§ 35-40 i lov om aktiv socialpolitik. Min Plan er klar. Se [ordet](../../content/glossary/min-plan.yml).

{% include "snippets/klagevejledning.md" %}
"""


@pytest.fixture
def root(tmp_path):
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    shutil.copytree(ROOT / "content", tmp_path / "content")
    folder = tmp_path / "letter_templates" / "om-praktik"
    folder.mkdir(parents=True)
    (folder / "letter.md").write_text(LETTER, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("reference", "line"),
    [
        ("LAS § 13", 6),
        ("LAS § 37", 10),
        ("las", 6),
        ("aktivloven", 6),
        ("fasit", 5),
        ("Ydelsesservice", 4),
        ("klagevejledning", 12),
        ("Min Plan", 10),
    ],
)
def test_a_letter_is_found_by_everything_it_hangs_on(root, reference, line):
    project = load(root)
    found = impact(project, Register(project.statutes), reference)
    assert ("letter_templates/om-praktik/letter.md", line) in [(use.path, use.line) for use in found.uses]


def test_another_section_does_not_touch_the_letter(root):
    project = load(root)
    found = impact(project, Register(project.statutes), "LAS § 41")
    assert [use for use in found.uses if use.kind == "letter"] == []


def test_a_section_that_has_moved_is_followed_to_its_new_place(root):
    project = load(root)
    assert "§ 40, stk. 2" in impact(project, Register(project.statutes), "LAB § 30 a").title


def test_nobody_knows_a_name_that_nothing_bears(root):
    project = load(root)
    assert impact(project, Register(project.statutes), "hvalfangst") is None


def test_an_act_page_can_say_who_cites_which_section(root):
    sections = citations_by_section(load(root))["las"]
    assert {"§ 13", "§§ 35-40"} <= set(sections)
    assert [use.how for use in sections["§ 13"] if use.kind == "letter"] == ["forside"]


def test_impact_answers_in_json(root, capfdbinary):
    assert main(["impact", "LAS § 13", "--json", "--root", str(root)]) == 0
    answer = json.loads(capfdbinary.readouterr().out)
    assert (answer["version"], answer["kind"], answer["ref"]) == (1, "law", "LAS § 13")
    assert {"kind", "id", "title", "path", "line", "how", "quote"} == set(answer["uses"][0])


def test_an_unknown_reference_is_a_plain_danish_error(root, capfd):
    assert main(["impact", "hvalfangst", "--root", str(root)]) == 2
    assert "er hverken en lov i registret" in capfd.readouterr().err


def test_a_version_is_put_last_and_the_rest_is_left_as_it_was():
    before = 'id: x\ntitle: x # en note\nversions:\n  - type: LBK\n    number: "1"\n    date: 2020-01-01\nnote: slut\n'
    after = with_version(before, Version(type="LBK", number="2", date=None, note='siger "to"'))
    assert after == (
        'id: x\ntitle: x # en note\nversions:\n  - type: LBK\n    number: "1"\n    date: 2020-01-01\n'
        '  - type: LBK\n    number: "2"\n    date: null\n    note: "siger \\"to\\""\nnote: slut\n'
    )


def test_a_lawyer_registers_a_version_and_sees_what_it_touches(root, capfd):
    letter = root / "letter_templates" / "om-praktik" / "letter.md"
    letter.write_text(
        LETTER.replace("Min Plan er klar", "Se LBK nr. 1004 af 30. juni 2025"), encoding="utf-8"
    )
    answers = [
        "--act",
        "LAS",
        "--type",
        "LBK",
        "--number",
        "900",
        "--issued",
        "2026-06-01",
        "--checked",
        "2026-11-20",
    ]
    assert _new_version(root, answers) == 0
    out = capfd.readouterr().out
    assert "LBK nr. 900 af 1. juni 2026 står nu i content/statutes/las.yml." in out
    assert "letter_templates/om-praktik/letter.md:10" in out


def test_a_version_older_than_the_newest_is_refused(root, capfd):
    before = (root / "content" / "statutes" / "las.yml").read_bytes()
    answers = ["--act", "LAS", "--type", "LBK", "--number", "900", "--issued", "2019-06-01"]
    assert _new_version(root, answers) == 2
    assert "Skriv den ældste udgave først" in capfd.readouterr().err
    assert (root / "content" / "statutes" / "las.yml").read_bytes() == before


def test_questions_are_asked_for_what_no_flag_answers(root, capfd, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("FVL\n\n500\n5. maj 2026\n\n\n20/11-26\n"))
    assert _new_version(root, []) == 0
    assert "LBK nr. 500 af 5. maj 2026 står nu i" in capfd.readouterr().out
    newest = (
        load(root).statutes[[each.id for each in load(root).statutes].index("forvaltningsloven")].versions[-1]
    )
    assert newest.in_force_checked == datetime.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (["--act", "hvalfangst"], "er ikke én lov i registret"),
        (["--act", "FVL", "--number", "5", "--issued", "i går"], "er ikke en dato"),
    ],
)
def test_a_wrong_answer_says_what_to_write(root, capfd, monkeypatch, answers, says):
    monkeypatch.setattr("sys.stdin", io.StringIO("LBK\n"))
    assert _new_version(root, answers) == 2
    assert says in capfd.readouterr().err


def _new_version(root, answers):
    return main(["new", "statute-version", "--root", str(root), *answers])


def test_law_overdue_names_the_act_and_its_address(root, capfd):
    assert main(["law", "overdue", "--date", "2026-11-22", "--root", str(root)]) == 0
    out = capfd.readouterr().out
    assert "https://www.retsinformation.dk/eli/lta/2024/280" in out
    assert "Ingen har set på Retsinformation, om den gælder." in out
