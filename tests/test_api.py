"""The API that letter systems ask before they send: the contract's JSON, keys, limits, and no fault of ours."""

import asyncio
import datetime
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from starlette.applications import Starlette
from starlette.testclient import TestClient

from browser.serving import served
from rettesnor.checking.desk import Desk
from rettesnor.cli.main import main
from rettesnor.load import load
from rettesnor.model import ContentError
from rettesnor.search.build import build
from rettesnor.search.searcher import Searcher
from rettesnor.search.store import store
from rettesnor.web import create
from rettesnor.web.api import AT_WORK, WAITING, ApiRoutes
from rettesnor.web.frame import Frame
from rettesnor.workshop.keys import FILE, Keys
from waiting import finished

ROOT = Path(__file__).parents[1]
CHECKS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
]
DAY = datetime.date(2026, 11, 22)
LETTER = """---
title: Brev
kind: oplysning
audience: borger
owner: X
channels: [papir]
fields:
  navn: {type: text, label: Navn, example: Anna Prøvesen}
---
# Kom til møde 👋

Kære {{ navn }}. Vi ser på din jobplan.
"""


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"), today=lambda: DAY)


@pytest.fixture(scope="module")
def app(keys: Keys) -> Iterator[Starlette]:
    desk = Desk(ROOT, today=lambda: DAY)
    yield Starlette(routes=ApiRoutes(Frame(lambda: None), desk, keys).routes())
    desk.close()


@pytest.fixture(scope="module")
def key(keys: Keys) -> str:
    return keys.new("brevsystem", per_minute=100_000)


@pytest.fixture
def client(app: Starlette, key: str) -> TestClient:
    return TestClient(app, headers={"Authorization": f"Bearer {key}"})


def test_check_answers_with_the_contracts_report(client: TestClient) -> None:
    report = client.post("/api/check", json={"text": LETTER, "name": "brev.md"}).json()
    found = next(each for each in report["findings"] if each["rule"] == "jobplan")
    assert [*report] == ["version", "tool", "date", "files", "incomplete", "findings"]
    assert found["path"] == "brev.md"
    assert LETTER[found["start"] : found["end"]] == found["quote"] == "jobplan"
    assert found["fix"]["text"] == "Min Plan"


@pytest.mark.parametrize("form", ["text", "html"])
def test_check_reads_a_finished_letter(client: TestClient, form: str) -> None:
    text = "<p>Vi ser på din jobplan.</p>" if form == "html" else "Vi ser på din jobplan."
    report = client.post("/api/check", json={"text": text, "format": form}).json()
    assert [each["quote"] for each in report["findings"]] == ["jobplan"]


def test_check_tells_no_file_of_ours_by_a_link(client: TestClient) -> None:
    text = LETTER + "\n[Se](../../mkdocs.yml) [Se](../../nowhere.yml)\n"
    report = client.post("/api/check", json={"text": text}).json()
    assert [each for each in report["findings"] if each["rule"] == "dodt-link"] == []


def test_search_is_answered_while_many_ask_for_checks(root: Path, keys: Keys) -> None:
    build(load(root), store(root))
    desk = Desk(root, today=lambda: DAY)
    more = ApiRoutes(Frame(lambda: None), desk, keys).routes()
    asked = {"text": LETTER + "Du skal søge job hver uge, og vi ser på din jobplan. " * 300}
    headers = {"Authorization": f"Bearer {keys.new('mange', per_minute=100_000)}"}

    async def answers(address: str) -> tuple[list[httpx2.Response], list[httpx2.Response]]:
        limits = httpx2.Limits(max_connections=100)
        async with httpx2.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
            checks = [
                asyncio.create_task(client.post("/api/check", json=asked, headers=headers)) for _ in range(50)
            ]
            searches = [await client.get("/api/search", params={"q": "udeblivelse"}) for _ in range(3)]
            return [await each for each in checks], searches

    with served(create(folder=lambda: None, search=Searcher(store(root)), more=more)) as address:
        checks, searches = finished(answers(address))
    desk.close()

    assert [each.status_code for each in searches] == [200, 200, 200]
    assert {each.status_code for each in checks} <= {200, 503}
    assert sum(each.status_code == 200 for each in checks) >= AT_WORK + WAITING
    turned_away = [each for each in checks if each.status_code == 503]
    assert {each.headers["retry-after"] for each in turned_away} <= {"2"}
    assert all("i kø lige nu" in each.json()["error"] for each in turned_away)


def test_preview_shows_the_letter_with_its_values(client: TestClient) -> None:
    answer = client.post("/api/preview", json={"text": LETTER, "values": {"navn": "Bo <b>"}}).json()
    assert "Kære Bo &lt;b&gt;" in answer["html"]


