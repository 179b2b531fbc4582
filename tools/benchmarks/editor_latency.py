"""From a key in the editor to the findings and to the letter on the screen, in a real browser; and what the service itself takes.

    editor_latency.py [--keys 60]

Types in a letter of 500 words at five keys a second, with the service started here over a copy of the
content. What is measured ends when the list of findings, or the letter beside the text, has been drawn anew.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rettesnor.checking.desk import Desk

ROOT = Path(__file__).parents[2]
WORDS = 500
AIMS_MS = {"fund": 150, "brev": 300}
LETTER = "letter_templates/afgoerelse-tilbagebetaling/letter.md"
SENTENCE = "Vi ser på din jobplan og skriver til dig om de næste samtaler i jobcentret. "
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
# In the page: a key's own time, and the time of the first drawing after the answer to it.
WATCH = """(event) => {
  window.keyed = 0; window.drawn = [];
  document.getElementById('editor.place').addEventListener('keydown', () => { window.keyed = performance.now(); }, true);
  const target = event === 'checked' ? document.querySelector('form[data-editor]') : document.querySelector('#editor\\\\.shown [data-page]');
  target.addEventListener(event, () => {
    const keyed = window.keyed;
    requestAnimationFrame(() => setTimeout(() => window.drawn.push(performance.now() - keyed)));
  });
}"""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", type=int, default=60)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch).resolve()
        fill(root)
        print(
            f"Letter of {len(_body(root).split())} words; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        )
        _service(root)
        with served(root) as service:
            found = _typed(service.address, args.keys)
    for name, times in found.items():
        print(f"key to {name}: {_figures(times)} (aim p95 {AIMS_MS[name]} ms)")
    return int(any(_p95(times) > AIMS_MS[name] for name, times in found.items()))


def fill(root: Path) -> None:
    """The repository's content in git, with one letter of 500 words."""
    for name in ("content", "procedures", "letter_templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    path = root / LETTER
    text = path.read_text(encoding="utf-8")
    missing = max(0, WORDS - len(_body(root).split()))
    more = "\n\n".join([SENTENCE * 3] * (missing // (3 * len(SENTENCE.split())) + 1))
    path.write_text(f"{text.rstrip()}\n\n{more}\n", encoding="utf-8")
    (root / ".gitignore").write_text("var/\n.rettesnor/\n")
    for command in (
        ["init", "-q", "-b", "main"],
        ["add", "."],
        ["-c", "user.name=P", "-c", "user.email=p@example.invalid", "commit", "-qm", "Begin"],
    ):
        subprocess.run(["git", "-C", str(root), *command], check=True)


def _body(root: Path) -> str:
    return re.sub(
        r"^---\n.*?\n---\n", "", (root / LETTER).read_text(encoding="utf-8"), count=1, flags=re.DOTALL
    )


def _service(root: Path) -> None:
    """What the work itself takes in this process, warm."""
    desk, text = Desk(root), (root / LETTER).read_text(encoding="utf-8")
    case = desk.cases(LETTER)[0].name
    for name, work in {
        "check": lambda n: desk.check(LETTER, f"{text}{n}"),
        "spelling": lambda n: desk.spelling(LETTER, f"{text}{n}"),
        "digital_post": lambda n: desk.preview(LETTER, f"{text}{n}", case, "digital_post"),
        "papir": lambda n: desk.preview(LETTER, f"{text}{n}", case, "papir"),
    }.items():
        work(0)
        times: list[float] = []
        used = time.process_time()
        for number in range(20):
            began = time.perf_counter()
            work(number)
            times.append((time.perf_counter() - began) * 1000)
        used = (time.process_time() - used) / 20 * 1000
        print(f"service alone, {name}: {_figures(times)}, {used:.0f} ms of CPU")
    desk.close()


class Service(NamedTuple):
    address: str
    pid: int


@contextmanager
def served(root: Path) -> Iterator[Service]:
    """A service of its own over the root, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rettesnor", "serve", "--root", str(root), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "Stop med Ctrl+C" in line:
                break
        try:
            yield Service(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.kill()


def _typed(address: str, keys: int) -> dict[str, list[float]]:
    from playwright.sync_api import sync_playwright

    slug = LETTER.split("/")[1]
    found: dict[str, list[float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, event in (("fund", "checked"), ("brev", "drawn")):
            context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
            context.add_cookies([{"name": "rettesnor-navn", "value": name, "url": address}])
            page = context.new_page()
            page.goto(f"/vaerksted/brev/{slug}/", timeout=120_000)
            page.locator("li.finding").first.wait_for()
            if name == "brev":
                page.get_by_role("tab", name="Brevet").click()
                page.locator(".shown-letter .letter").wait_for()
            page.locator(".cm-content").press("Control+End")
            page.wait_for_timeout(1500)
            page.evaluate(WATCH, event)
            for number in range(keys):
                page.keyboard.press("abcde "[number % 6])
                page.wait_for_timeout(200)
            page.wait_for_timeout(500)
            found[name] = page.evaluate("window.drawn")
            context.close()
        browser.close()
    return found


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))] if times else float("inf")


def _figures(times: list[float]) -> str:
    return f"median {sorted(times)[len(times) // 2]:.0f} ms, p95 {_p95(times):.0f} ms, n {len(times)}"


if __name__ == "__main__":
    sys.exit(main())
