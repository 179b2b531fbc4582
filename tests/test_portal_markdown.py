"""Nothing that authors write runs in a reader's browser, and links are found with their line."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettesnor.portal import markdown

HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="script block"),
    pytest.param("tekst <img src=x onerror=alert(1)> mere", id="inline html"),
    pytest.param("<div onclick='alert(1)'>\n\nx\n\n</div>", id="html block with markdown inside"),
    pytest.param("[klik](javascript:alert(1))", id="javascript link"),
    pytest.param("[klik](JaVaScRiPt:alert(1))", id="mixed case"),
    pytest.param("[klik](&#106;avascript:alert(1))", id="entity"),
    pytest.param("[klik](java&Tab;script:alert(1))", id="tab entity"),
    pytest.param("[klik](<java\tscript:alert(1)>)", id="tab"),
    pytest.param("[klik](&#1;javascript:alert(1))", id="control character"),
    pytest.param("[klik](data:text/html,<script>alert(1)</script>)", id="data link"),
    pytest.param("[klik](vbscript:x)", id="vbscript"),
    pytest.param("[klik][a]\n\n[a]: javascript:alert(1)", id="reference"),
    pytest.param("<javascript:alert(1)>", id="autolink"),
    pytest.param("# Titel {onclick=alert(1)}", id="attribute list"),
    pytest.param("[a](x.md){: onclick='alert(1)'}", id="attribute list on a link"),
    pytest.param('[a](x.md "\\" onmouseover=alert(1)")', id="quote in a title"),
    pytest.param('[a](x"onmouseover="alert(1).md)', id="quote in an address"),
    pytest.param('```" onmouseover=alert(1)\nx\n```', id="fence language"),
    pytest.param("![x](https://elsewhere.example/spy.png)", id="picture from elsewhere"),
    pytest.param("| a |\n|---|\n| <b onclick=x> |", id="table cell"),
]
TAG = re.compile(r"<(/?)([a-z0-9]+)((?:\s+[a-z-]+=\"[^\"]*\")*)\s*/?>")
RUNS = re.compile("(javascript|vbscript|data|file):", re.IGNORECASE)
ALLOWED = {
    *(
        [
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "a",
            "strong",
            "em",
            "s",
            "code",
            "pre",
            "blockquote",
            "hr",
            "br",
            "div",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ]
    ),
}


def render(text: str) -> str:
    return markdown.render(text, resolve=lambda link: link).html


def faults(made: str) -> list[str]:
    """Everything in `made` that is not a plain tag of ours with a harmless attribute."""
    left = TAG.sub("", made)
    found = [f"loose: {part}" for part in re.findall(r"[<>]", left)]
    for _, tag, attributes in TAG.findall(made):
        if tag not in ALLOWED:
            found.append(f"tag: {tag}")
        for name, value in re.findall(r"([a-z-]+)=\"([^\"]*)\"", attributes):
            if name not in {
                "href",
                "id",
                "class",
                "rel",
                "title",
                "start",
                "style",
                "tabindex",
                "role",
                "aria-label",
            }:
                found.append(f"attribute: {name}")
            if name == "href" and RUNS.match(re.sub(r"[\x00-\x20]", "", html.unescape(value))):
                found.append(f"href: {value}")
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_authors_write_runs(text: str):
    assert faults(render(text)) == []


@given(st.text(alphabet=st.sampled_from(list("<>\"'`[](){}#*_|&;:/=ja\n onclickscript")), max_size=80))
def test_no_text_makes_a_tag_or_attribute_of_its_own(text: str):
    assert faults(render(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("## Hvem spørger du?", "hvem-spoerger-du", id="from its words"),
        pytest.param("## Ring {#ring-op}", "ring-op", id="given"),
        pytest.param("## §§§", "afsnit", id="no letters"),
    ],
)
def test_a_heading_has_an_anchor(text: str, expected: str):
    assert [heading.id for heading in markdown.render(text, resolve=str).headings] == [expected]


def test_headings_with_the_same_words_have_different_anchors():
    ids = [
        heading.id for heading in markdown.render("## Husk\n\n## Husk", resolve=str, taken={"husk"}).headings
    ]
    assert ids == ["husk-2", "husk-3"]


def test_links_are_found_with_the_line_of_the_file():
    text = "Et [link](a.md)\nog [et til](b.md).\n\n- [c](c.md)\n\n`[ikke](d.md)`\n"
    assert [(link.line, link.target) for link in markdown.links(text, first_line=10)] == [
        (10, "a.md"),
        (11, "b.md"),
        (13, "c.md"),
    ]


def test_a_link_out_of_the_portal_tells_so():
    assert 'class="external" rel="noopener noreferrer"' in render("[lov](https://www.retsinformation.dk/)")


def test_a_link_to_another_host_without_a_scheme_is_text():
    assert "href" not in render("[klik](//elsewhere.example/x)")


def test_a_table_stands_in_a_box_that_scrolls_sideways():
    made = render("| Du skal sende | Brug |\n|---|---|\n| en afgørelse | Digital Post |\n")
    assert re.fullmatch(r'<div class="scroll words"[^>]*>\n<table>.*</table>\n</div>\n', made, re.DOTALL)


@pytest.mark.parametrize(
    "text", ["```text\nlang linje\n```\n", "    lang linje\n"], ids=["fence", "indented"]
)
def test_code_can_be_scrolled_with_a_keyboard(text: str):
    assert render(text).startswith('<pre tabindex="0"><code')
