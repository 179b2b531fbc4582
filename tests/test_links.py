"""`rettesnor links` against a local server that fails in every way: dead is told from moved, and both from »not now«."""

import asyncio
import datetime
import gzip
import http.server
import json
import os
import re
import shutil
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from rettesnor.checking.addresses import addresses, in_text
from rettesnor.checking.link_report import report
from rettesnor.checking.link_rewrites import rewrite
from rettesnor.checking.web_links import Manner, ask
from rettesnor.cli.main import main
from rettesnor.law.old_addresses import is_old, modern
from rettesnor.law.register import Register
from rettesnor.load import load
from rettesnor.load.link_report import REPORT, read_report
from rettesnor.load.root import TextFile
from rettesnor.model.statutes import Statute, Version
from rettesnor.model.web_links import Answer, LinkReport, Place
from rettesnor.portal.published import content_state
from rettesnor.portal.site import index
from rettesnor.portal.web_links import web_links_page
from waiting import until

HERE = Path(__file__).parent.parent
NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
# A local server may be slow on a busy machine: only what never ends is given up soon.
PATIENT = Manner(
    delay_s=0, timeout_s=60, deadline_s=60, tries=2, backoff_s=0.01, page_bytes=50_000, use_proxy=False
)
QUICK = msgspec.structs.replace(PATIENT, timeout_s=0.5, deadline_s=0.9)
PAGE = b"<html><h1 id=her>Her</h1><a name='der'></a></html>"


@pytest.fixture(autouse=True)
def _own_loop() -> Iterator[None]:
    """Browser tests that ran before in this process leave Playwright's loop marked as the running one."""
    running = asyncio.events._get_running_loop()
    asyncio.events._set_running_loop(None)
    yield
    asyncio.events._set_running_loop(running)


