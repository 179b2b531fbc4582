"""Texts and strings of a template as pieces that know where they stand: line ends made one, escapes decoded."""

import re
from typing import NamedTuple

from rettesnor.model import Span

_LINE_END = re.compile(r"\r\n?")
# Half a character, which no file and no report can hold.
_HALF = re.compile("[\ud800-\udfff]")
_ESCAPE = re.compile(
    r"\\(?:\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|N\{[^}]*\}|.)|\r\n?", re.DOTALL
)


class Piece(NamedTuple):
    """Characters and the place they come from: one by one when `exact`, else all of them from the whole place."""

    text: str
    start: int
    end: int
    exact: bool


def text_pieces(source: str, span: Span) -> tuple[Piece, ...]:
    """What a text between tags shows: Jinja makes every line end a line feed."""
    return _pieces(source, span.start, span.end, _LINE_END)


def string_pieces(source: str, span: Span) -> tuple[Piece, ...]:
    """What a string (its quotes included in `span`) shows."""
    return _pieces(source, span.start + 1, span.end - 1, _ESCAPE)


def _pieces(source: str, start: int, end: int, special: re.Pattern[str]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at = start
    for match in special.finditer(source, start, end):
        if at < match.start():
            found.append(Piece(source[at : match.start()], at, match.start(), True))
        at = match.end()
        if shown := _decoded(match.group()):
            found.append(Piece(shown, match.start(), at, False))
    if at < end:
        found.append(Piece(source[at:end], at, end, True))
    return tuple(found)


def _decoded(escape: str) -> str:
    if escape[0] == "\r":
        return "\n"
    try:
        decoded = escape.encode("ascii", "backslashreplace").decode("unicode-escape")
    except UnicodeDecodeError:
        return escape
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", decoded)
