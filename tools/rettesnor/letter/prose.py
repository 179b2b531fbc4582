"""Markdown to blocks of prose: the text as it is read, each character with its place in the Markdown."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Literal, NamedTuple

from markdown_it.token import Token

from rettesnor.letter.html import elements, hidden
from rettesnor.letter.inline import Link, Seen, make_parser, seen
from rettesnor.model import VALUE

BlockKind = Literal["heading", "paragraph", "item", "cell", "quote", "code"]

# A letter in the eyes of Markdown, where VALUE would be punctuation: `**{{ navn }}**s` is emphasis as with a name.
_STAND_IN = "\ue002"
# Nothing of these is seen: soft hyphen, zero-width spaces and joiners, byte order mark.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
# Those, and a letter with its ring or accent written apart from it, which reads as one letter.
_UNUSUAL = re.compile(f"[{_INVISIBLE}]+|.[\u0300-\u036f]+", re.DOTALL)
_SPECIAL = "\\\\`*_\\[\\]<>&~|\t\u0300-\u036f" + _INVISIBLE + _STAND_IN
# Lines that only a paragraph can be: no mark in them, and a letter (or a value, or a quote) first.
_PLAIN = re.compile(
    rf"(?:[^\W\d_]|[{VALUE}(«»„“”\"'…§])[^{_SPECIAL}\n]*(?:\n *(?:[^\W\d_]|[{VALUE}(«»„“”\"'…§])[^{_SPECIAL}\n]*)*\n*\Z"
)
_HEADING = re.compile(rf"(#{{1,6}}) +((?:[^\W\d_]|{VALUE})[^{_SPECIAL}\n#]*)\n*\Z")
_PARSER = make_parser()
MAX_MARKS = 4_000
MAX_CELLS = 20_000
_MARKS = re.compile(r"[\[\]<*_`&!~>]")


class Spot(NamedTuple):
    """From character `at` of a block's text: where it stands in the Markdown, one by one when `exact`."""

    at: int
    start: int
    end: int
    exact: bool


class Prose(NamedTuple):
    """One block. `level` is a heading's, how deep a list item lies, or a cell's column from 1 (0 in HTML); `links` are by characters of `text`."""

    kind: BlockKind
    level: int
    text: str
    spots: tuple[Spot, ...]
    links: tuple[Link, ...] = ()


class TooDeep(Exception):
    """Markdown nested or marked up beyond what can be read in reasonable time."""


@lru_cache(maxsize=4096)
def prose(markdown: str) -> tuple[Prose, ...]:
    """The blocks of some Markdown, in order. Raises TooDeep."""
    if heading := _HEADING.match(markdown):
        return tuple(
            _made("heading", len(heading.group(1)), [_whole(heading.group(2).rstrip(" "), heading.start(2))])
        )
    if _PLAIN.match(markdown):
        return tuple(_made("paragraph", 0, _plain_lines(markdown)))
    if len(_MARKS.findall(markdown)) > MAX_MARKS or markdown.count("|") > MAX_CELLS:
        raise TooDeep
    try:
        return tuple(_blocks(markdown.replace(VALUE, _STAND_IN)))
    except RecursionError:
        raise TooDeep from None


def _whole(text: str, start: int) -> Seen:
    return Seen(text, start, start + len(text), True)


def _plain_lines(markdown: str) -> Iterator[Seen]:
    start = 0
    for line in markdown.rstrip().split("\n"):
        text = line.strip(" ")
        at = start + len(line) - len(line.lstrip(" "))
        if start:
            yield Seen("\n", start - 1, start, True)
        yield Seen(text, at, at + len(text), True)
        start += len(line) + 1


