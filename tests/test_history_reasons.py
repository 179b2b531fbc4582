"""Every change of content says why: the hook, the check in CI, and this repository itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rettesnor.cli.main import main
from rettesnor.history.reasons import HOOK, check_reasons
from rettesnor.history.repository import repository
from rettesnor.model import ContentError
from test_history import PAGE, Commit, change, commit, run

__all__ = ["commit"]
HERE = Path(__file__).parents[1]
GOOD, BAD = "Hvorfor: Mange glemte at ringe.", "Hvorfor: Rettelse."


def test_this_repository_says_why_since_the_hook_came() -> None:
    found = repository(HERE)
    if found is None or found.added(HOOK) is None:
        pytest.skip("a copy without git, or without the commit that brought the hook")
    assert [f"{each.sha[:10]} {each.subject}" for each in check_reasons(found, None).without] == []


def test_changes_before_the_hook_need_no_reason(root: Path, commit: Commit) -> None:
    commit("2026-01-01")
    (root / "tools/ci").mkdir(parents=True)
    (root / HOOK).write_text("")
    commit("2026-01-02")
    change(root, "Ring", "Skriv")
    sha = commit("2026-01-03")
    found = repository(root)
    assert found is not None

    checked = check_reasons(found, None)

    assert (checked.count, [each.sha for each in checked.without]) == (1, [sha])


@pytest.mark.parametrize(("paragraph", "status"), [(GOOD, 0), (BAD, 1), ("Body.", 1)])
def test_the_check_reads_the_reason(
    root: Path, commit: Commit, capsys: pytest.CaptureFixture[str], paragraph: str, status: int
) -> None:
    base = commit("2026-01-01")
    change(root, "Ring", "Skriv")
    commit("2026-01-02", paragraph)

    assert main(["history", "--root", str(root), "--check-reasons", base]) == status
    assert ("siger ikke hvorfor" in capsys.readouterr().out) == bool(status)


def test_code_needs_no_reason(root: Path, commit: Commit) -> None:
    base = commit("2026-01-01")
    (root / "README.md").write_text("Ny", encoding="utf-8")
    commit("2026-01-02")
    assert main(["history", "--root", str(root), "--check-reasons", base]) == 0


def test_an_unknown_version_is_told(root: Path, commit: Commit) -> None:
    commit("2026-01-01")
    found = repository(root)
    assert found is not None
    with pytest.raises(ContentError, match="kender ikke"):
        check_reasons(found, "--output=x")


def test_without_git_there_is_nothing_to_check(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "--root", str(root), "--check-reasons"]) == 0
    assert "ikke hentet med git" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("message", "passes"),
    [
        (f"Subject\n\n{GOOD}\n", True),
        (f"Subject\n\n{BAD}\n", False),
        ("Subject\n", False),
        ("Subject\n\nHvorfor:\n", False),
    ],
    ids=["good", "one-word", "none", "empty"],
)
def test_the_hook_agrees_with_the_check(root: Path, commit: Commit, message: str, passes: bool) -> None:
    commit("2026-01-01")
    hook = root / ".git/hooks/commit-msg"
    hook.write_bytes((HERE / HOOK).read_bytes())
    hook.chmod(0o755)
    change(root, "Ring", "Skriv")
    run(root, "add", "-A")

    done = subprocess.run(
        [
            "git",
            "-C",
            str(root),
            "-c",
            "user.name=P",
            "-c",
            "user.email=p@example.org",
            "commit",
            "-q",
            "-m",
            message,
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode == 0) == passes
    assert ("Hvorfor: Loven skiftede navn" in done.stderr) != passes


def test_the_hook_lets_code_through(root: Path, commit: Commit) -> None:
    commit("2026-01-01")
    hook = root / ".git/hooks/commit-msg"
    hook.write_bytes((HERE / HOOK).read_bytes())
    hook.chmod(0o755)
    (root / "README.md").write_text("Ny", encoding="utf-8")
    commit("2026-01-02")


@pytest.mark.parametrize("base", ["", "0" * 40, "HEAD~1"], ids=["none", "new-branch", "before"])
def test_the_script_for_ci(root: Path, commit: Commit, base: str) -> None:
    (root / "tools/ci").mkdir(parents=True)
    for name in ("commit-msg", "check-reasons"):
        (root / "tools/ci" / name).write_bytes((HERE / "tools/ci" / name).read_bytes())
    commit("2026-01-01")
    change(root, "Ring", "Skriv", PAGE)
    commit("2026-01-02")

    done = subprocess.run(
        ["bash", str(root / "tools/ci/check-reasons"), base],
        cwd=root,
        env={**os.environ, "RETTESNOR": f"{Path(sys.executable).parent}/rettesnor"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, PAGE in done.stdout) == (1, True)
