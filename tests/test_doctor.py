"""`rettesnor doctor` tells what is missing and what to do about it."""

from pathlib import Path

import pytest

from rettesnor.cli.doctor import Check, examine
from rettesnor.cli.main import main


def check(root: Path, name: str) -> Check:
    [found] = [check for check in examine(root) if check.name == name]
    return found


def test_content_faults_are_counted_and_the_first_is_named(root: Path) -> None:
    (root / "content/systems/fasit.yml").write_text("id: fasit\n", encoding="utf-8")

    found = check(root, "Indhold")

    assert found.state == "fault"
    assert found.remedy.startswith("Ret: content/systems/fasit.yml:1: Feltet »name« mangler.")


def test_sound_content_is_in_order(root: Path) -> None:
    assert check(root, "Indhold").state == "ok"


def test_an_index_that_is_not_built_says_how(root: Path) -> None:
    assert check(root, "Søgeindeks").remedy == "Kør »rettesnor index«."


@pytest.mark.parametrize(
    ("lock", "state", "seen"),
    [
        ("msgspec==0.0.1 \\\n", "fault", "msgspec er "),
        ("findes-ikke-nogen-steder==1.0 \\\n", "fault", "findes-ikke-nogen-steder mangler"),
        ("findes-ikke==1.0 ; sys_platform == 'win32' \\\n", "ok", "0 pakker"),
    ],
    ids=["other version", "missing", "not for this machine"],
)
def test_packages_are_compared_with_the_lock(root: Path, lock: str, state: str, seen: str) -> None:
    (root / "requirements.lock").write_text(lock, encoding="utf-8")

    found = check(root, "Pakker")

    assert (found.state, found.seen.startswith(seen)) == (state, True), found


def test_a_folder_outside_git_is_a_warning(root: Path) -> None:
    assert check(root, "Git").state == "warning"


def test_faults_end_with_status_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "content/systems/fasit.yml").write_text("id: fasit\n", encoding="utf-8")

    assert main(["doctor", "--root", str(root)]) == 1
    assert "1 ting mangler" in capsys.readouterr().out
