"""What a caseworker with a citizen in the room must find: a hurried query, one of the first three hits, the fact on it."""

import pytest
from playwright.sync_api import expect

TASKS = [
    ("notat efter samtale hvornår senst", "Skriv i journalen efter en samtale", "inden kl. 10 næste dag"),
    ("borger kom ik til samtale", "Borgeren udebliver fra en samtale", "samme dag"),
    (
        "hvilket brev når borger ikke er mødt op",
        "Borgeren udebliver fra en samtale",
        "partshøring: udeblivelse",
    ),
    ("borger har ikke fået brevet", "Brevet er ikke kommet", "så er der ikke en udeblivelse"),
    ("hvem spørger jeg om penge og udbetaling", "Ydelsesservice", "33 66 33 66"),
    ("hvem har telefonnr til ungecentret", "Ungecentret", "33 66 33 66"),
    ("6 ugers selvvalgt kursus blanket", "Seks ugers jobrettet uddannelse", "direkte til bogholderiet"),
    ("er det en afgørelse at vi sender cv", "Send et CV til en arbejdsgiver", "ikke en afgørelse"),
    ("hvad skete der med opera", "OPERA", "brug fasit i stedet"),
    ("jobplan", "Min Plan", "skriv »min plan«"),
    ("ab201", "Tilbud om praktik", "vitas"),
    ("leverandør vil stoppe borger", "Leverandøren beder om at stoppe et tilbud", "inden 3 hverdage"),
    ("klage frist", "Når borgeren klager", "inden 4 uger"),
    ("hjemløs uden adrese breve", "Borgere uden adresse", "ved det første møde"),
    ("syge dagpenge forlænges hvornår", "Forlængelse af sygedagpenge", "22 uger"),
    ("kontor stol praktik", "Hjælpemidler til praktik og job", "før den første dag"),
    ("hvor mange samtaler dagpenge uge 24", "Seks samtaler i det første halve år", "senest uge 24"),
    ("sanktion psykisk syg", "Personmarkering af borgere", "ikke skal have en sanktion"),
    ("afsoning politi stop kontanthjælp", "Borgeren udebliver fra afsoning", "kan ikke alene stoppe hjælpen"),
    ("borger vil se sin journal", "Når nogen vil se en sag", "inden 7 arbejdsdage"),
]


@pytest.mark.parametrize(("query", "title", "fact"), TASKS, ids=[task[0] for task in TASKS])
def test_a_hurried_query_leads_to_the_fact(page, query: str, title: str, fact: str):
    page.goto("/")
    page.get_by_role("combobox", name="Søg i portalen").fill(query)
    page.keyboard.press("Enter")
    first = page.locator("ol.results > li:nth-child(-n + 3)")
    first.get_by_role("link", name=title).first.click()
    expect(page.locator("h1")).to_contain_text(title)
    assert fact in page.locator("main").inner_text().casefold()
