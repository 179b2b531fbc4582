"""`rettesnor build`: the portal as files, for any web server."""

import argparse
import datetime
import sys
from pathlib import Path

from rettesnor.checking.previews import all_previews
from rettesnor.checking.run import check
from rettesnor.checking.targets import targets
from rettesnor.checking.trend import trend
from rettesnor.load import load
from rettesnor.portal.published import Published, export


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="MAPPE", help="mappen til den byggede portal (ellers .rettesnor/site)"
    )


def run(args: argparse.Namespace) -> int:
    root: Path = args.root
    out: Path | None = args.out
    today = datetime.date.today()
    project = load(root)
    for problem in project.problems:
        print(problem, file=sys.stderr)
    report = check(root, targets(root, ()), day=today).report
    before = trend(root, day=today)
    shown = all_previews(root, project, day=today)
    if out is not None:
        export(project, root=root, out=out, today=today, report=report, trend=before, previews=shown)
    built = out or Published(root).publish(
        project, today=today, strict=True, report=report, trend=before, previews=shown
    )
    if project.problems:
        print(
            f"Portalen er bygget, men {len(project.problems)} fejl i indholdet skal rettes.", file=sys.stderr
        )
    print(built)
    return 1 if project.problems else 0
