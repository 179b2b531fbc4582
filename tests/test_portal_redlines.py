"""The portal compares a letter with any version in git: words marked, pages side by side, and nothing else is asked of git."""

import datetime
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rettesnor.cli.main import main
from rettesnor.load import load
from rettesnor.portal.build import build
from rettesnor.portal.redlines import Redlines
from rettesnor.web.redlines import RedlineRoutes

TODAY = datetime.date(2026, 11, 23)
LETTER = "letter_templates/partshoering/letter.md"


def commit(root: Path, why: str) -> str:
    git = ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.com"]
    if not (root / ".git").exists():
        subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", f"Change\n\nHvorfor: {why}"], check=True)
    done = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def change(root: Path, old: str, new: str, path: str = LETTER) -> None:
    (root / path).write_text((root / path).read_text("utf-8").replace(old, new), "utf-8")


@pytest.fixture
def first(root: Path) -> str:
    """The first of two versions of a letter; the second says »Hej« for »Kære«."""
    change(root, "[digital_post]", "[digital_post, papir]")
    sha = commit(root, "Brevet kom til")
    change(root, "Kære", "Hej")
    commit(root, "Hej er venligere")
    return sha


@pytest.fixture
def client(root: Path, first: str, tmp_path: Path) -> Iterator[TestClient]:
    out = tmp_path / "ud"
    build(load(root), root=root, out=out, today=TODAY)
    made = Redlines(root)
    routes = RedlineRoutes(lambda: out, answer=lambda letter, sha: made.answer(letter, sha, today=TODAY))
    with TestClient(Starlette(routes=[*routes.routes()])) as client:
        yield client


def test_the_version_before_is_compared_first(root: Path, first: str) -> None:
    page = Redlines(root).answer("partshoering", "", today=TODAY)

    assert "<p><del>Kære</del> <ins>Hej</ins> Anna Prøvesen</p>" in page
    assert "1 ord er gået ud, og 1 er kommet til." in page
    assert f'<option value="{first}" selected>' in page
    assert "Brevet kom til" in page


def test_the_page_that_changed_is_shown_before_and_after(root: Path, first: str) -> None:
    page = Redlines(root).answer("partshoering", "", today=TODAY)

    assert re.findall(r"<figcaption>(.*?)</figcaption>", page) == ["Før, side 1", "Nu, side 1"]
    assert re.findall(r'<rect class="(\w+)"', page) == ["gone", "new"]


def test_what_is_not_in_git_yet_is_compared_with_the_newest(root: Path, first: str) -> None:
    change(root, "Hej", "Goddag")
    page = Redlines(root).answer("partshoering", "", today=TODAY)

    assert "<del>Hej</del> <ins>Goddag</ins>" in page


def test_a_text_that_the_letter_includes_has_versions_too(root: Path, first: str) -> None:
    snippet = root / "content/snippets/hilsen.md"
    snippet.parent.mkdir()
    snippet.write_text("Hilsen os\n", "utf-8")
    change(root, "{{ navn }}\n", '{{ navn }}\n\n{% include "snippets/hilsen.md" %}\n')
    commit(root, "Hilsen til sidst")
    snippet.write_text("Hilsen alle\n", "utf-8")
    commit(root, "Alle hilser")
    page = Redlines(root).answer("partshoering", "", today=TODAY)

    assert "<p>Hilsen <del>os</del> <ins>alle</ins></p>" in page


def test_a_letter_that_moved_is_found_where_it_lay(root: Path, first: str) -> None:
    (root / "letter_templates/partshoering").rename(root / "letter_templates/hoering")
    change(root, "[partshoering]", "[hoering]", "procedures/ydelse/udeblivelse.md")
    commit(root, "Et kortere navn")
    page = Redlines(root).answer("hoering", first, today=TODAY)

    assert "<del>Kære</del> <ins>Hej</ins>" in page


@pytest.mark.parametrize("asked", ["--output=/tmp/x", "HEAD~1", "' or 1", "../.."])
def test_only_versions_that_git_told_of_are_asked_for(client: TestClient, asked: str) -> None:
    answer = client.get("/sammenlign/", params={"brev": "partshoering", "med": asked})

    assert answer.status_code == 200
    assert "<del>Kære</del> <ins>Hej</ins>" in answer.text


def test_a_letter_that_is_not_there_is_told(client: TestClient) -> None:
    answer = client.get("/sammenlign/", params={"brev": "<script>"})

    assert "Brevet »&lt;script&gt;« findes ikke." in answer.text


def test_without_git_the_page_says_so(root: Path) -> None:
    assert "Historik findes ikke her" in Redlines(root).answer("partshoering", "", today=TODAY)


def test_a_letter_that_nobody_changed_says_so(root: Path) -> None:
    commit(root, "Brevet kom til")

    assert "er ikke ændret, siden det blev lagt her" in Redlines(root).answer("partshoering", "", today=TODAY)


def test_the_page_of_previews_leads_here(root: Path, tmp_path: Path) -> None:
    from rettesnor.checking.previews import all_previews

    project = load(root)
    build(
        project, root=root, out=tmp_path / "ud", today=TODAY, previews=all_previews(root, project, day=TODAY)
    )
    page = (tmp_path / "ud/letters/partshoering/previews/index.html").read_text("utf-8")

    assert 'href="../../../sammenlign/?brev=partshoering"' in page


def test_the_command_writes_what_changed_since_a_version(root: Path, first: str, tmp_path: Path) -> None:
    out = tmp_path / "ud"

    assert (
        main(["preview", "partshoering", "--against", "HEAD~1", "--root", str(root), "--out", str(out)]) == 0
    )
    page = (out / "partshoering/anna.aendret.html").read_text("utf-8")
    assert "<p><del>Kære</del> <ins>Hej</ins> Anna Prøvesen</p>" in page
    assert page.count("data:image/png;base64,") == 2


@pytest.mark.parametrize("revision", ["nope", "--output=x", "HEAD:content", "\0"])
def test_a_version_that_git_does_not_know_is_told(
    root: Path, first: str, revision: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["preview", "partshoering", f"--against={revision}", "--root", str(root)]) == 2
    assert "Git kender ikke udgaven" in capsys.readouterr().err


def test_a_change_may_be_asked_for_since_a_version(
    root: Path, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["letters", "request", "partshoering", "--before", first, "--why", "Hej er venligere"]

    assert main([*asked, "--format", "md", "--root", str(root)]) == 0
    assert "[-Kære-]{+Hej+} {{ navn }}" in capsys.readouterr().out
