"""The page of deadlines answers by links and a form alone, and says what to mend."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from rettesnor.load import load
from rettesnor.load.deadlines import deadlines
from rettesnor.portal.published import Published
from rettesnor.search.searcher import Searcher
from rettesnor.search.store import store
from rettesnor.web import create
from rettesnor.web.deadlines import DeadlineRoutes

TODAY = datetime.date(2026, 11, 23)
DATA = (
    "closed_days:\n- {why: juleaftensdag, month: 12, day: 24}\n"
    "arrivals:\n- {channel: digital_post, days: 0}\n- {channel: min_side, days: null}\n- {channel: papir, days: 3}\n"
    "rules:\n- {id: klage, title: Klage til kommunen, amount: 4, unit: weeks}\n"
)


@pytest.fixture
def client(root: Path) -> Iterator[TestClient]:
    (root / "content/deadlines.yml").write_text(DATA, "utf-8")
    published = Published(root)
    published.publish(load(root), today=TODAY)
    form = Route("/frister/", DeadlineRoutes(published.current, lambda: deadlines(root)).page)
    app = create(folder=published.current, search=Searcher(store(root)), more=[form])
    with TestClient(app) as made:
        yield made


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("sendt=2026-11-23&kanal=digital_post&frist=klage", "<strong>mandag den 21. december 2026</strong>"),
        (
            "sendt=2026-11-26&kanal=digital_post&frist=klage",
            "(juleaftensdag, juledag, anden juledag og søndag)",
        ),
        ("sendt=2026-11-23&kanal=papir&frist=klage", "Brevet er fremme torsdag den 26. november 2026"),
        (
            "sendt=2026-11-23&kanal=min_side&frist=klage",
            "Vi ved ikke, hvornår et brev i denne kanal er fremme",
        ),
        ("sendt=i+morgen&kanal=papir&frist=klage", "Vælg den dag, brevet sendes."),
        ("sendt=9999-12-31&kanal=papir&frist=klage", "Vælg en dag mellem 2000 og 2100."),
        ("sendt=2026-11-23&kanal=due&frist=klage", "Vælg en frist og en kanal."),
        ("sendt=2026-11-23&kanal=papir&frist=%22%3E%3Cscript%3E", "Vælg en frist og en kanal."),
    ],
    ids=["plain", "moved", "paper", "unknown arrival", "no day", "far off", "no channel", "no rule"],
)
def test_the_form_answers(client: TestClient, asked: str, said: str) -> None:
    assert said in client.get(f"/frister/?{asked}").text


def test_what_is_asked_cannot_break_out_of_the_page(client: TestClient) -> None:
    assert '"><script>' not in client.get('/frister/?sendt="><script>&kanal="><script>&frist="><script>').text


def test_the_page_reads_without_the_server(client: TestClient) -> None:
    page = client.get("/frister/index.html").text

    assert '<td class="title">Klage til kommunen' in page
    assert re.search(r"<td[^>]*>21. december 2026</td><td[^>]*>ved vi ikke</td>", page)
    assert '<form class="ask"' not in page
