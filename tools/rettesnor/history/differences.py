"""What differs between two versions of a file, in words: what has gone, what has come, and where it stands."""

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from rettesnor.history.blocks import Block, blocks
from rettesnor.model import Record

Kind = Literal["same", "gone", "new"]
_WORD = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
_ALIKE = 0.5  # the share of words that two blocks have in common from which one is the other, changed
_MOST_PAIRS = (
    4_000_000  # words times words (blocks times blocks) that are compared; past that, all is gone and new
)


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


def differences(before: bytes | None, after: bytes | None, *, path: str) -> tuple[Passage, ...]:
    """Every block of the file `path` that differs, in the order of the text; None is a file that is not there."""
    old = blocks(before, path=path) if before is not None else ()
    new = blocks(after, path=path) if after is not None else ()
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


def words(before: str, after: str) -> Iterator[Piece]:
    """The new text with what has gone, whole words at a time."""
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    changes = _joined(_opcodes([word[0] for word in old], [word[0] for word in new]))
    for same, (a1, a2), (b1, b2) in changes:
        if same:
            yield Piece(kind="same", text=_text(after, new, b1, b2))
            continue
        if a1 < a2:
            yield Piece(kind="gone", text=_text(before, old, a1, a2))
        if b1 < b2:
            yield Piece(kind="new", text=_text(after, new, b1, b2))


Range = tuple[int, int]
Change = tuple[bool, Range, Range]


def _opcodes(old: Sequence[object], new: Sequence[object]) -> Iterator[Change]:
    if len(old) * len(new) > _MOST_PAIRS:
        yield False, (0, len(old)), (0, len(new))
        return
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)  # pyright: ignore[reportArgumentType] -- everything here can be hashed
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        yield tag == "equal", (a1, a2), (b1, b2)


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    """The same changes, where one word that happens to stand between two of them is part of both."""
    found = list(changes)
    merged: list[Change] = []
    for place, change in enumerate(found):
        same, (a1, a2), (b1, b2) = change
        between = 0 < place < len(found) - 1 and a2 - a1 == 1
        previous = merged[-1] if merged else None
        if previous and not previous[0] and (not same or between):
            merged[-1] = (False, (previous[1][0], a2), (previous[2][0], b2))
        else:
            merged.append((same, (a1, a2), (b1, b2)))
    return iter(merged)


def _text(text: str, found: list[re.Match[str]], start: int, end: int) -> str:
    """The words from `start` to `end` with the blanks behind them."""
    stop = found[end].start() if end < len(found) else len(text)
    return text[found[start].start() : stop]


def _pieces(was: Block | None, now: Block | None) -> Iterator[Piece]:
    if was is None or now is None:
        block, kind = (now, "new") if now else (was, "gone")
        assert block is not None
        yield Piece(kind="new" if kind == "new" else "gone", text=block.text)
    elif was.text == now.text:
        yield from words(was.raw, now.raw)
    else:
        yield from words(was.text, now.text)


def _pairs(old: tuple[Block, ...], new: tuple[Block, ...]) -> Iterator[tuple[int | None, int | None]]:
    """Which block became which, in the order of the new text; None where one has gone or come."""
    for same, (a1, a2), (b1, b2) in _opcodes(old, new):
        if same:
            yield from zip(range(a1, a2), range(b1, b2), strict=True)
            continue
        left = a1
        for come in range(b1, b2):
            match = next((gone for gone in range(left, a2) if _became(old[gone], new[come])), None)
            if match is not None:
                yield from ((gone, None) for gone in range(left, match))
                left = match + 1
            yield match, come
        yield from ((gone, None) for gone in range(left, a2))


def _became(old: Block, new: Block) -> bool:
    if old.kind != new.kind or old.label != new.label:
        return False
    was, now = set(_WORD.findall(old.text.casefold())), set(_WORD.findall(new.text.casefold()))
    if old.kind == "fact" and len(was) < 4 and len(now) < 4:
        return True
    return len(was & now) >= _ALIKE * max(1, min(len(was), len(now)))


def _places(blocks: tuple[Block, ...]) -> list[str]:
    """For each block the heading that it stands under."""
    found: list[str] = []
    heading = ""
    for block in blocks:
        found.append("" if block.kind == "heading" else heading)
        if block.kind == "heading":
            heading = block.text
    return found
