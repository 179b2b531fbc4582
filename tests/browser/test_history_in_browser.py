"""A caseworker sees when a page changed and why, reads it as of last year, and follows the news; and what axe-core finds."""

import datetime
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from serving import served

ROOT = Path(__file__).parents[2]
SIDE = "procedures/sygedagpenge/forlaengelse"
PAGES = {
    "page": f"/{SIDE}/",
    "versions": f"/historik/?side={SIDE}",
    "on-a-day": f"/paa-dag/?side={SIDE}&dato=2025-12-01",
    "unknown": "/paa-dag/?side=findes-ikke&dato=2025-12-01",
    "news": "/nyt/",
}


def git(root: Path, *arguments: str, day: str = "2025-06-01") -> None:
    moment = f"{day}T12:00:00+0100"
    identity = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (
        ("NAME", "P"), ("EMAIL", "p@example.org"), ("DATE", moment))}  # fmt: skip
    subprocess.run(["git", "-C", str(root), *arguments], check=True, env={**os.environ, **identity})


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server over this repository's content with a past of its own."""
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse
    from starlette.routing import Mount, Route

    from rettesnor.load import load
    from rettesnor.portal.past import PastPages
    from rettesnor.portal.published import Published
    from rettesnor.web.asof import PastRoutes
    from rettesnor.web.pages import Pages
    from rettesnor.web.security import SecurityHeaders

    root = tmp_path_factory.mktemp("past")
    for name in ("content", "procedures", "letter_templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    git(root, "init", "-q")
    git(root, "add", "content", "procedures", "letter_templates", "mkdocs.yml")
    git(root, "commit", "-q", "-m", "All")
    page = root / f"{SIDE}.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nRing altid først.\n", encoding="utf-8")
    git(root, "commit", "-qam", "Change", "-m", "Hvorfor: Mange glemte at ringe.", day="2026-03-01")
    Published(root).publish(load(root), today=datetime.date(2026, 11, 22))
    current, past = Published(root).current, PastPages(root)
    routes = PastRoutes(current, versions=past.versions, on=past.on)
    answers = Route("/api/feedback/answers", lambda _: JSONResponse({"answers": []}))
    app = SecurityHeaders(Starlette(routes=[*routes.routes(), answers, Mount("/", Pages(current))]))
    with served(app) as address:
        yield address


def test_a_caseworker_reads_the_page_as_of_last_year(page):
    page.goto(f"/{SIDE}/")
    assert "Sidst ændret 1. marts 2026" in page.locator(".since").inner_text()
    assert "Mange glemte at ringe." in page.locator(".since").inner_text()

    page.get_by_text("Hvad gjaldt den …").click()
    page.get_by_label("Dag").fill("2025-12-01")
    page.get_by_role("button", name="Vis siden").click()

    expect(page.locator("h1")).to_contain_text("den 1. december 2025")
    assert "Ring altid først." not in page.locator(".then").inner_text()
    assert page.locator(".differences ins").last.inner_text() == "Ring altid først."


def test_versions_are_one_click_away(page):
    page.goto(f"/{SIDE}/")
    page.locator(".since a").first.click()
    expect(page.locator("h1")).to_contain_text("Ændringer af »")
    assert page.locator(".versions ins").first.inner_text() == "Ring altid først."


def test_all_of_it_works_without_script(browser, address):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/{SIDE}/")
    page.get_by_text("Hvad gjaldt den …").click()
    page.get_by_label("Dag").fill("2025-12-01")
    page.get_by_role("button", name="Vis siden").click()
    expect(page.locator("h1")).to_contain_text("den 1. december 2025")
    context.close()


def test_what_is_new_is_known_to_the_browser_alone(page):
    page.goto("/nyt/")
    assert page.locator("[data-news-seen]").is_hidden()
    page.evaluate("localStorage.setItem('rettesnor.news', String(Date.parse('2025-07-01')))")

    page.goto("/nyt/")
    assert "siden du sidst var her." in page.locator("[data-news-seen]").inner_text()
    assert page.locator(".badge.info").count() >= 1

    page.goto("/nyt/")
    assert page.locator("[data-news-seen]").inner_text() == "Intet nyt, siden du sidst var her."
    assert page.context.cookies() == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing(browser, address, path: str, width: int, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(path)
    found = Axe().run(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert found.violations_count == 0, found.generate_report()
    assert overflow == 0
