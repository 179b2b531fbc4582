"""Files that are one page: an edition from a later day is checked as of that day, a variant beside the common page."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rettesnor.checking.handovers import one_sided
from rettesnor.checking.targets import Target
from rettesnor.checks.metadata import Beside
from rettesnor.load.root import TextFile
from rettesnor.model.validity import editions
from rettesnor.model.variants import drift


class Sibling(NamedTuple):
    """Another edition of the same page, and the day from which it holds."""

    day: datetime.date
    path: Path


def first_day(target: Target, day: datetime.date) -> datetime.date:
    """The day that the file is checked as of: `day`, or the one from which it holds where that is later."""
    begins = editions(target.path.stem).day if target.kind in ("letter", "procedure") else None
    return max(day, begins) if begins else day


def beside(root: Path, target: Target, source: str, day: datetime.date) -> tuple[Beside, ...]:
    """What the files beside this one tell of it on `day`; `source` is the text that the file has or may get."""
    if target.kind not in ("letter", "procedure") or not target.path.is_relative_to(root):
        return ()
    if editions(target.path.stem).unit is None:
        ends = one_sided(root, target, source) if target.kind == "procedure" else ()
        return (*_replaced(target, day), *ends)
    return tuple(_variant(root, target, source, day))


def _replaced(target: Target, day: datetime.date) -> Iterator[Beside]:
    own = editions(target.path.stem)
    later = [
        sibling
        for sibling in _siblings(target.path, own.own)
        if sibling.day <= day and (own.day is None or own.day < sibling.day)
    ]
    if later:
        newest = max(later)
        hint = f"Slet den, og giv {newest.path.name} navnet {own.own}.md."
        yield Beside("replaced", (), f"{newest.day:%d.%m.%Y}", hint)


def _siblings(path: Path, own: str) -> Iterator[Sibling]:
    for other in sorted(path.parent.glob(f"{own}@*.md")):
        begins = editions(other.stem).day
        if begins is not None:
            yield Sibling(begins, other)


def _variant(root: Path, target: Target, source: str, day: datetime.date) -> Iterator[Beside]:
    # Imported here: few files are variants, and the reader of procedures is slow to load.
    from rettesnor.load.variants import variant_and_common

    pair = variant_and_common(root, TextFile(path=target.name, text=source), day=day)
    if pair is None:
        return
    variant, common = pair
    for each in drift(common, variant):
        if each.now is None:
            hint = f"Trinnet findes ikke mere i {Path(common.path).name}. Ret afvigelsen, eller slet filen."
            yield Beside("variant_drift", ("base", each.step), each.step, hint)
        else:
            hint = (
                f"Læs det fælles trin igen, ret afvigelsen, og skriv »{each.step}: {each.now}« under »base:«."
            )
            yield Beside("variant_drift", ("base", each.step), each.step, hint, (each.then, each.now))
