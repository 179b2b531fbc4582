"""Decisions, read by themselves."""

from pathlib import Path

from rettesnor.load.reader import Reader
from rettesnor.model.decisions import Decision


def decisions(root: Path) -> tuple[Decision, ...]:
    """Those that are whole; what is wrong with the others is for `load` to tell."""
    return Reader(root).decisions()
