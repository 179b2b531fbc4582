"""A redline says whole words, keeps every word of both versions, and is never choppier than a person would make it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettesnor.danish.redline import redline

TEXTS = st.text(alphabet="abæ .\n{}", max_size=60)


def kept(before: str, after: str, *kinds: str) -> str:
    return " ".join("".join(text for kind, text in redline(before, after) if kind in kinds).split())


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Din jobplan er klar.", "Din Min Plan er klar, {{ navn }}.",
         [("same", "Din "), ("gone", "jobplan"), ("new", "Min Plan"), ("same", " er klar"), ("new", ", {{ navn }}"), ("same", ".")]),
        ("Kom kl. 10.", "Kom kl.  10.", [("same", "Kom kl.  10.")]),
        ("Der skal afholdes et møde.", "Vi holder et møde.",
         [("gone", "Der skal afholdes"), ("new", "Vi holder"), ("same", " et møde.")]),
        ("De bedes om at fremsende dokumentation herfor.", "Send os papirerne om det.",
         [("gone", "De bedes om at fremsende dokumentation herfor"), ("new", "Send os papirerne om det"), ("same", ".")]),
        ("", "Nyt.", [("new", "Nyt.")]),
    ],
    ids=["words", "blanks", "beginning", "no lone word between", "all new"],
)  # fmt: skip
def test_a_redline_says_whole_words(before: str, after: str, shown: list[tuple[str, str]]) -> None:
    assert list(redline(before, after)) == shown


@given(TEXTS, TEXTS)
def test_a_redline_keeps_every_word_of_both(before: str, after: str) -> None:
    assert kept(before, after, "same", "new").replace(" ", "") == "".join(after.split())
    assert kept(before, after, "same", "gone").replace(" ", "") == "".join(before.split())


def test_a_text_like_no_letter_is_still_compared_in_time() -> None:
    started = time.process_time()
    list(redline("a b " * 30_000, "b c " * 30_000))

    assert time.process_time() - started < 10
