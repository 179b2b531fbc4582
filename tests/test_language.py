"""Sentences made to fool the rules about words: `+` with what must be found between < and >, `-` where all is fine.

The samples in tests/labelled/ measure; these, one file a group in tests/language/, say which case went wrong.
"""

import re
from pathlib import Path

import pytest

from rettesnor.danish.sentences import sentences
from rettesnor.model import VALUE
from rettesnor.policy import compile_policy
from test_cards import CARDS, TODAY

FOLDER = Path(__file__).parent / "language"
POLICY = compile_policy(CARDS, day=TODAY)
MARKED = re.compile(r"<([^>]*)>")


def lines(name: str) -> list[str]:
    return [line for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("group", "line"),
    [(group, line) for group in ("terms", "words", "passive", "address") for line in lines(group)],
)
def test_what_is_marked_is_found_and_nothing_else(group: str, line: str) -> None:
    text = MARKED.sub(r"\1", line[1:]).replace("{felt}", VALUE)
    found = [text[match.start : match.end] for match in POLICY.matches(text) if match.group == group]
    expected = [marked.replace("{felt}", VALUE) for marked in MARKED.findall(line)]
    assert found == expected


@pytest.mark.parametrize("line", lines("sentences"))
def test_sentences_end_where_a_reader_ends_them(line: str) -> None:
    expected = line.replace("{felt}", VALUE).split(" | ")
    text = " ".join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected
