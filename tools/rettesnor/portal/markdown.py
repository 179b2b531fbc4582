"""Authors' Markdown as safe HTML: the same CommonMark as the letters, with nothing in it that can run.

Raw HTML is shown as text, attributes do not exist apart from a heading's `{#anchor}`, pictures are off, and a
link goes to a web address, a mailbox, a phone or another page; anything else stays plain text.
"""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rettesnor.load.steps import slug
from rettesnor.model import Record

_ANCHOR = re.compile(r"\s*\{#([A-Za-z0-9_-]+)\}\s*\Z")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_BOX = '<div class="scroll words" tabindex="0" role="group" aria-label="Tabel">\n'


class Heading(Record, frozen=True, kw_only=True):
    """A heading as the table of contents shows it."""

    level: int
    id: str
    title: str


class Html(Record, frozen=True, kw_only=True):
    """Rendered Markdown and its headings in order."""

    html: str
    headings: tuple[Heading, ...] = ()


class Link(Record, frozen=True, kw_only=True):
    """A link as an author wrote it, with the line of the file it stands in."""

    line: int
    target: str


Resolve = Callable[[str], str]
Explain = Callable[[list[Token]], list[Token]]


def _allowed(url: str) -> bool:
    # Browsers skip control characters and blanks inside a scheme, so they are taken out before it is judged.
    plain = re.sub(r"[\x00-\x20\x7f-\xa0]", "", url)
    if plain.startswith("//"):  # another host, under whatever scheme the page has
        return False
    scheme = _SCHEME.match(plain)
    return scheme is None or scheme[0].lower() in _SCHEMES


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
    parser.validateLink = _allowed
    return parser


_PARSER = _parser()


def anchor(title: str) -> str:
    """The id of a heading that was given none: `Hvem spørger du?` gives `hvem-spoerger-du`."""
    return slug(title, otherwise="afsnit")


def free(name: str, used: Collection[str]) -> str:
    """`name`, or `name-2`, `name-3` and so on where it is taken."""
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(one for one in names if one not in used)


def plain(tokens: Iterable[Token]) -> str:
    """The words of inline tokens, without markup."""
    return "".join(
        " " if token.type in {"softbreak", "hardbreak"} else token.content
        for token in tokens
        if token.type in {"text", "code_inline", "softbreak", "hardbreak"}
    )


def split_anchor(heading: str) -> tuple[str, str | None]:
    """`Skriv i journalen {#journal}` as its title and its anchor, None where it has none."""
    found = _ANCHOR.search(heading)
    return (heading[: found.start()].rstrip(), found[1]) if found else (heading.strip(), None)


def parse(text: str) -> list[Token]:
    """Block tokens of `text`, for those that draw it in their own way."""
    return _PARSER.parse(text)


def draw(tokens: list[Token]) -> str:
    """Tokens as HTML. Long lines of code are scrolled, with a keyboard too."""
    return _PARSER.renderer.render(tokens, _PARSER.options, {}).replace(
        "<pre><code", '<pre tabindex="0"><code'
    )


def render(text: str, *, resolve: Resolve, explain: Explain | None = None, taken: Iterable[str] = ()) -> Html:
    """`text` as HTML; `resolve` turns a link's target into an address, `explain` marks terms in inline tokens.

    `taken` are the anchors that the page already uses: a heading without an own anchor avoids them.
    """
    tokens = parse(text)
    headings: list[Heading] = []
    used = set(taken)
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            headings.append(_name(token, tokens[index + 1], used))
        elif token.type == "inline" and token.children:
            _point(token.children, resolve)
            if explain and tokens[index - 1].type != "heading_open":
                token.children = explain(token.children)
    return Html(html=draw(list(_scrollable(tokens))), headings=tuple(headings))


def render_inline(text: str, *, resolve: Resolve, explain: Explain | None = None) -> str:
    """One paragraph's worth of Markdown without the paragraph around it."""
    tokens = _PARSER.parseInline(text)
    for token in tokens:
        _point(token.children or [], resolve)
        if explain:
            token.children = explain(token.children or [])
    return draw(tokens)


def links(text: str, *, first_line: int) -> tuple[Link, ...]:
    """Every link in `text`, whose first line is line `first_line` of its file."""
    lines = text.split("\n")
    found: list[Link] = []
    for token in parse(text):
        if token.type != "inline" or token.map is None:
            continue
        start, end = token.map
        for child in token.children or []:
            if child.type == "link_open":
                target = str(child.attrGet("href") or "")
                line = next((n for n in range(start, end) if target in lines[n]), start)
                found.append(Link(line=first_line + line, target=target))
    return tuple(found)


def _scrollable(tokens: Iterable[Token]) -> Iterator[Token]:
    """The same tokens, each table in a box that scrolls sideways: a telephone keeps the words whole."""
    for token in tokens:
        if token.type == "table_open":
            yield Token("html_block", "", 0, content=_BOX)
        yield token
        if token.type == "table_close":
            yield Token("html_block", "", 0, content="</div>\n")


def _name(heading: Token, inline: Token, used: set[str]) -> Heading:
    children = inline.children or []
    given: str | None = None
    if children and children[-1].type == "text":
        children[-1].content, given = split_anchor(children[-1].content)
    title = plain(children)
    name = given or free(anchor(title), used)
    used.add(name)
    heading.attrSet("id", name)
    return Heading(level=int(heading.tag[1:]), id=name, title=title)


def _point(children: list[Token], resolve: Resolve) -> None:
    for child in children:
        if child.type == "link_open":
            href = str(child.attrGet("href") or "")
            child.attrSet("href", resolve(href))
            if urlsplit(href).scheme in {"http", "https"}:
                child.attrSet("class", "external")
                child.attrSet("rel", "noopener noreferrer")
