"""The small parts of search: spelling, plain text, passages, weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettesnor.search.passages import LENGTH, passage
from rettesnor.search.plain import headings, plain
from rettesnor.search.spelling import distance, near, spelling

WORDS = ("sygedagpenge", "partshoering", "klage", "plage", "moede", "aktindsigt")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("klage", "klage", 0),
        ("klage", "plage", 1),
        ("klage", "lkaeg", 2),
        ("klage", "kalge", 1),
        ("klage", "brev", 3),
    ],
)
def test_distance_counts_a_swap_as_one_change(one: str, other: str, expected: int) -> None:
    assert distance(one, other, 2) == expected


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sygedagpegne", ["sygedagpenge"]),
        ("sygdagpege", ["sygedagpenge"]),
        ("klagee", ["klage"]),
        ("blage", ["klage", "plage"]),
        ("mode", ["moede"]),
        ("kla", []),
        ("aktnsgt", []),
    ],
)
def test_words_near_a_word(typed: str, found: list[str]) -> None:
    assert [one.word for one in near(typed, spelling(WORDS))] == found


@given(st.sampled_from(WORDS), st.integers(min_value=0, max_value=11))
def test_a_word_with_a_letter_gone_is_always_found(word: str, place: int) -> None:
    typed = word[:place] + word[place + 1 :]

    assert len(typed) < 4 or word in [one.word for one in near(typed, spelling(WORDS))]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ('### Skriv {#skriv}\n\nSe [klagen](../klage.md "x") og **vent**.', "Skriv\nSe klagen og vent."),
        ("- Hvem: *lederen*\n- Frist: `10` dage", "Hvem: lederen\nFrist: 10 dage"),
        ("Kære {{ borger_navn }}{% if x %}, hej{% endif %}", "Kære [borger navn], hej"),
        ("{# skjult #}Et <b>ord</b> &amp; to<!-- nej -->", "Et ord & to"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b\n1 2"),
        ("Skriv til <post@example.dk> om 2 * 3 * 4", "Skriv til post@example.dk om 2 * 3 * 4"),
        ("", ""),
    ],
)
def test_plain_text_is_what_people_read(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_a_value_in_a_letter_is_shown_by_the_label_of_its_field():
    labels = {"afgoerelsesdato": "Afgørelsens dato"}

    assert plain("Den er fra den {{ afgoerelsesdato }}.", labels) == "Den er fra den [Afgørelsens dato]."


def test_the_branches_of_a_letter_are_told_apart():
    assert plain("{% if telefon %}Vi ringer{% else %}Kom til os{% endif %}") == "Vi ringer Kom til os"


def test_headings_come_in_order_without_anchors() -> None:
    assert headings("# En\n\ntekst\n\n## To {#to}\n### *Tre* ###") == ("En", "To", "Tre")


def test_a_passage_is_found_deep_in_a_text() -> None:
    text = "Fyld og fyld. " * 100 + "Fristen er ti dage.\n" + "Mere fyld. " * 100

    found = passage(text, {"frist"})

    assert "<mark>Fristen</mark> er ti dage." in found
    assert found.startswith("… ")
    assert found.endswith(" …")


def test_a_passage_prefers_the_place_with_most_different_words() -> None:
    text = "Frist. " + "Fyld og fyld. " * 50 + "En frist for en klage er fire uger." + " Fyld." * 50

    assert "<mark>frist</mark> for en <mark>klage</mark>" in passage(text, {"frist", "klag"})


def test_a_phrase_is_marked_where_its_words_stand_together() -> None:
    text = "Ydelsesservice ringer. Vi trækker to dage i hjælpen. Kan vi hjælpe dig?"
    phrases = {("traek", "hjaelp"), ("traek", "ydel")}

    assert passage(text, set(), phrases).count("<mark>") == 2
    assert "<mark>trækker</mark> to dage i <mark>hjælpen</mark>" in passage(text, set(), phrases)
    assert "<mark>" in passage(text, set(), {("ring", "dag", "dig")})  # nowhere together, so each where it is


@given(st.text(max_size=900), st.sets(st.sampled_from(["frist", "klag", "a", "b"])))
def test_a_passage_is_never_markup_from_the_text(text: str, terms: set[str]) -> None:
    found = passage(text, terms).replace("<mark>", "").replace("</mark>", "")

    assert "<" not in found
    assert ">" not in found


@given(st.text(alphabet="ab \n.<&", max_size=2000))
def test_a_passage_is_short(text: str) -> None:
    bare = passage(text, {"a", "b"}).replace("<mark>", "").replace("</mark>", "")

    assert len(bare) <= LENGTH * 5 + 10  # every character may be escaped
