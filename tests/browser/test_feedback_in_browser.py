"""In a real browser: a caseworker tells that a page did not help, the office answers, and the page shows it; a wish is filed."""

import pytest
from playwright.sync_api import expect

from waiting import until

PROCEDURE = "/procedures/kontanthjaelp-og-raadighed/udeblivelse-fra-samtale/"
LETTER = "/letters/partshoering-udeblivelse-samtale/"


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def reader(request, browser, address):
    """A reader's page, with JavaScript and without."""
    context = browser.new_context(base_url=address, java_script_enabled=request.param, locale="da-DK")
    yield context.new_page()
    context.close()


def answer(page, *, shown: str, text: str, status: str = "besvaret") -> None:
    """What the office does: open the newest message, write an answer, and let others see it."""
    page.goto("/indbakke/")
    page.locator(".inbox a").first.click()
    page.get_by_label("Status", exact=True).select_option(status)
    page.get_by_label("Svaret", exact=True).fill(text)
    page.get_by_label("Vis det for andre").check()
    page.get_by_label("som andre ser det").fill(shown)
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Gemt. Andre kan se det.").wait_for()


@pytest.mark.parametrize("path", [PROCEDURE, LETTER])
def test_a_caseworker_asks_the_office_answers_and_the_page_shows_it(reader, page, path: str):
    reader.goto(path)
    reader.get_by_label("Nej").check()
    reader.get_by_label("Hvad mangler").fill("Hvad gør jeg, når 310299-1234 ringer?")
    reader.get_by_role("button", name="Send").click()
    thanks = reader.get_by_role("status").filter(has_text="Tak.")
    thanks.wait_for()
    assert "Vi har gemt din besked som nummer" in thanks.inner_text()

    answer(page, shown=f"Hvad gør jeg, når borgeren ringer? {path}", text="Notér opkaldet i Fasit.")

    reader.goto(path)
    reader.get_by_role("link", name="Spørgsmål og svar om siden").click()
    assert "Notér opkaldet i Fasit." in reader.locator(".answered").inner_text()
    page.goto(path)
    page.locator(".feedback").scroll_into_view_if_needed()
    page.locator(".answers-here").wait_for()
    assert f"når borgeren ringer? {path}" in page.locator(".answers-here").inner_text()
    assert "1234" not in page.locator(".answers-here").inner_text()


def test_a_wish_is_filed_and_shown_when_the_office_has_read_it(reader, page):
    reader.goto("/sog/?q=qqxyzzy")
    reader.get_by_role("link", name="Ønsk den her").click()
    expect(reader.get_by_label("Hvilken side mangler du?")).to_have_value("qqxyzzy")
    reader.get_by_label("Hvilken side mangler du?").fill("Barsel for selvstændige")
    reader.get_by_role("button", name="Send ønsket").click()
    reader.get_by_role("status").filter(has_text="Tak.").wait_for()

    answer(page, shown="Barsel for selvstændige", text="Siden kommer i januar.", status="i gang")

    reader.goto("/oensker/")
    assert "Barsel for selvstændige" in reader.locator(".entries").first.inner_text()
    assert "I gang" in reader.locator(".entries").first.inner_text()


def test_the_question_takes_little_room_until_it_is_answered(page):
    page.goto(PROCEDURE)
    assert not page.get_by_role("button", name="Send").is_visible()
    page.get_by_label("Ja", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Send")).to_be_visible()


def test_what_is_not_sent_is_said_beside_the_button_and_the_text_stays(browser, address):
    context = browser.new_context(base_url=address)
    made = context.new_page()
    made.goto(PROCEDURE)
    made.get_by_label("Nej").check()
    made.get_by_label("Hvad mangler").fill("En lang tekst")
    made.route("**/feedback/", lambda route: route.abort())
    made.get_by_role("button", name="Send").click()
    told, kept = made.get_by_role("alert").inner_text(), made.get_by_label("Hvad mangler").input_value()
    context.close()
    assert "Den står her stadig" in told
    assert kept == "En lang tekst"


def test_a_chosen_hit_is_counted_without_script_and_the_link_is_plain(reader, page):
    for _ in range(4):
        reader.goto("/sog/?q=partshøring")
        link = reader.locator("ol.results > li h2 a").nth(5)
        title = link.inner_text()
        assert link.get_attribute("href").startswith("../")
        link.click()
        expect(reader.locator("h1")).to_contain_text(title)
    row = page.get_by_role("row").filter(has_text="partshøring").filter(has_text=title)

    def shown() -> bool:
        page.goto("/soegelog/")
        return row.count() >= 1

    until(shown)  # a click is told of beside the way to the page


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
@pytest.mark.parametrize(
    "path",
    [
        PROCEDURE,
        f"/feedback/?side={PROCEDURE}",
        "/oensker/",
        "/oensker/?tak=1",
        "/indbakke/?status=alle",
        "/indbakke/1/",
        "/soegelog/",
        "/tilgaengelighed/",
        "/privatliv/",
    ],
)
def test_every_new_page_is_accessible(browser, address, path: str, width: int, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    made = context.new_page()
    made.request.post("/oensker/", form={"titel": "Et ønske"}) if path == "/indbakke/1/" else None
    made.goto(path)
    for choice in made.locator(".feedback input[value=nej]").all():
        choice.check()
    found = Axe().run(made).response["violations"]
    overflow = made.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    assert overflow <= 0
