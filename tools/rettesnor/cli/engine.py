"""`--engine`: where the search index lies, for the commands that write or read it."""

import argparse

from rettesnor.model import ContentError, Problem, Settings
from rettesnor.search.engine import Store
from rettesnor.search.store import WHOOSH, store

_POSTGRESQL = ("postgresql://", "postgres://")


def add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        metavar="ADRESSE",
        help="whoosh (filer på denne maskine) eller postgresql://bruger@server/database; ellers som i indstillingerne",
    )


def chosen(args: argparse.Namespace, settings: Settings) -> Store:
    """The store that was asked for, else the one of the settings. ContentError when there is no such engine."""
    engine: str = args.engine or settings.search_engine
    if engine != WHOOSH and not engine.startswith(_POSTGRESQL):
        message = (
            f"Søgemaskinen »{engine}« findes ikke. Skriv whoosh eller postgresql://bruger@server/database."
        )
        raise ContentError(Problem(path="--engine", line=0, message=message))
    return store(args.root, engine)
