"""Procedures as pictures and tables in a real browser: readable on a telephone, in the dark and on paper, clean for axe."""

import pytest

PAGES = {
    "steps": "/procedures/ydelse-og-sanktion/partshoering-og-afgoerelse/",
    "courses": "/forloeb/",
    "course": "/forloeb/dagpenge/",
    "units": "/hvem-goer-hvad/",
    "unit": "/hvem-goer-hvad/ydelsesservice/",
    "twice": "/dobbeltregistrering/",
    "deadlines": "/frister/kontanthjaelp-jobparat/",
    "decision": "/decisions/hvilket-center/",
    "end": "/decisions/hvilket-center/?svar=1&svar=1",
    "text": "/snippets/klagevejledning/",
    "shown text": "/procedures/ydelse-og-sanktion/ferie/",
    "rule": "/policy/klagevejledning/",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_fits_and_axe_finds_nothing(page, path):
    from axe_playwright_python.sync_playwright import Axe

    width = "document.documentElement.scrollWidth"
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(path)
    assert page.evaluate(width) <= 1440

    page.set_viewport_size({"width": 390, "height": 900})
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(width) <= 390
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []


def test_a_numbered_list_inside_a_step_has_its_numbers(page):
    page.goto(PAGES["steps"])
    points = page.locator(".steps li ol > li")
    marks = "each => each.map((li) => [getComputedStyle(li).listStyleType, getComputedStyle(li, '::before').content])"

    assert points.count() >= 3
    assert {style for style, _ in points.evaluate_all(marks)}.isdisjoint({"none"})
    assert {line for _, line in points.evaluate_all(marks)} == {"none"}


def test_a_listing_stands_as_lines_on_a_telephone(page):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(PAGES["deadlines"])
    cell = page.locator(".listing td[data-label='Hvornår']").first

    assert page.evaluate(
        "() => [...document.querySelectorAll('.scroll')].every((s) => s.scrollWidth <= s.clientWidth)"
    )
    assert cell.evaluate("(td) => getComputedStyle(td, '::before').content") == '"Hvornår "'


@pytest.mark.parametrize("path", [PAGES["steps"], PAGES["course"], PAGES["decision"]])
def test_every_line_of_a_picture_stays_in_its_box(page, path):
    page.goto(path)
    outside = """() => [...document.querySelectorAll(".diagram :is(a, g)")].flatMap((group) => {
      const box = group.querySelector(".box").getBoundingClientRect();
      return [...group.querySelectorAll("text")]
        .filter((text) => {
          const at = text.getBoundingClientRect();
          return at.left < box.left || at.right > box.right || at.top < box.top || at.bottom > box.bottom + 1;
        })
        .map((text) => text.textContent);
    })"""

    assert page.locator(".diagram .box").count() > 3
    assert page.evaluate(outside) == []


def test_a_picture_is_no_higher_than_a_sheet_on_paper(page):
    page.goto(PAGES["course"])
    page.emulate_media(media="print")
    heights = page.evaluate(
        "() => [...document.querySelectorAll('.diagram')].map((each) => each.getBoundingClientRect().height)"
    )

    assert max(heights) <= 23 * 96 / 2.54 + 1


@pytest.mark.parametrize("path", [PAGES["deadlines"], PAGES["unit"], PAGES["steps"]])
def test_no_table_is_wider_than_a_sheet_on_paper(page, path):
    page.set_viewport_size({"width": 680, "height": 960})
    page.goto(path)
    page.emulate_media(media="print")

    assert page.evaluate(
        "() => [...document.querySelectorAll('table')].every((t) => t.getBoundingClientRect().right <= 680)"
    )


def test_a_caseworker_finds_the_center_and_takes_an_answer_back(page):
    page.goto(PAGES["decision"])
    page.get_by_role("button", name="Ja", exact=True).click()
    page.get_by_role("button", name="Nej", exact=True).click()
    page.get_by_role("button", name="Kontanthjælp").click()
    page.get_by_role("button", name="Nej, aktivitetsparat").click()
    page.get_by_role("heading", name="Center Lærkevej").wait_for()

    page.get_by_role("link", name="Ret svaret på »Er borgeren jobparat?«").click()
    page.get_by_role("button", name="Ja", exact=True).click()
    page.get_by_role("heading", name="Arbejdsmarkedscentret").wait_for()
    page.locator(".ended").get_by_role("link", name="Seks samtaler i det første halve år").click()

    assert page.locator("h1").inner_text() == "Seks samtaler i det første halve år"


def test_the_button_copies_the_text_as_it_is_read(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page.goto(PAGES["shown text"])
    page.get_by_role("button", name="Kopiér teksten »Ferievejledning«").click()
    page.get_by_text("Kopieret").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Vil du holde ferie?\n")
    assert "{" not in copied
