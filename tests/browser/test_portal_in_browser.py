"""A caseworker's way through the portal in a real browser, and what axe-core finds on the way."""

import pytest
from playwright.sync_api import expect

from waiting import stand_still

PROCEDURE = "/procedures/kontanthjaelp-og-raadighed/udeblivelse-fra-samtale/"
KINDS = {
    "front": "/",
    "procedure": PROCEDURE,
    "letter": "/letters/afgoerelse-ophoer-sygedagpenge/",
    "term": "/glossary/min-plan/",
    "contact": "/contacts/ydelsesservice/",
    "law": "/law/",
    "table": "/procedures/tvaergaaende/valg-af-kanal/",
    "results": "/sog/?q=sygedagpenge",
    "a-to-z": "/a-aa/",
}


def test_a_typing_error_leads_to_the_deadline(page):
    page.goto("/")
    page.get_by_role("combobox", name="Søg i portalen").fill("udeblivlse fra samtale")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Borgeren udebliver fra en samtale").first.click()
    page.wait_for_url(f"**{PROCEDURE}")
    assert "Inden kl. 10 næste dag" in page.locator(".brief .deadline").inner_text()


def test_slash_finds_the_field_and_arrows_and_enter_open_a_page(page):
    page.goto(PROCEDURE)
    page.keyboard.press("/")
    page.keyboard.insert_text("sygedagp")  # at once: proposals for a part of it would be taken away again
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    field = page.get_by_role("combobox")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert "forslag" in page.locator("form [role=status]").inner_text()
    title = chosen.locator("span").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_proposals_stand_in_front_of_the_front_page(page):
    page.goto("/")
    page.get_by_role("combobox").fill("sygedagp")
    page.get_by_role("option").first.wait_for()
    last = page.get_by_role("option").last
    box = last.bounding_box()
    there = "([x, y]) => document.elementFromPoint(x, y).closest('[role=option]')?.id"
    assert page.evaluate(there, [box["x"] + 20, box["y"] + 10]) == last.get_attribute("id")


def test_escape_closes_the_proposals_and_keeps_the_text(page):
    page.goto(PROCEDURE)
    page.get_by_role("combobox").fill("sygedagp")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    assert page.get_by_role("combobox").input_value() == "sygedagp"


def test_a_term_is_explained_on_keyboard_focus_and_goes_away_on_escape(page):
    page.goto(PROCEDURE)
    page.locator("a.term").first.focus()
    explanation = page.get_by_role("tooltip")
    assert page.locator("a.term").first.get_attribute("data-definition") in explanation.inner_text()
    page.keyboard.press("Escape")
    expect(explanation).to_have_count(0)


def test_the_first_tap_on_a_term_explains_it_and_the_second_opens_it(browser, address):
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(PROCEDURE)
    page.locator("a.term").first.tap()
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.locator("a.term").first.tap()
    page.wait_for_url("**/glossary/**")
    context.close()


def test_a_standard_text_is_copied_as_it_is_written(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.clock.install()
    page.goto("/snippets/klagevejledning/")
    stand_still(page)
    page.get_by_role("button", name="Kopiér teksten").click()
    page.get_by_text("Kopieret").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#tekst").inner_text()


def test_the_menu_opens_and_closes_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(PROCEDURE)
    button = page.get_by_role("button", name="Menu")
    button.click()
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu.get_by_role("link", name="Breve", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_a_chosen_look_stays_on_the_next_page(page):
    page.goto("/")
    page.get_by_role("button", name="Skift mellem lys og mørk").click()
    page.goto(PROCEDURE)
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_reading_and_searching_work_without_script(browser, address):
    context = browser.new_context(
        base_url=address, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(PROCEDURE)
    assert (
        page.get_by_role("navigation", name="Menu").get_by_role("link", name="Breve", exact=True).is_visible()
    )
    page.locator("input[name=q]").fill("klage")
    page.locator("form[role=search] button").click()
    page.get_by_role("link", name="Når borgeren klager").first.click()
    expect(page.locator("h1")).to_have_text("Når borgeren klager")
    context.close()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_nothing_is_wider_than_the_window(page, path: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing(browser, address, path: str, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        base_url=address, color_scheme=scheme, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto(path)
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    context.close()
    assert [(v["id"], [node["html"] for node in v["nodes"]][:3]) for v in found.response["violations"]] == []


def test_axe_finds_nothing_in_the_open_proposals_and_an_explanation(page):
    from axe_playwright_python.sync_playwright import Axe

    page.goto(PROCEDURE)
    page.get_by_role("combobox").fill("sygedagp")
    page.get_by_role("option").first.wait_for()
    found = Axe().run(page)
    assert [(v["id"], [node["html"] for node in v["nodes"]][:3]) for v in found.response["violations"]] == []
