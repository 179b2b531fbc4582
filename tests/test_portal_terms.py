"""Terms in running text are explained where they first stand."""

import re

import pytest

from rettesnor.model import Term
from rettesnor.portal import markdown
from rettesnor.portal.terms import Explainer, Terms

TERMS = Terms(
    [
        Term(id="min-plan", term="Min Plan", definition="Borgerens plan.", forms=("Min Plans",)),
        Term(id="raadighed", term="rådighed", definition='At stå til "rådighed".', forms=("rådigheden",)),
        Term(id="plan", term="plan", definition="En plan."),
    ]
)


def marked(text: str, *, without: str | None = None) -> list[str]:
    html = markdown.render(text, resolve=str, explain=Explainer(TERMS, without=without)).html
    return re.findall(r'<a class="term"[^>]*>([^<]*)</a>', html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Skriv i Min Plan.", ["Min Plan"], id="two words"),
        pytest.param("Rådigheden er vigtig.", ["Rådigheden"], id="form at the start of a sentence"),
        pytest.param("rådighed og rådigheden", ["rådighed"], id="only the first time"),
        pytest.param("en plan i Min Plan", ["plan", "Min Plan"], id="longest first"),
        pytest.param("rådighedsvurdering", [], id="not inside a word"),
        pytest.param("[Min Plan](x.md)", [], id="not inside a link"),
        pytest.param("`rådighed`", [], id="not inside code"),
        pytest.param("## Rådighed\n\ntekst", [], id="not in a heading"),
        pytest.param("**rådighed**", ["rådighed"], id="inside emphasis"),
    ],
)
def test_a_term_is_marked(text: str, expected: list[str]):
    assert marked(text) == expected


def test_a_term_is_not_explained_on_its_own_page():
    assert marked("rådighed og plan", without="raadighed") == ["plan"]


def test_a_definition_cannot_break_out_of_its_attribute():
    html = markdown.render("rådighed", resolve=str, explain=Explainer(TERMS)).html
    assert 'data-definition="At stå til &quot;rådighed&quot;."' in html
