"""A unit's variant beside the page it differs from, read alone."""

import datetime
from pathlib import Path

from rettesnor.load.reader import Reader
from rettesnor.load.root import TextFile, read_text
from rettesnor.model import (
    ContentError,
    Procedure,
)
from rettesnor.model.validity import editions, in_force
from rettesnor.model.variants import Variant


def variant_and_common(root: Path, file: TextFile, *, day: datetime.date) -> tuple[Variant, Procedure] | None:
    """A unit's variant and the common page as it holds on `day`; None where the file is no variant or one is faulty."""
    path = root / file.path
    name = editions(path.stem)
    if name.unit is None or not path.is_relative_to(root / "procedures"):
        return None
    reader = Reader(root)
    try:
        variant = reader.variant(file, name.unit)
        files = [file for file in sorted(path.parent.glob(f"{name.own}*.md")) if _edition_of(file, name.own)]
        common = [reader.procedure(read_text(root, file)) for file in files]
    except ContentError:
        return None
    now, _ = in_force(filter(None, common), day=day)
    return (variant, now[0]) if variant and now else None


def _edition_of(file: Path, own: str) -> bool:
    name = editions(file.stem)
    return name.own == own and name.unit is None
