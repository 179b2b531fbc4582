"""Every file of content can be changed in the workshop; the settings and everything else cannot (see test_attacks.py)."""

from pathlib import Path

import pytest

from rettesnor.model.access import Refused
from rettesnor.workshop.paths import held

ROOT = Path(__file__).parent.parent
OURS = {"content/settings.yml", "content/baseline.json"}
CONTENT = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("content", "procedures", "letter_templates")
    for path in (ROOT / folder).rglob("*.*")
    if path.is_file() and not path.name.startswith(".")
)


def refused(path: str) -> bool:
    try:
        return held(path) != path
    except Refused:
        return True


def test_all_of_our_own_content_is_within_reach():
    assert [path for path in CONTENT if refused(path) and path not in OURS] == []


@pytest.mark.parametrize(
    "path",
    [
        "letter_templates/x/letter@2027-01-01.md",
        "procedures/ydelse/x@center-laerkevej.md",
        "content/policy/a/b/c/d.yml",
    ],
)
def test_editions_variants_and_folders_of_rules_are_within_reach(path: str):
    assert held(path) == path