class Server(http.server.ThreadingHTTPServer):
    """Counts requests by method and path, and how many are answered at once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.over = threading.Event()
        self.seen: Counter[str] = Counter()
        self.starts: list[float] = []
        self.lock = threading.Lock()
        self.now = self.most = 0
        self.together = threading.Barrier(3, timeout=60)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves early is what these tests are about."""


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server  # pyright: ignore[reportIncompatibleVariableOverride] -- only we start it
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        server = self.server
        with server.lock:
            server.starts.append(time.monotonic())
            server.now += 1
            server.most = max(server.most, server.now)
            server.seen[f"{self.command} {self.path}"] += 1
            asked = sum(n for key, n in server.seen.items() if key.endswith(f" {self.path}"))
        self.say(self.path.partition("?")[0], asked)

    def say(self, path: str, time_asked: int) -> None:
        match path:
            case "/404" | "/410" | "/403" | "/500" | "/400":
                self.send(int(path[1:]))
            case "/500-then-ok":
                self.send(500 if time_asked <= 2 else 200)
            case "/429-then-ok":
                self.send(429 if time_asked == 1 else 200, {"Retry-After": "0"})
            case "/429-long":
                self.send(429, {"Retry-After": "3600"})
            case "/no-head":
                self.send(405 if self.command == "HEAD" else 200)
            case "/chain":
                self.send(301, {"Location": "/chain-2"})
            case "/chain-2":
                self.send(308, {"Location": "/ok"})
            case "/for-now":
                self.send(302, {"Location": "/ok"})
            case "/to-dead":
                self.send(301, {"Location": "/404"})
            case "/loop":
                self.send(302, {"Location": "/loop-2"})
            case "/loop-2":
                self.send(302, {"Location": "/loop"})
            case "/further":
                self.send(302, {"Location": f"/further?{time_asked}"})
            case "/to-file":
                self.send(302, {"Location": "file:///etc/passwd"})
            case "/silent":
                self.server.over.wait(60)
            case "/together":
                self.server.together.wait()
                self.send(200)
            case "/reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                os.close(self.connection.detach())  # what still reads from it would keep a closed one open
                self.close_connection = True
            case "/drip":
                self.send_response(200)
                self.send_header("Content-Length", "1000000")
                self.end_headers()
                while not self.server.over.wait(0.05):
                    self.wfile.write(b".")
            case "/huge":
                if self.command == "HEAD":
                    self.send(405)
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(10**12))
                self.end_headers()
                while not self.server.over.is_set():
                    self.wfile.write(b" " * 65536)
            case "/to-nowhere":
                self.send(301, {"Location": "http://[::1"})
            case "/to-signs":
                self.send(301, {"Location": "/\x1b]0;x\x07\x9b31m"})
            case "/wait":
                self.send(429, {"Retry-After": "\u00b2"})
            case "/many-headers":
                self.send(200, {f"X-{number}": "x" * 60_000 for number in range(90)})
            case "/no-gzip":
                self.send(200, {"Content-Encoding": "gzip"})
            case "/packed":
                self.pack(gzip.compress(b" "), "gzip")
            case _:
                self.send(200)

    def pack(self, data: bytes, encoding: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def send(self, code: int, headers: dict[str, str] | None = None) -> None:
        with self.server.lock:  # whoever gets the answer may ask again at once
            self.server.now -= 1
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(PAGE)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield made
    made.over.set()
    made.shutdown()
    made.server_close()


def asked(url: str, manner: Manner = PATIENT) -> Answer:
    (answer,) = ask([url], manner=manner, now=NOW)
    return answer


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/ok", "ok"),
        ("/404", "gone"),
        ("/410", "gone"),
        ("/400", "gone"),
        ("/403", "refused"),
        ("/500", "failing"),
        ("/500-then-ok", "ok"),
        ("/429-then-ok", "ok"),
        ("/429-long", "failing"),
        ("/no-head", "ok"),
        ("/for-now", "ok"),
        ("/chain", "moved"),
        ("/to-dead", "gone"),
        ("/loop", "loop"),
        ("/further", "loop"),
        ("/to-file", "invalid"),
        ("/to-nowhere", "invalid"),
        ("/to-signs", "invalid"),
        ("/wait", "failing"),
        ("/many-headers", "failing"),
        ("/no-gzip#her", "ok"),
        ("/packed#her", "ok"),
        ("/reset", "failing"),
        ("/huge", "ok"),
        ("/huge#her", "ok"),
        ("/ok#her", "ok"),
        ("/ok#der", "ok"),
        ("/ok#v%C3%A6k", "fragment"),
    ],
)
def test_every_kind_of_answer_is_told_apart(server: Server, path: str, status: str):
    assert asked(server.base + path).status == status


@pytest.mark.parametrize("path", ["/silent", "/drip#her"])
def test_what_never_ends_is_given_up(server: Server, path: str):
    assert asked(server.base + path, QUICK).status == "failing"


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://[::1/", "invalid"),
        ("http://", "invalid"),
        ("http://127.0.0.1:99999/", "invalid"),
        ("http://et navn/", "invalid"),
        ("ftp://x.example/", "invalid"),
    ],
)
def test_what_is_no_address_is_never_asked(url: str, status: str):
    assert asked(url).status == status


def test_a_moved_page_is_told_with_its_new_address_and_place(server: Server):
    assert asked(f"{server.base}/chain#her").to == f"{server.base}/ok#her"


def test_a_host_without_a_secure_connection_is_not_called_dead(server: Server):
    assert asked(server.base.replace("http:", "https:")).status == "tls"


def test_a_closed_port_is_not_called_dead():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"

        assert asked(url).status == "failing"


@pytest.mark.parametrize(
    ("error", "status"),
    [(socket.EAI_NONAME, "no_host"), (socket.EAI_AGAIN, "failing")],
    ids=["none", "no net"],
)
def test_a_host_that_does_not_exist_is_told_from_a_net_that_is_away(
    monkeypatch: pytest.MonkeyPatch, error: int, status: str
):
    def lookup(*_given: object, **_named: object) -> None:
        raise socket.gaierror(error, "nej")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)

    assert asked("http://findes-ikke.dk/").status == status


