"""A caseworker chooses a unit, and the office looks at its lists, in a real browser."""

import pytest

COMMON = "/procedures/kontanthjaelp-og-raadighed/journal-efter-samtale/"
OWN = "/procedures/kontanthjaelp-og-raadighed/journal-efter-samtale@center-laerkevej/"


def test_a_chosen_unit_is_remembered_in_the_browser_and_can_be_left_again(page):
    page.goto(COMMON)
    page.get_by_role("link", name="Center Lærkevej", exact=True).first.click()
    page.wait_for_url(f"**{OWN}")
    assert page.locator("#plan .variant-step ins").count() > 0

    page.goto(COMMON)
    page.get_by_role("link", name="Se, hvordan Center Lærkevej gør").click()
    page.wait_for_url(f"**{OWN}")

    page.get_by_role("link", name="Fælles", exact=True).click()
    page.wait_for_url(f"**{COMMON}")
    assert page.get_by_text("Du valgte din enhed sidst").count() == 0


def test_units_can_be_chosen_without_script(browser, address):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(COMMON)
    page.get_by_role("link", name="Center Lærkevej", exact=True).first.click()
    page.wait_for_url(f"**{OWN}")
    page.wait_for_load_state()
    assert page.locator("h3", has_text="Opdater Min Plan og aftalefeltet").count() == 1
    context.close()


def test_the_calendar_is_served_as_one(page):
    page.goto("/eftersyn/")
    answer = page.request.get(
        page.get_by_role("link", name="Hent listen til din kalender").get_attribute("href")
    )
    assert answer.headers["content-type"].startswith("text/calendar")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
@pytest.mark.parametrize("path", ["/eftersyn/", "/links/", OWN])
def test_axe_finds_nothing_and_nothing_is_cut_off(page, path: str, width: int, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
