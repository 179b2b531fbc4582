"""`rettesnor serve` as a person runs it: the address comes last, and a change is shown."""

import datetime
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from rettesnor.cli.main import main
from rettesnor.feedback.searches import FILE, Asked, SearchLog
from rettesnor.load import load
from rettesnor.portal.published import Published
from rettesnor.search.build import build
from rettesnor.search.store import store
from waiting import until


def serve(root: Path, *options: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "rettesnor", "serve", "--root", str(root), "--port", "0", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def lines_until(process: "subprocess.Popen[str]", words: str) -> list[str]:
    """What the process prints, up to and with the line that holds `words`; all of it if no line does."""
    seen: list[str] = []
    for line in process.stdout or ():
        seen.append(line.rstrip("\n"))
        if words in line:
            break
    return seen


@pytest.fixture
def watching(root: Path) -> Iterator["subprocess.Popen[str]"]:
    process = serve(root, "--watch")
    yield process
    process.terminate()
    process.wait(timeout=60)
    if process.stdout:
        process.stdout.close()


def get(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode()


def test_the_address_comes_last_and_a_change_is_shown(watching: "subprocess.Popen[str]", root: Path):
    printed = lines_until(watching, "Portalen er klar på")
    address = printed[-1].rpartition(" ")[2]
    assert "Borgeren udebliver" in get(f"{address}procedures/ydelse/udeblivelse/")
    with pytest.raises(urllib.error.HTTPError, match="421"):  # a name that somebody else lets lead here
        urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "ond.example"}))
    page = root / "procedures/ydelse/udeblivelse.md"
    page.write_text(page.read_text().replace("Ring først.", "Skriv først."))
    lines_until(watching, "Færdig med")
    assert "Skriv først." in get(f"{address}procedures/ydelse/udeblivelse/")


def test_a_start_reads_what_search_needs_and_no_more():
    rooms = "mkdocs git typst pypdfium2 holidays rettesnor.law rettesnor.letter rettesnor.checking rettesnor.workshop"
    asked = (
        f"import sys, rettesnor.cli.serve; print([room for room in {rooms.split()} if room in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_a_service_that_starts_again_has_every_room(root: Path):
    project = load(root)
    Published(root).publish(project, today=datetime.date.today())
    build(project, store(root))
    process = serve(root, "--watch")
    try:
        address = lines_until(process, "Portalen er klar på")[-1].rpartition(" ")[2]
        assert json.loads(get(f"{address}api/search?q=udeblivelse"))["hits"]
        assert "Borgeren udebliver" in get(f"{address}sog/?q=udeblivelse")
        assert "Borgeren udebliver" in get(f"{address}procedures/ydelse/udeblivelse/")
        assert "Lokal tilstand" in get(f"{address}soegelog/")
        assert json.loads(get(f"{address}ready")) == {"portal": True, "search": True}
        (counted,) = _counted(root)
        assert (counted.query, counted.times) == ("udeblivelse", 1)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _counted(root: Path) -> tuple[Asked, ...]:
    """The searches that are counted; counting comes after the answer."""
    until = time.monotonic() + 60
    while True:
        found = SearchLog(root / FILE, keep_days=30).frequent(today=datetime.date.today(), limit=9)
        if found or time.monotonic() > until:
            return found
        time.sleep(0.05)


def test_a_name_that_is_no_utf8_and_links_in_a_ring_do_not_end_the_watch(
    watching: "subprocess.Popen[str]", root: Path
):
    address = lines_until(watching, "Portalen er klar på")[-1].rpartition(" ")[2]
    folder = root / "procedures/ydelse"
    (folder / "ring").symlink_to(".")
    (folder / "a.md").symlink_to("b.md")
    (folder / "b.md").symlink_to("a.md")
    Path(os.fsdecode(os.fsencode(folder) + b"/f\xf8lg.md")).touch()
    page = folder / "udeblivelse.md"
    page.write_text(page.read_text().replace("Ring først.", "Skriv først."))
    until(lambda: "Skriv først." in get(f"{address}procedures/ydelse/udeblivelse/"))


def test_what_cannot_be_built_leaves_what_was_built_before(root: Path):
    Published(root).publish(load(root), today=datetime.date(2026, 11, 22))
    page = root / "procedures/ydelse/udeblivelse.md"
    page.write_text(page.read_text().replace("letters:", "moved_from: [../../ud]\nletters:"))
    process = serve(root)
    printed = lines_until(process, "Portalen er klar på")
    shown = get(f"{printed[-1].rpartition(' ')[2]}procedures/ydelse/udeblivelse/")
    process.terminate()
    process.communicate(timeout=60)
    assert "Borgeren udebliver" in shown
    assert any("kan ikke bruges" in line for line in printed)


def test_nothing_to_show_ends_the_service(root: Path):
    page = root / "procedures/ydelse/udeblivelse.md"
    page.write_text(page.read_text().replace("letters:", "moved_from: [../../ud]\nletters:"))
    process = serve(root)
    process.communicate(timeout=120)
    assert process.returncode == 2


def test_a_port_in_use_is_told_before_anything_is_built(root: Path, capsys: pytest.CaptureFixture[str]):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status = main(["serve", "--root", str(root), "--port", str(port)])
    assert status == 2
    assert f"Port {port} på 127.0.0.1 er optaget" in capsys.readouterr().err
    assert not (root / ".rettesnor").exists()
