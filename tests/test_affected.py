"""What a change touches: the file itself, its cases, the snippets it shows, and every file for a rule."""

import subprocess
from pathlib import Path

import pytest

from rettesnor.checking.affected import affected, showing
from rettesnor.checking.targets import targets
from rettesnor.history.changed import changed_since
from rettesnor.model import ContentError

FILES = {
    "content/snippets/a.md": "A\n",
    "content/snippets/b.md": '{% include "snippets/a.md" %}\n',
    "letter_templates/med-a/letter.md": '{% include "snippets/a.md" %}\n',
    "letter_templates/med-b/letter.md": "{%- include 'snippets/b.md' -%}\n",
    "letter_templates/uden/letter.md": "Tekst\n",
    "letter_templates/uden/cases/x.yml": "about: X\nvalues: {}\n",
    "procedures/ydelse/p.md": "Tekst\n",
    "mkdocs.yml": "site_name: Prøve\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        ("letter_templates/uden/letter.md", ["letter_templates/uden/letter.md"]),
        ("letter_templates/uden/cases/x.yml", ["letter_templates/uden/letter.md"]),
        ("content/snippets/b.md", ["content/snippets/b.md", "letter_templates/med-b/letter.md"]),
        (
            "content/snippets/a.md",
            [
                "content/snippets/a.md",
                "content/snippets/b.md",
                "letter_templates/med-a/letter.md",
                "letter_templates/med-b/letter.md",
            ],
        ),
        ("README.md", []),
        ("procedures/ydelse/p.md", ["procedures/ydelse/p.md"]),
    ],
)
def test_change_touches_what_hangs_on_it(root: Path, changed: str, touched: list[str]) -> None:
    found = affected(root, targets(root, []), frozenset((changed,)))
    assert [target.name for target in found] == touched


def test_a_changed_text_names_the_letters_and_procedures_that_show_it(root: Path) -> None:
    (root / "procedures/ydelse/p.md").write_text('{% include "snippets/b.md" %}\n', encoding="utf-8")

    found = showing(root, frozenset(("content/snippets/a.md", "letter_templates/uden/letter.md")))

    shown = ("letter_templates/med-a/letter.md", "letter_templates/med-b/letter.md", "procedures/ydelse/p.md")
    assert found == {"content/snippets/a.md": shown}


@pytest.mark.parametrize(
    "changed", ["content/policy/terms/x.yml", "content/statutes/x.yml", "content/letter_kinds/x.yml"]
)
def test_changed_rule_touches_every_file(root: Path, changed: str) -> None:
    everything = targets(root, [])
    assert affected(root, everything, frozenset((changed,))) == everything


def git(root: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=P", "-c", "user.email=p@example.org", *arguments],
        cwd=root,
        check=True,
        capture_output=True,
    )


def test_git_tells_changed_new_and_deleted_files_with_any_name(root: Path) -> None:
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "A")
    (root / "letter_templates/uden/letter.md").write_text("Ny\n", encoding="utf-8")
    (root / "letter_templates/ny æøå.md").write_text("Ny\n", encoding="utf-8")
    (root / "content/snippets/b.md").unlink()
    assert changed_since(root, "HEAD") == {
        "letter_templates/uden/letter.md",
        "letter_templates/ny æøå.md",
        "content/snippets/b.md",
    }


@pytest.mark.parametrize("revision", ["findes-ikke", "--output=x", "HEAD; rm x", ""])
def test_revision_that_git_does_not_know_is_told(root: Path, revision: str) -> None:
    git(root, "init", "-q")
    with pytest.raises(ContentError, match="kender ikke versionen"):
        changed_since(root, revision)
    assert not (root / "x").exists()


def test_root_below_the_top_of_a_repository_gets_its_own_names(root: Path) -> None:
    inner = root / "portal"
    inner.mkdir()
    (inner / "a.md").write_text("A\n", encoding="utf-8")
    git(root, "init", "-q")
    git(root, "commit", "-q", "--allow-empty", "-m", "A")
    git(root, "add", "-A")
    assert "a.md" in changed_since(inner, "HEAD")
