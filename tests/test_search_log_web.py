"""Searches and opened hits are counted without a script, shown to editors, and off by one setting."""

import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rettesnor.feedback.searches import SearchLog
from rettesnor.load import load
from rettesnor.model.access import AccessSettings
from rettesnor.portal.published import Published
from rettesnor.search.build import build
from rettesnor.search.searcher import Searcher
from rettesnor.search.store import store
from rettesnor.web import create
from rettesnor.web.access import Access
from rettesnor.web.frame import Frame
from rettesnor.web.rates import RateLimit
from rettesnor.web.search_log import SearchLogRoutes
from rettesnor.web.workshop_page import WorkshopPage
from small_root import FILES

TODAY = datetime.date(2026, 11, 22)
PAGE = "/procedures/ydelse/udeblivelse/"
EDITOR = {"x-remote-user": "ea", "x-remote-role": "editor"}
Serve = Callable[[SearchLog | None], TestClient]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small content root of conftest, built and indexed once."""
    made = tmp_path_factory.mktemp("portal")
    for name, text in FILES.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project = load(made)
    Published(made).publish(project, today=TODAY)
    build(project, store(made))
    return made


@pytest.fixture
def serve(root: Path) -> Serve:
    def app(log: SearchLog | None) -> TestClient:
        folder, search = Published(root).current, Searcher(store(root))
        access = Access(AccessSettings(mode="proxy", trusted=("10.0.0.5",)), key=b"n" * 32)
        limit = RateLimit(most=20, per_s=600)
        room = SearchLogRoutes(
            log, folder, WorkshopPage(Frame(folder), access), search, limit=limit, today=lambda: TODAY
        )
        app = create(folder=folder, search=search, more=room.routes(), searched=room.searched)
        return TestClient(app, client=("10.0.0.5", 5000))

    return app


@pytest.fixture
def log(tmp_path: Path) -> SearchLog:
    return SearchLog(tmp_path / "var/search-log.sqlite", keep_days=365)


@pytest.fixture
def client(serve: Serve, log: SearchLog) -> Iterator[TestClient]:
    with serve(log) as made:
        yield made


def test_a_search_is_counted_once_however_it_is_narrowed(client: TestClient, log: SearchLog):
    for query in ("?q=Udeblivelse", "?q=udeblivelse&kind=procedure", "?q=udeblivelse&side=2", "", "?q="):
        client.get(f"/sog/{query}")
    client.get("/api/suggest", params={"q": "udeb"})
    assert [(asked.query, asked.times) for asked in log.frequent(today=TODAY)] == [("udeblivelse", 1)]


def test_a_link_tells_that_it_was_opened_and_stays_a_plain_link(client: TestClient, log: SearchLog):
    page = client.get("/sog/", params={"q": "udeblivelse"}).text
    link = re.search(
        r'<a href="\.\./procedures/ydelse/udeblivelse/" ping="\.\.(/api/search/chosen\?[^"]*)">', page
    )
    assert link
    assert (
        client.post(
            link[1].replace("&amp;", "&"), content="PING", headers={"content-type": "text/ping"}
        ).status_code
        == 204
    )
    assert log.summary(today=TODAY).clicked == 1


@pytest.mark.parametrize(
    "query",
    [
        {"q": "x", "side": "/findes/ikke/", "nr": "1"},
        {"q": "x", "side": "https://evil.example/", "nr": "1"},
        {"q": "x", "side": PAGE, "nr": "0"},
        {"q": "x", "side": PAGE, "nr": "-1"},
        {"q": "x", "side": PAGE, "nr": "9" * 30},
        {"q": "x", "side": PAGE, "nr": "²"},
        {"q": "x" * 5000, "side": PAGE, "nr": "1"},
        {"q": "", "side": PAGE, "nr": "1"},
        {},
    ],
)
def test_what_cannot_be_a_hit_is_not_counted(client: TestClient, log: SearchLog, query: dict[str, str]):
    assert client.post("/api/search/chosen", params=query).status_code == 204
    assert log.summary(today=TODAY).clicked == 0


def test_another_site_and_a_machine_count_for_little(client: TestClient, log: SearchLog):
    hit = {"q": "x", "side": PAGE, "nr": "1"}
    assert (
        client.post("/api/search/chosen", params=hit, headers={"sec-fetch-site": "cross-site"}).status_code
        == 403
    )
    for _ in range(30):
        client.post("/api/search/chosen", params=hit)
    assert log.summary(today=TODAY).clicked == 20


def test_editors_see_what_to_add(client: TestClient, log: SearchLog):
    log.searched("bøvl med ferie", 0, today=TODAY)
    log.searched("udeblivelse", 0, today=TODAY)
    log.chosen("udeblev", PAGE, 7, today=TODAY)
    page = client.get("/soegelog/", headers=EDITOR).text
    assert "- [&#34;bøvl med ferie&#34;, &#34;ordet på siden&#34;]" in page
    assert "- [udeblev, &#34;borgeren udebliver&#34;]" in page
    assert "[udeblivelse," not in page  # it is found by now


@pytest.mark.parametrize("headers", [{}, {"x-remote-user": "la", "x-remote-role": "reader"}])
def test_only_the_office_reads_the_log(client: TestClient, headers: dict[str, str]):
    assert client.get("/soegelog/", headers=headers).status_code == 403


def test_nothing_is_counted_where_it_is_turned_off(serve: Serve):
    with serve(None) as client:
        page = client.get("/sog/", params={"q": "udeblivelse"}).text
        assert "ping=" not in page
        assert (
            client.post("/api/search/chosen", params={"q": "x", "side": PAGE, "nr": "1"}).status_code == 204
        )
        assert "Søgeloggen er slået fra" in client.get("/soegelog/", headers=EDITOR).text


def test_search_answers_where_the_log_cannot_be_written(serve: Serve, tmp_path: Path):
    (tmp_path / "var").write_text("en fil, hvor mappen skulle være")
    with serve(SearchLog(tmp_path / "var/search-log.sqlite", keep_days=365)) as client:
        assert client.get("/sog/", params={"q": "udeblivelse"}).status_code == 200
        assert (
            client.post("/api/search/chosen", params={"q": "x", "side": PAGE, "nr": "1"}).status_code == 204
        )


def test_no_synonym_is_proposed_for_words_that_stand_in_the_title(client: TestClient, log: SearchLog):
    log.chosen("udebliver", PAGE, 7, today=TODAY)
    page = client.get("/soegelog/", headers=EDITOR).text
    assert "Ordene står i titlen." in page
    assert "[udebliver," not in page
