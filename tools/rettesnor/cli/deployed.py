"""`rettesnor deployed`: the deployment log: what readers had, from when; and a new line after a publish."""

import argparse
import datetime
import sys

from rettesnor.cli.versions import when
from rettesnor.history.deployments import faults, note, read
from rettesnor.history.past import need_past
from rettesnor.model import ContentError, Problem, visible

_LONGEST_NAME = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--approver",
        metavar="HVEM",
        help="skriv en linje: rollen eller enheden, der godkendte (aldrig en person)",
    )
    parser.add_argument(
        "--revision", metavar="VERSION", help="den version, der er udgivet (ellers den, der ligger her)"
    )


def run(args: argparse.Namespace) -> int:
    if args.approver is None:
        return _show(args)
    past = need_past(args.root)
    if args.revision is None and past.history.unsaved:
        first = min(past.history.unsaved)
        message = "Filen er ændret og ikke gemt i git, så loggen kan ikke sige, hvad læserne har fået. Gem den, eller skriv --revision."
        raise ContentError(Problem(path=first, message=message))
    sha = past.repository.resolve(args.revision) if args.revision else past.repository.head
    approver = " ".join(args.approver.split())
    if sha is None:
        message = f"Git kender ikke versionen »{args.revision}«. Skriv en gren, et mærke eller et commit."
        raise ContentError(Problem(path="--revision", line=0, message=message))
    if not 0 < len(approver) <= _LONGEST_NAME:
        message = f"Skriv en rolle eller en enhed på højst {_LONGEST_NAME} tegn, for eksempel »redaktionen«."
        raise ContentError(Problem(path="--approver", line=0, message=message))
    entry = note(args.root, sha=sha, approver=approver, time=datetime.datetime.now(datetime.UTC))
    print(visible(f"Nr. {entry.number}: {sha[:10]} udgivet {when(entry.time)}, godkendt af {approver}."))
    return 0


def _show(args: argparse.Namespace) -> int:
    log = read(args.root)
    for entry in log.deployments:
        print(visible(f"{entry.number:>5}  {when(entry.time)}  {entry.sha[:10]}  {entry.approver}"))
    if not log.deployments:
        print("Loggen er tom. Skriv en linje efter hver udgivelse: rettesnor deployed --approver redaktionen")
    wrong = faults(args.root)
    for problem in wrong:
        print(problem, file=sys.stderr)
    return 1 if wrong else 0
