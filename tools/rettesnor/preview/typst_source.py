"""Tokens -> Typst. All text goes in as string literals, so that nothing an author or citizen wrote is read as code."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from rettesnor.preview.glue import FIXED, glued
from rettesnor.preview.sandbox import VALUE_END, VALUE_START

_GLUE = re.compile("[\u2007\u202f]")  # the others of that kind (Unicode, UAX 14: GL)
_WIDE = re.compile(r"[^\S\n\xa0]")
_OPEN = {
    "strong": "strong[",
    "em": "emph[",
    "s": "strike[",
    "blockquote": "quote(block: true)[",
}


def literal(text: str) -> str:
    """A Typst string literal: characters without a shape are left out, blanks are one of the two that paper has."""
    blanks = _WIDE.sub(" ", _GLUE.sub(FIXED, text))
    escaped = blanks.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    shown = "".join(char for char in escaped if char.isprintable() or char == FIXED)
    return f'"{shown}"'


def typst(tokens: list[Token]) -> str:
    """Typst markup of a letter's body; the page around it is in `pdf.py`."""
    out: list[str] = []
    closing = _closing(tokens)
    for index, token in enumerate(tokens):
        match token.type:
            case "inline":
                out += _inlines(token.children or [])
            case "heading_open":
                out.append(f"\n#heading(level: {token.tag[1:]})[")
            case "paragraph_open" | "paragraph_close" if token.hidden:
                pass
            case "paragraph_open":
                out.append("\n#block(sticky: true)[#par[" if index == closing else "\n#par[")
            case "paragraph_close":
                out.append("]]\n" if index == closing + 2 else "]\n")
            case "bullet_list_open":
                out.append("\n#list(")
            case "ordered_list_open":
                out.append(f"\n#enum(start: {token.attrs.get('start', 1)}, ")
            case "bullet_list_close" | "ordered_list_close":
                out.append(")\n")
            case "list_item_open":
                out.append("[")
            case "list_item_close":
                out.append("], ")
            case "table_open":
                out.append(f"\n#table(columns: {_columns(tokens, index)}, ")
            case "table_close":
                out.append(")\n")
            case "thead_open":
                out.append("table.header(")
            case "thead_close":
                out.append("), ")
            case "th_open" | "td_open":
                out.append("[")
            case "th_close" | "td_close":
                out.append("], ")
            case "tbody_open" | "tbody_close" | "tr_open" | "tr_close":
                pass
            case "fence" | "code_block":
                out.append(f"\n#raw(block: true, {literal(token.content)})\n")
            case "hr":
                out.append("\n#line(length: 100%, stroke: 0.5pt)\n")
            case "heading_close" | "blockquote_close":
                out.append("]\n")
            case _:
                out.append("\n#" + _OPEN[token.type.removesuffix("_open")])
    return "".join(out)


def _closing(tokens: list[Token]) -> int:
    """Where the last paragraph but one begins: the greeting, which must not lose the name below it to the next page."""
    starts = [
        index for index, token in enumerate(tokens) if token.type == "paragraph_open" and not token.level
    ]
    return starts[-2] if len(starts) > 1 else -2


def _inlines(tokens: list[Token]) -> Iterator[str]:
    """A paragraph's inside. Which blanks hold together is seen in all of its text: »**4.325** kr.« is one amount."""
    shown = [_text(token) for token in tokens]
    text, start = glued("".join(shown)), 0
    for token, own in zip(tokens, shown, strict=True):
        end = start + len(own)
        if token.type in ("text", "softbreak"):
            yield f"#{literal(text[start:end].replace(chr(10), ' '))};" if own else ""
        else:
            yield _inline(token)
        start = end


def _text(token: Token) -> str:
    match token.type:
        case "text":
            return token.content.replace(VALUE_START, "").replace(VALUE_END, "")
        case "softbreak":
            return "\n"
        case "code_inline" | "hardbreak":
            return "\ufffc"  # something that no words hold together across
        case _:
            return ""


def _inline(token: Token) -> str:
    match token.type:
        case "code_inline":
            return f"#raw({literal(token.content)});"
        case "hardbreak":
            return "#linebreak();"
        case "link_open":
            return f"#link({literal(str(token.attrs['href']))})["
        case "strong_close" | "em_close" | "s_close" | "link_close":
            return "];"
        case _:
            return "#" + _OPEN[token.type.removesuffix("_open")]


def _columns(tokens: list[Token], table: int) -> int:
    count = 0
    for token in tokens[table:]:
        if token.type == "th_open":
            count += 1
        elif token.type == "thead_close":
            break
    return count
