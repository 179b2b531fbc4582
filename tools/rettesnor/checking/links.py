"""Links in a file that lead to no other file."""

import os
from pathlib import Path

from rettesnor.checking.targets import Target
from rettesnor.checks.metadata import links


def missing_links(root: Path, target: Target, source: str, start: int) -> frozenset[str]:
    """Links of the file that lead to no file, seen from its own folder or from the root."""
    found: set[str] = set()
    for _, link in links(source, start):
        page = link.partition("#")[0].partition("?")[0]
        bases = (target.path.parent, root, root / "content")
        if not any(os.path.exists(base / page.lstrip("/")) for base in bases):  # noqa: PTH110 -- false for a name that no file can have
            found.add(link)
    return frozenset(found)
