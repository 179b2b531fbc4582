"""What the past costs: 500 pages and 2,500 commits, made here from this repository's own content.

Run with `.venv/bin/python tools/benchmarks/history.py`; ends with 1 where an aim is missed: the history of all pages in one
pass under 2 s, a build with history at most 1.3 times one without, any page on any day under 1 s. Beside it, in an
environment of its own, mkdocs-git-revision-date-localized-plugin on the same pages (`--alone` leaves that out).
"""

import argparse
import datetime
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from rettesnor.history.past import need_past
from rettesnor.history.versions import read
from rettesnor.load import load
from rettesnor.portal.build import build
from rettesnor.portal.past import PastPages

ROOT = Path(__file__).parents[2]
PAGES, COMMITS, RENAMES = 500, 2_500, 60
TODAY = datetime.date(2026, 11, 22)
FIRST = datetime.datetime(2023, 1, 2, 12, tzinfo=datetime.UTC)
PLUGIN = "mkdocs-git-revision-date-localized-plugin==1.6.3"
BUILDS, DAYS = 3, 12


def make(root: Path) -> None:
    """A repository with PAGES pages and COMMITS commits, each of which changes a sentence or a name and says why."""
    root.mkdir()
    for name in ("content", "mkdocs.yml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    procedures = sorted((ROOT / "procedures").rglob("*.md"))
    letters = sorted(path.parent for path in (ROOT / "letter_templates").glob("*/letter.md"))
    for number, source in zip(range(PAGES * 3 // 4), itertools.cycle(procedures), strict=False):
        turn = number // len(procedures)
        name = source.relative_to(ROOT)
        path = root / (name.with_stem(f"{name.stem}-{turn}") if turn else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    for number, source in zip(range(PAGES - PAGES * 3 // 4), itertools.cycle(letters), strict=False):
        turn = number // len(letters)
        shutil.copytree(
            source, root / "letter_templates" / (f"{source.name}-{turn}" if turn else source.name)
        )
    git(root, "init", "-q", "-b", "main")
    git(root, "fast-import", "--quiet", stdin=stream(root))
    git(root, "reset", "-q", "--hard", "main")


def stream(root: Path) -> bytes:
    """The commits as git's fast-import reads them."""
    chance = random.Random(6)
    texts = {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
    texts = {name: text for name, text in texts.items() if not name.startswith(".git/")}
    pages = [name for name in texts if name.startswith("procedures/") or name.endswith("/letter.md")]
    parts: list[bytes] = []

    def commit(number: int, why: str, changes: list[bytes]) -> None:
        moment = FIRST + datetime.timedelta(hours=13 * number)
        message = f"Change {number}\n\nHvorfor: {why}\n".encode()
        parts.append(
            f"commit refs/heads/main\ncommitter P <p@example.org> {int(moment.timestamp())} +0100\n".encode()
            + b"data %d\n%s\n" % (len(message), message)
        )
        parts.extend(changes)

    def content(name: str) -> bytes:
        return b'M 100644 inline "%s"\ndata %d\n%s\n' % (name.encode(), len(texts[name]), texts[name])

    commit(0, "Her begynder portalen.", [content(name) for name in texts])
    for number in range(1, COMMITS):
        name = chance.choice(pages)
        texts[name] += f"\nRettelse nummer {number}: ring først.\n".encode()
        changes = [content(name)]
        if number % (COMMITS // RENAMES) == 0 and name.startswith("procedures/"):
            new = f"{name.removesuffix('.md')}-ny{number}.md"
            texts[new] = texts.pop(name)
            pages[pages.index(name)] = new
            changes = [b'R "%s" "%s"\n' % (name.encode(), new.encode())]
        commit(number, f"Læserne spurgte om punkt {number}.", changes)
    return b"".join(parts)


def git(root: Path, *arguments: str, stdin: bytes | None = None) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], input=stdin, check=True)


def cpu_s() -> float:
    """CPU seconds of this process and of those that it has started and waited for."""
    return sum(os.times()[:4])


def passes(root: Path) -> tuple[float, int]:
    """Seconds for one pass over the history of all pages (the median of three), and how many versions it found."""
    seconds: list[float] = []
    found = 0
    for _ in range(3):
        started = time.perf_counter()
        history = read(root)
        assert history is not None
        found = sum(map(len, history.versions.values()))
        seconds.append(time.perf_counter() - started)
    return median(seconds), found


def builds(root: Path, work: Path) -> tuple[float, float]:
    """CPU seconds, git's among them, of a build with history and of one without, in turn."""
    bare = work / "bare"
    shutil.copytree(root, bare, ignore=shutil.ignore_patterns(".git"))
    seconds: dict[Path, list[float]] = {root: [], bare: []}
    project = load(root, day=TODAY)
    for folder in (bare, root) * BUILDS:
        started = cpu_s()
        build(project, root=folder, out=work / "site", today=TODAY, strict=False)
        seconds[folder].append(cpu_s() - started)
    return median(seconds[root]), median(seconds[bare])


def days(root: Path) -> tuple[list[float], list[float], list[float]]:
    """A page on a day that nobody asked for before: CPU seconds, and seconds on the clock; another page on that day."""
    chance = random.Random(7)
    pages = [name for name in need_past(root).history.versions if name.startswith("procedures/")]
    past = PastPages(root)
    first: list[float] = []
    clock: list[float] = []
    again: list[float] = []
    for _ in range(DAYS):
        day = FIRST.date() + datetime.timedelta(days=chance.randrange(30, 1300))
        for seconds in (first, again):
            started, on_the_clock = cpu_s(), time.perf_counter()
            answer = past.on(chance.choice(pages), day)
            seconds.append(cpu_s() - started)
            if seconds is first:
                clock.append(time.perf_counter() - on_the_clock)
            assert answer.found
    return first, clock, again


def plugin(root: Path, work: Path) -> tuple[float, float]:
    """CPU seconds of a plain MkDocs build of the same pages with mkdocs-git-revision-date-localized-plugin and without it."""
    environment = work / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    subprocess.run([environment / "bin/pip", "install", "--quiet", "mkdocs==1.6.1", PLUGIN], check=True)
    plain = "site_name: x\ndocs_dir: procedures\nexclude_docs: ''\ntheme: {name: mkdocs}\nvalidation: {links: {not_found: ignore}}\n"
    seconds: list[float] = []
    for plugins in ("[git-revision-date-localized: {fallback_to_build_date: true}]", "[]"):
        settings = root / "plain.yml"
        settings.write_text(f"{plain}plugins: {plugins}\n")
        started = cpu_s()
        subprocess.run(
            [environment / "bin/mkdocs", "build", "-q", "-f", settings, "-d", work / "plain"],
            check=True,
            capture_output=True,
        )
        seconds.append(cpu_s() - started)
        settings.unlink()
    return seconds[0], seconds[1]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--alone", action="store_true", help="leave the other plugin out")
    alone: bool = parser.parse_args().alone
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        root = work / "root"
        make(root)
        one_pass, found = passes(root)
        with_history, without = builds(root, work)
        first, clock, again = days(root)
        print("| measured | value | aim |\n|---|---|---|")
        print(f"| pages, commits, versions of files | {PAGES}, {COMMITS}, {found} | |")
        print(f"| history of all pages in one pass, s | {one_pass:.2f} | < 2 |")
        print(f"| build without history, CPU s | {without:.2f} | |")
        print(f"| build with history, CPU s | {with_history:.2f} | |")
        print(f"| with / without | {with_history / without:.2f} | ≤ 1.3 |")
        print(
            f"| a page on a day nobody asked for before, CPU s: median, worst of {DAYS} | {median(first):.2f}, {max(first):.2f} | < 1 |"
        )
        print(f"| the same on the clock, s | {median(clock):.2f}, {max(clock):.2f} | |")
        print(
            f"| another page on that day, CPU s: median, worst | {median(again):.3f}, {max(again):.3f} | < 1 |"
        )
        if not alone:
            theirs, plain = plugin(root, work)
            pages = PAGES * 3 // 4
            print(f"| plain MkDocs, {pages} procedures, CPU s | {plain:.2f} | |")
            print(f"| the same with git-revision-date-localized (a date alone), CPU s | {theirs:.2f} | |")
            print(f"| with / without | {theirs / plain:.2f} | |")
    return int(one_pass >= 2 or with_history > 1.3 * without or max(*first, *again) >= 1)


if __name__ == "__main__":
    sys.exit(main())
