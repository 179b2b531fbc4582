"""Two finished PDFs side by side: the pages that changed, with the places of the words that came and went."""

# pypdfium2 leaves its arguments and its bitmaps untyped; what comes out of them is annotated here.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2

from rettesnor.danish.redline import changes
from rettesnor.model import Record
from rettesnor.preview.finished import PICTURE_SCALE, POINTS_PER_MM, picture

_DIVIDES = "\xad\ufffe\x02"  # how a PDF writes the hyphen of a word that is divided at the end of a line
_PADDING = 1.5  # pixels around a word


class Box(Record, frozen=True, kw_only=True):
    """A place in a page's picture, in pixels from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


class MarkedPage(Record, frozen=True, kw_only=True):
    """A page as a picture (PNG), with the places of what changed on it."""

    picture: bytes
    boxes: tuple[Box, ...]


class PagePair(Record, frozen=True, kw_only=True):
    """Page `number` before and after; None where that version has no such page."""

    number: int
    before: MarkedPage | None
    after: MarkedPage | None


class _Word(NamedTuple):
    """A word on paper; one that is divided has a box on each line."""

    text: str
    places: tuple[tuple[int, Box], ...]


def changed_pages(before: bytes, after: bytes, *, footer: float) -> tuple[PagePair, ...]:
    """The pages on which words came or went; `footer` mm at the bottom are not compared, since they count the pages.

    Words that only moved, because something above them grew, are no change.
    """
    old, new = _words(before, footer), _words(after, footer)
    gone: list[_Word] = []
    come: list[_Word] = []
    for change in changes([word.text for word in old], [word.text for word in new]):
        if change.kind == "changed":
            gone += old[change.old_start : change.old_end]
            come += new[change.new_start : change.new_end]
    left, right = _by_page(gone), _by_page(come)
    counts = _page_count(before), _page_count(after)
    return tuple(
        PagePair(
            number=page + 1,
            before=_page(before, page, left.get(page, ())) if page < counts[0] else None,
            after=_page(after, page, right.get(page, ())) if page < counts[1] else None,
        )
        for page in sorted(left.keys() | right.keys())
    )


def _page(document: bytes, page: int, boxes: Iterable[Box]) -> MarkedPage:
    return MarkedPage(picture=picture(document, page), boxes=tuple(_lines(boxes)))


def _lines(boxes: Iterable[Box]) -> Iterator[Box]:
    """Boxes of words that stand beside each other as one."""
    last: Box | None = None
    for box in boxes:
        if (
            last
            and abs(last.top - box.top) < 3
            and box.left - last.left >= 0
            and box.left - last.left - last.width < 6
        ):
            top = min(last.top, box.top)
            bottom = max(last.top + last.height, box.top + box.height)
            last = Box(
                left=last.left,
                top=top,
                width=round(box.left + box.width - last.left, 1),
                height=round(bottom - top, 1),
            )
            continue
        if last:
            yield last
        last = box
    if last:
        yield last


def _by_page(words: Iterable[_Word]) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = {}
    for word in words:
        for page, box in word.places:
            found.setdefault(page, []).append(box)
    return found


def _page_count(document: bytes) -> int:
    pdf = pypdfium2.PdfDocument(document)
    count = len(pdf)
    pdf.close()
    return count


def _words(document: bytes, footer: float) -> list[_Word]:
    """Every word above the footer, in reading order."""
    pdf = pypdfium2.PdfDocument(document)
    found: list[_Word] = []
    divided: _Word | None = None
    for number in range(len(pdf)):
        page = pdf[number]
        height: float = page.get_height()
        text = page.get_textpage()
        chars = [text.get_text_range(place, 1) for place in range(text.count_chars())]
        for start, end in _stretches(chars):
            boxes = [text.get_charbox(place) for place in range(start, end)]
            if boxes[0][1] < footer * POINTS_PER_MM:
                continue
            word = "".join(chars[start:end])
            place = _box(boxes, height)
            whole = _Word(word.strip(_DIVIDES), ((number, place),))
            if divided:
                whole = _Word(divided.text + whole.text, (*divided.places, *whole.places))
            divided = whole if word[-1:] in _DIVIDES else None
            if divided is None:
                found.append(whole)
    pdf.close()
    return [*found, divided] if divided else found


def _stretches(chars: list[str]) -> Iterator[tuple[int, int]]:
    """Where each run of characters without a blank in it starts and ends; the sign of a divided word ends one too."""
    for run in re.finditer(
        r"[^ ]+", "".join("x" if char.strip() and len(char) == 1 else " " for char in chars)
    ):
        cuts = [
            run.start(),
            *(n + 1 for n in range(run.start(), run.end() - 1) if chars[n] in _DIVIDES),
            run.end(),
        ]
        yield from pairwise(cuts)


def _box(boxes: list[tuple[float, float, float, float]], height: float) -> Box:
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return Box(
        left=round(left * PICTURE_SCALE - _PADDING, 1),
        top=round((height - top) * PICTURE_SCALE - _PADDING, 1),
        width=round((right - left) * PICTURE_SCALE + 2 * _PADDING, 1),
        height=round((top - bottom) * PICTURE_SCALE + 2 * _PADDING, 1),
    )
