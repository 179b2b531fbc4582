"""A text as words, with the way back to its characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettesnor.danish.words import INVISIBLE, Prose, count, shortened
from rettesnor.model import VALUE

# Letters, and what is invisible or odd about them: soft hyphen, zero-width space, a letter that grows when made small.
TEXTS = st.text("abæøåAÆ -­​\n.İ" + VALUE, max_size=40)


@given(TEXTS)
def test_every_word_stands_in_the_text_where_it_says(text: str) -> None:
    prose = Prose(text)
    assert [prose.lower[a:b] for a, b in zip(prose.starts, prose.ends, strict=True)] == prose.words
    assert len(prose.lower) == len(prose.text)


@given(TEXTS)
def test_the_way_back_leads_to_the_same_letters(text: str) -> None:
    short, back = shortened(text, INVISIBLE)
    spans = [back.span(at, at + 1) if back else (at, at + 1) for at in range(len(short))]
    assert "".join(text[start:end] for start, end in spans) == short


def test_what_is_left_out_inside_a_word_is_in_its_span() -> None:
    prose = Prose("Din job­plan.")
    start, end = prose.original(prose.starts[1], prose.ends[1])
    assert "Din job­plan."[start:end] == "job­plan"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ring på tlf. 12 34 56 78.", 7),
        (f"Kære {VALUE}, du får {VALUE} kr.", 6),
        ("Beskæftigelses- og integrationsforvaltningen", 3),
        ("– det er godt –", 3),
        ("1.000,00 kr.", 2),
        ("", 0),
    ],
)
def test_words_are_counted_as_a_reader_counts(text: str, words: int) -> None:
    assert count(text) == words


@pytest.mark.parametrize(
    "text", ["Skriv til post@eksempel.dk.", "Se www.eksempel.dk/job.", "Se eksempel.dk."]
)
def test_an_address_is_no_text(text: str) -> None:
    prose = Prose(text)
    place = prose.text.index("eksempel")
    assert prose.in_address(place, place + len("eksempel"))
