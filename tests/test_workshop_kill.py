"""A service that is killed while it saves and approves loses and doubles nothing (the benchmark, ten kills; and over HTTP)."""

import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import httpx2
import pytest

from rettesnor.history.writing import Writer
from rettesnor.workshop.log import Log
from waiting import free_port, until

sys.path.insert(0, str(Path(__file__).parent.parent / "tools" / "benchmarks"))

from workshop_kill import kill_often

LETTER = "letter_templates/partshoering/letter.md"
PAGE = "/vaerksted/brev/partshoering/"


def test_ten_kills_break_no_promise(tmp_path: Path):
    promises, faults = kill_often(tmp_path / "root", kills=10, seed=3, longest_s=0.7)
    assert (faults, promises > 10) == ([], True)


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


class Served:
    """`rettesnor serve` over a root, which can be killed and started again on the same port."""

    def __init__(self, root: Path) -> None:
        self.root, self.port = root, free_port()
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "rettesnor", "serve", "--root", str(self.root), "--port", str(self.port)]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        said = iter(self.process.stdout or ())
        assert any("Stop med Ctrl+C" in line for line in said)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def person(self, name: str) -> httpx2.Client:
        return httpx2.Client(
            base_url=f"http://127.0.0.1:{self.port}", cookies={"rettesnor-navn": name}, timeout=60
        )

    def killed_while(self, ask: Callable[[], object], done: Callable[[], object]) -> None:
        """Ask for something, and kill the service as soon as it is done, whether or not it has answered; start again."""

        def asked() -> None:
            try:
                ask()
            except httpx2.HTTPError:  # nobody was there to answer
                return

        asking = threading.Thread(target=asked)
        asking.start()
        until(done)
        self.kill()
        asking.join()
        self.start()


@pytest.fixture
def served(root: Path) -> Iterator[Served]:
    (root / ".gitignore").write_text("var/\n.rettesnor/\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "-c", "user.name=P", "-c", "user.email=p@example.invalid", "commit", "-qm", "Begin")
    made = Served(root)
    yield made
    made.kill()


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def test_killed_between_the_deed_and_the_answer_it_is_done_once(served: Served, root: Path):
    with served.person("Ane") as ane, served.person("Bo") as bo:
        text = (root / LETTER).read_text().replace("Kære", "Hej")
        form = {**hidden(ane.get(PAGE).text), "text": text}

        served.killed_while(
            lambda: ane.post(PAGE, data={**form, "do": "gem"}),
            lambda: list((root / "var/drafts").glob("*/*.json")),
        )
        kept = ane.get(PAGE).text
        assert "Hej {{ navn }}" in unescape(kept)

        send = {**hidden(kept), "text": text, "do": "send", "title": "Hilsen", "why": "Det lød stift."}
        served.killed_while(
            lambda: ane.post(PAGE, data=send),
            lambda: git(root, "for-each-ref", "refs/heads/forslag"),
        )
        ane.post(PAGE, data={**send, **hidden(ane.get(PAGE).text)})
        (branch,) = git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads/forslag").splitlines()

        place = f"/vaerksted/{branch}/"
        approve = {**hidden(bo.get(place).text), "do": "godkend"}
        begin = git(root, "rev-parse", "main")
        served.killed_while(
            lambda: bo.post(place, data=approve), lambda: git(root, "rev-parse", "main") != begin
        )
        assert "Godkendt" in bo.get(place).text
        assert git(root, "rev-list", "--count", f"{begin}..main") == "1"
        assert (root / LETTER).read_text() == text
        assert git(root, "status", "--porcelain") == ""
        assert git(root, "for-each-ref", "refs/heads/forslag") == ""
        assert (Writer(root).whole(), Log(root).faults()) == (True, ())
        done = [entry.what for entry in Log(root).entries() if entry.event]
        assert done.count("opened") == done.count("approved") == 1