def test_a_page_is_asked_by_head_and_not_read(server: Server):
    asked(f"{server.base}/ok")

    assert server.seen == {"HEAD /ok": 1}


def test_what_may_pass_is_tried_again_and_what_is_gone_is_not(server: Server):
    asked(f"{server.base}/500")
    asked(f"{server.base}/404")

    assert server.seen == {"HEAD /500": 1, "GET /500": 2, "HEAD /404": 1, "GET /404": 1}


def test_a_long_wait_is_not_waited_for(server: Server):
    asked(f"{server.base}/429-long")

    assert server.seen["HEAD /429-long"] == 1


def test_a_host_is_asked_one_address_at_a_time_with_a_pause(server: Server):
    manner = msgspec.structs.replace(PATIENT, delay_s=0.05)

    answers = ask([f"{server.base}/{number}" for number in range(5)], manner=manner, now=NOW)

    gaps = [later - earlier for earlier, later in zip(server.starts, server.starts[1:], strict=False)]
    assert ([answer.status for answer in answers], server.most) == (["ok"] * 5, 1)
    assert min(gaps) >= 0.045


def test_the_turn_at_a_slow_host_does_not_count_as_waiting_for_an_answer(server: Server):
    manner = msgspec.structs.replace(PATIENT, delay_s=1.1, timeout_s=5, deadline_s=5)  # the last waits 5.5 s

    answers = ask([f"{server.base}/{number}" for number in range(6)], manner=manner, now=NOW)

    assert {answer.status for answer in answers} == {"ok"}


def test_hosts_are_asked_at_once(server: Server):
    others = [server.base.replace("127.0.0.1", same) for same in ("127.0.0.1", "127.0.1", "127.1")]

    answers = ask([f"{base}/together" for base in others], manner=PATIENT, now=NOW)

    assert {answer.status for answer in answers} == {"ok"}  # none is answered before all three have asked


def test_a_host_that_never_answers_is_given_up(server: Server):
    manner = msgspec.structs.replace(QUICK, broken_after=2, tries=1)

    answers = ask([f"{server.base}/silent?{number}" for number in range(5)], manner=manner, now=NOW)

    assert {answer.status for answer in answers} == {"failing"}
    until(lambda: sum(server.seen.values()) >= 2)
    assert sum(server.seen.values()) == 2


def made(urls: list[str], before: LinkReport | None = None, *, now: datetime.datetime = NOW) -> LinkReport:
    places = {url: (Place(path="content/om.md", line=1),) for url in urls}
    return report(places, Register(()), before=before, manner=PATIENT, now=now)


def test_what_answered_lately_is_not_asked_again_and_what_failed_is(server: Server):
    urls = [f"{server.base}/ok", f"{server.base}/500"]
    first = made(urls)
    server.seen.clear()

    made(urls, first, now=NOW + datetime.timedelta(hours=1))

    assert set(server.seen) == {"HEAD /500", "GET /500"}


def test_what_is_kept_grows_old(server: Server):
    first = made([f"{server.base}/ok"])

    made([f"{server.base}/ok"], first, now=NOW + datetime.timedelta(days=8))

    assert server.seen == {"HEAD /ok": 2}


