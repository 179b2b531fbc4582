"""What stops a fault from coming in: the scripts for CI, in real git repositories."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent.parent
LETTER = """---
title: Aftaler om dit forløb
kind: orientering
audience: borger
channels: [digital_post]
owner: Ydelsesservice
fields:
  klage: {type: boolean, label: Har klaget, example: true}
---
# Det har vi aftalt

Vi har skrevet ned, hvad du skal.

{% if klage %}
Vi ser på din klage.
{% else %}
Du kan læse Min Plan på Jobnet.
{% endif %}

Med venlig hilsen

Ydelsesservice
"""


def git(repo: Path, *arguments: str) -> str:
    identity = {"GIT_AUTHOR_NAME": "P", "GIT_AUTHOR_EMAIL": "p@example.org"}
    identity |= {"GIT_COMMITTER_NAME": "P", "GIT_COMMITTER_EMAIL": "p@example.org"}
    done = subprocess.run(
        ["git", *arguments],
        cwd=repo,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **identity},
    )
    return done.stdout.strip()


def commit(repo: Path) -> str:
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "Change")
    return git(repo, "rev-parse", "HEAD")


def check_change(repo: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = f"{Path(sys.executable).parent}/rettesnor"
    return subprocess.run(
        [repo / "tools/ci/check-change", *arguments],
        cwd=repo,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "RETTESNOR": command},
    )


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with the project's own rules, one letter, and the script."""
    for name in ("content/policy", "content/letter_kinds", "content/statutes", "tools/ci"):
        shutil.copytree(HERE / name, tmp_path / name)
    (tmp_path / "mkdocs.yml").write_text("site_name: Prøve\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text(".rettesnor/\n", encoding="utf-8")
    cases = tmp_path / "letter_templates/aftaler/cases"
    cases.mkdir(parents=True)
    (cases / "ja.yml").write_text("about: Har klaget\nvalues: {klage: true}\n", encoding="utf-8")
    (cases / "nej.yml").write_text("about: Har ikke klaget\nvalues: {klage: false}\n", encoding="utf-8")
    (cases.parent / "letter.md").write_text(LETTER, encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    return tmp_path


def write_jobplan(repo: Path) -> None:
    letter = repo / "letter_templates/aftaler/letter.md"
    letter.write_text(LETTER.replace("Min Plan", "jobplanerne"), encoding="utf-8")


def test_script_passes_a_good_repository(repo: Path) -> None:
    done = check_change(repo)
    assert (done.returncode, done.stdout) == (0, "Ingen fund i 1 fil.\n")


def test_commit_with_jobplan_in_an_else_branch_fails_with_the_line_marked(repo: Path) -> None:
    base = git(repo, "rev-parse", "HEAD")
    write_jobplan(repo)
    commit(repo)
    done = check_change(repo, base)
    assert done.returncode == 1
    assert "letter_templates/aftaler/letter.md:17:13: fejl jobplan" in done.stdout
    assert "  17 | Du kan læse jobplanerne på Jobnet.\n     |             ^^^^^^^^^^^\n" in done.stdout
    assert "Gælder når klage er falsk." in done.stdout


def test_github_annotation_stands_on_the_line(repo: Path) -> None:
    base = git(repo, "rev-parse", "HEAD")
    write_jobplan(repo)
    commit(repo)
    done = check_change(repo, base, "--format", "github")
    assert done.stdout.startswith(
        "::error file=letter_templates/aftaler/letter.md,line=17,endLine=17,col=13,endColumn=24,title="
    )


def test_script_leaves_alone_what_others_did_before(repo: Path) -> None:
    write_jobplan(repo)
    base = commit(repo)
    (repo / "README.md").write_text("Ny\n", encoding="utf-8")
    commit(repo)
    assert check_change(repo, base).returncode == 0


def test_script_checks_everything_for_a_new_branch(repo: Path) -> None:
    write_jobplan(repo)
    commit(repo)
    assert check_change(repo, "0" * 40).returncode == 1


def test_known_findings_in_the_baseline_stop_nobody(repo: Path) -> None:
    write_jobplan(repo)
    rettesnor = f"{Path(sys.executable).parent}/rettesnor"
    subprocess.run([rettesnor, "baseline", "update"], cwd=repo, check=True, capture_output=True)
    commit(repo)
    assert check_change(repo).returncode == 0


@pytest.mark.parametrize(
    "name", ["tools/ci/github/action.yml", "tools/ci/gitlab.yml", ".pre-commit-hooks.yaml"]
)
def test_templates_are_yaml_and_name_the_script_or_the_command(name: str) -> None:
    text = (HERE / name).read_text(encoding="utf-8")
    assert yaml.safe_load(text)
    assert "tools/ci/check-change" in text or "entry: rettesnor" in text


def test_github_action_runs_its_step(repo: Path) -> None:
    step = yaml.safe_load((HERE / "tools/ci/github/action.yml").read_text(encoding="utf-8"))["runs"]["steps"][
        0
    ]
    write_jobplan(repo)
    base = git(repo, "rev-parse", "HEAD")
    settings = {"BASE": base, "FAIL_ON": "error", "SARIF": "found.sarif"}
    environment = {**os.environ, **settings, "RETTESNOR": f"{Path(sys.executable).parent}/rettesnor"}
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=repo,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "::error file=letter_templates/aftaler/letter.md,line=17" in done.stdout
    assert (repo / "found.sarif").is_file()


def test_pre_commit_hooks_read_the_files_they_are_given(repo: Path) -> None:
    hooks = yaml.safe_load((HERE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    entry = next(hook["entry"] for hook in hooks if hook["id"] == "rettesnor").split()[1:]
    write_jobplan(repo)
    rettesnor = f"{Path(sys.executable).parent}/rettesnor"
    done = subprocess.run(
        [rettesnor, *entry, "letter_templates/aftaler/letter.md"], cwd=repo, capture_output=True, check=False
    )
    assert done.returncode == 1
