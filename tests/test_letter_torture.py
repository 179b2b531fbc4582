"""Every labelled letter of the torture set: each »jobplan« that some citizen reads is found, on its exact words."""

import json
import re
from pathlib import Path

import pytest

from rettesnor.letter.head import read
from rettesnor.letter.readings import readings
from rettesnor.letter.template import parse
from rettesnor.model import Case

FOLDER = Path(__file__).parent / "labelled" / "language" / "torture"
GOLD = json.loads((FOLDER / "torture.json").read_text(encoding="utf-8"))
SNIPPETS = {
    f"snippets/{path.name}": path.read_text(encoding="utf-8")
    for path in (FOLDER / "content" / "snippets").glob("*.md")
}
# A word with the term in it; not one in an address, which nobody reads as words.
TERM = re.compile(r"(?<![\w/@.-])[\w-]*job-?plan[\w-]*(?![\w@/])", re.IGNORECASE)


def found(source: str, path: str = "letter.md", cases: tuple[Case, ...] = ()) -> tuple[set[str], bool]:
    """The places (»start-end« in the letter, or the snippet's path) of the term, and whether the letter was read whole."""
    head, _, _ = read(source, path=path)
    template = parse(source, path=path, snippets=SNIPPETS)
    letter = readings(template, head.fields, cases)
    places: set[tuple[str, int, int]] = set()
    for block in letter.blocks:
        for match in TERM.finditer(block.text if block.kind != "code" else ""):
            where, span = block.span(match.start(), match.end())
            places.add((where, span.start, span.end))
    longest = {
        f"{start}-{end}" if where == path else where
        for where, start, end in places
        if not any(w == where and s <= start and end <= e and (s, e) != (start, end) for w, s, e in places)
    }
    whole = template.whole and all(problem.whole for problem in letter.problems)
    return longest, whole


def stored(path: str) -> str:
    with (FOLDER / path).open(encoding="utf-8", newline="") as file:
        return file.read()


@pytest.mark.parametrize("gold", GOLD["files"], ids=lambda gold: Path(gold["path"]).parent.name)
def test_every_place_is_found_and_no_other(gold: dict) -> None:
    places, whole = found(stored(gold["path"]))
    expected = {f"{item['start']}-{item['end']}" for item in gold["expected"]}
    tolerated = {f"{start}-{end}" for start, end in gold["tolerate"]}
    snippets = {path for path in places if "/" in path}

    assert places - tolerated - snippets == expected
    assert whole


@pytest.mark.parametrize("gold", GOLD["broken"], ids=lambda gold: gold["why"])
def test_broken_letters_are_called_so(gold: dict) -> None:
    source = stored(gold["path"])
    template = parse(source, path=gold["path"], snippets=SNIPPETS)

    assert not template.whole
    assert all(problem.message for problem in template.problems)
