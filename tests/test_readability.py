"""LIX as Björnsson defined it."""

import pytest

from rettesnor.danish.readability import Figures, figures, lix
from rettesnor.model import VALUE


def test_lix_is_sentence_length_plus_share_of_long_words() -> None:
    assert lix(Figures(words=20, long_words=5, sentences=2)) == 10 + 25


def test_no_words_give_no_lix() -> None:
    assert lix(Figures(words=0, long_words=0, sentences=0)) == 0.0


@pytest.mark.parametrize(
    ("text", "long_words"),
    [("Du skal sende din kontrakt.", 1), ("samtale", 1), ("møderne", 1), ("møder,", 0), (VALUE * 9, 0)],
)
def test_a_long_word_has_more_than_six_letters(text: str, long_words: int) -> None:
    assert figures(text, 1).long_words == long_words
