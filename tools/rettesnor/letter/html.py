"""HTML in a letter: what stands between the tags is read, tags, attributes and comments are not."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_PART = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<[/!?]?[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});",
    re.DOTALL | re.IGNORECASE,
)
# Tags, past what only looks like one in Markdown: after a backslash, in code, in comments.
_TAG = re.compile(
    r"\\[\\`<]|(?<!`)(`+)(?!`).{1,2000}?(?<!`)\1(?!`)|<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HIDDEN = re.compile(r"\shidden(?=[\s=/]|\Z)", re.IGNORECASE)
_EMPTY = frozenset(
    ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_INSIDE_LINES = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"]
)  # fmt: skip


class Bit(NamedTuple):
    """Characters between tags, and where they stand; one by one when `exact`."""

    text: str
    start: int
    end: int
    exact: bool


class Element(NamedTuple):
    """A line's worth of HTML: what `name` it stands in (»h2«, »li«, »td« or another) and what is read of it."""

    name: str
    bits: tuple[Bit, ...]


def breaks_line(tag: str) -> bool:
    """Whether what stands before and after a tag are two lines to the reader."""
    found = _TAG_NAME.match(tag)
    return found is not None and found.group(2).lower() not in _INSIDE_LINES


def hidden(source: str) -> tuple[tuple[int, int], ...]:
    """Where elements with the attribute `hidden` stand, from start to end: nobody sees what is in them."""
    if "hidden" not in source.lower():
        return ()
    found: list[tuple[int, int]] = []
    name, start, depth = "", 0, 0
    for tag in _TAG.finditer(source):
        this, closes = (tag.group(3) or "").lower(), tag.group(2) == "/"
        if depth and this == name:
            depth += -1 if closes else 1
            if not depth:
                found.append((start, tag.end()))
        elif not depth and this and not closes and this not in _EMPTY and _is_hidden(tag.group(4)):
            name, start, depth = this, tag.start(), 1
    return (*found, (start, len(source))) if depth else tuple(found)


def _is_hidden(attributes: str) -> bool:
    return _HIDDEN.search(_QUOTED.sub("", attributes)) is not None


def elements(source: str) -> Iterator[Element]:
    """What is read of a piece of HTML, cut where a tag breaks the line."""
    name, bits, at = "", list[Bit](), 0
    for match in _PART.finditer(source):
        if at < match.start():
            bits.append(Bit(source[at : match.start()], at, match.start(), True))
        at = match.end()
        part = match.group()
        if part[0] == "&":
            bits.append(Bit(html.unescape(part), match.start(), at, False))
        elif match.group(1) is None and not part.startswith("<!--") and breaks_line(part):
            if bits:
                yield Element(name, tuple(bits))
            bits = []
            tag = _TAG_NAME.match(part)
            name = tag.group(2).lower() if tag is not None and not tag.group(1) else ""
    if at < len(source):
        bits.append(Bit(source[at:], at, len(source), True))
    if bits:
        yield Element(name, tuple(bits))
