"""The settings of a root alone, for commands that need nothing else of it."""

from pathlib import Path

from rettesnor.load.reader import Reader
from rettesnor.model import ContentError, Settings


def settings(root: Path) -> Settings:
    """content/settings.yml, or the defaults where there is none. ContentError when it cannot be read."""
    reader = Reader(root)
    found = reader.one("content/settings.yml", Settings, Settings())
    if reader.problems:
        raise ContentError(*reader.problems)
    return found
