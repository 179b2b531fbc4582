"""The word list that ships with the package."""

import subprocess
import sys

import pytest

from rettesnor.danish import dictionary
from rettesnor.danish.dictionary import END, LINK, NAME, WORD


@pytest.mark.parametrize(
    "word",
    ["møde", "møderne", "kommunens", "sygedagpenge", "partshøring", "opfyldte", "arbejdsløs", "og", "å"],
)
def test_knows_every_inflected_form(word: str) -> None:
    assert dictionary.is_word(word)


@pytest.mark.parametrize("word", ["", "mødd", "jobplanen1", "arbejds", "hanne", "møder ne", "мир", "x" * 500])
def test_refuses_what_is_no_word(word: str) -> None:
    assert not dictionary.is_word(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("arbejds", LINK),
        ("pligten", WORD | END),
        ("møde", WORD | LINK | END),
        ("københavn", NAME),
    ],
)
def test_says_where_a_form_may_stand_in_a_compound(word: str, expected: int) -> None:
    assert dictionary.bits(word) == expected


@pytest.mark.parametrize(
    ("letters", "expected"), [("", True), ("sagsb", True), ("sagxb", False), ("møderne", True), ("м", False)]
)
def test_says_whether_a_form_begins_with_letters(letters: str, expected: bool) -> None:
    assert dictionary.begins(letters) == expected


def test_entries_lists_every_form_that_begins_at_a_place() -> None:
    found = [("mødepligt"[4:end], value) for end, value in dictionary.entries("mødepligt", 4)]

    assert ("pligt", WORD | LINK | END) in found
    assert all(dictionary.bits(form) == value for form, value in found)


def test_looking_up_a_first_word_costs_next_to_nothing() -> None:
    code = "import time; t = time.process_time(); from rettesnor.danish.dictionary import is_word; is_word('møde'); print(time.process_time() - t)"

    seconds = float(
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    )

    assert seconds < 0.1  # 0.01 s on a quiet machine; reading a plain list would take 0.3
