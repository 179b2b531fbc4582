"""`rettesnor keys new|list|revoke`: keys that other systems use the service's API with."""

import argparse
import sys
from pathlib import Path

from rettesnor.model import visible
from rettesnor.workshop.keys import PER_MINUTE, Keys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "do", choices=("new", "list", "revoke"), metavar="new|list|revoke", help="hvad der skal gøres"
    )
    parser.add_argument("name", nargs="?", metavar="NAVN", help="systemet, der skal bruge nøglen")
    parser.add_argument(
        "--per-minute",
        type=int,
        default=PER_MINUTE,
        metavar="N",
        help=f"spørgsmål i minuttet (ellers {PER_MINUTE})",
    )


def run(args: argparse.Namespace) -> int:
    root: Path = args.root
    name: str | None = args.name
    keys = Keys(root)
    if args.do == "list":
        for key in keys.all():
            print(visible(f"{key.name}  lavet {key.made.isoformat()}, {key.per_minute} spørgsmål i minuttet"))
        return 0
    if name is None:
        print("Skriv, hvilket system nøglen er til: rettesnor keys new NAVN", file=sys.stderr)
        return 2
    if args.do == "revoke":
        found = keys.revoke(name)
        print(
            visible(
                f"Nøglen til »{name}« virker ikke mere." if found else f"Der er ingen nøgle til »{name}«."
            )
        )
        return 0 if found else 1
    print(keys.new(name, per_minute=max(1, args.per_minute)))
    print("Gem nøglen nu. Den kan ikke vises igen.", file=sys.stderr)
    return 0
