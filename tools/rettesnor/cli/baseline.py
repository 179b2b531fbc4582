"""`rettesnor baseline update`: writes known findings down; afterwards they can only become fewer."""

import argparse
import datetime
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=("update",), metavar="update", help="skriv listen, eller gør den kortere"
    )
    parser.add_argument(
        "--file",
        type=Path,
        metavar="FIL",
        help="hvor listen ligger (ellers content/baseline.json i portalens mappe)",
    )


def run(args: argparse.Namespace) -> int:
    from rettesnor.checking.known import read_baseline, write_baseline
    from rettesnor.checking.run import check
    from rettesnor.checking.targets import targets
    from rettesnor.lint.baseline import record, shrink, unknown

    root: Path = args.root
    path: Path = args.file or root / "content/baseline.json"
    files = targets(root, [])
    report = check(root, files, day=datetime.date.today()).report
    if not path.exists():
        baseline = record(report.findings)
        write_baseline(path, baseline)
        print(f"{len(baseline.findings)} kendte fund er skrevet i {path}.")
        return 0
    before = read_baseline(path)
    # A file that could not be checked whole may still hold its findings.
    unread = {entry.path for entry in report.incomplete}
    gone = {entry.path for entry in before.findings} - {target.name for target in files}
    checked = frozenset({target.name for target in files} | gone) - unread
    after = shrink(before, report.findings, checked=checked)
    write_baseline(path, after)
    print(
        f"{len(after.findings)} kendte fund er tilbage. {len(before.findings) - len(after.findings)} er rettet siden sidst."
    )
    new = len(unknown(report.findings, after))
    if new:
        print(f"{new} fund er nye. De kommer ikke på listen: ret dem.")
    return 0
