"""`address`: a real server over a copy of this repository's content. `browser`, `page`: Debian's Chromium on it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from serving import served

from waiting import LONGEST_S

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
NO_BROWSER = "Debian's chromium is not installed (tools/setup-test-machine.sh)"
OWN_SERVER = ("test_history_in_browser", "test_workshop_in_browser", "test_workshop_pages")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here needs Chromium. `--dist loadgroup` keeps those of one server together, which is then built once."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER))
            own = item.path.stem
            item.add_marker(pytest.mark.xdist_group(own if own in OWN_SERVER else "portal"))


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server over a copy of this repository's content."""
    import datetime

    from rettesnor.cli.readers import Readers
    from rettesnor.load import load
    from rettesnor.portal.published import Published
    from rettesnor.search.build import build
    from rettesnor.search.searcher import Searcher
    from rettesnor.search.store import store
    from rettesnor.web import assets, create
    from rettesnor.web.access import Access
    from rettesnor.web.decisions import DecisionRoutes

    root = tmp_path_factory.mktemp("portal")
    for name in ("content", "procedures", "letter_templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    project = load(root)
    Published(root).publish(project, today=datetime.date(2026, 11, 22))
    build(project, store(root))
    folder, search = Published(root).current, Searcher(store(root))
    access = Access(project.settings.access, key=b"n" * 32)
    readers = Readers(root, project.settings, access, folder=folder, search=search)
    decisions = DecisionRoutes(folder, lambda: project.decisions)
    app = create(
        folder=folder,
        search=search,
        more=[*assets.routes(), *readers.routes(), *decisions.routes()],
        searched=readers.searched,
    )
    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LONGEST_S * 1000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        fresh = launched.new_context

        def patient(**settings: object):
            """A fresh context that waits as long as a busy machine needs."""
            made = fresh(**settings)
            made.set_default_timeout(LONGEST_S * 1000)
            return made

        launched.new_context = patient
        yield launched


@pytest.fixture
def page(browser, address):
    """A fresh page; at the end it has asked no other host, and nothing was stopped by the policy or failed."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    made = context.new_page()
    hosts: set[str] = set()
    complaints: list[str] = []
    made.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    made.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda error: complaints.append(str(error)))
    yield made
    context.close()
    assert hosts <= {urlsplit(address).netloc}
    assert complaints == []
