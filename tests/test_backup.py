"""A backup holds all that cannot be made again, and comes back whole or not at all."""

import contextlib
import gzip
import io
import sqlite3
import subprocess
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from rettesnor.cli.main import main


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def kept(root: Path) -> Path:
    """A root in git, with a database, a draft and a log in var/."""
    git(root, "init", "-q", "-b", "main")
    git(
        root,
        "-c",
        "user.name=P",
        "-c",
        "user.email=p@example.dk",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "Først",
    )
    git(root, "branch", "forslag/1")
    var = root / "var"
    (var / "drafts").mkdir(parents=True)
    (var / "drafts" / "kladde.json").write_text('{"text": "Kære borger"}', encoding="utf-8")
    (var / "workshop-log.jsonl").write_text('{"a": 1}\n', encoding="utf-8")
    with contextlib.closing(sqlite3.connect(var / "feedback.sqlite")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE feedback (text TEXT)")
        database.execute("INSERT INTO feedback VALUES ('Siden mangler en frist')")
        database.commit()
    return root


@pytest.fixture
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("copies")


def backed_up(root: Path, copies: Path) -> Path:
    before = set(copies.iterdir())
    assert main(["backup", "--root", str(root), str(copies)]) == 0
    (new,) = set(copies.iterdir()) - before
    return new


def rows(root: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(root / "var" / "feedback.sqlite")) as database:
        return [row[0] for row in database.execute("SELECT text FROM feedback")]


def test_a_drill_everything_lost_and_everything_back(
    kept: Path, copies: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    archive = backed_up(kept, copies)
    fresh = tmp_path_factory.mktemp("fresh")
    (fresh / "mkdocs.yml").write_text("site_name: Prøve\n", encoding="utf-8")

    assert main(["backup", "--root", str(fresh), "--restore", str(archive)]) == 0

    assert rows(fresh) == ["Siden mangler en frist"]
    assert (fresh / "var/drafts/kladde.json").read_text("utf-8") == '{"text": "Kære borger"}'
    assert (fresh / "var/workshop-log.jsonl").read_text("utf-8") == '{"a": 1}\n'
    git(fresh, "init", "-q", "-b", "empty")
    git(fresh, "fetch", "-q", "content.bundle", "+refs/heads/*:refs/heads/*")
    assert git(fresh, "rev-parse", "main", "forslag/1") == git(kept, "rev-parse", "main", "forslag/1")


def test_a_database_in_use_is_copied_whole(kept: Path, copies: Path) -> None:
    done = threading.Event()

    def write() -> None:
        with contextlib.closing(sqlite3.connect(kept / "var" / "feedback.sqlite", timeout=30)) as database:
            while not done.is_set():
                database.execute("INSERT INTO feedback VALUES ('en'), ('to')")
                database.commit()

    writer = threading.Thread(target=write)
    writer.start()
    archives = [backed_up(kept, copies)]
    done.set()
    writer.join()

    main(["backup", "--root", str(kept), "--restore", str(archives[0])])
    assert rows(kept).count("en") == rows(kept).count("to")


def test_what_stood_there_is_moved_aside_and_not_lost(kept: Path, copies: Path) -> None:
    archive = backed_up(kept, copies)
    (kept / "var" / "workshop-log.jsonl").write_text("nyere\n", encoding="utf-8")

    assert main(["backup", "--root", str(kept), "--restore", str(archive)]) == 0

    assert (kept / "var" / "workshop-log.jsonl").read_text("utf-8") == '{"a": 1}\n'
    assert (kept / "var.before-1" / "workshop-log.jsonl").read_text("utf-8") == "nyere\n"


def test_only_the_owner_may_read_a_copy(kept: Path, copies: Path) -> None:
    assert backed_up(kept, copies).stat().st_mode & 0o777 == 0o600


def test_the_oldest_copies_go_and_other_files_stay(kept: Path, copies: Path) -> None:
    for day in range(1, 5):
        (copies / f"rettesnor-2026010{day}T000000Z.tar.gz").touch()
    (copies / "noter.txt").touch()

    assert main(["backup", "--root", str(kept), str(copies), "--keep", "2"]) == 0

    left = sorted(path.name for path in copies.iterdir())
    assert left[0] == "noter.txt"
    assert left[1] == "rettesnor-20260104T000000Z.tar.gz"
    assert len(left) == 3


def _flip(archive: Path) -> bytes:
    """The archive with one letter of a file changed."""
    plain = gzip.decompress(archive.read_bytes())
    return gzip.compress(plain.replace(b"borger", b"burger"))


def _short(archive: Path) -> bytes:
    return archive.read_bytes()[:-200]


def _leading_out(archive: Path) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        tar.addfile(tarfile.TarInfo("../ude.txt"))
    return made.getvalue()


def _stray(archive: Path) -> bytes:
    made = io.BytesIO(gzip.decompress(archive.read_bytes()))
    with tarfile.open(fileobj=made, mode="a") as tar:
        tar.addfile(tarfile.TarInfo("var/ekstra.txt"))
    return gzip.compress(made.getvalue())


def _linked(archive: Path) -> bytes:
    """A backup whose drafts are a folder of the content: what is saved would be written there."""
    made = io.BytesIO()
    link = tarfile.TarInfo("var/drafts")
    link.type, link.linkname = tarfile.SYMTYPE, "../content"
    folder = tarfile.TarInfo("content")
    folder.type, folder.mode = tarfile.DIRTYPE, 0o755
    manifest = tarfile.TarInfo("manifest.json")
    text = b'{"version": 1, "made": "x", "files": []}'
    manifest.size = len(text)
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        tar.addfile(manifest, io.BytesIO(text))
        tar.addfile(folder)
        tar.addfile(link)
    return made.getvalue()


def test_what_is_put_back_is_the_services_own(kept: Path, copies: Path) -> None:
    (kept / "var/drafts").mkdir(exist_ok=True)
    (kept / "var/drafts/kladde.json").write_text("{}")
    archive = backed_up(kept, copies)

    assert main(["backup", "--root", str(kept), "--restore", str(archive)]) == 0

    put_back = [kept / "var", *(kept / "var").rglob("*")]
    assert [path for path in put_back if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize("damage", [_flip, _short, _leading_out, _stray, _linked])
def test_a_damaged_copy_changes_nothing(
    kept: Path, copies: Path, damage: Callable[[Path], bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    archive = backed_up(kept, copies)
    archive.write_bytes(damage(archive))
    before = {path: path.read_bytes() for path in (kept / "var").rglob("*") if path.is_file()}

    assert main(["backup", "--root", str(kept), "--restore", str(archive)]) == 2

    assert "Sikkerhedskopien kan ikke bruges" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (kept / "var").rglob("*") if path.is_file()} == before
    assert not (kept.parent / "ude.txt").exists()
