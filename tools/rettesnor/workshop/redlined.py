"""A changed file line by line, each line with the words that went and came."""

import difflib
from collections.abc import Iterator

from rettesnor.danish.redline import Kind, redline
from rettesnor.model import Record

CONTEXT = 2


class Piece(Record, frozen=True, kw_only=True):
    """Words that stayed, went or came."""

    kind: Kind
    text: str


class Line(Record, frozen=True, kw_only=True):
    """A line of the new text with its number, or (number 0) one that is gone."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


class Hunk(Record, frozen=True, kw_only=True):
    """Lines that stand together; `skipped` lines were left out before them."""

    skipped: int
    lines: tuple[Line, ...]


def lines(before: str, after: str) -> tuple[Line, ...]:
    """Every line of the new text, and what is gone where it stood."""
    found: list[Line] = []
    pieces: list[Piece] = []
    number = 1

    def end(kind: Kind) -> None:
        nonlocal number
        gone = kind == "gone"
        found.append(Line(number=0 if gone else number, pieces=tuple(pieces)))
        number += not gone
        pieces.clear()

    for kind, text in redline(before, after):
        first, *rest = text.split("\n")
        if first:
            pieces.append(Piece(kind=kind, text=first))
        for part in rest:
            end(kind)
            if part:
                pieces.append(Piece(kind=kind, text=part))
    if pieces:
        end("same")
    return tuple(found)


def differing(before: str, after: str) -> frozenset[int]:
    """Numbers of the lines of the old text that the new one has not."""
    old, new = before.split("\n"), after.split("\n")
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    changed = (range(a, max(b, a + 1)) for tag, a, b, _, _ in matcher.get_opcodes() if tag != "equal")
    return frozenset(at + 1 for places in changed for at in places)


def hunks(shown: tuple[Line, ...], *, keep: frozenset[int] = frozenset()) -> tuple[Hunk, ...]:
    """The lines that are changed, or whose number is to be kept, with some lines around them."""
    wanted = [at for at, line in enumerate(shown) if line.changed or line.number in keep]
    near = sorted({at for place in wanted for at in range(place - CONTEXT, place + CONTEXT + 1)})
    return tuple(_together([at for at in near if 0 <= at < len(shown)], shown))


def _together(places: list[int], shown: tuple[Line, ...]) -> Iterator[Hunk]:
    begin = 0
    while places:
        length = next((n for n in range(1, len(places)) if places[n] != places[0] + n), len(places))
        first = places[0]
        yield Hunk(skipped=first - begin, lines=shown[first : first + length])
        begin = first + length
        places = places[length:]
