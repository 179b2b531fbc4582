"""Nothing that stands in the content or is the name of a file steers the terminal of whoever runs a command."""

import contextlib
from pathlib import Path

import pytest

from rettesnor.cli.main import main

STEERS = {"\x1b", "\x07", "\x9b"}
ACT = r"""id: ond-lov
title: "lov om \e]0;x\a\x9b31m"
owner: kontor-2
versions:
  - type: LOV
    number: "501"
    date: 2013-05-16
    source: {title: "\e[31mx", checked: null}
"""
PAGE = '---\ntitle: "\\e]0;x\\a Ond"\n---\nOnd \x1b[31m\x9b31m lov om noget.\n'


@pytest.fixture
def hostile(root: Path) -> Path:
    for folder in ("statutes", "glossary"):
        (root / "content" / folder).mkdir(exist_ok=True)
    (root / "content/statutes/ond-lov.yml").write_text(ACT)
    (root / "content/glossary/o\x1b]0;x\x07nd.yml").write_text("id: x\n")
    (root / "procedures/ydelse/ond.md").write_text(PAGE)
    return root


@pytest.mark.parametrize(
    "arguments",
    [
        ["law", "overdue"],
        ["search", "ond"],
        ["check"],
        ["check", "--format", "github"],
        ["doctor"],
        ["impact", "ond-lov"],
        ["text", "procedures/ydelse/ond.md"],
        ["cite", "procedures/ydelse/ond.md"],
        ["check", "procedures/nej\x1b[31m.md"],
        ["explain", "nej\x1b[31m"],
        ["history", "nej\x1b[31m"],
        ["preview", "nej\x1b[31m"],
        ["nej\x1b[31m"],
        ["new", "letter", "x", "--kind", "nej\x1b[31m"],
        ["import", "nej\x1b[31m.docx"],
        ["audit", "nej\x1b[31m.zip"],
        ["keys", "revoke", "nej\x1b[31m"],
        ["--root", "nej\x1b[31m", "check"],
        ["check", "--nej\x1b[31m"],
    ],
    ids=" ".join,
)
def test_nothing_steers_the_terminal(
    hostile: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(hostile)
    with contextlib.suppress(SystemExit):
        main(arguments)
    shown = capsys.readouterr()
    assert not STEERS & set(shown.out + shown.err)
