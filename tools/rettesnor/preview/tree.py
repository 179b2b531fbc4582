"""Markdown with marked values -> the one token tree that every channel is made from."""

import re
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rettesnor.preview.sandbox import VALUE_END, VALUE_START

_MARKS = re.compile(f"[{VALUE_START}{VALUE_END}]")
_SKIPPED = re.compile(r"[\x00-\x20\x7f-\xa0]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def tree(markdown: str) -> list[Token]:
    """Tokens of CommonMark with tables and `~~`; raw HTML is text, and a link that could run something leads nowhere."""
    tokens = _PARSER.parse(markdown)
    for token in tokens:
        for inline in token.children or ():
            if "href" in inline.attrs:
                address = _MARKS.sub("", unquote(str(inline.attrs["href"])))
                inline.attrs["href"] = address if _opens(address) else "#"
            if inline.type == "image":
                inline.type, inline.content = "text", _MARKS.sub("", inline.content)
            elif inline.type == "code_inline":
                inline.content = _MARKS.sub("", inline.content)
        if token.type in ("fence", "code_block"):
            token.content = _MARKS.sub("", token.content)
    return tokens


def _opens(address: str) -> bool:
    """Whether the address is one that a letter may lead to, judged as the reader's program gets it, values filled in."""
    # Browsers skip control characters and blanks inside a scheme, so they are taken out before it is judged.
    scheme = _SCHEME.match(_SKIPPED.sub("", address))
    return scheme is None or scheme[0].lower() in _SCHEMES


def words(tokens: list[Token]) -> list[str]:
    """Every word of the letter in order, the numbers of lists included: what each channel must hold."""
    found: list[str] = []
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            found.append(f"{token.info}.")
        elif token.type == "inline":
            found += _MARKS.sub("", "".join(_visible(child) for child in token.children or ())).split()
        elif token.type in ("fence", "code_block"):
            found += token.content.split()
    return found


def _visible(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type in ("text", "code_inline") else ""


def heading(tokens: list[Token]) -> str | None:
    """The words of the first heading: what stands in the subject line."""
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            return " ".join(words(tokens[index + 1 : index + 2]))
    return None
