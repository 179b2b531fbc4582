"""Words as Markdown and Jinja that show exactly these words, with the place of each character in the document."""

import re
from typing import NamedTuple

from rettesnor.word.story import Field, Look
from rettesnor.word.xml import Element

_ALWAYS = frozenset("\\`*[]<|")
_LINE_START = re.compile(r">|#{1,6}(?=\s|$)|[-+](?=\s|$)|=+\s*$|:?-[-:\s]*$|\d{1,9}(?=[.)](?:\s|$))")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


class Origin(NamedTuple):
    """Characters `start` to `end` of the letter's text come from one element of the document.

    Characters of an element stand there one by one from `leaf_start`; a whole field comes from its first to its `last`.
    """

    start: int
    end: int
    leaf: Element
    leaf_start: int = 0
    last: Element | None = None
    field: Field | None = None


class Piece(NamedTuple):
    """Words to write: `text` as it is read, or `markup` as it stands in the letter."""

    text: str
    look: Look = Look()
    leaf: Element | None = None
    leaf_start: int = 0
    last: Element | None = None
    is_markup: bool = False
    field: Field | None = None  # the outermost field in whose instruction the words stand


class Sheet:
    """The letter's text as it grows."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.size = 0
        self.origins: list[Origin] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def raw(self, text: str) -> None:
        """Markup of ours."""
        if text:
            self._parts.append(text)
            self.size += len(text)

    def placed(self, text: str, piece: Piece, offset: int = 0) -> None:
        """Text that comes from the document: `piece` from its character `offset`."""
        if piece.leaf is not None:
            self.origins.append(
                Origin(
                    self.size,
                    self.size + len(text),
                    piece.leaf,
                    piece.leaf_start + offset,
                    piece.last,
                    piece.field,
                )
            )
        self.raw(text)

    def words(self, piece: Piece, *, before: str, after: str, escape_at: int = -1) -> None:
        """Write words so that Markdown and Jinja show them as they are.

        `before` and `after` stand beside them; the character at `escape_at` would begin a list or heading.
        """
        text = piece.text
        copied = 0
        for index, char in enumerate(text):
            following = text[index + 1] if index + 1 < len(text) else after
            previous = text[index - 1] if index else before
            if char == "{" and following in ("{", "%", "#"):
                self._copy(piece, copied, index)
                self.raw('{{ "')
                self.placed("{", piece, index)
                self.raw('" }}')
                copied = index + 1
            elif index == escape_at or _needs_escape(char, previous, following, text, index):
                self._copy(piece, copied, index)
                self.raw("\\")
                copied = index
        self._copy(piece, copied, len(text))

    def _copy(self, piece: Piece, start: int, end: int) -> None:
        if start < end:
            self.placed(piece.text[start:end], piece, start)


def _needs_escape(char: str, previous: str, following: str, text: str, index: int) -> bool:
    if char in _ALWAYS:
        return True
    if char == "_":
        return not (previous.isalnum() and following.isalnum())
    if char == "~":
        return "~" in (previous, following)
    return char == "&" and _ENTITY.match(text, index) is not None


def line_mark(text: str) -> int:
    """Which character at the start of a line must be escaped, so that it is no list, heading or rule; -1 for none."""
    found = _LINE_START.match(text)
    if found is None:
        return -1
    # A number is escaped at its full stop, any other mark at its first character.
    return found.end() if text[0].isdigit() else 0


def marks(look: Look, before: str, after: str) -> tuple[str, str]:
    """What opens and closes emphasis between two characters. Empty where Markdown would not read it as emphasis."""
    opening = ""
    if look.struck:
        opening += "~~"
    if look.bold:
        opening += "**"
    if look.italic:
        beside = before + after
        opening += "*" if look.bold or any(char.isalnum() or char == "_" for char in beside) else "_"
    return opening, opening[::-1]


def fits(outer: str, inner: str) -> bool:
    """Whether a mark between these characters opens or closes emphasis (CommonMark, 6.2)."""
    if not inner or inner.isspace():
        return False
    return inner.isalnum() or not outer or outer.isspace() or not outer.isalnum()
