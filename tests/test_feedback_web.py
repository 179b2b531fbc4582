"""Feedback and wishes over HTTP: taken from anybody, kept before it is thanked for, answered by the office alone."""

import csv
import datetime
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rettesnor.feedback.messages import FILE, Filter, Messages
from rettesnor.load import load
from rettesnor.model.access import AccessSettings
from rettesnor.portal.published import Published
from rettesnor.search.searcher import Searcher
from rettesnor.search.store import store
from rettesnor.web import create
from rettesnor.web.access import Access
from rettesnor.web.feedback import FeedbackRoutes
from rettesnor.web.frame import Frame
from rettesnor.web.inbox import InboxRoutes
from rettesnor.web.rates import RateLimit
from rettesnor.web.workshop_page import WorkshopPage
from small_root import FILES

NOW = datetime.datetime(2026, 11, 22, 10, 0, tzinfo=datetime.UTC)
PAGE = "/procedures/ydelse/udeblivelse/"
PROXY = "10.0.0.5"
EDITOR = {"x-remote-user": "ea", "x-remote-role": "editor"}
HTML, JSON = {"accept": "text/html"}, {"accept": "application/json"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small content root of conftest, built once."""
    root = tmp_path_factory.mktemp("portal")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Published(root).publish(load(root), today=NOW.date())


@pytest.fixture
def messages(tmp_path: Path) -> Messages:
    return Messages(tmp_path / FILE, keep_days=365)


@pytest.fixture
def client(built: Path, tmp_path: Path, messages: Messages) -> Iterator[TestClient]:
    """The app behind a proxy that signs people in."""
    access = Access(AccessSettings(mode="proxy", trusted=(PROXY,)), key=b"n" * 32)
    rooms = (
        FeedbackRoutes(messages, lambda: built, access, limit=RateLimit(most=5, per_s=600), now=lambda: NOW),
        InboxRoutes(messages, lambda: built, WorkshopPage(Frame(lambda: built), access), now=lambda: NOW),
    )
    more = [route for room in rooms for route in room.routes()]
    app = create(folder=lambda: built, search=Searcher(store(tmp_path)), more=more)
    with TestClient(app, client=(PROXY, 5000), follow_redirects=False) as made:
        yield made


def token(client: TestClient, path: str, headers: dict[str, str] = EDITOR) -> str:
    found = re.search('name="token" value="([^"]*)"', client.get(path, headers=headers).text)
    assert found
    return found[1]


def kept(messages: Messages) -> list[str]:
    return [message.text for message in messages.find(Filter(), now=NOW)]


def test_every_page_and_letter_asks_and_says_who_reads_the_answer(client: TestClient):
    page = client.get(PAGE).text
    assert 'action="../../../feedback/" method="post" data-feedback data-owner="ydelsesservice"' in page
    assert "Ydelsesservice læser beskeden." in page
    assert "data-feedback" in client.get("/letters/partshoering/").text
    assert "data-feedback" not in client.get("/findes-ikke/").text


def test_without_script_the_reader_gets_a_receipt_on_a_page_of_its_own(
    client: TestClient, messages: Messages
):
    answer = client.post(
        "/feedback/", data={"side": PAGE, "fandt": "nej", "besked": "Fristen mangler."}, headers=HTML
    )
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "?side=%2Fprocedures%2Fydelse%2Fudeblivelse%2F&tak=1",
    )
    receipt = client.get(f"/feedback/{answer.headers['location']}").text
    assert "Tak. Vi har gemt din besked som nummer 1." in receipt
    assert kept(messages) == ["Fristen mangler."]


def test_a_script_gets_the_thanks_as_json(client: TestClient):
    answer = client.post("/feedback/", data={"side": PAGE, "fandt": "ja"}, headers=JSON)
    assert answer.json() == {"version": 1, "id": 1, "message": "Tak. Vi har gemt din besked som nummer 1."}


def test_it_goes_to_the_owner_of_the_page_whatever_the_form_says(client: TestClient, messages: Messages):
    client.post("/feedback/", data={"side": PAGE, "fandt": "nej", "owner": "kontor-1", "unit": "kontor-1"})
    (message,) = messages.find(Filter(), now=NOW)
    assert (message.unit, message.title, message.status) == ("ydelsesservice", "Borgeren udebliver", "ny")


@pytest.mark.parametrize(
    ("data", "status", "told"),
    [
        ({"side": PAGE}, 422, "Svar ja eller nej"),
        ({"side": PAGE, "fandt": "nej", "besked": "x" * 4001}, 422, "Der er plads til 4000 tegn"),
        ({"side": "/findes/ikke/", "fandt": "nej"}, 404, "Siden findes ikke"),
        ({"side": "/../../etc/", "fandt": "nej"}, 404, "Siden findes ikke"),
        ({"side": "/sog/", "fandt": "nej"}, 404, "Siden findes ikke"),
        ({"fandt": "nej"}, 404, "Siden findes ikke"),
        ({"side": PAGE, "fandt": "nej", "hjemmeside": "https://spam.example"}, 422, "skal være tomt"),
        ({"side": PAGE, "fandt": "nej", "besked": "x" * 70_000}, 413, "Det fylder for meget"),
    ],
    ids=["empty", "long", "no page", "outside", "asks nothing", "no side", "honeypot", "body"],
)
def test_what_is_not_kept_says_why(
    client: TestClient, messages: Messages, data: dict[str, str], status: int, told: str
):
    answer = client.post("/feedback/", data=data, headers=HTML)
    assert (answer.status_code, told in answer.text) == (status, True)
    assert kept(messages) == []


def test_what_was_written_stands_in_the_form_that_comes_back(client: TestClient):
    data = {"titel": "", "besked": "Hvad gør jeg ved <barsel>?", "kontakt": "lokal 12"}
    page = client.post("/oensker/", data=data, headers=HTML).text
    assert "Skriv, hvilken side du mangler." in page
    assert "Hvad gør jeg ved &lt;barsel&gt;?</textarea>" in page
    assert 'value="lokal 12"' in page


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null"},
    ],
)
def test_another_site_cannot_send_for_a_reader(
    client: TestClient, messages: Messages, headers: dict[str, str]
):
    assert client.post("/feedback/", data={"side": PAGE, "fandt": "nej"}, headers=headers).status_code == 403
    assert client.post("/oensker/", data={"titel": "x"}, headers=headers).status_code == 403
    assert kept(messages) == []


def test_one_address_can_send_much_but_not_without_end(client: TestClient, messages: Messages):
    def send(address: str) -> int:
        return client.post("/oensker/", data={"titel": "x"}, headers={"x-forwarded-for": address}).status_code

    assert [send("192.0.2.1") for _ in range(6)] == [303] * 5 + [429]
    assert send("192.0.2.2") == 303
    assert len(kept(messages)) == 6


def test_addresses_are_never_written_down(client: TestClient, tmp_path: Path):
    client.post("/oensker/", data={"titel": "x"}, headers={"x-forwarded-for": "192.0.2.77"})
    assert b"192.0.2.77" not in (tmp_path / FILE).read_bytes()


def test_a_disk_that_refuses_is_told_and_the_text_is_not_lost(client: TestClient, tmp_path: Path):
    (tmp_path / "var").write_text("en fil, hvor mappen skulle være")
    answer = client.post("/feedback/", data={"side": PAGE, "besked": "Vigtigt"}, headers=HTML)
    assert answer.status_code == 503
    assert "Vi kunne ikke gemme beskeden" in answer.text
    assert "Vigtigt</textarea>" in answer.text
    assert (
        client.post("/feedback/", data={"side": PAGE, "besked": "Vigtigt"}, headers=JSON).status_code == 503
    )
    assert client.get("/oensker/").status_code == 200


def test_the_office_answers_and_the_page_shows_it(client: TestClient):
    client.post("/feedback/", data={"side": PAGE, "fandt": "nej", "besked": "Anna spørger om fristen"})
    assert client.get("/api/feedback/answers", params={"side": PAGE}).json() == {"version": 1, "answers": []}
    answer = client.post(
        "/indbakke/1/",
        data={
            "token": token(client, "/indbakke/1/"),
            "status": "besvaret",
            "vis": "1",
            "vist": "Hvad er fristen?",
            "svar": "Inden kl. 10 næste dag.",
            "enhed": "ydelsesservice",
        },
        headers=EDITOR,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "?gemt=1")
    shown = {"question": "Hvad er fristen?", "answer": "Inden kl. 10 næste dag.", "date": "22. november 2026"}
    assert client.get("/api/feedback/answers", params={"side": PAGE}).json()["answers"] == [shown]
    page = client.get("/feedback/", params={"side": PAGE}).text
    assert "Inden kl. 10 næste dag." in page
    assert "Anna" not in page


def test_a_wish_is_public_when_the_office_has_read_it(client: TestClient):
    client.post("/oensker/", data={"titel": "Barsel for selvstændige", "besked": "Hemmeligt"})
    before = client.get("/oensker/").text
    assert "Barsel for selvstændige" not in before
    assert "1 ønske er ikke læst af redaktionen endnu." in before
    data = {
        "token": token(client, "/indbakke/1/"),
        "status": "i gang",
        "vis": "1",
        "vist": "Barsel for selvstændige",
        "svar": "",
    }
    client.post("/indbakke/1/", data=data, headers=EDITOR)
    after = client.get("/oensker/").text
    assert "Barsel for selvstændige" in after
    assert "I gang" in after
    assert "Hemmeligt" not in after


def test_the_field_says_how_long_an_address_is_kept(client: TestClient, built: Path):
    told = "Vi gemmer det, som du skriver det, i højst 365 dage"

    assert told in client.get("/feedback/", params={"side": PAGE}).text
    assert told in client.get("/oensker/").text
    assert told in (built / PAGE.strip("/") / "index.html").read_text("utf-8")


def test_the_office_deletes_what_a_sender_asks_it_to(client: TestClient, messages: Messages, tmp_path: Path):
    for number in (1, 2):
        client.post("/oensker/", data={"titel": f"Ønske {number}", "kontakt": f"anna{number}@kk.example"})
    tokens = {"token": token(client, "/indbakke/1/")}
    contact = client.post("/indbakke/1/", data={**tokens, "slet": "kontakt"}, headers=EDITOR)
    whole = client.post("/indbakke/2/", data={**tokens, "slet": "alt", "sikker": "1"}, headers=EDITOR)

    assert (contact.headers["location"], whole.headers["location"]) == ("?gemt=1", "../?slettet=2")
    assert "Besked nr. 2 er slettet." in client.get("/indbakke/?slettet=2", headers=EDITOR).text
    assert [(each.title, each.contact) for each in messages.find(Filter(), now=NOW)] == [("Ønske 1", "")]
    assert b"@kk.example" not in (tmp_path / FILE).read_bytes()


def test_nothing_is_deleted_that_nobody_named(client: TestClient, messages: Messages):
    client.post("/oensker/", data={"titel": "Ønske", "kontakt": "lokal 12"})
    data = {"token": token(client, "/indbakke/1/"), "slet": "noget"}

    assert "Vælg, hvad der skal slettes." in client.post("/indbakke/1/", data=data, headers=EDITOR).text
    assert messages.count(Filter(), now=NOW) == 1


@pytest.mark.parametrize(
    "path", ["/indbakke/", "/indbakke/1/", "/indbakke/eksport.csv", "/indbakke/eksport.json"]
)
@pytest.mark.parametrize(
    "headers", [{}, {"x-remote-user": "la", "x-remote-role": "reader"}, {"x-remote-role": "approver"}]
)
def test_only_the_office_reads_what_was_sent(client: TestClient, path: str, headers: dict[str, str]):
    client.post("/oensker/", data={"titel": "Hemmeligt"})
    answer = client.get(path, headers=headers)
    assert answer.status_code == 403
    assert "Hemmeligt" not in answer.text


def test_an_answer_needs_the_token_of_our_own_form(client: TestClient, messages: Messages):
    client.post("/oensker/", data={"titel": "x"})
    answer = client.post("/indbakke/1/", data={"status": "afvist"}, headers=EDITOR)
    assert answer.status_code == 403
    assert [message.status for message in messages.find(Filter(), now=NOW)] == ["ny"]


def test_an_editor_of_one_unit_meets_its_messages_and_those_of_nobody(client: TestClient):
    client.post("/feedback/", data={"side": PAGE, "fandt": "nej", "besked": "Til ydelse"})
    client.post("/oensker/", data={"titel": "Til alle"})
    other = {**EDITOR, "x-remote-units": "kontor-1"}
    listed = client.get("/indbakke/", headers=other).text
    assert "Til alle" in listed
    assert "Til ydelse" not in listed
    assert client.get("/indbakke/1/", headers=other).status_code == 404
    assert "Til ydelse" not in client.get("/indbakke/eksport.json", headers=other).text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Ønsket", "Borgeren udebliver"]),
        ("?slags=oenske", ["Ønsket"]),
        ("?enhed=ydelsesservice", ["Borgeren udebliver"]),
        ("?enhed=-", ["Ønsket"]),
        ("?status=besvaret", []),
        ("?status=alle&slags=tilbagemelding", ["Borgeren udebliver"]),
        ("?alder=7", []),
        (f"?adresse={PAGE}", ["Borgeren udebliver"]),
        ("?enhed=%27%20OR%201=1", []),
    ],
)
def test_the_list_can_be_narrowed_and_taken_along(client: TestClient, query: str, titles: list[str]):
    client.post("/feedback/", data={"side": PAGE, "fandt": "nej"})
    client.post("/oensker/", data={"titel": "Ønsket"})
    listed = re.findall(
        r'<li><a href="../indbakke/\d+/">([^<]*)</a>', client.get(f"/indbakke/{query}", headers=EDITOR).text
    )
    exported = client.get(f"/indbakke/eksport.json{query}", headers=EDITOR).json()
    assert sorted(listed) == sorted(titles)
    assert sorted(row["titel"] for row in exported["beskeder"]) == sorted(titles)


def test_the_export_opens_in_a_spreadsheet_and_runs_nothing_there(client: TestClient):
    client.post("/feedback/", data={"side": PAGE, "besked": '=HYPERLINK("http://evil.example";"æøå")'})
    answer = client.get("/indbakke/eksport.csv", headers=EDITOR)
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert row["besked"] == '\'=HYPERLINK("http://evil.example";"æøå")'
    assert row["enhed"] == "ydelsesservice"
    assert answer.headers["content-disposition"] == 'attachment; filename="tilbagemeldinger.csv"'


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '" onfocus="x', "{{ 7*7 }}", "\\1\\g<0>", "</textarea><b>"]
)
def test_what_readers_write_is_text_on_every_page(client: TestClient, text: str):
    client.post("/feedback/", data={"side": PAGE, "besked": text, "kontakt": text})
    client.post("/oensker/", data={"titel": text, "besked": text})
    data = {"status": "besvaret", "vis": "1", "vist": text, "svar": text}
    for id in ("1", "2"):
        client.post(
            f"/indbakke/{id}/", data={**data, "token": token(client, f"/indbakke/{id}/")}, headers=EDITOR
        )
    pages = [
        client.get(path, headers=EDITOR).text
        for path in (
            "/indbakke/?status=alle",
            "/indbakke/1/",
            "/indbakke/2/",
            "/oensker/",
            f"/feedback/?side={PAGE}",
            '/oensker/?titel="><b>',
            '/indbakke/?adresse="><b>&enhed="><b>',
        )
    ]
    assert not any(
        "<script>alert" in page
        or ' onfocus="' in page
        or "<b>" in page
        or re.search(r"(?<![\w-])49(?![\w-])", page)
        for page in pages
    )


@pytest.mark.parametrize(
    "path",
    [
        "/feedback/",
        "/feedback/?side=%00",
        "/feedback/?side=" + "/a" * 500,
        "/feedback/?tak=²",
        "/oensker/?tak=x",
        "/api/feedback/answers",
    ],
)
def test_odd_addresses_are_answered(client: TestClient, path: str):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/indbakke/99999999999999999999999/",
        "/indbakke/?side=99999999999",
        "/indbakke/?side=²&alder=x&slags=x",
    ],
)
def test_odd_addresses_of_the_office_are_answered(client: TestClient, path: str):
    assert client.get(path, headers=EDITOR).status_code in {200, 404}


@pytest.mark.parametrize(
    ("body", "type"),
    [
        (b"\xff\xfe=\x00", "application/x-www-form-urlencoded"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"a=" * 30_000, "application/x-www-form-urlencoded"),
        (b"", ""),
    ],
)
def test_rubbish_is_refused_and_never_kept(client: TestClient, messages: Messages, body: bytes, type: str):
    answer = client.post("/feedback/", content=body, headers={"content-type": type})
    assert 400 <= answer.status_code < 500
    assert kept(messages) == []
