"""What deadlines are counted from, read by itself."""

from pathlib import Path

from rettesnor.load.reader import Reader
from rettesnor.model.deadlines import DeadlineData


def deadlines(root: Path) -> DeadlineData:
    """content/deadlines.yml; nothing where it is missing or faulty, which `load` tells."""
    return Reader(root).one("content/deadlines.yml", DeadlineData, DeadlineData())
