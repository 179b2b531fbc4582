"""`rettesnor law overdue`: the acts that a person must look up at Retsinformation, with the address."""

import argparse
import datetime
import sys

import msgspec

from rettesnor.law.dates import written
from rettesnor.law.register import label, overdue, url
from rettesnor.model import visible
from rettesnor.model.statutes import Statute, Version


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=("overdue",), metavar="overdue", help="vis de love, der skal slås efter"
    )
    parser.add_argument(
        "--date",
        type=datetime.date.fromisoformat,
        default=None,
        metavar="ÅÅÅÅ-MM-DD",
        help="set fra denne dag",
    )
    parser.add_argument("--json", action="store_true", help="skriv JSON")


def run(args: argparse.Namespace) -> int:
    from rettesnor.load import load

    day: datetime.date = args.date or datetime.date.today()
    project = load(args.root)
    late = overdue(project.statutes, day)
    if args.json:
        answer = {"version": 1, "date": day, "overdue": [_as_json(*each) for each in late]}
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")
        return 0
    for statute, version in late:
        print(visible(f"{statute.short_name or statute.title} (content/statutes/{statute.id}.yml)"))
        print(visible(f"  {_newest(version)}"))
        print(visible(f"  {_seen(version)}"))
        for expected in statute.expected:
            print(visible(f"  {written(expected.date)}: {expected.about}"))
        print(
            f"  {(url(version) if version else None) or 'https://www.retsinformation.dk (søg efter lovens navn)'}"
        )
    print(
        f"\n{len(late)} af {len(project.statutes)} love skal slås efter."
        if late
        else "Alle love er set efter inden for et år."
    )
    if late:
        print(
            "Skriv in_force_checked på udgaven, når du har set den, eller »rettesnor new statute-version«, når der er en ny."
        )
    return 0


def _newest(version: Version | None) -> str:
    return (
        f"Nyeste i registret: {label(version)}." if version else "Registret kender ingen udgave med nummer."
    )


def _seen(version: Version | None) -> str:
    if version is None or version.in_force_checked is None:
        return "Ingen har set på Retsinformation, om den gælder."
    return f"Sidst set på Retsinformation {written(version.in_force_checked)}."


def _as_json(statute: Statute, version: Version | None) -> dict[str, object]:
    return {
        "id": statute.id,
        "title": statute.title,
        "newest": label(version) if version else None,
        "url": url(version) if version else None,
        "in_force_checked": version.in_force_checked if version else None,
        "expected": statute.expected,
    }
