"""`rettesnor index`: reads the content and builds the search index; the old one answers until the new one is whole."""

import argparse
import sys
import time

from rettesnor.cli.engine import add_engine, chosen
from rettesnor.load import load
from rettesnor.load.others import other_portals
from rettesnor.search.build import build


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_engine(parser)
    parser.add_argument("--quiet", action="store_true", help="vis ikke, hvor langt indekset er")


def run(args: argparse.Namespace) -> int:
    started = time.monotonic()
    project = load(args.root)
    others, unread = other_portals(args.root, project.settings)
    for problem in (*project.problems, *unread):
        print(problem, file=sys.stderr)
    shown = sys.stderr.isatty() and not args.quiet

    def progress(stage: str, done: int, pages: int) -> None:
        if shown and (done % 50 == 0 or done == pages):
            end = "\n" if done == pages else ""
            print(f"\r{stage}: {done} af {pages}", end=end, file=sys.stderr, flush=True)

    pages = build(project, chosen(args, project.settings), others=others, progress=progress)
    if not args.quiet:
        seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
        print(f"{pages} sider er i søgeindekset ({seconds} sekunder).")
    return 0
