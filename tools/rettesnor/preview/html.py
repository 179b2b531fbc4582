"""Tokens -> HTML for Digital Post and Min Side, with what a channel cannot show written another way."""

from html import escape

from markdown_it.token import Token

from rettesnor.preview.sandbox import VALUE_END, VALUE_START

TAGS = {
    "paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote",
    "strong": "strong", "em": "em", "s": "s", "table": "table", "thead": "thead", "tbody": "tbody", "tr": "tr",
    "th": "th", "td": "td",
}  # fmt: skip


def html(tokens: list[Token], *, mark_values: bool = False) -> str:
    """HTML body of a letter. `mark_values` puts `<mark>` around what was filled in."""
    out: list[str] = []
    for token in tokens:
        if token.type == "inline":
            out += [_tag(child) for child in token.children or ()]
        else:
            out.append(_tag(token))
    text = "".join(out)
    start, end = ("<mark>", "</mark>") if mark_values else ("", "")
    return text.replace(VALUE_START, start).replace(VALUE_END, end)


def _tag(token: Token) -> str:
    match token.type:
        case "text":
            return escape(token.content)
        case "code_inline":
            return f"<code>{escape(token.content)}</code>"
        case "fence" | "code_block":
            return f"<pre><code>{escape(token.content)}</code></pre>\n"
        case "softbreak":
            return "\n"
        case "hardbreak":
            return "<br>\n"
        case "hr":
            return "<hr>\n"
        case "heading_open" | "heading_close":
            return f"<{'/' if token.nesting < 0 else ''}{token.tag}>" + ("\n" if token.nesting < 0 else "")
        case "link_open":
            return f'<a href="{escape(str(token.attrs["href"]))}" rel="noopener noreferrer">'
        case "link_close":
            return "</a>"
        case _:
            return _paired(token)


def _paired(token: Token) -> str:
    if token.hidden:  # a paragraph in a tight list
        return ""
    name, _, side = token.type.rpartition("_")
    tag = TAGS[name]
    if side == "close":
        return f"</{tag}>" + ("" if token.level and tag in ("strong", "em", "s") else "\n")
    start = f' start="{token.attrs["start"]}"' if "start" in token.attrs else ""
    scope = ' scope="col"' if tag == "th" else ""
    return f"<{tag}{start}{scope}>"
