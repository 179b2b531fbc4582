"""The service: pages, search and health over HTTP, in process."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rettesnor.load import load
from rettesnor.portal.published import Published
from rettesnor.search.build import build
from rettesnor.search.searcher import Searcher
from rettesnor.search.store import INDEX, store
from rettesnor.web import create

TODAY = datetime.date(2026, 11, 22)
PAGE = "/procedures/ydelse/udeblivelse/"


@pytest.fixture
def client(root: Path) -> Iterator[TestClient]:
    """The app over a small portal and its index."""
    project = load(root)
    published = Published(root)
    published.publish(project, today=TODAY)
    build(project, store(root))
    with TestClient(create(folder=published.current, search=Searcher(store(root)))) as made:
        yield made


def test_a_page_is_shown(client: TestClient):
    answer = client.get(PAGE)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Borgeren udebliver" in answer.text


def test_an_unknown_page_says_what_to_do(client: TestClient):
    answer = client.get("/procedures/findes/ikke/")
    assert answer.status_code == 404
    assert "Siden findes ikke" in answer.text
    assert 'href="/a-aa/"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/../../content/organisation.yml",
        "/%2e%2e/%2e%2e/current",
        "/..%2fstate",
        "/state",
        "/%00",
        "/" + "a" * 5000,
        "/index.html/x",
    ],
)
def test_nothing_outside_the_portal_is_served(client: TestClient, path: str):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [PAGE, "/sog/?q=udebliver", "/api/search?q=x", "/health", "/findes-ikke"])
def test_every_answer_has_the_strict_policy(client: TestClient, path: str):
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_page_is_sent_packed_and_only_when_it_has_changed(client: TestClient):
    first = client.get(PAGE)
    again = client.get(PAGE, headers={"If-None-Match": first.headers["etag"]})
    assert first.headers["content-encoding"] == "gzip"
    assert first.headers["cache-control"] == "no-cache"
    assert again.status_code == 304


def test_assets_are_kept_for_ever_because_their_names_change(client: TestClient):
    style = next(part for part in client.get("/").text.split('"') if part.endswith(".css"))
    answer = client.get(f"/{style.removeprefix('./')}")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]


def test_search_answers_as_the_contract_says(client: TestClient):
    answer = client.get("/api/search", params={"q": "udeblivelse"}).json()
    assert set(answer) == {"version", "query", "took_ms", "total", "did_you_mean", "hits"}
    assert set(answer["hits"][0]) == {"id", "kind", "title", "url", "snippet", "score"}
    assert answer["hits"][0]["url"] == PAGE


def test_a_suggestion_leads_somewhere(client: TestClient):
    suggestions = client.get("/api/suggest", params={"q": "borgeren ud"}).json()["suggestions"]
    assert {"text": "Borgeren udebliver", "url": PAGE, "kind_name": "Arbejdsgang"} in suggestions


def test_a_typing_error_is_answered_with_what_search_finds(client: TestClient):
    suggestions = client.get("/api/suggest", params={"q": "udebliver borgern"}).json()["suggestions"]
    assert suggestions[0]["url"] == PAGE


def test_the_results_page_needs_no_script(client: TestClient):
    answer = client.get("/sog/", params={"q": "udeblivelse"})
    assert '<a href="../procedures/ydelse/udeblivelse/">Borgeren udebliver</a>' in answer.text
    assert "<title>udeblivelse – Søg" in answer.text
    assert 'href="?q=udeblivelse&amp;kind=procedure"' in answer.text


def test_a_chosen_facet_leads_back(client: TestClient):
    answer = client.get("/sog/", params={"q": "udeblivelse", "kind": "procedure"})
    assert '<a href="?q=udeblivelse" aria-current="true">' in answer.text


def test_the_old_address_keeps_its_query(client: TestClient):
    assert client.get("/sog?q=a%26b", follow_redirects=False).headers["location"].endswith("sog/?q=a%26b")


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", '" onfocus="alert(1)', "{{ 7*7 }}", "\\1\\g<0>", "</title>"]
)
def test_a_query_is_text_on_the_results_page(client: TestClient, query: str):
    page = client.get("/sog/", params={"q": query}).text
    assert "<script>alert" not in page
    assert ' onfocus="' not in page
    assert page.count("</title>") == 1


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "x" * 20_000},
        {"q": "udeblivelse", "side": "-1"},
        {"q": "udeblivelse", "side": "9" * 30},
        {"q": "udeblivelse", "side": "²"},
        {"q": "udeblivelse", "kind": "../../etc"},
        {"q": "\x00"},
        {"q": "*"},
        {},
    ],
)
@pytest.mark.parametrize("path", ["/sog/", "/api/search", "/api/suggest"])
def test_odd_queries_are_answered(client: TestClient, path: str, parameters: dict[str, str]):
    assert client.get(path, params=parameters).status_code == 200


def test_reading_goes_on_without_an_index(client: TestClient, root: Path):
    shutil.rmtree(root / INDEX)
    fresh = TestClient(create(folder=Published(root).current, search=Searcher(store(root))))
    assert fresh.get(PAGE).status_code == 200
    assert fresh.get("/api/search", params={"q": "x"}).json() == {"error": "Søgningen svarer ikke lige nu."}
    assert "Søgningen svarer ikke lige nu" in fresh.get("/sog/", params={"q": "x"}).text
    assert fresh.get("/health").json()["search"] is False


def test_health_tells_that_there_is_no_portal_yet(tmp_path: Path):
    client = TestClient(create(folder=Published(tmp_path).current, search=Searcher(store(tmp_path))))
    assert client.get("/health").status_code == 503
    assert client.get("/").status_code == 503


def test_a_link_out_of_the_portal_on_disk_is_not_followed(client: TestClient, root: Path):
    current = Published(root).current()
    assert current is not None
    (current / "ud").symlink_to(root / "content")
    assert client.get("/ud/organisation.yml").status_code == 404


def test_a_folder_leads_to_its_page_on_the_same_host(client: TestClient):
    answer = client.get("/procedures/ydelse", headers={"Host": "evil.example"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "./ydelse/")


def test_a_fault_of_ours_tells_nothing_and_keeps_the_policy(root: Path):
    def fail() -> Path | None:
        raise RuntimeError("/hemmelig/sti")

    app = create(folder=fail, search=Searcher(store(root)))
    answer = TestClient(app, raise_server_exceptions=False).get("/")
    assert (answer.status_code, answer.text) == (500, "Der er sket en fejl hos os. Prøv igen om lidt.")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("rubbish", [b"\xff", b"", b"generation-1"])
def test_rubbish_for_the_name_of_the_current_build_is_no_build(
    client: TestClient, root: Path, rubbish: bytes
):
    pointer = root / ".rettesnor/site/current"
    pointer.unlink()
    pointer.write_bytes(rubbish)
    assert client.get("/").status_code == 503


def test_only_reading_is_possible(client: TestClient):
    assert {client.request(method, PAGE).status_code for method in ("POST", "PUT", "DELETE")} == {405}
