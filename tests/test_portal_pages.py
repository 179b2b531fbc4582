"""What a caseworker sees on each kind of page, and in which order."""

import datetime
import re

import pytest

from rettesnor.model import (
    Area,
    Deadline,
    Form,
    Letter,
    LetterHead,
    OpeningHours,
    Organisation,
    Procedure,
    ProcedureHead,
    Registration,
    Snippet,
    SnippetHead,
    Source,
    Step,
    System,
    TargetGroup,
    Term,
    Unit,
)
from rettesnor.model.portal import News
from rettesnor.model.project import Project
from rettesnor.model.statutes import Statute, Version
from rettesnor.portal.page import Page
from rettesnor.portal.pages import moved, pages
from rettesnor.portal.site import index
from rettesnor.portal.wording import danish_order, first_letter

TODAY = datetime.date(2026, 11, 22)
BODY = """Brug siden, når borgeren ikke kommer.

## Trin

### Ring {#ring}

- Hvem: du

Spørg til [brevet](../../letter_templates/partshoering/letter.md).

## Husk

Vær venlig. <script>alert(1)</script>
"""
LETTER = """---
legal_basis: ["LAS § 13"]
---
# Fortæl os

{% include "snippets/kontakt.md" %}
"""
PROJECT = Project(
    organisation=Organisation(
        name="Prøveforvaltningen",
        short_name="PF",
        municipality="Prøve Kommune",
        address="Prøvegade 1",
        phone="12 34 56 78",
        web="prøve.example",
        sample_notice="Eksempel.",
    ),
    areas=(Area(id="ydelse", title="Ydelse", about="Om ydelse"),),
    target_groups=(TargetGroup(id="unge", title="Unge under 30 år"),),
    procedures=(
        Procedure(
            id="procedures/ydelse/udeblivelse",
            path="procedures/ydelse/udeblivelse.md",
            area="ydelse",
            head=ProcedureHead(
                title="Borgeren <b>udebliver</b>",
                summary="Ring samme dag.",
                target_groups=("unge",),
                owner="ydelsesservice",
                contact="ydelsesservice",
                deadlines=(
                    Deadline(
                        what="Skriv i journalen", when="inden kl. 10", counted="samtalen", law="LAS § 13"
                    ),
                ),
                legal_basis=("LAS § 13",),
                letters=("partshoering",),
                reviewed=datetime.date(2025, 11, 21),
                sources=(Source(title="Notat", date=datetime.date(2021, 1, 25)),),
                moved_from=("ydelse/no-show",),
            ),
            body=BODY,
            body_line=5,
            steps=(
                Step(
                    id="ring",
                    title="Ring",
                    line=9,
                    who="du",
                    systems=("opera",),
                    registers=(Registration(fact="udeblivelse", system="fasit"),),
                    deadline="samme dag",
                    letters=("partshoering",),
                    forms=("ab-201",),
                    law=("forvaltningsloven § 19",),
                    handover=("ydelsesservice", None),
                    next=("#skriv",),
                    text="Spørg til [brevet](../../letter_templates/partshoering/letter.md).",
                ),
                Step(id="skriv", title="Skriv", line=20, next=("#ring",)),
            ),
        ),
    ),
    letters=(
        Letter(
            id="letter_templates/partshoering",
            path="letter_templates/partshoering/letter.md",
            head=LetterHead(title="Partshøring", kind="partshoering", legal_basis=("LAS § 13",)),
            source=LETTER,
            body_start=LETTER.index("#"),
        ),
    ),
    snippets=(
        Snippet(
            id="content/snippets/kontakt",
            path="content/snippets/kontakt.md",
            head=SnippetHead(title="Kontakt"),
            source="Ring til os.",
            body_start=0,
        ),
    ),
    terms=(Term(id="sanktion", term="sanktion", definition="Et træk.", outdated=("straf", "bøde", "bøden")),),
    systems=(
        System(id="fasit", name="Fasit", about="Fagsystem", status="in_use"),
        System(id="opera", name="OPERA", about="Gammelt", status="retired", replaced_by="fasit"),
    ),
    forms=(Form(id="ab-201", name="Tilbud", about="Om praktik", status="in_use", number="AB 201"),),
    units=(
        Unit(
            id="ydelsesservice",
            name="Ydelsesservice",
            about="Udbetaler",
            phone="12 34 56 78",
            phone_hours=(OpeningHours(days="mandag-onsdag", opens="9.00", closes="15.00"),),
        ),
    ),
    statutes=(
        Statute(
            id="las",
            title="lov om aktiv socialpolitik",
            abbreviations=("LAS",),
            versions=(Version(type="LBK", number="1", date=datetime.date(2024, 1, 2)),),
        ),
    ),
    news=(
        News(date=TODAY, title="Nyt navn", why="Loven er ændret.", page="content/glossary/sanktion"),
        News(date=datetime.date(2027, 1, 1), title="Kommer senere", why="x"),
    ),
)
PAGES = {page.url: page for page in pages(index(PROJECT), today=TODAY)}
PROCEDURE = PAGES["/procedures/ydelse/udeblivelse/"]