def test_preview_on_paper_is_a_pdf(client: TestClient) -> None:
    asked = {"text": LETTER.replace("👋", ""), "values": {"navn": "Bo"}, "channel": "papir"}
    answer = client.post("/api/preview", json=asked).json()
    assert answer["pdf"].startswith("JVBERi")
    assert answer["pages"] == 1


def test_a_template_that_cannot_be_shown_is_an_answer_that_says_why(client: TestClient) -> None:
    answer = client.post("/api/preview", json={"text": "{{ 'x' * 10**9 }}"})
    assert answer.status_code == 200
    assert "plads" in answer.json()["error"]


def test_cite_answers_with_the_contracts_citations(client: TestClient) -> None:
    text = "Se forvaltningslovens § 19, stk. 2."
    (found,) = client.post("/api/cite", json={"text": text, "date": "2026-11-22"}).json()["citations"]
    assert found["pinpoints"][0]["paragraf"] == "19"
    assert text[found["start"] : found["end"]] == found["text"]


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Authorization": "Bearer rn_forkert"}, b"{}", 401),
        ({"Authorization": ""}, b"{}", 401),
        ({"Content-Type": "text/plain"}, b"{}", 415),
        ({}, b"{", 400),
        ({}, b'{"text": "\\ud800"}', 400),
        ({}, b"\xff", 400),
        ({}, b"{}", 422),
        ({}, b'{"text": 1}', 422),
        ({}, b'{"text": "", "mere": 1}', 422),
        ({}, b'{"text": "", "name": "../x"}', 422),
        ({}, b'{"text": "' + b"x" * 1_000_001 + b'"}', 413),
    ],
)
def test_what_is_no_question_is_refused_with_a_reason(
    client: TestClient, headers: dict[str, str], body: bytes, status: int
) -> None:
    answer = client.post("/api/check", content=body, headers={"Content-Type": "application/json", **headers})
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_key_is_limited_and_the_others_are_not(app: Starlette, keys: Keys) -> None:
    slow = TestClient(app, headers={"Authorization": f"Bearer {keys.new('langsom', per_minute=1)}"})
    other = TestClient(app, headers={"Authorization": f"Bearer {keys.new('anden', per_minute=1)}"})
    answers = [client.post("/api/cite", json={"text": ""}) for client in (slow, slow, other)]
    assert [answer.status_code for answer in answers] == [200, 429, 200]
    assert answers[1].headers["Retry-After"] == "60"


def test_a_key_is_never_kept_and_dies_when_it_is_revoked(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    key = keys.new("system")
    kept = (tmp_path / FILE).read_text()
    assert key not in kept
    assert keys.known(key)
    assert keys.revoke("system")
    assert keys.known(key) is None
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_nobody_has_a_key_while_their_file_is_broken(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    key = keys.new("system")
    (tmp_path / FILE).write_text("[")
    with pytest.raises(ContentError):
        keys.known(key)


def test_the_command_shows_a_key_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "--root", str(root), "new", "brevsystem"]) == 0
    key = capsys.readouterr().out.strip()
    assert Keys(root).known(key)
    assert main(["keys", "--root", str(root), "list"]) == 0
    assert key not in capsys.readouterr().out
    assert main(["keys", "--root", str(root), "new", "brevsystem"]) == 2


def test_the_page_names_every_address(client: TestClient) -> None:
    page = client.get("/api/").text
    assert {path for path in client.get("/api/openapi.json").json()["paths"] if path in page} == {
        "/api/check",
        "/api/preview",
        "/api/cite",
    }


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "ANDET"])
def test_another_method_is_told_which_one_there_is(client: TestClient, method: str) -> None:
    answer = client.request(method, "/api/check")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("path", ["/api/check", "/api/preview", "/api/cite"])
def test_no_question_makes_us_fail(
    app: Starlette, key: str, path: str, mode: schemathesis.GenerationMode
) -> None:
    described = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    questions = described[path]["POST"].as_strategy(generation_mode=mode)

    @settings(
        max_examples=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=questions)
    def ask(case: schemathesis.Case) -> None:
        response = case.call(headers={"Authorization": f"Bearer {key}"})
        case.validate_response(response, checks=CHECKS)

    ask()


@pytest.mark.parametrize("depth", [21, 600, 100_000])
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/check", '{"text": "x", "cases": {"a": {"x": %s}}}'),
        ("/api/preview", '{"text": "x", "values": {"x": %s}}'),
        ("/api/preview", '{"text": "x", "values": %s}'),
    ],
)
def test_values_in_many_layers_are_refused(client: TestClient, path: str, body: str, depth: int) -> None:
    answer = client.post(
        path, content=body % ("[" * depth + "]" * depth), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422
