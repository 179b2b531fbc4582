"""How long a portal of 2,000 pages takes to build, and how heavy its pages are.

Made of this repository's own content, repeated under new names until there are enough pages. Run with
`.venv/bin/python tools/benchmarks/portal_build.py [PAGES]`; aims: under 60 s of CPU, no page over 60 KB.
"""

import datetime
import itertools
import resource
import sys
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

from rettesnor.load import load
from rettesnor.model.project import Project
from rettesnor.portal.build import build

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2026, 11, 22)


def enlarged(project: Project, pages: int) -> Project:
    """`project` with its procedures and letters repeated until they are `pages` in all; three of four procedures."""

    def repeated(items, number):
        for count, item in zip(range(number), itertools.cycle(items), strict=False):
            turn = count // len(items)
            if turn == 0:
                yield item
                continue
            title = f"{item.head.title} {turn + 1}"
            yield replace(item, id=f"{item.id}-{turn}", head=replace(item.head, title=title))

    procedures = tuple(repeated(project.procedures, pages * 3 // 4))
    letters = tuple(repeated(project.letters, pages - len(procedures)))
    return replace(project, procedures=procedures, letters=letters)


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    project = enlarged(load(ROOT), pages)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        wall, cpu = time.monotonic(), time.process_time()
        build(project, root=ROOT, out=out, today=DAY, strict=False)
        wall, cpu = time.monotonic() - wall, time.process_time() - cpu
        sizes = sorted((page.stat().st_size, page.relative_to(out)) for page in out.rglob("*.html"))
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print("| measured | value |\n|---|---|")
        print(f"| pages | {len(sizes)} |")
        print(f"| CPU, s | {cpu:.1f} |")
        print(f"| wall, s | {wall:.1f} |")
        print(f"| peak memory, MB | {peak_mb:.0f} |")
        print(f"| median page, KB | {sizes[len(sizes) // 2][0] / 1000:.1f} |")
        for size, page in reversed(sizes[-5:]):
            print(f"| {page}, KB | {size / 1000:.1f} |")


if __name__ == "__main__":
    main()
