"""`rettesnor new term`: an outdated name and its new one as a card, with its examples tried and the letters it touches."""

import argparse
import datetime
import re

from rettesnor.checking.run import check
from rettesnor.checking.standard import load_standard
from rettesnor.checking.targets import targets
from rettesnor.load.steps import slug
from rettesnor.model import ContentError, Problem, visible
from rettesnor.workshop.term_card import NewTerm, term_card

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "old", metavar="GAMMELT", help="det gamle navn i ubestemt ental, for eksempel jobplan"
    )
    parser.add_argument("new", metavar="NYT", help="det nye navn, for eksempel »Min Plan«")
    parser.add_argument("--endings", default="", metavar="EN,ER,ERNE", help="det gamle navns endelser")
    parser.add_argument(
        "--from", dest="day", required=True, metavar="ÅÅÅÅ-MM-DD", help="fra hvilken dag det er forældet"
    )
    parser.add_argument("--why", required=True, metavar="TEKST", help="hvorfor, i en sætning eller to")
    parser.add_argument("--source", required=True, metavar="TEKST", help="hvor det står")
    parser.add_argument(
        "--checked", metavar="ÅÅÅÅ-MM-DD", help="dagen, hvor du så det der (tom: ikke slået efter)"
    )
    parser.add_argument("--wrong", required=True, metavar="SÆTNING", help="en sætning med det gamle navn")
    parser.add_argument("--found", required=True, metavar="ORD", help="det, reglen skal finde i den")
    parser.add_argument("--right", required=True, metavar="SÆTNING", help="en sætning, som er i orden")
    parser.add_argument("--name", metavar="NAVN", help="kortets navn (ellers efter det gamle navn)")


def run(args: argparse.Namespace) -> int:
    name: str = args.name or slug(args.old)
    if not _NAME.fullmatch(name):
        raise _fault("--name", f"»{name}« kan ikke bruges. Brug små bogstaver a-z, tal og bindestreg.")
    path = args.root / f"content/policy/terms/{name}.yml"
    shown = f"content/policy/terms/{name}.yml"
    if any((args.root / "content/policy").rglob(f"{name}.yml")):
        raise _fault(shown, "Kortet findes allerede. Ret det, eller vælg et andet --name.")
    text = term_card(_told(args, name), path=shown)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    today = datetime.date.today()
    try:
        load_standard(args.root, today)
    except ContentError:
        path.unlink()
        raise
    report = check(args.root, targets(args.root, ()), day=today).report
    touched = sorted({finding.path for finding in report.findings if finding.rule == name})
    print(shown)
    files = "1 fil" if len(touched) == 1 else f"{len(touched)} filer"
    print(f"Reglen rammer {files} i dag." if touched else "Ingen filer bruger navnet i dag.")
    for place in touched:
        print(f"  {visible(place)}")
    return 0


def _told(args: argparse.Namespace, name: str) -> NewTerm:
    return NewTerm(
        id=name,
        old=args.old,
        new=args.new,
        endings=tuple(ending.strip() for ending in args.endings.split(",") if ending.strip()),
        day=args.day,
        why=args.why,
        source=args.source,
        checked=args.checked or "",
        wrong=args.wrong,
        found=args.found,
        right=args.right,
    )


def _fault(place: str, message: str) -> ContentError:
    return ContentError(Problem(path=place, line=0, message=message))
