"""How text is read for search."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettesnor.danish import analysis
from rettesnor.danish.stems import stem


def words(text: str) -> list[str]:
    return [token.word for token in analysis.tokens(text)]


def lookups(text: str) -> set[str]:
    (token,) = analysis.tokens(text)
    return {token.stem, *token.parts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LAS § 13, stk. 2", ["las", "§13", "stk2"]),
        ("§54a og § 54 a", ["§54a", "og", "§54a"]),
        ("§ 12 i loven", ["§12", "i", "loven"]),
        ("LBK nr. 1342", ["lbk1342"]),
        ("bekendtgørelse nr. 12", ["bek12"]),
        ("sag 15.00.00-P21-1-18", ["sag", "15.00.00-p21-1-18"]),
        ("AB 201, ab201 og AB-201", ["ab201", "ab201", "og", "ab201"]),
        ("om 14 dage kl. 10.15", ["om", "14", "dage", "kl", "10.15"]),
        ("litra b, nr. 3, kapitel 4", ["litrab", "nr3", "kap4"]),
        ("Min\u00adiste­afstand", ["ministeafstand"]),
    ],
)
def test_citations_and_numbers_stay_whole(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        "møde møder mødet mødte møderne",
        "afgørelse afgørelser afgørelsen afgøre afgøres",
        "ansøgning ansøger ansøge ansøgt",
        "center centret centre centrene",
        "udeblivelse udebliver udeblevet",
        "registrere registrering registreret",
        "sagsbehandler sagsbehandlere sagsbehandling",
        "frist fristen frister",
        "barn børn",
        "job jobbet jobs",
        "sygemeldt sygemelding sygemeldte",
        "vejlede vejledning vejledningen",
    ],
)
def test_forms_of_a_word_meet_in_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("frist", "fri"), ("ordning", "ord"), ("retning", "ret"), ("part", "par"), ("plan", "plads")],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("compound", "inside"),
    [
        ("sygedagpenge", "dagpenge"),
        ("Sygedagpengemodtagernes", "sygedagpenge"),
        ("jobplansamtalen", "jobplan"),
        ("kontanthjælpsloft", "kontanthjælp"),
        ("a-kassemedlem", "kasse"),
        ("arbejdsmarkedet", "arbejde"),
        ("CV-mail", "mail"),
        ("§ 54 a", "§ 54"),
        ("AB 201", "201"),
    ],
)
def test_a_compound_is_found_by_what_is_inside(compound: str, inside: str) -> None:
    (wanted,) = analysis.tokens(inside)

    assert wanted.stem in lookups(compound)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("partshoering", "partshøring"),
        ("hjaelpemiddel", "hjælpemiddel"),
        ("raadighed", "Rådighed"),
        ("akasse", "a-kasse"),
        ("rådighed", unicodedata.normalize("NFD", "rådighed")),
    ],
)
def test_spellings_of_the_same_word_meet(typed: str, written: str) -> None:
    assert lookups(typed) >= {token.stem for token in analysis.tokens(written)}


def test_a_folded_compound_is_still_taken_apart() -> None:
    assert "pligt" in lookups("moedepligt")


@given(st.text(max_size=80))
def test_tokens_are_in_order_and_stand_where_they_say(text: str) -> None:
    found = analysis.tokens(text)
    places = [(token.start, token.end) for token in found]

    assert places == sorted(places)
    assert all(0 <= start < end <= len(analysis.normal(text)) for start, end in places)
