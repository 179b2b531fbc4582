"""A letter template as people read it: fields as labels, conditions as boxes that say when their text is there.

Jinja is never run and never trusted here: its tags become marks in the text, the text becomes HTML with
everything escaped, and only then the marks become elements of ours.
"""

import itertools
import re
from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from rettesnor.model import Field, Record
from rettesnor.portal import markdown

_TAG = re.compile(r"{#.*?#}|{{-?(?P<value>.*?)-?}}|{%-?\s*(?P<word>\w+)(?P<rest>.*?)-?%}", re.DOTALL)
_ALONE = re.compile(r"^[ \t]*(\ue000\d+\ue001)[ \t]*$", re.MULTILINE)
_MARK = re.compile("\ue000(\\d+)\ue001")
_ITEMS = re.compile("^([ \t]*)(\ue000\\d+\ue001[-*+] .*)$", re.MULTILINE)
_ITEM = re.compile("(\ue000\\d+\ue001)([-*+] )")
_BLOCK_MARK = re.compile("<p>\ue000(\\d+)\ue001</p>\n?")
_DEADLINE = re.compile(r"\s*frist\(\s*[\"']([\w-]+)[\"']\s*\)\s*")
_NAME = re.compile(r"\s*([A-Za-z_]\w*)\s*(\|.*)?\Z", re.DOTALL)
_SNIPPET = re.compile(r"\s*[\"']snippets/([\w-]+)\.md[\"']")
_OPEN, _MIDDLE = {"if", "for"}, {"elif", "else"}


class _Mark(Record, frozen=True, kw_only=True):
    """A tag of the template; `group` is the number of the tag that opened its block, None outside blocks."""

    word: str
    rest: str
    source: str
    group: int | None = None


Include = Callable[[str], "tuple[str, str, str] | None"]


def readable(
    body: str, *, fields: Mapping[str, Field], include: Include, depth: int = 0, below: int = 2
) -> Markup:
    """HTML of a template's body, its headings `below` what they are written as. `include` gives title, address and body of a snippet, None where there is none."""
    marks: list[_Mark] = []
    stack: list[int] = []

    def mark(found: re.Match[str]) -> str:
        if found[0].startswith("{#"):
            return ""
        word = (found["word"] or "value").strip()
        rest = (found["value"] if found["value"] is not None else found["rest"]).strip()
        group = None
        if word in _OPEN:
            stack.append(len(marks))
        if (word in _OPEN or word in _MIDDLE) and stack:
            group = stack[-1]
        if word in {"endif", "endfor"} and stack:
            group = stack.pop()
        marks.append(_Mark(word=word, rest=rest, source=found[0], group=group))
        return f"\ue000{len(marks) - 1}\ue001"

    plain = body.replace("\r\n", "\n").replace("\ue000", "").replace("\ue001", "")
    text = _ITEMS.sub(_as_items, _ALONE.sub(r"\n\1\n", _TAG.sub(mark, plain)))
    tokens = markdown.parse(text)
    alone = _alone(tokens)
    unclosed = set(stack)
    boxed = {
        number
        for number, item in enumerate(marks)
        if item.group is not None
        and item.group not in unclosed
        and all(n in alone for n, other in enumerate(marks) if other.group == item.group)
    }
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + below, 6)}"

    def block(found: re.Match[str]) -> str:
        number = int(found[1])
        item = marks[number]
        if number in boxed:
            return _box(item, fields)
        if item.word == "include" and (snippet := _SNIPPET.match(item.rest)) and depth < 3:
            return _included(snippet[1], fields=fields, include=include, depth=depth)
        return found[0]

    html = _BLOCK_MARK.sub(block, markdown.draw(tokens))
    return Markup(_MARK.sub(lambda found: _inline(marks[int(found[1])], fields), html))


def _as_items(line: re.Match[str]) -> str:
    """»{% if a %}- one{% else %}- other{% endif %}« as two points of the list, each with its tag inside."""
    indent, items = line.groups()
    return indent + _ITEM.sub(rf"\n{indent}\2\1", items).lstrip("\n" + indent)


def _alone(tokens: list[markdown.Token]) -> set[int]:
    """Numbers of the marks that are a paragraph of their own outside lists and quotes."""
    found: set[int] = set()
    for before, token in itertools.pairwise(tokens):
        if (
            before.type == "paragraph_open"
            and before.level == 0
            and (whole := _MARK.fullmatch(token.content))
        ):
            found.add(int(whole[1]))
    return found


def _box(item: _Mark, fields: Mapping[str, Field]) -> str:
    if item.word in {"endif", "endfor"}:
        return "</div>\n"
    before = '</div>\n<div class="when-box or">' if item.word in _MIDDLE else '<div class="when-box">'
    return f'{before}<p class="when">{escape(_label(item, fields))}</p>\n'


def _included(name: str, *, fields: Mapping[str, Field], include: Include, depth: int) -> str:
    snippet = include(name)
    if snippet is None:
        return f"<p>{escape(f'Standardteksten »{name}« findes ikke.')}</p>"
    title, url, text = snippet
    inner = readable(text, fields=fields, include=include, depth=depth + 1)
    label = f'Standardtekst: <a href="{escape(url)}">{escape(title)}</a>'
    return f'<div class="when-box snippet-box"><p class="when">{label}</p>\n{inner}</div>\n'


def _inline(item: _Mark, fields: Mapping[str, Field]) -> str:
    if item.word == "value":
        name = _NAME.match(item.rest)
        field = fields.get(name[1]) if name else None
        if field:
            return f'<span class="field">{escape(field.label or field.name)}</span>'
        if rule := _DEADLINE.fullmatch(item.rest):
            told = fields.get(rule[0].strip())
            return (
                f'<span class="field">Sidste dag: {escape(told.label or rule[1] if told else rule[1])}</span>'
            )
        return f'<code class="field">{escape(item.rest)}</code>'
    if item.word in {"endif", "endfor"}:
        return '<span class="when end" title="her slutter valget">]</span>'
    if item.word in _OPEN or item.word in _MIDDLE:
        before = "[" if item.word in _OPEN else " | "
        return f'<span class="when">{before}{escape(_label(item, fields))}:</span> '
    return f"<code>{escape(item.source)}</code>"


def _label(item: _Mark, fields: Mapping[str, Field]) -> str:
    match item.word:
        case "else":
            return "Ellers"
        case "for":
            return f"For hver {item.rest}"
        case "elif":
            return f"Ellers, hvis {condition(item.rest, fields)}"
        case _:
            return f"Kun hvis {condition(item.rest, fields)}"


def condition(text: str, fields: Mapping[str, Field]) -> str:
    """A template's condition in Danish where it is a simple one, else as it is written.

    `not klage` becomes »Klage« er nej; `slags == "a" and klage` becomes »Slags« er »a« og »Klage« er ja.
    """
    for word, danish in ((" or ", " eller "), (" and ", " og ")):
        if word in text and "(" not in text:
            return danish.join(condition(part, fields) for part in text.split(word))
    found = re.fullmatch(r"\s*(not\s+)?([A-Za-z_]\w*)\s*(?:(==|!=)\s*[\"']([^\"']*)[\"'])?\s*", text)
    if not found:
        return text
    field = fields.get(found[2])
    name = f"»{field.label or field.name}«" if field else found[2]
    if found[3]:
        return f"{name} er {'ikke ' if (found[3] == '!=') != bool(found[1]) else ''}»{found[4]}«"
    if field and field.type == "boolean":
        return f"{name} er {'nej' if found[1] else 'ja'}"
    return f"{name} {'ikke er udfyldt' if found[1] else 'er udfyldt'}"