def test_without_a_net_no_host_is_called_dead(monkeypatch: pytest.MonkeyPatch):
    def lookup(*_given: object, **_named: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "nej")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    found = made(["http://a.dk/", "http://b.dk/"])

    assert (found.reached, {link.answer.status for link in found.links}) == (False, {"failing"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Se https://star.dk/a_b.", [("https://star.dk/a_b", "")]),
        ("[Loven](https://star.dk/x(1)).", [("https://star.dk/x(1)", "Loven")]),
        ("(https://star.dk/), <https://borger.dk>", [("https://star.dk/", ""), ("https://borger.dk", "")]),
        ("- {title: Om ELI, url: 'https://star.dk', checked: null}", [("https://star.dk", "Om ELI")]),
        ("- title: Om ELI\n  url: https://star.dk\n", [("https://star.dk", "Om ELI")]),
        ("https://x.example/ og http://localhost:8000/ og http://example.com", []),
        ("https:// og {{ link }}", []),
    ],
)
def test_addresses_are_found_as_they_are_written(text: str, found: list[tuple[str, str]]):
    file = TextFile(path="content/om.md", text=text)

    assert [(address, place.said) for address, place in in_text(file)] == found


def test_a_hostile_file_is_read_in_time():
    started = time.process_time()

    found = list(
        in_text(TextFile(path="content/om.md", text="[" * 100_000 + "](https://star.dk" + ")" * 100_000))
    )

    assert (len(found), time.process_time() - started < 5) == (1, True)


def test_examples_in_rules_are_not_asked():
    text = "bad:\n  - {text: https://gammel.dk}\nsources:\n  - {title: Kilde, url: https://star.dk}\n"

    assert [address for address, _ in in_text(TextFile(path="content/policy/x.yml", text=text))] == [
        "https://star.dk"
    ]


LAW = Statute(
    id="las",
    title="lov om aktiv socialpolitik",
    versions=(Version(type="LOV", number="204", date=datetime.date(1998, 4, 1)),),
)
FORMS = "https://www.retsinformation.dk/Forms/R0710.aspx?id=212345"
ELI = "https://www.retsinformation.dk/eli/lta/"


@pytest.mark.parametrize(
    ("address", "said", "new"),
    [
        ("http://retsinformation.dk/eli/lta/2021/241/", "", f"{ELI}2021/241"),
        ("http://www.retsinformation.dk/eli/lta/2021/241#P4", "", f"{ELI}2021/241#P4"),
        (FORMS, "LBK nr. 241 af 12. februar 2021", f"{ELI}2021/241"),
        (FORMS, "loven", None),
        (FORMS, "lov nr. 1 af 2. januar 2020 og lov nr. 2 af 2. januar 2020", None),
        (FORMS, "vejledning nr. 9 af 3. maj 2017", None),
        ("http://www.retsinfo.dk/_GETDOCI_/ACCN/A19980020430-REGL", "", f"{ELI}1998/204"),
        ("http://www.retsinfo.dk/_GETDOCI_/ACCN/A19980099930-REGL", "", None),
        (f"{ELI}2021/241", "LBK nr. 5 af 2. januar 2020", None),
        ("https://www.retsinformation.dk/", "", None),
    ],
)
def test_an_old_address_is_written_anew_only_where_it_is_certain(address: str, said: str, new: str | None):
    assert modern(address, said, Register((LAW,))) == new


def test_an_address_that_nobody_can_derive_is_still_told_as_old():
    assert (is_old(FORMS), is_old(f"{ELI}2021/241"), is_old("https://star.dk/Forms/x")) == (
        True,
        False,
        False,
    )


def test_fix_writes_the_certain_ones_and_nothing_else(root: Path):
    page = root / "procedures/ydelse/udeblivelse.md"
    text = (
        page.read_text(encoding="utf-8")
        + f"\n[LBK nr. 241 af 12. februar 2021]({FORMS}) og [loven]({FORMS})\n"
    )
    page.write_bytes(text.replace("\n", "\r\n").encode())

    changes = rewrite(root, Register(()))

    assert [(change.path, change.new) for change in changes] == [
        ("procedures/ydelse/udeblivelse.md", f"{ELI}2021/241")
    ]
    assert page.read_bytes().decode() == text.replace(f"2021]({FORMS}", f"2021]({ELI}2021/241").replace(
        "\n", "\r\n"
    )


