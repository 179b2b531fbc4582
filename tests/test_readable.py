"""The patterns of cards as people read them: nothing of the little languages is left."""

import re
from pathlib import Path

import pytest

from rettesnor.checks.readable import looks_for, phrase, wording
from rettesnor.load import load
from rettesnor.model import Card, Word, WordsCheck

CARDS = load(Path(__file__).parents[1]).cards
RAW = re.compile(r"[|<>\[\]*^$!]|\{")


@pytest.mark.parametrize(
    ("word", "read"),
    [
        (Word(word="hvad … angår|angik", use=""), "hvad … angår/angik"),
        (Word(word="i henhold *", use=""), "i henhold et ord"),
        (Word(word="a|b|c|d|e", use=""), "a/b/c/… (2 til)"),
        (
            Word(word="finde … sted", use="", not_between=("et", "det")),
            "finde … sted (ikke med et/det imellem)",
        ),
    ],
    ids=["choice", "any word", "many", "not between"],
)
def test_a_row_of_words_reads_as_danish(word: Word, read: str) -> None:
    assert wording(word) == read


@pytest.mark.parametrize(
    ("pattern", "read"),
    [
        ("klag* … (til|hos) (os|<felt>)", "klag- … til/hos os/et felt"),
        (
            "(vi|kommunen) skal have [modtaget|fået] … klage*",
            "vi/kommunen skal have (modtaget/fået) … klage-",
        ),
        ("senest … <felt:frist*|dag*>", "senest … et felt om frist/dag"),
        ("^svar !(ikke|kun) inden <varighed>", "svar undtagen ikke/kun inden et antal dage eller uger"),
        ("(du|De) … (.|!|?) $", "du/De … sætningen ud"),
    ],
    ids=["endings", "left out", "field", "not", "to the end"],
)
def test_a_phrase_reads_as_danish(pattern: str, read: str) -> None:
    assert phrase(pattern) == read


@pytest.mark.parametrize("card", CARDS, ids=[card.id for card in CARDS])
def test_no_card_of_ours_shows_a_raw_pattern(card: Card) -> None:
    words = card.check.words if isinstance(card.check, WordsCheck) else ()
    shown = [wording(word) for word in words] + [text for _, texts in looks_for(card) for text in texts]

    assert [text for text in shown if RAW.search(text)] == []
    assert [asks for asks, _ in looks_for(card) if "{" in asks] == []
