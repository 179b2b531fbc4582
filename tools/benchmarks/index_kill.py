"""kill -9 while the search index is built, again and again: no page may be lost, doubled or unreadable.

    python tools/benchmarks/index_kill.py [--rounds 200] [--pages 400]

Every round writes a new word into every page, starts `rettesnor index` and kills it after a time that moves
from the start of the run past its end. The index must then answer with every page exactly once, all of them
from one and the same round, and a run that is left alone must bring the newest.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rettesnor.search.searcher import Searcher
from rettesnor.search.store import store

NAME = "Prøve"
COMMAND = (sys.executable, "-m", "rettesnor", "index", "--quiet", "--root")
HEX = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
ORGANISATION = "name: Prøve\nshort_name: P\nmunicipality: Prøve\naddress: Vej 1\nphone: 12 34 56 78\nweb: https://example.dk\n"


def word(round_: int) -> str:
    """A word of its own for each round, far from all others so that none is taken for a typing error."""
    return hashlib.sha256(str(round_).encode()).hexdigest()[:16].translate(HEX)


def write(root: Path, pages: int, round_: int) -> None:
    folder = root / "content" / "glossary"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text("site_name: Prøve\n", encoding="utf-8")
    (root / "content" / "organisation.yml").write_text(ORGANISATION, encoding="utf-8")
    for number in range(pages):
        about = " ".join(f"Side {number} handler om sagsbehandling og {word(round_)}." for _ in range(20))
        text = f"id: side-{number}\nterm: {NAME} {number}\ndefinition: {about}\n"
        (folder / f"side-{number}.yml").write_text(text, encoding="utf-8")


def fault(root: Path, pages: int, allowed: set[int]) -> str | None:
    """What is wrong with the index, None when it is whole; `allowed` are the rounds it may stem from."""
    searcher = Searcher(store(root))
    found = searcher.search(NAME, limit=pages + 10)
    ids = [hit.id for hit in found.hits]
    if len(ids) != pages or len(set(ids)) != pages:
        return f"{len(ids)} pages, {len(set(ids))} different, of {pages}"
    rounds = [round_ for round_ in sorted(allowed) if searcher.search(word(round_)).total]
    if len(rounds) != 1 or searcher.search(word(rounds[0])).total != pages:
        return f"pages of rounds {rounds}"
    return None if all(hit.snippet for hit in found.hits) else "a page without text"


def run(rounds: int, pages: int) -> int:
    """How many kills hit a run that was not done; SystemExit with the fault if the index is ever damaged."""
    root = Path(tempfile.mkdtemp(prefix="rettesnor-kill-"))
    try:
        write(root, pages, 0)
        started = time.monotonic()
        subprocess.run((*COMMAND, str(root)), check=True)
        whole = time.monotonic() - started
        last, killed = 0, 0
        for round_ in range(1, rounds + 1):
            write(root, pages, round_)
            process = subprocess.Popen((*COMMAND, str(root)))
            try:
                process.wait(timeout=whole * (0.1 + 1.1 * round_ / rounds))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed += 1
            if wrong := fault(root, pages, {last, round_}):
                raise SystemExit(f"round {round_}: {wrong}")
            last = round_ if not fault(root, pages, {round_}) else last
        subprocess.run((*COMMAND, str(root)), check=True)
        if wrong := fault(root, pages, {rounds}):
            raise SystemExit(f"after the last run: {wrong}")
        return killed
    finally:
        shutil.rmtree(root)


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill `rettesnor index` and look for damage.")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--pages", type=int, default=400)
    args = parser.parse_args()
    killed = run(args.rounds, args.pages)
    print(
        f"{args.rounds} rounds, {killed} killed before they were done: no page lost, doubled or unreadable."
    )


if __name__ == "__main__":
    main()
