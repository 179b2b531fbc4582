"""`rettesnor new`: what is made reads without a fault, and nothing is overwritten."""

import shutil
from pathlib import Path

import pytest

from rettesnor.cli.main import main
from rettesnor.load import load

ROOT = Path(__file__).parents[1]
TERM = (
    "new", "term", "blanketbog", "formularsamling", "--endings", "en,er", "--from", "2020-01-01", "--why", "Den findes ikke mere.",
    "--source", "Prøvekilde", "--right", "Brug formularsamlingen.",
)  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The project's own rules and lists, without its pages."""
    for name in ("content", "mkdocs.yml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    return tmp_path


def new(root: Path, *arguments: str) -> int:
    return main([*arguments, "--root", str(root)])


def test_a_new_procedure_reads_without_a_problem(content: Path) -> None:
    before = load(content).problems

    assert new(content, "new", "procedure", "Når »alt« går i stå", "--area", "sygedagpenge") == 0

    project = load(content)
    [procedure] = project.procedures
    assert procedure.id == "procedures/sygedagpenge/naar-alt-gaar-i-staa"
    assert procedure.head.title == "Når »alt« går i stå"
    assert [problem for problem in project.problems if problem.path == procedure.path] == []
    assert len(project.problems) <= len(before)


def test_a_new_letter_can_be_previewed(content: Path, tmp_path: Path) -> None:
    assert new(content, "new", "letter", "Kom til møde", "--kind", "indkaldelse") == 0
    assert new(content, "preview", "kom-til-moede", "--out", str(tmp_path / "ud")) == 0
    assert len(list((tmp_path / "ud/kom-til-moede").iterdir())) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "procedure", "Titel", "--area", "sygedagpeng"], "Mente du »sygedagpenge«?"),
        (["new", "letter", "Titel"], "--kind: Der mangler en værdi. Vælg en af: afgoerelse"),
        (["new", "letter", "Titel", "--kind", "afslag", "--name", "../x"], "»../x« kan ikke bruges"),
    ],
)
def test_a_wrong_answer_is_told_with_what_there_is(
    content: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(content, *arguments) == 2
    assert said in capsys.readouterr().err


def test_nothing_is_overwritten(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new(content, "new", "letter", "Kom til møde", "--kind", "indkaldelse")

    assert new(content, "new", "letter", "Kom til møde", "--kind", "indkaldelse") == 2
    assert "Filen findes allerede" in capsys.readouterr().err


def test_a_new_term_tries_its_examples_and_tells_what_it_touches(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = content / "procedures/sygedagpenge/side.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: Side\n---\nSe i blanketbogen.\n", encoding="utf-8")

    assert new(content, *TERM, "--wrong", "Se i blanketbogen.", "--found", "blanketbogen") == 0
    assert "Reglen rammer 1 fil i dag." in capsys.readouterr().out
    assert new(content, "check", "--fail-on", "error") == 1


def test_a_term_whose_example_it_misses_is_not_written(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(content, *TERM, "--wrong", "Se i blanketbøgerne.", "--found", "blanketbøgerne") == 2
    assert "finder reglen ingenting" in capsys.readouterr().err
    assert not (content / "content/policy/terms/blanketbog.yml").exists()
