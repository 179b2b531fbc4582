"""One paragraph, heading, item or cell: its words with emphasis where Markdown can read it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from rettesnor.word.prose import Piece, Sheet, fits, line_mark, marks
from rettesnor.word.story import Look

LOOK_AHEAD = 12  # pieces; a number of one digit each in a run of its own is rare enough
_PLAIN = Look()
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


class Inline:
    """Writes pieces onto a sheet; `notes` gets what could not be emphasised."""

    def __init__(self, sheet: Sheet, notes: list[str]) -> None:
        self._sheet, self._notes = sheet, notes
        self._line_start = True
        self._ifs: list[bool] = []
        self._before = ""
        self._escape_in = -1  # characters until the one that would begin a list

    def write(self, pieces: Iterable[Piece], *, plain_look: bool = False, in_cell: bool = False) -> None:
        """Write one block's pieces. `plain_look` leaves emphasis out (a heading has its own)."""
        units = list(_trimmed(_looks(_edges(pieces))))
        if plain_look:
            units = [unit._replace(look=_PLAIN) for unit in units]
        self._line_start, self._before = not in_cell, ""
        start = 0
        while start < len(units):
            end = start + 1
            look = units[start].look
            while look != _PLAIN and end < len(units) and units[end].look == look and not _is_tag(units[end]):
                end += 1
            self._segment(units, start, end)
            start = end

    def _segment(self, units: Sequence[Piece], start: int, end: int) -> None:
        look = units[start].look
        after = _first(units[end]) if end < len(units) else ""
        opening = closing = ""
        if look != _PLAIN:
            first, last = _first(units[start]), _last(units[end - 1])
            opening, closing = marks(look, self._before, after)
            if not (fits(self._before, first) and fits(after, last)):
                words = "".join(unit.text for unit in units[start:end]).strip()
                if words:
                    self._notes.append(f"Fremhævningen af »{words}« kan ikke beholdes midt i et ord.")
                opening = closing = ""
        self._sheet.raw(opening)
        if self._line_start and not opening:
            texts = takewhile(lambda unit: not unit.is_markup, units[start : start + LOOK_AHEAD])
            self._escape_in = line_mark("".join(unit.text for unit in texts))
        for index in range(start, end):
            self._unit(units[index], _first(units[index + 1]) if index + 1 < len(units) else "")
        self._sheet.raw(closing)

    def _unit(self, unit: Piece, after: str) -> None:
        if not unit.is_markup:
            self._sheet.words(unit, before=self._before, after=after, escape_at=self._escape_in)
            self._escape_in = max(self._escape_in - len(unit.text), -1)
            self._line_start = self._line_start and not unit.text.strip()
            self._before = unit.text[-1:] or self._before
            return
        self._escape_in = -1
        self._sheet.placed(unit.text, unit)
        if unit.text.startswith("{% if"):
            self._ifs.append(self._line_start)
        elif unit.text.startswith("{% else") and self._ifs:
            self._line_start = self._ifs[-1]
        elif unit.text.startswith("{% endif") and self._ifs:
            self._ifs.pop()
        elif "\n" in unit.text:
            self._line_start = True
        else:
            self._line_start = False
        self._before = _last(unit)


def _edges(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Blanks at either end of words are pieces of their own: emphasis cannot begin or end with one."""
    for piece in pieces:
        found = None if piece.is_markup else _EDGES.fullmatch(piece.text)
        if found is None:
            yield piece
            continue
        for group in (1, 2, 3):
            if found[group]:
                yield piece._replace(text=found[group], leaf_start=piece.leaf_start + found.start(group))


def _looks(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Blanks are emphasised only between words that are emphasised alike."""
    units = list(pieces)
    for index, unit in enumerate(units):
        if unit.is_markup or unit.text.strip():
            yield unit
            continue
        before = next(
            (u.look for u in reversed(units[max(index - 8, 0) : index]) if u.is_markup or u.text.strip()),
            _PLAIN,
        )
        after = next((u.look for u in units[index + 1 : index + 9] if u.is_markup or u.text.strip()), _PLAIN)
        yield unit._replace(look=before if before == after else _PLAIN)


def _trimmed(units: Iterable[Piece]) -> Iterator[Piece]:
    """Without blanks at either end of a line: at the start four of them would make it code."""
    is_start = True
    blanks: list[Piece] = []
    for unit in units:
        if not unit.is_markup and not unit.text.strip():
            blanks.append(unit)
            continue
        if not is_start and not (unit.is_markup and "\n" in unit.text):
            yield from blanks
        blanks = []
        if unit.is_markup and "\n" in unit.text:
            is_start = True
        elif not (unit.is_markup and unit.text.startswith("{%")):
            is_start = False
        yield unit


def _is_tag(unit: Piece) -> bool:
    return unit.is_markup and unit.leaf is None


def _first(unit: Piece) -> str:
    """The first character that a reader sees of it; a letter for a value."""
    if not unit.is_markup:
        return unit.text[:1]
    return "x" if unit.leaf is not None else ""


def _last(unit: Piece) -> str:
    if not unit.is_markup:
        return unit.text[-1:]
    return "x" if unit.leaf is not None else ""
