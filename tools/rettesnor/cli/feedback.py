"""`rettesnor feedback expire`: deletes feedback and searches that are past their time, as the service does by itself."""

import argparse
from pathlib import Path

from rettesnor.cli.readers import expire, kept
from rettesnor.load.settings import settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="HVAD", required=True, title="hvad")
    expiring = actions.add_parser(
        "expire",
        help="slet det, der er ældre end keep_days i content/settings.yml",
        description="Slet tilbagemeldinger, ønsker og søgninger, der er ældre end keep_days i content/settings.yml.",
    )
    expiring.add_argument(
        "--root", type=Path, default=argparse.SUPPRESS, metavar="MAPPE", help="portalens mappe"
    )


def run(args: argparse.Namespace) -> int:
    found = settings(args.root)
    messages, sums = expire(*kept(args.root, found))
    print(
        f"Slettet, fordi det var ældre end {found.keep_days} dage: beskeder {messages}, optællinger af søgninger {sums}."
    )
    return 0
