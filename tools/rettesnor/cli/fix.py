"""`rettesnor fix`: mends what a program can mend."""

import argparse
import datetime
import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rettesnor.model import visible

if TYPE_CHECKING:
    from rettesnor.checking.targets import Target

INCOMPLETE = 3
NO_LINE_END = "\\ No newline at end of file\n"
_MENDED = ("letter", "snippet", "procedure")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="STI",
        help="filer eller mapper (ellers alle breve, tekster og arbejdsgange)",
    )
    parser.add_argument("--diff", action="store_true", help="vis ændringerne uden at skrive dem")
    parser.add_argument("--unsafe", action="store_true", help="ret også det, som nogen bør se efter bagefter")


def run(args: argparse.Namespace) -> int:
    from rettesnor.checking.fixing import fixed, write
    from rettesnor.checking.kept import Job
    from rettesnor.checking.results import Results
    from rettesnor.checking.standard import CACHE, load_standard
    from rettesnor.checking.targets import targets
    from rettesnor.model import ContentError

    root: Path = args.root
    day = datetime.date.today()
    job = Job(root, load_standard(root, day), Results(root / CACHE / "results"), day)
    made = changed = unread = 0
    for target in targets(root, args.paths):
        if target.kind not in _MENDED:
            unread += 1
            print(visible(f"{target.name}: {_instead(target)}"), file=sys.stderr)
            continue
        try:
            result = fixed(job, target, unsafe=args.unsafe)
        except ContentError as error:
            unread += 1
            print("\n".join(visible(str(problem)) for problem in error.problems), file=sys.stderr)
            continue
        if result.after == result.before:
            continue
        made, changed = made + result.made, changed + 1
        if args.diff:
            sys.stdout.write(_diff(target.name, result.before, result.after))
        else:
            write(result)
    print(
        _summary(made, changed, diff=args.diff, unsafe=args.unsafe),
        file=sys.stderr if args.diff else sys.stdout,
    )
    return INCOMPLETE if unread else 0


def _instead(target: "Target") -> str:
    """What to do about a file that nothing is mended in."""
    if target.kind == "word":
        return (
            f"i Word rettes ikke. Skriv fundene som kommentarer med »rettesnor annotate {target.name}«, "
            f"eller lav et brev af filen med »rettesnor import {target.name}«."
        )
    if not target.path.is_file():
        return "filen findes ikke."
    return "her rettes kun breve, fælles tekster og arbejdsgange. Se fundene med »rettesnor check«."


def _diff(name: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    return "".join(map(_shown, lines))


def _shown(line: str) -> str:
    """A line of a difference, its end kept; what would steer a terminal is a sign."""
    text = line.rstrip("\r\n")
    return f"{visible(text)}{line[len(text) :] or chr(10) + NO_LINE_END}"


def _summary(made: int, changed: int, *, diff: bool, unsafe: bool) -> str:
    if not made:
        more = "" if unsafe else " Med --unsafe rettes også det, som nogen bør se efter bagefter."
        return f"Der er ikke noget at rette.{more}"
    places = "ét sted" if made == 1 else f"{made} steder"
    files = "én fil" if changed == 1 else f"{changed} filer"
    return f"{'Ville rette' if diff else 'Rettede'} {places} i {files}."
