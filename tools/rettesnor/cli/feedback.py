"""`rettesnor feedback expire`: deletes feedback and searches that are past their time, as the service does by itself."""

import argparse

from rettesnor.cli.readers import expire, kept
from rettesnor.load.settings import settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="HVAD", required=True, title="hvad")
    actions.add_parser(
        "expire",
        help="slet det, der er ældre end keep_days i content/settings.yml",
        description="Slet tilbagemeldinger, ønsker og søgninger, der er ældre end keep_days i content/settings.yml.",
    )


def run(args: argparse.Namespace) -> int:
    found = settings(args.root)
    messages, sums = expire(*kept(args.root, found))
    print(
        f"Slettet: {messages} beskeder og {sums} optællinger af søgninger, ældre end {found.keep_days} dage."
    )
    return 0
