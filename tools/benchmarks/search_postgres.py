"""Search on PostgreSQL beside search in a folder, in one run: time by kind of query, reads while an index is written,
and a replica that stops and comes back.

    python tools/benchmarks/search_postgres.py [--pages 50000] [--folder-pages 10000]

Needs Debian's PostgreSQL. The pages are this checkout's with generated ones among them. Each query is a whole search:
plan, ranking over all hits, facets, ten passages. "Cold" is the first time a searcher sees a query, "warm" the second.
Times are p50 / p95 / the longest in ms.
"""

import argparse
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from distractors import distractors
from relevance import DAY, ROOT, Query, queries
from search_speed import spread, timed

sys.path.insert(0, str(ROOT / "tests"))
from postgresql import Server
from rettesnor.load import load
from rettesnor.search.build import index
from rettesnor.search.documents import documents, labels
from rettesnor.search.engine import Store
from rettesnor.search.folder import FolderStore
from rettesnor.search.names import renamings, synonym_groups
from rettesnor.search.postgres import PostgresStore
from rettesnor.search.searcher import Searcher


def fill(store: Store, count: int) -> float:
    """Index so many pages; the seconds it took."""
    project = load(ROOT)
    own = documents(project)
    pages = (*own, *distractors(max(0, count - len(own))))
    took = timed(
        lambda: index(
            pages,
            store,
            facet_labels=labels(project),
            names=renamings(project, day=DAY),
            synonyms=synonym_groups(project),
        )
    )
    return took.clock / 1000


def table(searcher: Searcher, asked: Sequence[Query]) -> None:
    print("| kind | queries | cold | cold, CPU | warm |\n|---|---|---|---|---|")
    kinds = [*dict.fromkeys(query.kind for query in asked), "all"]
    cold = [timed(lambda query=query: searcher.search(query.text)) for query in asked]
    warm = [timed(lambda query=query: searcher.search(query.text)) for query in asked]
    for kind in kinds:
        chosen = [n for n, query in enumerate(asked) if kind in (query.kind, "all")]
        cells = (
            spread([cold[n].clock for n in chosen]),
            spread([cold[n].cpu for n in chosen]),
            spread([warm[n].clock for n in chosen]),
        )
        print(f"| {kind} | {len(chosen)} | {' | '.join(cells)} |", flush=True)


def while_written(store: Store, searcher: Searcher, asked: Sequence[Query], pages: int) -> None:
    done = threading.Event()
    times: list[float] = []
    empty = 0

    def read() -> None:
        nonlocal empty
        while not done.is_set():
            for query in asked:
                started = time.perf_counter()
                empty += searcher.search(query.text).total == 0
                times.append((time.perf_counter() - started) * 1000)
                if done.is_set():
                    break

    before = sum(searcher.search(query.text).total == 0 for query in asked)
    reader = threading.Thread(target=read)
    reader.start()
    seconds = fill(store, pages)
    done.set()
    reader.join()
    print(
        f"\nWhile {pages} pages were indexed again in the same process ({seconds:.0f} s): {len(times)} searches,"
        f" {spread(times)} ms, none failed, {empty} found nothing ({before} of {len(asked)} queries never do)."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Search on PostgreSQL beside search in a folder.")
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--folder-pages", type=int, default=10_000)
    args = parser.parse_args()
    asked = queries("all")

    with tempfile.TemporaryDirectory() as temporary:
        folder = FolderStore(Path(temporary))
        seconds = fill(folder, args.folder_pages)
        print(f"Folder (Whoosh), {args.folder_pages} pages, indexed in {seconds:.0f} s:\n")
        table(Searcher(folder), asked)

    primary = Server().create()
    replica: Server | None = None
    try:
        store = PostgresStore(primary.address)
        seconds = fill(store, args.pages)
        size = store.row("SELECT pg_size_pretty(pg_database_size(current_database()))", 0)
        print(f"\nPostgreSQL, {args.pages} pages, indexed in {seconds:.0f} s, database {size and size[0]}:\n")
        searcher = Searcher(store)
        opened = timed(searcher.size)
        table(searcher, asked)
        print(f"\nOpening the index: {opened.clock:.0f} ms.")

        replica = Server().follow(primary)
        both = PostgresStore(f"postgresql://{primary.user}@/postgres?host={replica.folder},{primary.folder}")
        reading = Searcher(both)
        reading.size()
        print("\nThe same from a streaming replica:\n")
        table(reading, asked)
        replica.stop()
        gone = timed(lambda: reading.search("sygedagpenge"))
        replica.start()
        print(
            f"\nReplica stopped: the next search is answered by the primary after {gone.clock:.0f} ms; started again."
        )
        while_written(store, searcher, asked, min(args.pages, args.folder_pages))
        both.close()
        store.close()
    finally:
        for server in (replica, primary):
            if server is not None:
                server.stop()
                shutil.rmtree(server.folder, ignore_errors=True)


if __name__ == "__main__":
    main()
