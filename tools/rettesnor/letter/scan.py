"""Where Jinja's tags, texts and strings stand in a file, and a skeleton of it that Jinja's own parser can read.

Jinja's lexer rewrites line ends and drops what `-` strips, so its tokens do not lead back to the file. Here only the
delimiters are found. In the skeleton each text and string is a numbered marker and each tag stands on a line of its
own, so that Jinja checks the whole syntax and a line number is a tag.
"""

import re
from typing import Literal, NamedTuple

from rettesnor.model import Span

MARK, STOP = "\ue000", "\ue001"
MAX_TAGS = 20_000

_OPEN = re.compile(r"\{[{%#]")
_RAW = re.compile(r"\{%[-+]?\s*raw\s*(-?)%\}")
_ENDRAW = re.compile(r"\{%([-+]?)\s*endraw\s*([-+]?)%\}")
_CODE = re.compile(
    r"""'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"|['"]|[-+]?%\}|-?\}\}|[\[({]|[\])}]""", re.DOTALL
)
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"\s*([^\W\d]\w*)\s*\Z")
_WORDS = frozenset(
    ("true", "false", "none", "True", "False", "None", "not", "and", "or", "if", "else", "in", "is")
)


class Tag(NamedTuple):
    """One `{% %}` or `{{ }}`; `code` is the part between the delimiters. A `name` is what `{{ name }}` prints."""

    start: int
    end: int
    code: Span
    name: str | None = None


class ScanFault(NamedTuple):
    span: Span
    message: str
    rule: Literal["syntax", "too-large"] = "syntax"


class Scan(NamedTuple):
    """A file taken apart. `texts` and `strings` are found by the markers' numbers, `tags` by the skeleton's line (from 1).

    A line of the skeleton that holds text belongs to the tag before it; line 1 may have none.
    """

    skeleton: str
    texts: tuple[Span, ...]
    strings: tuple[Span, ...]
    prints: tuple[Tag, ...]
    tags: dict[int, Tag]
    comments: tuple[Span, ...]
    faults: tuple[ScanFault, ...]


def scan(source: str, start: int = 0) -> Scan:
    """Takes the body of `source`, from `start`, apart. With faults the skeleton ends where the first one was met."""
    return _Scanner(source, start).scan()


class _Scanner:
    def __init__(self, source: str, start: int) -> None:
        self.source, self.at = source, start
        self.lines: list[str] = []
        self.line: list[str] = []
        self.texts: list[Span] = []
        self.strings: list[Span] = []
        self.prints: list[Tag] = []
        self.tags: dict[int, Tag] = {}
        self.comments: list[Span] = []
        self.faults: list[ScanFault] = []
        self.strip_next = False

    def scan(self) -> Scan:
        met = 0
        while not self.faults:
            opening = _OPEN.search(self.source, self.at)
            start = opening.start() if opening else len(self.source)
            sign = self.source[start + 2 : start + 3] if opening else ""
            self.text(self.at, start, strip_end=sign == "-")
            if opening is None:
                break
            kind = opening.group()
            inside = start + 3 if sign in ("-", "+") else start + 2
            if kind == "{#":
                self.comment(start, inside)
            elif kind == "{%" and (raw := _RAW.match(self.source, start)):
                self.raw(raw)
            else:
                self.tag(start, inside, kind)
            met += 1
            if met > MAX_TAGS:
                message = f"Brevet har over {MAX_TAGS} tags. Del det op."
                self.faults.append(ScanFault(Span(start, start + 2), message, "too-large"))
        return Scan(
            "\n".join((*self.lines, "".join(self.line))),
            tuple(self.texts),
            tuple(self.strings),
            tuple(self.prints),
            self.tags,
            tuple(self.comments),
            tuple(self.faults),
        )

    def text(self, start: int, end: int, *, strip_end: bool) -> None:
        if self.strip_next:
            space = _SPACE.match(self.source, start, end)
            start = space.end() if space else start
        self.strip_next = False
        if strip_end:
            end = start + len(self.source[start:end].rstrip())
        if start < end:
            self.line.append(f"{MARK}T{len(self.texts)}{STOP}")
            self.texts.append(Span(start, end))

    def fault(self, start: int, end: int, message: str) -> None:
        self.faults.append(ScanFault(Span(start, min(end, len(self.source))), message))

    def comment(self, start: int, inside: int) -> None:
        end = self.source.find("#}", inside)
        if end < 0:
            self.fault(start, start + 2, "Kommentaren {# bliver aldrig lukket. Skriv #} efter den.")
            return
        self.strip_next = end > inside and self.source[end - 1] == "-"
        self.comments.append(Span(start, end + 2))
        self.at = end + 2

    def raw(self, opening: re.Match[str]) -> None:
        closing = _ENDRAW.search(self.source, opening.end())
        if closing is None:
            message = "{% raw %} bliver aldrig lukket. Skriv {% endraw %} efter teksten."
            self.fault(opening.start(), opening.end(), message)
            return
        self.strip_next = opening.group(1) == "-"
        self.text(opening.end(), closing.start(), strip_end=closing.group(1) == "-")
        self.strip_next = closing.group(2) == "-"
        self.at = closing.end()

    def tag(self, start: int, inside: int, kind: str) -> None:
        """One tag, to the delimiter that closes it: not one inside a string or, as in Jinja, inside brackets."""
        wanted = "%}" if kind == "{%" else "}}"
        code: list[str] = []
        at = copied = inside
        depth = 0
        while found := _CODE.search(self.source, at):
            token = found.group()
            at = found.end()
            if token[0] in "'\"":
                if len(token) == 1:
                    break
                code.append(f'{self.source[copied : found.start()]}"{MARK}S{len(self.strings)}{STOP}"')
                self.strings.append(Span(found.start(), found.end()))
                copied = at
            elif token in "[({":
                depth += 1
            elif depth:
                # A bracket is open, so »}}« and »%}« are its end and more code.
                depth -= 1
                at = found.end() - 1 if token.endswith("}}") else at
            elif token.endswith(wanted):
                code.append(self.source[copied : found.start()])
                self.strip_next = token[0] == "-"
                self.add(
                    Tag(start, at, Span(inside, found.start())), kind, re.sub(r"[\r\n]", " ", "".join(code))
                )
                self.at = at
                return
            elif len(token) > 1:
                break
        line_end = self.source.find("\n", start)
        end = line_end if 0 <= line_end < start + 80 else start + 80
        opened = self.source[start : min(end, len(self.source))].strip()
        message = f"»{opened}« bliver aldrig lukket. Skriv {wanted} efter det, og se efter anførselstegn, der mangler."
        self.fault(start, end, message)

    def add(self, tag: Tag, kind: str, code: str) -> None:
        if kind == "{{" and (name := _NAME.match(code)) and name.group(1) not in _WORDS:
            # Most tags print one name. Jinja's parser is dear, and there is nothing in them for it to check.
            self.line.append(f"{MARK}V{len(self.prints)}{STOP}")
            self.prints.append(tag._replace(name=name.group(1)))
            return
        if self.line:
            self.lines.append("".join(self.line))
            self.line.clear()
        self.lines.append(f"{kind} {code} {'%}' if kind == '{%' else '}}'}")
        self.tags[len(self.lines)] = tag
