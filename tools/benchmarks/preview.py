"""Letters to PDF: CPU seconds for 1,000 cases, how it grows, and one changed letter when the rest is kept.

    preview.py [--cases 1000] [--weasyprint PYTHON]

PYTHON is the interpreter of an environment that holds WeasyPrint; without it the comparison is left out. WeasyPrint gets
a tenth of the cases, as HTML files that are filled in already: its figure is the layout alone, ours is the whole way.
"""

import argparse
import datetime
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

from rettesnor.checking.previews import Wanted, previews, wanted
from rettesnor.load import load
from rettesnor.model.project import Project
from rettesnor.preview.fill import Filler
from rettesnor.preview.letter import preview

ROOT = Path(__file__).parents[2]
WEASYPRINT = Path(__file__).with_name("preview_weasyprint.py")
DAY = datetime.date(2026, 11, 23)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--weasyprint", type=Path)
    args = parser.parse_args()
    project = load(ROOT)
    made = 0
    for count in sorted({args.cases // 10, args.cases // 3, args.cases}):
        seconds, made = _papers(project, count)
        print(
            f"{count} cases to PDF: {seconds:.1f} s of CPU, {1000 * seconds / count:.1f} ms each, {made} pages"
        )
    if args.weasyprint:
        seconds, count = _weasyprint(project, args.cases // 10, args.weasyprint)
        print(f"WeasyPrint, {count} cases: {seconds:.1f} s of CPU, {1000 * seconds / count:.1f} ms each")
    _changed(project)


def _cases(project: Project, count: int) -> list[Wanted]:
    """So many different cases: the project's own, each time with another name, since Typst remembers what is equal."""
    own = wanted(project.letters, channel="papir")
    return [
        each._replace(case=replace(each.case, values={**each.case.values, "navn": f"Anna Prøvesen {number}"}))
        for number in range(count)
        for each in (own[number % len(own)],)
    ]


def _papers(project: Project, count: int) -> tuple[float, int]:
    started, pages = _cpu(), 0
    with Filler() as filler:
        for each in _cases(project, count):
            made = preview(*each, project=project, filler=filler, day=DAY)
            assert made.error is None, made.error
            pages += made.pages
    return _cpu() - started, pages


def _weasyprint(project: Project, count: int, python: Path) -> tuple[float, int]:
    with tempfile.TemporaryDirectory() as folder, Filler() as filler:
        paths: list[str] = []
        for number, each in enumerate(_cases(project, count)):
            made = preview(*each._replace(channel="digital_post"), project=project, filler=filler, day=DAY)
            assert made.error is None, made.error
            path = Path(folder) / f"{number}.html"
            path.write_text(f'<html lang="da"><title>Brev</title>{made.body}', encoding="utf-8")
            paths.append(str(path))
        done = subprocess.run(
            [python, WEASYPRINT], input="\n".join(paths), capture_output=True, text=True, check=True
        )
    return float(done.stdout), count


def _changed(project: Project) -> None:
    """One letter changed, all others kept."""
    with tempfile.TemporaryDirectory() as folder:
        root, all_cases = Path(folder), wanted(project.letters)
        for name in ("first time", "nothing changed"):
            started = time.perf_counter()
            count = sum(1 for _ in previews(root, project, all_cases, day=DAY, jobs=1))
            print(f"{count} previews, {name}: {1000 * (time.perf_counter() - started):.0f} ms")
        letter = project.letters[0]
        changed = replace(letter, source=f"{letter.source}\nEn linje mere.\n")
        letters = (changed, *project.letters[1:])
        started = time.perf_counter()
        count = sum(
            1 for _ in previews(root, replace(project, letters=letters), wanted(letters), day=DAY, jobs=1)
        )
        print(f"{count} previews, one letter changed: {1000 * (time.perf_counter() - started):.0f} ms")


def _cpu() -> float:
    """Seconds of CPU of this process and of those it has waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    sys.exit(main())
