"""What the service tells of itself: numbers, lines and readiness, and nothing of who asked or for what."""

import json
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from rettesnor.search.searcher import Searcher
from rettesnor.search.store import store
from rettesnor.web import create

LOCAL = ("127.0.0.1", 50_000)


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def client(tmp_path: Path, lines: list[str]) -> TestClient:
    site = tmp_path / "site"
    (site / "procedures").mkdir(parents=True)
    (site / "procedures" / "index.html").write_text("<h1>Arbejdsgange</h1>", encoding="utf-8")
    app = create(folder=lambda: site, search=Searcher(store(tmp_path)), log=lines.append)
    return TestClient(app, client=LOCAL)


def number(text: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, f"{name} is not among:\n{text}"
    return float(found[1])


def test_answers_are_counted_by_section_and_status(client: TestClient) -> None:
    client.get("/procedures/")
    client.get("/procedures/")
    client.get("/findes/ikke/")

    told = client.get("/metrics").text

    assert number(told, 'rettesnor_requests_total{method="GET",section="procedures",status="200"}') == 2
    assert number(told, 'rettesnor_requests_total{method="GET",section="andet",status="404"}') == 1
    assert number(told, 'rettesnor_request_seconds_count{section="procedures"}') == 2
    assert number(told, "rettesnor_index_pages") == 0
    assert number(told, "rettesnor_portal_built_timestamp_seconds") > 1e9


def test_many_made_up_paths_make_no_more_names(client: TestClient) -> None:
    for name in range(100):
        client.get(f"/{name}/")

    sections = set(re.findall(r'section="([^"]*)"', client.get("/metrics").text))

    assert sections == {"andet"}


def test_a_line_tells_what_was_answered_and_not_for_whom(client: TestClient, lines: list[str]) -> None:
    client.get("/procedures/", params={"q": "hemmelighed"}, headers={"User-Agent": "hemmelighed"})

    (line,) = map(json.loads, lines)
    assert (line["section"], line["method"], line["status"]) == ("procedures", "GET", 200)
    assert set(line) == {"time", "section", "method", "status", "milliseconds"}
    assert "hemmelighed" not in lines[0]


@pytest.mark.parametrize("client_address", [("10.0.0.7", 50_000), ("127.0.0.2", 50_000)])
def test_only_this_machine_is_told(tmp_path: Path, client_address: tuple[str, int]) -> None:
    app = create(folder=lambda: tmp_path, search=Searcher(store(tmp_path)))

    assert TestClient(app, client=client_address).get("/metrics").status_code == 404


def test_what_a_proxy_passes_on_is_not_from_this_machine(client: TestClient) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.7"}).status_code == 404


def test_the_service_is_alive_but_not_ready_without_search(client: TestClient) -> None:
    assert client.get("/health").status_code == 200
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"portal": True, "search": False})


def test_the_service_listens_on_a_socket_and_takes_over_one_that_was_left(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "http.sock"
    command = [
        sys.executable,
        "-m",
        "rettesnor",
        "serve",
        "--root",
        str(root),
        "--socket",
        str(place),
        "--log",
    ]
    for _ in range(2):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        with httpx2.Client(
            transport=httpx2.HTTPTransport(uds=str(place)), base_url="http://portal"
        ) as client:
            _ready(client)
        told = _told(process)
        process.kill()
        process.communicate()
        assert 200 in told
        assert place.stat().st_mode & 0o777 == 0o660


def _told(process: subprocess.Popen[str]) -> list[int]:
    """The statuses in the log up to the first 200; a line is written after its answer is sent."""
    late = threading.Timer(60, process.kill)
    late.start()
    statuses = []
    assert process.stderr
    for line in process.stderr:
        statuses.append(json.loads(line)["status"])
        if statuses[-1] == 200:
            break
    late.cancel()
    return statuses


def _ready(client: httpx2.Client) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if client.get("/ready").status_code == 200:
                return
        except httpx2.HTTPError:
            pass
        time.sleep(0.1)
    pytest.fail("the service does not answer")


def test_a_socket_that_somebody_answers_on_is_not_taken(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "http.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as other:
        other.bind(str(place))
        other.listen()
        done = subprocess.run(
            [sys.executable, "-m", "rettesnor", "serve", "--root", str(root), "--socket", str(place)],
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert "er optaget eller kan ikke bruges" in done.stderr
