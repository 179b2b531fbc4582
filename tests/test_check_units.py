"""What the contacts know better is found in letters, standard texts and procedures alike, as `check` tells it."""

import json
import shutil
from pathlib import Path

import pytest

from rettesnor.cli.main import main

POLICY = Path(__file__).parents[1] / "content" / "policy" / "units"
UNIT = """id: ydelsesservice
name: Ydelsesservice
about: Udbetaler hjælp
phone: 33 66 33 66
address: Prøvegade 1, 1550 København V
former_names: [Kontanthjælpskontoret]
"""
STALE = """
Skriv til Kontanthjælpskontoret.

Ring til Ydelsesservice på 12 34 56 78.

Ydelsesservices telefon er 12 34 56 79.

Kom til Ydelsesservice på Gammelgade 12.

Ring til Ydelsesservice på 33 66 33 66, eller kom til Prøvegade 1.
"""
QUOTES = ["Kontanthjælpskontoret", "12 34 56 78", "12 34 56 79", "Gammelgade 12"]


@pytest.mark.parametrize(
    "path",
    [
        "letter_templates/partshoering/letter.md",
        "procedures/ydelse/udeblivelse.md",
        "content/snippets/kontakt.md",
    ],
    ids=["letter", "procedure", "snippet"],
)
def test_an_outdated_name_phone_and_address_is_found(
    root: Path, path: str, capsys: pytest.CaptureFixture[str]
):
    shutil.copytree(POLICY, root / "content/policy/units")
    (root / "content/contacts/ydelsesservice.yml").write_text(UNIT, encoding="utf-8")
    page = root / path
    page.parent.mkdir(parents=True, exist_ok=True)
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    page.write_text(before + STALE, encoding="utf-8")

    main(["check", "--root", str(root), "--select", "units", "--format", "json", str(page)])

    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [(finding["path"], finding["quote"]) for finding in findings] == [
        (path, quote) for quote in QUOTES
    ]