def _blocks(markdown: str) -> Iterator[Prose]:
    tokens: list[Token] = []
    env: dict[str, object] = {}
    _PARSER.block.parse(markdown, _PARSER, env, tokens)
    references = env.get("references", {})
    lines = markdown.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    unseen = hidden(markdown)
    kinds: list[BlockKind] = []
    level = column = 0
    cell_from: dict[int, int] = {}
    for token in tokens:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
            kinds.append("quote" if kind == "blockquote_open" else "item")
        elif kind in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            kinds.pop()
        elif kind == "heading_open":
            level = int(token.tag[1])
        elif kind == "heading_close":
            level = 0
        elif kind == "table_open":
            kinds.append("cell")
        elif kind == "table_close":
            kinds.pop()
        elif kind == "tr_open":
            column = 0
        elif kind in ("th_open", "td_open"):
            column += 1
        if token.map is None or not token.content:
            continue
        first = token.map[0]
        around: BlockKind = kinds[-1] if kinds else "paragraph"
        depth = kinds.count("item") if around == "item" else column if around == "cell" else 0
        if kind == "inline":
            if around == "cell":
                places = _cell(token.content, lines[first], starts[first], cell_from.get(first, 0))
                cell_from[first] = places[-1].end - starts[first] if places else 0
            elif level and len(lines) > first and _is_atx(token, lines[first]):
                places = _heading(token.content, lines[first], starts[first])
            else:
                places = _lines(token.content, lines, starts, first)
            read, links = seen(token.content, _PARSER, references)
            placed = [found for part in read for found in _placed(part, places)]
            yield from _made("heading" if level else around, level or depth, placed, links, unseen)
        elif kind in ("fence", "code_block"):
            content = token.content.rstrip("\n")
            places = _lines(content, lines, starts, first + (kind == "fence"))
            yield from _made("code", 0, _placed(_whole(content, 0), places), unseen=unseen)
        elif kind == "html_block":
            yield from _html(
                token.content, _lines(token.content, lines, starts, first), around, depth, unseen
            )


def _is_atx(token: Token, line: str) -> bool:
    return line.lstrip(" >-+*.)0123456789\t").startswith("#") and "\n" not in token.content


def _html(
    content: str, places: Sequence[Spot], around: BlockKind, depth: int, unseen: Sequence[tuple[int, int]]
) -> Iterator[Prose]:
    for name, bits in elements(content):
        kind, level = around, depth
        if re.fullmatch("h[1-6]", name):
            kind, level = "heading", int(name[1])
        elif name in ("li", "td", "th"):
            kind, level = ("item", 1) if name == "li" else ("cell", 0)
        parts = [part for bit in bits for part in _placed(Seen(*bit), places)]
        yield from _made(kind, level, parts, unseen=unseen)


def _lines(content: str, lines: Sequence[str], starts: Sequence[int], first: int) -> list[Spot]:
    """Where each line of a block's content stands in the Markdown.

    The parser takes only from the left of a line (quote marks, list marks, indentation), so lines agree at their ends.
    """
    found: list[Spot] = []
    at = 0
    for number, text in enumerate(content.split("\n"), first):
        line = lines[number] if number < len(lines) else ""
        end = starts[min(number, len(lines) - 1)] + len(line.rstrip())
        found.append(Spot(at, end - len(text.rstrip()), end, True))
        at += len(text) + 1
    return found


def _heading(content: str, line: str, start: int) -> list[Spot]:
    at = line.find("#")
    at = max(line.find(content, at + len(line[at:]) - len(line[at:].lstrip("#"))), 0)
    return [Spot(0, start + at, start + at + len(content), True)]


def _cell(content: str, line: str, start: int, after: int) -> list[Spot]:
    """A table cell, found after the one before it; a `|` in it is written `\\|`."""
    at = line.find(content, after)
    if at >= 0:
        return [Spot(0, start + at, start + at + len(content), True)]
    at = start + max(line.find(content.replace("|", "\\|"), after), 0)
    found: list[Spot] = []
    size = 0
    for number, part in enumerate(content.split("|")):
        if number:
            found.append(Spot(size, at, at + 2, False))
            size, at = size + 1, at + 2
        found.append(Spot(size, at, at + len(part), True))
        size, at = size + len(part), at + len(part)
    return found


