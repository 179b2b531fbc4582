"""Files to model. The only room that reads a content root; every fault becomes a Problem, and no fault hides another."""

import datetime
from pathlib import Path

from rettesnor.load.root import find_root
from rettesnor.model.project import Project

__all__ = ["find_root", "load"]


def load(root: Path, *, day: datetime.date | None = None, proofread: bool = True) -> Project:
    """Everything below `root` as one Project, as it holds on `day` (today if not given).

    `problems` holds what a person must mend, by path and line; of what stands together wrongly (names of pages that
    do not exist, one-sided handovers) only where `proofread`, for which nobody waits who reads an old version.
    """
    # Imported here: a command that needs one file of the root should not load the reader of them all.
    from rettesnor.load.whole import load as load_whole

    return load_whole(root, day=day, proofread=proofread)