def test_the_portals_own_addresses_of_acts_are_asked_too(root: Path):
    assert f"{ELI}1998/204" in addresses(root, (LAW,))


@pytest.fixture
def site(root: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test root with a page of links to the local server, asked without waits."""
    monkeypatch.setenv("NO_PROXY", "*")
    (root / "content/om.md").write_text(
        f"---\ntitle: Om\n---\n{server.base}/ok\n\n{server.base}/404\n", encoding="utf-8"
    )
    return root


def test_the_command_tells_the_dead_and_where_they_stand(
    site: Path, server: Server, capsys: pytest.CaptureFixture[str]
):
    status = main(["links", "--root", str(site)])

    said = capsys.readouterr().out
    assert status == 1
    assert f"{server.base}/404\n  død (404). Siden findes ikke.\n  content/om.md:6\n" in said
    assert "2 adresser. Svarer: 1. Døde: 1. Flyttet: 0. Uden svar: 0." in said


def test_no_address_steers_the_terminal(site: Path, server: Server, capsys: pytest.CaptureFixture[str]):
    (site / "content/om.md").write_text(f"{server.base}/404?\x1b]0;x\x07 {server.base}/to-signs\n")
    main(["links", "--root", str(site)])

    said = capsys.readouterr().out
    assert "\u241b" in said
    assert not {"\x1b", "\x07", "\x9b"} & set(said)


def test_json_and_the_kept_report_are_the_same(site: Path, capsys: pytest.CaptureFixture[str]):
    main(["links", "--root", str(site), "--json"])

    said = capsys.readouterr().out
    assert msgspec.json.decode(said, type=LinkReport) == read_report(site)
    assert [link["answer"]["status"] for link in json.loads(said)["links"]] == ["gone", "ok"]


def test_offline_asks_nobody(site: Path, server: Server, capsys: pytest.CaptureFixture[str]):
    assert main(["links", "--root", str(site), "--offline"]) == 3
    assert "Der er ingen rapport endnu." in capsys.readouterr().err
    assert (server.seen, (site / REPORT).exists()) == (Counter(), False)


def test_a_damaged_report_is_made_again(site: Path):
    (site / REPORT).parent.mkdir(exist_ok=True)
    (site / REPORT).write_text("{", encoding="utf-8")

    assert main(["links", "--root", str(site)]) == 1
    assert read_report(site) is not None


def test_the_project_has_no_old_address_outside_its_rules():
    found = addresses(HERE)

    assert [address for address in found if is_old(address)] == []
    assert all(re.match(r"https?://\S+$", address) for address in found)


def test_fix_writes_an_old_address_in_a_letter_anew(root: Path):
    for name in ("content/policy", "content/letter_kinds", "content/statutes"):
        shutil.copytree(HERE / name, root / name)
    letter = root / "letter_templates/partshoering/letter.md"
    link = f"Se [LBK nr. 241 af 12. februar 2021]({FORMS})."
    letter.write_text(f"{letter.read_text(encoding='utf-8')}\n{link}\n", encoding="utf-8")

    main(["fix", "--root", str(root), str(letter)])

    assert link.replace(FORMS, f"{ELI}2021/241") in letter.read_text(encoding="utf-8")


def test_the_portal_shows_what_was_found(site: Path, server: Server):
    main(["links", "--root", str(site)])

    page = web_links_page(index(load(site), web_links=read_report(site))).html

    assert f'{server.base}/404</th><td>Siden findes ikke. (404)</td><td><a href="/om/">' in page
    assert "1 af 2 adresser svarer." in page


def test_the_portal_says_when_nobody_has_looked(root: Path):
    assert "Ingen har set efter endnu." in web_links_page(index(load(root))).html


def test_a_new_report_makes_the_portal_stale(site: Path):
    before = content_state(site, today=NOW.date())

    main(["links", "--root", str(site)])

    assert content_state(site, today=NOW.date()) != before
