"""The letters as they were before the rewrite stand beside the letters of today, so that staff can compare them."""

from pathlib import Path

import pytest

from rettesnor.letter.head import read
from rettesnor.model import Field, Record
from rettesnor.model.pages import Source
from rettesnor.yamltext import decode

ROOT = Path(__file__).parents[1]
BEFORE = sorted(path.parent for path in (ROOT / "tests/before").glob("*/letter.md"))


class Rewrite(Record, frozen=True, kw_only=True):
    """why.yml: what was wrong, what the letter of today does instead, and what both build on."""

    why: tuple[str, ...]
    now: str
    sources: tuple[Source, ...]


def fields(folder: Path) -> tuple[Field, ...]:
    return read((folder / "letter.md").read_text(encoding="utf-8"), path="letter.md")[0].fields


def worked_out(before: Path) -> tuple[Field, ...]:
    """The days that somebody typed into the old letter, and that the letter of today works out itself."""
    today = ROOT / "letter_templates" / before.name
    known = {field.name for field in fields(today)}
    dropped = tuple(field for field in fields(before) if field.type == "date" and field.name not in known)
    return dropped if "{{ frist(" in (today / "letter.md").read_text(encoding="utf-8") else ()


def cases(folder: Path, *, without: tuple[Field, ...] = ()) -> dict[str, list[str]]:
    typed = tuple(f"  {field.name}:" for field in without)
    return {
        path.name: [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if not (typed and line.startswith(typed))
        ]
        for path in (folder / "cases").glob("*.yml")
    }


@pytest.mark.parametrize("before", BEFORE, ids=lambda folder: folder.name)
def test_before_and_after_take_the_same_fields(before: Path) -> None:
    gone = worked_out(before)
    assert tuple(field for field in fields(before) if field not in gone) == fields(
        ROOT / "letter_templates" / before.name
    )


@pytest.mark.parametrize("before", BEFORE, ids=lambda folder: folder.name)
def test_before_and_after_are_shown_with_the_same_cases(before: Path) -> None:
    assert cases(before, without=worked_out(before)) == cases(ROOT / "letter_templates" / before.name)


@pytest.mark.parametrize("before", BEFORE, ids=lambda folder: folder.name)
def test_a_letter_from_before_says_why_it_was_rewritten(before: Path) -> None:
    path = before / "why.yml"
    assert decode(path.read_text(encoding="utf-8"), Rewrite, path=path.name).why
