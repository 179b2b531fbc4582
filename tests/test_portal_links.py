"""Links between pages: led to the right address, and a broken one is named with its line."""

import pytest
from msgspec.structs import replace

from rettesnor.model import Area, Organisation, Procedure, ProcedureHead, System
from rettesnor.model.policy import Card, SentencesCheck
from rettesnor.model.project import Project
from rettesnor.portal import links
from rettesnor.portal.site import index

PATH = "procedures/ydelse/udeblivelse.md"


def project(body: str = "") -> Project:
    return Project(
        organisation=Organisation(name="P", short_name="P", municipality="P", address="", phone="", web=""),
        areas=(Area(id="ydelse", title="Ydelse", about=""),),
        procedures=(
            Procedure(
                id=PATH.removesuffix(".md"),
                path=PATH,
                area="ydelse",
                head=ProcedureHead(title="Udeblivelse"),
                body=body,
                body_line=4,
            ),
        ),
        systems=(System(id="fasit", name="Fasit", about="", status="in_use"),),
        cards=(
            Card(
                id="lange",
                title="L",
                severity="advice",
                message="m",
                why="w",
                check=SentencesCheck(max_words=25),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("../../content/systems/fasit.yml", "/systems/fasit/"),
        ("../../content/policy/sentences/lange.yml", "/policy/lange/"),
        ("../ydelse/", "/procedures/ydelse/"),
        ("udeblivelse.md#trin", "/procedures/ydelse/udeblivelse/#trin"),
        ("#trin", "#trin"),
        ("https://kk.dk/", "https://kk.dk/"),
        ("tel:33663366", "tel:33663366"),
        ("../../content/systems/opera.yml", None),
        ("../../../etc/passwd", None),
    ],
)
def test_a_link_leads_to_its_page(link: str, expected: str | None):
    assert links.target(index(project()), PATH, link) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("## Trin\n\nSe [her](#trin).", [], id="own heading"),
        pytest.param(
            "Tekst\n\nSe [her](../../content/systems/fassit.yml).",
            [
                f"{PATH}:6: Linket »../../content/systems/fassit.yml« fører ingen steder hen. Mente du content/systems/fasit?"
            ],
            id="misspelt",
        ),
        pytest.param(
            "[x](intet.md)",
            [f"{PATH}:4: Linket »intet.md« fører ingen steder hen. Ret stien, eller fjern linket."],
            id="nothing like it",
        ),
        pytest.param(
            "## Trinene\n\n[x](#trinnene)",
            [f"{PATH}:6: Linket »#trinnene« peger på et sted, der ikke findes på siden. Mente du #trinene?"],
            id="misspelt place",
        ),
    ],
)
def test_a_broken_link_is_named_with_its_line(body: str, expected: list[str]):
    assert [str(problem) for problem in links.broken(index(project(body)))] == expected


def test_a_link_to_a_page_that_has_gone_is_broken():
    kept = project("[x](../../content/systems/fasit.yml)")
    assert links.broken(index(kept)) == ()
    assert len(links.broken(index(replace(kept, systems=())))) == 1
