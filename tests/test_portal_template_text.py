"""A letter template as people read it: fields by their labels, conditions in Danish, nothing run."""

import pytest

from rettesnor.model import Field
from rettesnor.portal.template_text import condition, readable

FIELDS = {
    "navn": Field(name="navn", type="text", label="Modtagerens navn"),
    "klage": Field(name="klage", type="boolean", label="Har klaget"),
    "slags": Field(name="slags", type="choice", label="Slags", choices=("praktik", "kursus")),
}


def shown(body: str) -> str:
    return readable(
        body, fields=FIELDS, include=lambda name: ("Klagevejledning", "/snippets/k/", f"Om {name}")
    )


def test_a_field_is_shown_by_its_label():
    assert shown("Kære {{ navn }}") == '<p>Kære <span class="field">Modtagerens navn</span></p>\n'


def test_a_condition_around_paragraphs_is_a_box():
    html = shown("{% if klage %}\nVi har set på din klage.\n{% else %}\nDu kan klage.\n{% endif %}\n")
    assert html == (
        '<div class="when-box"><p class="when">Kun hvis »Har klaget« er ja</p>\n<p>Vi har set på din klage.</p>\n'
        '</div>\n<div class="when-box or"><p class="when">Ellers</p>\n<p>Du kan klage.</p>\n</div>\n'
    )


def test_a_condition_inside_a_sentence_stays_in_it():
    html = shown("Du kan {% if klage %}ikke {% endif %}klage.")
    assert '<span class="when">[Kun hvis »Har klaget« er ja:</span> ikke' in html
    assert "when-box" not in html


def test_a_box_never_starts_inside_a_list():
    html = shown("- et\n  {% if klage %}\n- to\n{% endif %}\n")
    assert html.count("<div") == html.count("</div")


def test_the_branches_of_a_condition_on_points_are_points():
    html = shown("- et\n{% if klage %}- to{% else %}- tre{% endif %}\n")
    assert html.count("<li>") == 3
    assert "- " not in html


def test_an_included_text_is_shown_and_named():
    assert 'Standardtekst: <a href="/snippets/k/">Klagevejledning</a></p>\n<p>Om k</p>' in shown(
        '{% include "snippets/k.md" %}'
    )


def test_a_text_that_includes_itself_ends():
    html = readable(
        "{% include 'snippets/k.md' %}",
        fields={},
        include=lambda _: ("K", "/k/", "x\n\n{% include 'snippets/k.md' %}"),
    )
    assert html.count("<p>x</p>") == 3


@pytest.mark.parametrize(
    "body",
    [
        "<script>x</script>{{ navn }}",
        "{{ '<script>x</script>' }}",
        "{% if '<script>' %}x{% endif %}",
        "{% x <script> %}",
    ],
)
def test_markup_in_a_template_is_text(body: str):
    assert "<script" not in shown(body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("klage", "»Har klaget« er ja", id="true"),
        pytest.param("not klage", "»Har klaget« er nej", id="false"),
        pytest.param("slags == 'praktik'", "»Slags« er »praktik«", id="choice"),
        pytest.param(
            'slags != "praktik" and klage', "»Slags« er ikke »praktik« og »Har klaget« er ja", id="both"
        ),
        pytest.param("navn", "»Modtagerens navn« er udfyldt", id="filled in"),
        pytest.param("x|length > 3", "x|length > 3", id="as written"),
    ],
)
def test_a_condition_is_danish_where_it_is_simple(text: str, expected: str):
    assert condition(text, FIELDS) == expected
