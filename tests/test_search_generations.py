"""The index is whole or not there."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from rettesnor.model import ContentError
from rettesnor.search import generations
from rettesnor.search.build import index
from rettesnor.search.document import Document
from rettesnor.search.folder import FolderStore
from rettesnor.search.searcher import Searcher

KILL = Path(__file__).parents[1] / "tools" / "benchmarks" / "index_kill.py"


def page(title: str) -> Document:
    return Document(id="content/glossary/prøve", kind="term", title=title, url="/glossary/prøve/", body="")


def test_a_searcher_sees_a_new_index_at_once(tmp_path: Path) -> None:
    index((page("Gammel titel"),), FolderStore(tmp_path))
    searcher = Searcher(FolderStore(tmp_path))
    assert searcher.search("gammel").total == 1

    index((page("Ny overskrift"),), FolderStore(tmp_path))

    assert (searcher.search("gammel").total, searcher.search("overskrift").total) == (0, 1)


def test_a_run_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    index((page("Gammel titel"),), FolderStore(tmp_path))

    def fail(_folder: Path) -> None:
        raise OSError("disken er fuld")

    with pytest.raises(OSError, match="disken"):
        generations.publish(tmp_path, fail)

    assert Searcher(FolderStore(tmp_path)).search("gammel").total == 1


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    index((page("Titel"),), FolderStore(tmp_path))
    (tmp_path / "generation-99").mkdir()
    (tmp_path / "generation-99" / "half").write_text("")

    index((page("Titel"),), FolderStore(tmp_path))
    index((page("Titel"),), FolderStore(tmp_path))

    assert len(list(tmp_path.glob("generation-*"))) == 2
    assert not (tmp_path / "generation-99").exists()


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    def inner(_folder: Path) -> None:
        index((page("Titel"),), FolderStore(tmp_path))

    with pytest.raises(ContentError, match="af et andet program"):
        generations.publish(tmp_path, inner)


def test_a_pointer_to_nothing_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("../../etc")

    assert generations.current(tmp_path) is None


def test_a_pointer_out_of_the_folder_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "generation-1").mkdir()
    (tmp_path / "current").symlink_to("generation-1/..")

    assert generations.current(tmp_path) is None


@pytest.mark.parametrize("contents", [b"", b"\x80", b"\xc1\xc1", msgspec.msgpack.encode({"version": 0})])
def test_an_index_that_this_program_cannot_read_says_to_build_again(tmp_path: Path, contents: bytes) -> None:
    index((page("Titel"),), FolderStore(tmp_path))
    folder = generations.current(tmp_path)
    assert folder is not None
    (folder / "contents.msgpack").write_bytes(contents)

    with pytest.raises(ContentError, match="Kør »rettesnor index«"):
        Searcher(FolderStore(tmp_path)).search("titel")


def test_twenty_kills_lose_no_page() -> None:
    command = [sys.executable, str(KILL), "--rounds", "20", "--pages", "200"]

    finished = subprocess.run(command, capture_output=True, text=True, check=False)

    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "no page lost" in finished.stdout