def _placed(part: Seen, places: Sequence[Spot]) -> Iterator[Seen]:
    """A part of a block's content (by offsets in it) with its place in the Markdown, cut where that jumps."""
    if not part.exact:
        first, last = _at(part.start, places), _at(part.end - 1, places)
        yield Seen(part.text, first.start, last.end, False)
        return
    at = part.start
    while at < part.end:
        place = _at(at, places)
        stop = min(part.end, place.at)
        yield Seen(
            part.text[at - part.start : stop - part.start], place.start, place.start + stop - at, place.exact
        )
        at = stop


def _at(offset: int, places: Sequence[Spot]) -> Spot:
    """Where the character at `offset` of a block's content stands; `at` is then where the next jump comes."""
    number = bisect_right(places, offset, key=attrgetter("at")) - 1
    place = places[number]
    jump = places[number + 1].at if number + 1 < len(places) else offset + 1_000_000_000
    if not place.exact:
        return place._replace(at=jump)
    start = place.start + offset - place.at
    return Spot(jump, start, start + 1, True)


def _made(
    kind: BlockKind,
    level: int,
    parts: Iterable[Seen],
    links: Sequence[Link] = (),
    unseen: Sequence[tuple[int, int]] = (),
) -> Iterator[Prose]:
    """A block of these parts, without what cannot be seen and without space around it; nothing when it is empty.

    Of a hidden element (from start to end in `unseen`) nothing is seen.
    """
    texts: list[str] = []
    spots: list[Spot] = []
    at = 0
    dropped: list[tuple[int, int]] = []
    raw = 0
    for part in parts:
        is_hidden = any(low <= part.start < high for low, high in unseen)
        for text, start, end, exact in () if is_hidden else _visible(part):
            texts.append(text)
            spots.append(Spot(at, start, end, exact))
            at += len(text)
        raw += len(part.text)
        if raw != at:
            dropped.append((raw, raw - at))
    text = "".join(texts).replace(_STAND_IN, VALUE)
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return
    if lead:
        spots = [
            Spot(max(spot.at - lead, 0), spot.start + max(lead - spot.at, 0), spot.end, spot.exact)
            if spot.exact
            else spot._replace(at=max(spot.at - lead, 0))
            for number, spot in enumerate(spots)
            if number + 1 == len(spots) or spots[number + 1].at > lead
        ]
    yield Prose(
        kind, level, text, tuple(spots), tuple(_moved(link, lead, dropped, len(text)) for link in links)
    )


def _visible(part: Seen) -> Iterator[Seen]:
    """A part as it is seen: without soft hyphens and their like, and each letter as one character."""
    if part.text.isascii() or _UNUSUAL.search(part.text) is None:
        yield part
        return
    if not part.exact:
        yield part._replace(text=_UNUSUAL.sub(_seen_as, part.text))
        return
    at = 0
    for match in _UNUSUAL.finditer(part.text):
        if at < match.start():
            yield _whole(part.text[at : match.start()], part.start + at)
        at = match.end()
        if shown := _seen_as(match):
            yield Seen(shown, part.start + match.start(), part.start + at, len(shown) == at - match.start())
    if at < len(part.text):
        yield _whole(part.text[at:], part.start + at)


def _seen_as(unusual: re.Match[str]) -> str:
    text = unusual.group()
    return unicodedata.normalize("NFC", text) if "\u0300" <= text[-1] <= "\u036f" else ""


def _moved(link: Link, lead: int, dropped: list[tuple[int, int]], size: int) -> Link:
    """A link's characters once space in front and invisible characters are gone."""

    def moved(offset: int) -> int:
        gone = max((lost for end, lost in dropped if end <= offset), default=0)
        return min(max(offset - lead - gone, 0), size)

    return Link(link.href.replace(_STAND_IN, VALUE), moved(link.start), moved(link.end))
