"""The command line: Danish help and errors, and exit statuses that other programs can trust."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from rettesnor.cli.main import COMMANDS, main


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "brug: rettesnor KOMMANDO"),
        (["--help"], 0, "tjek breve og arbejdsgange"),
        (["--version"], 0, "rettesnor 0."),
    ],
)
def test_the_overview_is_danish(
    arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == status
    assert said in capsys.readouterr().out


def test_a_full_disk_is_told_without_a_trace(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "et\x1b[2Jsted")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["preview", "partshoering", "--root", str(root)]) == 70
    assert (
        capsys.readouterr().err == "et␛[2Jsted: Der er ikke mere plads på disken. Slet noget, og prøv igen.\n"
    )


def test_a_misspelt_command_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serach"]) == 2
    assert capsys.readouterr().err == "»serach« er ikke en kommando. Mente du »search«?\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["doctor", "--fejl"], "Det kendes ikke her: --fejl."),
        (["doctor", "--root"], "--root skal have en værdi efter sig."),
        (["schemas", "--root", "/findes/ikke"], "mappen /findes/ikke findes ikke"),
    ],
)
def test_wrong_usage_is_told_in_danish(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_a_portal_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["doctor"]) == 2
    assert "ingen mappe med mkdocs.yml" in capsys.readouterr().err


def test_root_may_stand_before_the_command(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--root", str(root), "doctor"])

    assert "1 arbejdsgange og 1 breve læst" in capsys.readouterr().out


def test_a_reader_who_leaves_is_no_fault() -> None:
    command = f"{sys.executable} -m rettesnor --help | head -1"

    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )

    assert done.stderr == ""


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    said = capsys.readouterr().out

    assert [name for name in COMMANDS if f"  {name} " not in said] == []


def test_a_fault_of_ours_does_not_look_like_findings(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("rettesnor.cli.doctor.examine", lambda root: 1 // 0)

    assert main(["doctor", "--root", str(root)]) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err
