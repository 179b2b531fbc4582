"""What a reader sees of one line of Markdown, character by character with its place.

markdown-it-py decides what is markup, but keeps no positions inside a line. Its short inner loop is replaced by one
that notes what each rule took.
"""

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from rettesnor.letter.html import breaks_line

# A line without any mark needs no parser.
_PLAIN = re.compile(r"[^\\`*_\[<&~\n]+\Z")


class Seen(NamedTuple):
    """Characters that a reader sees, and where they stand; one by one when `exact`, else all from the whole place."""

    text: str
    start: int
    end: int
    exact: bool


class Link(NamedTuple):
    """A link's address, and the characters of the block that it is on."""

    href: str
    start: int
    end: int


class _Delimiter(NamedTuple):
    """`*` or `~~` that may still turn out to be text."""

    token: Token
    start: int


class _Noted(NamedTuple):
    """A link: its address, and which of the notes before and after it."""

    href: str
    first: int
    last: int


class _Notes:
    def __init__(self) -> None:
        self.seen: list[Seen | _Delimiter] = []
        self.links: list[_Noted] = []


class _Inline(ParserInline):
    """markdown-it's inline parser, which also notes what each rule took (in `env`, so that threads can share it)."""

    def tokenize(self, state: StateInline) -> None:
        rules = self.ruler.getRules("")
        notes: _Notes = state.env["notes"]
        seen, source, end = notes.seen, state.src, state.posMax
        while state.pos < end:
            pos, known, noted = state.pos, len(state.tokens), len(seen)
            for rule in rules:
                if rule(state, False):
                    break
            else:
                state.append_pending(source[pos])
                state.pos += 1
                seen.append(Seen(source[pos], pos, pos + 1, True))
                continue
            _note(notes, source[pos], pos, state, known, noted)
        if state.pending:
            state.pushPending()


def _note(notes: _Notes, char: str, pos: int, state: StateInline, known: int, noted: int) -> None:
    seen, source, after = notes.seen, state.src, state.pos
    tokens = state.tokens[known:]
    last = tokens[-1] if tokens else None
    if char == "\n":
        _trim(seen, noted)
        seen.append(Seen("\n", pos, pos + 1, True))
    elif char in "*_~" and tokens:
        at = pos
        for token in tokens:
            if token.type == "text" and token.content[:1] == char and not token.content.strip(char):
                seen.append(_Delimiter(token, at))
                at += len(token.content)
    elif char == "[" and last is not None and last.type == "link_close":
        href = next((token.attrs.get("href") for token in tokens if token.type == "link_open"), "")
        notes.links.append(_Noted(str(href), noted, len(seen)))
    elif char == "!" and last is not None and last.type == "image":
        # What stands in the brackets is shown to nobody who sees the picture.
        del seen[noted:]
        notes.links = [link for link in notes.links if link.first < noted]
    elif char == "<" and last is not None and last.type == "link_close":
        notes.links.append(_Noted(source[pos + 1 : after - 1], noted, noted + 1))
        seen.append(Seen(source[pos + 1 : after - 1], pos + 1, after - 1, True))
    elif char == "<" and last is not None and last.type == "html_inline":
        if breaks_line(last.content):
            seen.append(Seen("\n", pos, after, False))
    elif char == "`" and last is not None and last.type == "code_inline":
        # One space on each side of the code may have been taken off.
        space = after - pos - 2 * len(last.markup) - len(last.content)
        start = pos + len(last.markup) + space // 2
        seen.append(Seen(last.content, start, start + len(last.content), True))
    elif char in "\\&" and last is not None and last.type == "hardbreak":
        seen.append(Seen("\n", pos + 1, pos + 2, True))
    elif char in "\\&" and last is not None and last.type == "text_special":
        seen.append(Seen(last.content, pos, after, len(last.content) == after - pos))
    else:
        seen.append(Seen(source[pos:after], pos, after, True))


def _trim(seen: list[Seen | _Delimiter], noted: int) -> None:
    """Drops the spaces before a line break, as the parser does."""
    while noted:
        note = seen[noted - 1]
        if not isinstance(note, Seen) or not note.exact:
            return
        text = note.text.rstrip(" ")
        if text:
            seen[noted - 1] = Seen(text, note.start, note.start + len(text), True)
            return
        noted -= 1
        seen.pop(noted)


class _Markdown(MarkdownIt):
    """markdown-it, which leaves addresses as they are written."""

    def normalizeLink(self, url: str) -> str:
        return url


def make_parser() -> MarkdownIt:
    """CommonMark with tables and `~~`, as the contract has it."""
    parser = _Markdown("commonmark")
    parser.inline = _Inline()
    parser.configure("commonmark", options_update={"maxNesting": 1000})
    parser.block.ruler.at("reference", _reference)
    return parser.enable(["table", "strikethrough"]).disable("fragments_join")


def _reference(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """`[^1]: text` is a footnote that people read, where CommonMark would see the address of a link."""
    if state.src.startswith("[^", state.bMarks[first] + state.tShift[first]):
        return False
    return reference(state, first, end, silent)


def seen(content: str, parser: MarkdownIt, references: object) -> tuple[list[Seen], list[Link]]:
    """What is seen of the Markdown in `content`, in order, and its links (by characters seen)."""
    if _PLAIN.match(content):
        return [Seen(content, 0, len(content), True)], []
    notes = _Notes()
    env = {"notes": notes, "references": references}
    parser.inline.parse(content, parser, env, [])
    found: list[Seen] = []
    offsets = [0]
    for note in notes.seen:
        if isinstance(note, _Delimiter):
            text = note.token.content if note.token.type == "text" else ""
            note = Seen(text, note.start, note.start + len(text), True)
        found.append(note)
        offsets.append(offsets[-1] + len(note.text))
    links = [Link(link.href, offsets[link.first], offsets[link.last]) for link in notes.links]
    return [note for note in found if note.text], links
