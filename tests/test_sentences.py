"""Sentences: what holds for any text. Where they end in Danish is shown in tests/language/sentences.txt."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rettesnor.danish.sentences import sentences
from rettesnor.model import VALUE

PIECES = [
    "Du ",
    "ringer",
    ". ",
    "kl",
    ".",
    " 9",
    "? ",
    "!",
    "»",
    "«",
    "\n",
    "m.v. ",
    VALUE,
    "(",
    ") ",
    "3. maj ",
    " Vi",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@settings(deadline=None)  # The first text waits for the word list.
@given(TEXTS)
def test_sentences_are_in_order_and_cover_all_that_is_seen(text: str) -> None:
    spans = sentences(text)
    assert list(spans) == sorted(spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@settings(deadline=None)  # The first text waits for the word list.
@given(TEXTS)
def test_no_sentence_begins_or_ends_in_space(text: str) -> None:
    assert all(text[a:b] == text[a:b].strip() for a, b in sentences(text))
