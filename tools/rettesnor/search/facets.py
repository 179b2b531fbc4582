"""What a search can be narrowed to, and how many hits would stay."""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from rettesnor.model import Record
from rettesnor.model.urls import Kind
from rettesnor.search.contents import Entry
from rettesnor.search.results import Facets, FacetValue

Mask = npt.NDArray[np.bool_]


class Choice(Record, frozen=True, kw_only=True):
    """What a search is narrowed to; None leaves a facet open."""

    kind: Kind | None = None
    area: str | None = None
    target_group: str | None = None
    unit: str | None = None
    portal: str | None = None


class FacetTable:
    """For each value of each facet, which pages of an index have it."""

    def __init__(self, entries: Sequence[Entry], labels: dict[str, dict[str, str]]) -> None:
        self._size = len(entries)
        self._labels = labels
        self._masks = {
            "kind": _masks((entry.kind,) for entry in entries),
            "area": _masks((entry.area,) for entry in entries),
            "target_group": _masks(entry.target_groups for entry in entries),
            "unit": _masks((entry.unit,) for entry in entries),
            "portal": _masks((entry.portal,) for entry in entries),
        }

    def kinds(self, wanted: Iterable[Kind]) -> Mask:
        """The pages of these kinds."""
        found = np.zeros(self._size, np.bool_)
        for kind in wanted:
            found |= self._having("kind", kind)
        return found

    def fits(self, choice: Choice) -> Mask:
        """The pages that a choice leaves."""
        found = np.ones(self._size, np.bool_)
        for facet in self._masks:
            value = getattr(choice, facet)
            if value is not None:
                found &= self._having(facet, value)
        return found

    def counts(self, numbers: npt.NDArray[np.intp], choice: Choice) -> Facets:
        """Counts over the pages found. A facet's own choice does not narrow its own counts."""
        return Facets(**{facet: self._counted(facet, numbers, choice) for facet in self._masks})

    def _counted(self, facet: str, numbers: npt.NDArray[np.intp], choice: Choice) -> tuple[FacetValue, ...]:
        others = msgspec.structs.replace(choice, **{facet: None})
        left = numbers if others == Choice() else numbers[self.fits(others)[numbers]]
        titles = self._labels.get(facet, {})
        counts = ((value, int(mask[left].sum())) for value, mask in self._masks[facet].items())
        return tuple(
            FacetValue(value=value, title=titles.get(value, value), count=count)
            for value, count in sorted(counts, key=lambda pair: (-pair[1], pair[0]))
            if count
        )

    def _having(self, facet: str, value: str) -> Mask:
        mask = self._masks[facet].get(value)
        return np.zeros(self._size, np.bool_) if mask is None else mask


def _masks(values: Iterable[Iterable[str | None]]) -> dict[str, Mask]:
    pages: dict[str, list[int]] = {}
    size = 0
    for number, held in enumerate(values):
        size = number + 1
        for value in held:
            if value:
                pages.setdefault(value, []).append(number)
    masks: dict[str, Mask] = {}
    for value, having in pages.items():
        masks[value] = np.zeros(size, np.bool_)
        masks[value][having] = True
    return masks
