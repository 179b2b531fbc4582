"""`rettesnor new KIND`: something new in the content, made by answering questions. A kind is a module `new_...` of its own."""

import argparse
import importlib
from pathlib import Path

# What can be made -> its module in rettesnor.cli, and what it makes.
KINDS = {
    "procedure": ("new_page", "en arbejdsgang"),
    "letter": ("new_page", "et brev"),
    "variant": ("new_variant", "en enheds afvigelse fra en fælles arbejdsgang"),
    "case": ("new_case", "de eksempler, et brev mangler"),
    "term": ("new_term", "en regel om et forældet navn"),
    "statute-version": ("new_statute", "en ny udgave af en lov, for eksempel en lovbekendtgørelse"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", metavar="HVAD", required=True, title="hvad")
    for kind, (module, about) in KINDS.items():
        one = kinds.add_parser(kind, help=about, description=f"Opret {about}.")
        one.add_argument(
            "--root", type=Path, default=argparse.SUPPRESS, metavar="MAPPE", help="portalens mappe"
        )
        importlib.import_module(f"rettesnor.cli.{module}").add_arguments(one)


def run(args: argparse.Namespace) -> int:
    module, _ = KINDS[args.kind]
    return importlib.import_module(f"rettesnor.cli.{module}").run(args)
