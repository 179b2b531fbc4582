"""What differs between two versions of a file, in words: what has gone, what has come, and where it stands."""

import re
from collections.abc import Iterator

from rettesnor.danish.redline import Kind, changes, redline
from rettesnor.history.blocks import Block, blocks
from rettesnor.history.names import Called, nothing
from rettesnor.model import Record

_WORD = re.compile(r"\w+")
_ALIKE = 0.5  # the share of their words that two blocks have in common from which one is the other, changed
_MOST_PAIRS = 40_000  # blocks times blocks; past that nobody looks which one became which


class Piece(Record, frozen=True, kw_only=True):
    """Words that stayed, went or came."""

    kind: Kind
    text: str


class Passage(Record, frozen=True, kw_only=True):
    """One block that differs: `place` is the heading it stands under, `label` the name of a fact."""

    kind: str
    label: str
    place: str
    pieces: tuple[Piece, ...]


def differences(
    before: bytes | None, after: bytes | None, *, path: str, called: Called = nothing
) -> tuple[Passage, ...]:
    """Every block of the file `path` that differs, in the order of the text; None is a file that is not there.

    `called` gives the titles of what ids name.
    """
    old = blocks(before, path=path, called=called) if before is not None else ()
    new = blocks(after, path=path, called=called) if after is not None else ()
    places = _places(old), _places(new)
    found: list[Passage] = []
    for gone, come in _pairs(old, new):
        if gone is not None and come is not None and old[gone] == new[come]:
            continue
        block = new[come] if come is not None else old[gone or 0]
        was, now = old[gone] if gone is not None else None, new[come] if come is not None else None
        found.append(
            Passage(
                kind=block.kind,
                label=block.label,
                place=places[1][come] if come is not None else places[0][gone or 0],
                pieces=tuple(_pieces(was, now)),
            )
        )
    return tuple(found)


def _pieces(was: Block | None, now: Block | None) -> Iterator[Piece]:
    if was is None or now is None:
        block, kind = (now, "new") if now else (was, "gone")
        assert block is not None
        yield Piece(kind="new" if kind == "new" else "gone", text=block.text)
    elif was.text == now.text:
        yield from (Piece(kind=kind, text=text) for kind, text in redline(was.raw, now.raw))
    else:
        yield from (Piece(kind=kind, text=text) for kind, text in redline(was.text, now.text))


def _pairs(old: tuple[Block, ...], new: tuple[Block, ...]) -> Iterator[tuple[int | None, int | None]]:
    """Which block became which, in the order of the new text; None where one has gone or come."""
    for kind, old_start, old_end, new_start, new_end in changes(old, new):
        if kind == "same":
            yield from zip(range(old_start, old_end), range(new_start, new_end), strict=True)
            continue
        few = (old_end - old_start) * (new_end - new_start) <= _MOST_PAIRS
        left = old_start
        waiting: list[int] = []  # what has come since the last pair: it stands behind what has gone there
        for come in range(new_start, new_end):
            candidates = range(left, old_end) if few else ()
            match = next((gone for gone in candidates if _became(old[gone], new[come])), None)
            if match is None:
                waiting.append(come)
                continue
            yield from ((gone, None) for gone in range(left, match))
            yield from ((None, new_one) for new_one in waiting)
            yield match, come
            left = match + 1
            waiting = []
        yield from ((gone, None) for gone in range(left, old_end))
        yield from ((None, new_one) for new_one in waiting)


def _became(old: Block, new: Block) -> bool:
    if old.kind != new.kind or old.label != new.label:
        return False
    was, now = set(_WORD.findall(old.text.casefold())), set(_WORD.findall(new.text.casefold()))
    if old.kind == "fact" and len(was) < 4 and len(now) < 4:
        return True
    return 2 * len(was & now) >= _ALIKE * (len(was) + len(now))


def _places(blocks: tuple[Block, ...]) -> list[str]:
    """For each block the heading that it stands under."""
    found: list[str] = []
    heading = ""
    for block in blocks:
        found.append("" if block.kind == "heading" else heading)
        if block.kind == "heading":
            heading = block.text
    return found
