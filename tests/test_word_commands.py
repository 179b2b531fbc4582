"""What the commands about Word and fixes say: where things went, what to do instead, and nothing that steers a terminal."""

from pathlib import Path

import docx
import pytest

from rettesnor.cli import annotate
from rettesnor.cli.main import main

LETTER = "letter_templates/partshoering/letter.md"


@pytest.fixture
def document(root: Path) -> Path:
    path = root / "brev.docx"
    made = docx.Document()
    made.add_paragraph("Du har en jobplan.")
    made.save(str(path))
    return path


def test_comments_are_written_in_a_new_folder(root: Path, document: Path, tmp_path: Path) -> None:
    out = tmp_path / "ny/mappe/brev.docx"

    assert main(["annotate", str(document), "--out", str(out), "--root", str(root)]) == 0
    assert out.is_file()


def test_more_findings_than_anybody_reads_are_not_all_written(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotate, "MOST", 2)
    with_card(root)
    made = docx.Document()
    made.add_paragraph("Du har en jobplan, og jobplanen er din jobplan.")
    made.save(str(root / "brev.docx"))

    assert main(["annotate", str(root / "brev.docx"), "--root", str(root)]) == 3
    assert len(list(docx.Document(str(root / "brev-kommentarer.docx")).comments)) == 2
    assert "1 fund mere er ikke skrevet" in capsys.readouterr().out


def with_card(root: Path) -> None:
    """The rule about »jobplan« among the root's."""
    card = root / "content/policy/terms/jobplan.yml"
    card.parent.mkdir(parents=True)
    card.write_bytes((Path(__file__).parents[1] / "content/policy/terms/jobplan.yml").read_bytes())


def test_a_document_that_is_not_there_is_told_in_danish(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["annotate", str(root / "nej.docx"), "--root", str(root)]) == 2
    assert "Filen findes ikke." in capsys.readouterr().err


def test_fix_says_what_to_do_about_word(
    root: Path, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fix", str(document), "--root", str(root)]) == 3
    assert "rettesnor annotate" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "stream"),
    [
        (["fix", "--unsafe", "--diff"], "out"),
        (["letters", "request", "partshoering", "--before", LETTER, "--why", "x"], "out"),
        (["new", "case", "partshoering", "--dry-run"], "err"),
    ],
    ids=["fix", "request", "new case"],
)
def test_nothing_in_a_letter_steers_the_terminal(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    stream: str,
) -> None:
    monkeypatch.chdir(root)
    letter = root / LETTER
    with_card(root)
    letter.write_text(
        letter.read_text("utf-8")
        + "\n{% if navn == '\x1b]0;x\x07' and navn == 'b' %}x{% endif %}\nHer er \x1b[31m jobplanen.\n",
        "utf-8",
    )
    main([*arguments, "--root", str(root)])
    shown = capsys.readouterr()

    assert "\x1b" not in shown.out + shown.err
    assert "\u241b" in getattr(shown, stream)
