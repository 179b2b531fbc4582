"""Finished letters, as a system or a person has filled them in: plain text or HTML, without tags of Jinja."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rettesnor.letter.blocks import Block
from rettesnor.letter.choices import Branch, Choice
from rettesnor.letter.html import Bit, elements, hidden
from rettesnor.letter.prose import BlockKind, Prose, Spot
from rettesnor.letter.runs import Run

_BLANK = re.compile(r"\r?\n[ \t]*(?:\r?\n[ \t]*)+")
_ITEM = re.compile(r"[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t]+")
_SPACE = re.compile(r"\s+")
# A short line on its own that ends no sentence and greets nobody: »Sådan klager du«.
_HEADING = re.compile(
    r"(?!(?:kære|hej|til|att\.?|(?:med )?venlige?n? hilsen|mange hilsner|hilsen|kopi|bilag)\b)(?=.{3,80}$)[^\W\d_].*[^.,:;]$",
    re.IGNORECASE,
)
_UNSEEN = ("head", "title", "script", "style")


class FinishedReading:
    """The one reading of a finished letter, in which nothing was chosen."""

    choices: tuple[Choice, ...] = ()

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = tuple(blocks)

    def __iter__(self) -> Iterator["FinishedReading"]:
        yield self

    def over(self, choices: Iterable[Choice], limit: int = 64) -> Iterator["FinishedReading"]:
        """Nothing can be chosen, so there are no more readings."""
        del choices, limit
        yield from ()


def finished_blocks(source: str, *, path: str, html: bool, guess_headings: bool = False) -> Iterator[Block]:
    """The headings, paragraphs and list items of a finished letter, with their places in its file.

    Plain text has no headings; with `guess_headings` a short line on its own is one.
    """
    runs = (Run(source, path, 0, len(source), True, Branch()),)
    for prose in _html(source) if html else _text(source, guess_headings):
        yield Block(prose, runs, (len(source),))


def _text(source: str, guess_headings: bool) -> Iterator[Prose]:
    """Paragraphs stand between blank lines; a line with a list mark is an item."""
    level = 1
    start = 1 if source.startswith("\ufeff") else 0
    for blank in [*_BLANK.finditer(source), None]:
        end = blank.start() if blank else len(source)
        lines: list[Bit] = []
        for line in re.finditer(r"[^\r\n]+", source[start:end]):
            mark = _ITEM.match(line[0])
            if mark and lines:
                yield from _made("paragraph" if not _ITEM.match(lines[0].text) else "item", 0, lines)
                lines = []
            at = start + line.start()
            lines.append(Bit(line[0] + "\n", at, at + len(line[0]) + 1, True))
        if guess_headings and len(lines) == 1 and _HEADING.match(lines[0].text.strip()):
            yield from _made("heading", level, lines)
            level = 2
        elif lines:
            yield from _made("item" if _ITEM.match(lines[0].text) else "paragraph", 0, lines)
        start = blank.end() if blank else end


def _html(source: str) -> Iterator[Prose]:
    unseen = hidden(source)
    for name, found in elements(source):
        if name in _UNSEEN:
            continue
        bits = [bit for bit in found if not any(low <= bit.start < high for low, high in unseen)]
        if re.fullmatch("h[1-6]", name):
            yield from _made("heading", int(name[1]), bits)
        else:
            kind: BlockKind = "item" if name == "li" else "cell" if name in ("td", "th") else "paragraph"
            yield from _made(kind, 0, bits)


def _made(kind: BlockKind, level: int, bits: Sequence[Bit]) -> Iterator[Prose]:
    """A block of these characters, each stretch of space shown as one blank."""
    texts: list[str] = []
    spots: list[Spot] = []
    at = 0
    for bit in bits:
        offset = mark.end() if kind == "item" and not texts and (mark := _ITEM.match(bit.text)) else 0
        if not bit.exact:
            texts.append(bit.text)
            spots.append(Spot(at, bit.start, bit.end, False))
            at += len(bit.text)
            continue
        while offset < len(bit.text):
            space = _SPACE.match(bit.text, offset)
            end = space.end() if space else _next_space(bit.text, offset)
            text = " " if space else bit.text[offset:end]
            if not (space and (not texts or texts[-1].endswith(" "))):
                texts.append(text)
                spots.append(Spot(at, bit.start + offset, bit.start + end, not space or end - offset == 1))
                at += len(text)
            offset = end
    text = "".join(texts).rstrip()
    if text:
        yield Prose(kind, level, text, tuple(spots))


def _next_space(text: str, start: int) -> int:
    found = _SPACE.search(text, start)
    return found.start() if found else len(text)
