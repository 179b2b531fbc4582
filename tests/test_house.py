"""The house is in order: layers, format, lint, types, schemas, and nothing of one machine in the repository."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from rettesnor.cli.schemas import schemas

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "format", "--check", "tools", "tests"],
        ["ruff", "check", "tools", "tests"],
        ["lint-imports", "--no-cache"],
        ["basedpyright"],
    ],
    ids=["format", "lint", "layers", "types"],
)
def test_the_code_passes(command: list[str]) -> None:
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_is_current(name: str) -> None:
    assert (ROOT / f"tools/schemas/{name}.json").read_text(encoding="utf-8") == schemas()[name]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE)
    unhashed = re.findall(r"^[a-z0-9._-]+==[^\\\n]*$", text, re.MULTILINE)

    assert len(pinned) > 10
    assert unhashed == []
    assert "://" not in text
    assert "--find-links" not in text