def text(page: Page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.html))


def test_a_procedure_answers_in_the_order_of_need():
    order = [
        "Ring samme dag",
        "Frist",
        "Gælder for",
        "Spørg",
        "Lov",
        "Gennemgået",
        "2 trin",
        "Husk",
        "Hører til",
        "Kilder",
    ]
    places = [text(PROCEDURE).index(word) for word in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "expected",
    [
        "Inden kl. 10".lower(),
        "Regnes fra samtalen.",
        "mandag–onsdag kl. 9.00–15.00",
        "21. november 2025 – skulle være gennemgået igen senest 21. november 2026 Overskredet",
        "udeblivelse i Fasit",
        "OPERA Udgået",
        "25. januar 2021",
    ],
)
def test_a_procedure_tells(expected: str):
    assert expected in text(PROCEDURE)


@pytest.mark.parametrize(
    "link",
    [
        '<li id="ring">',
        'href="#ring"',
        'href="tel:12345678"',
        'href="/maalgrupper/unge/"',
        'href="/contacts/ydelsesservice/"',
        '<a href="/law/las/">LAS §\u00a013</a>',
        '<a href="/letters/partshoering/">brevet</a>',
        '<a href="/forms/ab-201/">Tilbud</a>',
    ],
)
def test_a_procedure_leads_to(link: str):
    assert link in PROCEDURE.html


def test_what_is_just_below_is_not_said_twice():
    assert text(PROCEDURE).count("Næste") == 1


@pytest.mark.parametrize("unsafe", ["<script", "<b>"])
def test_no_page_holds_html_of_an_author(unsafe: str):
    assert [page.url for page in PAGES.values() if unsafe in page.html] == []


def test_a_retired_system_leads_to_its_successor():
    assert 'Brug <a href="/systems/fasit/">Fasit</a> i stedet.' in PAGES["/systems/opera/"].html


def test_an_act_tells_who_builds_on_it_and_that_nobody_has_checked_it():
    act = text(PAGES["/law/las/"])
    assert "Ikke kontrolleret" in act
    assert "Sider, der bygger på loven § 13" in act
    assert "Partshøring Brev" in act
    assert 'href="https://www.retsinformation.dk' in PAGES["/law/las/"].html


def test_the_list_of_acts_says_which_nobody_has_checked():
    assert '<a href="/law/las/">' in PAGES["/law/"].html
    assert '<span class="kind">ikke kontrolleret</span>' in PAGES["/law/"].html


def test_a_snippet_tells_which_letters_hold_it():
    assert "Bruges i Breve Partshøring" in text(PAGES["/snippets/kontakt/"])


def test_a_term_tells_its_old_name():
    assert "Hed før: »straf«, »bøde«. Skriv" in text(PAGES["/glossary/sanktion/"])


def test_the_front_page_has_areas_and_news_but_nothing_from_the_future():
    front = text(PAGES["/"])
    assert "Ydelse Om ydelse" in front
    assert "22. november 2026 Nyt navn Loven er ændret." in front
    assert "Kommer senere" not in front


def test_a_to_z_has_other_names_too():
    assert "AB 201 se Tilbud" in text(PAGES["/a-aa/a/"])


def test_a_to_z_has_what_a_thing_was_called_once():
    assert "bøde se sanktion" in text(PAGES["/a-aa/b/"])
    assert "bøden" not in text(PAGES["/a-aa/b/"])


def test_an_accent_does_not_move_a_name_in_the_alphabet():
    assert sorted(["én", "Ejby", "åben", "zoo", "Aalborg", "ærlig"], key=danish_order) == [
        "Ejby", "én", "zoo", "ærlig", "åben", "Aalborg",
    ]  # fmt: skip
    assert [first_letter(name) for name in ("Én", "»Åben", "Aalborg", "6 uger")] == ["E", "Å", "Å", "#"]


def test_a_moved_page_is_known():
    assert moved(index(PROJECT)) == {"/procedures/ydelse/no-show/": "/procedures/ydelse/udeblivelse/"}
