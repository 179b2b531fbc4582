"""Where a content root keeps its built portal."""

from pathlib import Path

from rettesnor.search import generations

SITE = Path(".rettesnor") / "site"


def current(root: Path) -> Path | None:
    """The folder of the newest whole build, None where there is none yet."""
    return generations.current(root / SITE)
