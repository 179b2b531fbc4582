"""Whole outputs as a reader gets them; `make golden` rewrites them, and the difference is reviewed like code."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rettesnor.cli.main import main

ROOT = Path(__file__).parents[1]
BEFORE = "tests/before/orientering-min-plan/letter.md"
COMMANDS = {
    "explain-jobplan.txt": ["explain", "jobplan"],
    "check-before.txt": ["check", BEFORE, "--date", "2026-11-22"],
    "check-before.json": ["check", BEFORE, "--date", "2026-11-22", "--format", "json"],
    "cite.txt": ["cite", BEFORE, "--date", "2026-11-22"],
    "impact.txt": ["impact", "forvaltningsloven § 24"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_said(
    name: str,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ROOT)

    main([*COMMANDS[name], "--root", str(ROOT)])

    golden(name, capsys.readouterr().out)


def test_a_letter_looks_as_it_looked(golden: Callable[[str, str], None], tmp_path: Path) -> None:
    arguments = [
        "preview",
        "orientering-min-plan",
        "--channel",
        "digital_post",
        "--date",
        "2026-11-23",
        "--out",
        str(tmp_path),
        "--root",
    ]

    main([*arguments, str(ROOT)])

    pages = sorted(tmp_path.rglob("*.html"))
    text = "\n".join(f"== {page.name}\n{page.read_text(encoding='utf-8')}" for page in pages)
    golden("letter.html", re.sub(r"<style>.*?</style>", "<style></style>", text, flags=re.DOTALL))
