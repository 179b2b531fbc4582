"""Index time and size, and how long searches take, as the portal grows.

    python tools/benchmarks/search_speed.py [COUNT...]          (500, 2,000 and 10,000 pages unless told)

The pages of this checkout with generated ones among them. Each query is a whole search: plan, ranking over all
hits, facets, ten passages. "Cold" is the first time the index sees a query, "warm" the second. Suggestions are
asked for after each letter of the query, from the second. Times are p50 / p95 / the longest in ms on the clock;
"CPU" is the processor's time for the cold queries, which neighbours on the machine do not disturb.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from distractors import distractors
from relevance import DAY, ROOT, queries

from rettesnor.load import load
from rettesnor.search.build import index
from rettesnor.search.documents import documents, labels
from rettesnor.search.folder import FolderStore
from rettesnor.search.names import renamings, synonym_groups
from rettesnor.search.searcher import Searcher


class Took(NamedTuple):
    """How long something took on the clock and on the processor, in ms."""

    clock: float
    cpu: float


def timed(work: Callable[[], object]) -> Took:
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return Took((time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000)


def spread(times: list[float]) -> str:
    """p50 / p95 / the longest, in ms."""
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} / {ordered[int(len(ordered) * 0.95)]:.1f} / {ordered[-1]:.1f}"


def row(count: int) -> str:
    project = load(ROOT)
    own = documents(project)
    pages = (*own, *distractors(max(0, count - len(own))))
    texts = [query.text for query in queries("all")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        store = FolderStore(folder)
        built = timed(
            lambda: index(
                pages,
                store,
                facet_labels=labels(project),
                names=renamings(project, day=DAY),
                synonyms=synonym_groups(project),
            )
        )
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
        searcher = Searcher(store)
        opened = timed(searcher.size)
        cold = [timed(lambda text=text: searcher.search(text)) for text in texts]
        warm = [timed(lambda text=text: searcher.search(text)) for text in texts]
        typed = [text[:end] for text in texts for end in range(2, len(text) + 1)]
        suggested = [timed(lambda text=text: searcher.suggest(text)) for text in typed]
    cells = (
        len(pages),
        f"{built.clock / 1000:.1f}",
        f"{built.cpu / 1000:.1f}",
        f"{size:.1f}",
        f"{opened.clock:.0f}",
        spread([took.clock for took in cold]),
        spread([took.cpu for took in cold]),
        spread([took.clock for took in warm]),
        spread([took.clock for took in suggested]),
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def main() -> None:
    print("| pages | index s | index CPU s | MB | open ms | cold | cold, CPU | warm | suggestions |")
    print("|---|---|---|---|---|---|---|---|---|")
    for count in [int(argument) for argument in sys.argv[1:]] or [500, 2000, 10000]:
        print(row(count), flush=True)


if __name__ == "__main__":
    main()
