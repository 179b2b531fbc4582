"""The blocks of a reading: what is read in each, where every character stands, and for whom it is shown."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rettesnor.letter.choices import Choice
from rettesnor.letter.inline import Link
from rettesnor.letter.prose import BlockKind, Prose, Spot, TooDeep, prose
from rettesnor.letter.runs import Place, Run, Runs
from rettesnor.model import Span

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
# What stays open across a blank line: fences, HTML that ends at its own mark or hides what it holds, and (for the whole
# letter) addresses of links.
_LASTING = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(?:```|~~~|<(?:script|pre|style|textarea|!--|\?|![a-z]|!\[cdata|[a-z][^<>]*\shidden\b))",
    re.MULTILINE | re.IGNORECASE,
)
_ADDRESS = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*\[[^\]]+\]:", re.MULTILINE)


class Block:
    """One heading, paragraph, list item, table cell, quoted paragraph or piece of code.

    `text` is what the citizen reads: markup gone, entities decoded, VALUE for a value that is not known. `level` is a
    heading's, how deep a list item lies, or a cell's column. Blocks are equal when kind, level and text are, so that a check may run
    once for each distinct one; the same object stands in every reading where it has the same origin.
    """

    __slots__ = ("_ends", "_prose", "_runs", "_spots", "kind", "level", "links", "text")

    def __init__(self, prose: Prose, runs: Sequence[Run], ends: Sequence[int]) -> None:
        self.kind: BlockKind = prose.kind
        self.level: int = prose.level
        self.text: str = prose.text
        self.links: tuple[Link, ...] = prose.links
        self._prose, self._runs, self._ends = prose, runs, ends
        self._spots: Sequence[int] = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Block):
            return NotImplemented
        return (self.kind, self.level, self.text) == (other.kind, other.level, other.text)

    def __hash__(self) -> int:
        return hash((self.kind, self.level, self.text))

    def __repr__(self) -> str:
        return f"Block({self.kind!r}, {self.level}, {self.text!r})"

    def span(self, start: int, end: int) -> tuple[str, Span]:
        """The file and the place there of characters `start` to `end`: from the first one's to the last one's.

        A value stands where its tag does. Where the ends lie in different files, the one in the letter tells where
        the other was included. Where the words jump back in the file (to a macro), the longest stretch tells.
        """
        end = max(start, end - 1)
        first, last = self._origin(start), self._origin(end)
        if first.path != last.path:
            first, last = self._outer(start) or first, self._outer(end) or last
        if first.path != last.path:
            return first.path, Span(first.start, first.end)
        if last.start < first.start:
            first, last = self._longest(start, end)
        return first.path, Span(first.start, max(first.end, last.end))

    def choices(self, start: int = 0, end: int | None = None) -> tuple[Choice, ...]:
        """What brings characters `start` to `end` out: all the choices on the way to them, none when every reader gets them."""
        low = self._spot(start).start
        high = self._spot(len(self.text) - 1 if end is None else max(start, end - 1))
        first = bisect_right(self._ends, low)
        last = bisect_right(self._ends, max(high.end - 1, low))
        found = (choice for run in self._runs[first : last + 1] for choice in run.branch.choices)
        return tuple(dict.fromkeys(found))

    def _longest(self, start: int, end: int) -> tuple[Place, Place]:
        """The first and the last place of the longest stretch of characters that goes forward in one file."""
        best = stretch = (0, self._origin(start), self._origin(start))
        for offset in range(start, end + 1):
            place = self._origin(offset)
            size, first, last = stretch
            forward = place.path == last.path and place.start >= last.start
            stretch = (size + 1, first, place) if forward else (1, place, place)
            best = max(best, stretch, key=lambda one: one[0])
        return best[1], best[2]

    def _spot(self, offset: int) -> Spot:
        """The place of one character in the reading's Markdown."""
        spots = self._prose.spots
        if not self._spots:
            self._spots = [spot.at for spot in spots]
        spot = spots[max(bisect_right(self._spots, offset) - 1, 0)]
        if not spot.exact:
            return spot
        start = spot.start + offset - spot.at
        return Spot(offset, start, start + 1, True)

    def _origin(self, offset: int) -> Place:
        spot = self._spot(offset)
        first = self._place(spot.start)
        last = self._place(spot.end - 1)
        if first.path != last.path:
            return first
        return Place(first.path, min(first.start, last.start), max(first.end, last.end))

    def _place(self, at: int) -> Place:
        """Where character `at` of the Markdown stands in a file."""
        number = min(bisect_right(self._ends, at), len(self._runs) - 1)
        run = self._runs[number]
        if not run.exact:
            return Place(run.path, run.start, run.end)
        start = run.start + at - (self._ends[number] - len(run.text))
        return Place(run.path, start, start + 1)

    def _outer(self, offset: int) -> Place | None:
        """Where in the letter the file of a character was included, if it was."""
        at = self._spot(offset).start
        return self._runs[min(bisect_right(self._ends, at), len(self._runs) - 1)].via


class Blocks:
    """Cuts readings of one template into blocks, each distinct piece of Markdown once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Runs, int, int], tuple[Block, ...]] = {}
        self.too_deep: list[Place] = []

    def of(self, runs: Runs) -> tuple[Block, ...]:
        text = "".join([run.text for run in runs])
        ends: list[int] = []
        at = 0
        for run in runs:
            at += len(run.text)
            ends.append(at)
        found: list[Block] = []
        for start, end in _pieces(text):
            first = bisect_right(ends, start)
            last = bisect_right(ends, end - 1)
            part = runs[first : last + 1]
            offset = ends[first] - len(runs[first].text)
            key = (part, start - offset, end - offset)
            blocks = self._known.get(key)
            if blocks is None:
                blocks = self._known[key] = self._made(
                    text[start:end], part, [end - start for end in ends[first : last + 1]]
                )
            found += blocks
        return tuple(found)

    def _made(self, markdown: str, runs: Runs, ends: list[int]) -> tuple[Block, ...]:
        try:
            # A very long piece is not worth the memory that remembering it would cost.
            found = prose(markdown) if len(markdown) < 20_000 else prose.__wrapped__(markdown)
        except TooDeep:
            self.too_deep.append(Place(runs[0].path, runs[0].start, runs[-1].end))
            found = (Prose("paragraph", 0, markdown, (Spot(0, 0, len(markdown), True),)),)
        return tuple(Block(part, runs, ends) for part in found)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The text cut at the blank lines that end every block, so that each piece is read alone as it is in its place."""
    size = len(text)
    if "]:" in text and _ADDRESS.search(text):
        yield from _piece(text, 0, size)
        return
    lasting = size
    if ("```" in text or "~~~" in text or "<" in text) and (opened := _LASTING.search(text)):
        lasting = opened.start()
    start = 0
    for blank in _BLANK.finditer(text):
        after = blank.end()
        # An indented line may belong to a list above it.
        if after <= lasting and text[after : after + 1] not in (" ", "\t", ""):
            yield from _piece(text, start, blank.start())
            start = after
        elif after > lasting:
            break
    yield from _piece(text, start, size)


def _piece(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if start < end and not text[start:end].isspace():
        yield start, end
