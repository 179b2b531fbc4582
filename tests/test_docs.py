"""The developers' documents hang together: every link leads somewhere, and decisions have one form and one number each."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = (path for path in (ROOT / "tools").rglob("*.md") if "node_modules" not in path.parts)
DOCUMENTS = sorted((ROOT / "README.md", ROOT / "STYLE.md", ROOT / "CHANGELOG.md", *TOOLS))
DECISIONS = sorted((ROOT / "tools/decisions").glob("*.md"))
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
FILE = re.compile(r"`((?:tools|content|tests)/[\w./-]+\.(?:md|py|yml|sh|json))`")
NUMBER = re.compile(r"[Dd]ecisions? (\d{4})")
MODEL = "tools/decisions/NNNN-short-name.md"


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(path: Path) -> None:
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    links = [link.partition("#")[0] for link in LINK.findall(text) if "://" not in link]
    files = [name for name in FILE.findall(text) if name != MODEL]
    numbers = {each.name[:4] for each in DECISIONS}

    assert [link for link in links if not (path.parent / link).exists()] == []
    assert [name for name in files if not (ROOT / name).exists()] == []
    assert [number for number in NUMBER.findall(text) if number not in numbers] == []


@pytest.mark.parametrize("path", DECISIONS, ids=named)
def test_a_decision_has_its_number_day_and_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    parts = re.findall(r"^## (.+)", text, re.MULTILINE)

    assert re.match(rf"# {path.name[:4]} [^\n]+\n\nAccepted \d{{4}}-\d\d-\d\d\.\n", text)
    assert parts[:2] == ["Context", "Decision"]
    assert parts[-1] == "What would change our mind"


def test_no_two_decisions_have_one_number() -> None:
    assert [path.name[:4] for path in DECISIONS] == [
        f"{number:04}" for number in range(1, len(DECISIONS) + 1)
    ]
