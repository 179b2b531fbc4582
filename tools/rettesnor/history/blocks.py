"""A file of content as what people read in it: labelled facts, headings, paragraphs, items and cells, one by one."""

import datetime
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rettesnor.history.names import Called, Names, nothing
from rettesnor.model import ContentError, Record
from rettesnor.yamltext import read, split_front_matter

_ANCHOR = re.compile(r"\s*\{#[A-Za-z0-9_-]+\}\s*\Z")
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


class Block(Record, frozen=True, kw_only=True):
    """`text` is what is read, `raw` what is written (another link under the same words differs there alone).

    `label` is the name of a fact; empty for text.
    """

    kind: str
    text: str
    raw: str
    label: str = ""


def blocks(source: bytes, *, path: str, called: Called = nothing) -> tuple[Block, ...]:
    """The file's blocks in order, with titles for the ids that `called` knows.

    What is no YAML or Markdown that we can read stands line by line.
    """
    text = source.decode("utf-8", "replace")
    names = Names(path, called)
    try:
        if path.endswith(".yml"):
            return tuple(_facts(read(text, path=path).value, names))
        front = split_front_matter(text)
        facts = tuple(_facts(read(front.yaml, path=path).value, names))
    except ContentError:
        return tuple(_lines(text))
    return (*facts, *_prose(names.steps(text[front.body_start :])))


def _facts(value: object, names: Names) -> Iterator[Block]:
    pairs: dict[str, object] = value if isinstance(value, dict) else {"": value}  # pyright: ignore[reportUnknownVariableType] -- YAML's keys are texts
    plain = Names("", nothing)
    for key, found in pairs.items():
        for shown, raw in zip(_items(key, found, names), _items(key, found, plain), strict=True):
            yield Block(kind="fact", text=shown, raw=raw, label=names.label(key))


def _items(key: str, value: object, names: Names) -> Iterator[str]:
    """The members of a list or of a map of maps, else the value alone."""
    if isinstance(value, list):
        each: list[object] = value  # pyright: ignore[reportUnknownVariableType] -- as above
        yield from (_words(key, member, names) for member in each)
    elif isinstance(value, dict) and any(isinstance(each, dict) for each in value.values()):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] -- as above
        pairs: dict[str, object] = value  # pyright: ignore[reportUnknownVariableType] -- as above
        yield from (f"{name}: {_words(name, inner, names)}" for name, inner in pairs.items())
    else:
        yield _words(key, value, names)  # pyright: ignore[reportUnknownArgumentType] -- as above


def _words(key: str, value: object, names: Names) -> str:
    """What stands under `key` in one line."""
    match value:
        case dict():
            pairs: dict[str, object] = value  # pyright: ignore[reportUnknownVariableType] -- as above
            return "; ".join(
                f"{names.label(inner).lower()}: {_words(inner, each, names)}" for inner, each in pairs.items()
            )
        case list():
            members: list[object] = value  # pyright: ignore[reportUnknownVariableType] -- as above
            return ", ".join(_words(key, each, names) for each in members)
        case None:
            return "–"
        case bool():
            return "ja" if value else "nej"
        case datetime.date():
            return f"{value.day}.{value.month}.{value.year}"
        case _:
            return names.value(key, " ".join(str(value).split()))


def _prose(markdown: str) -> Iterator[Block]:
    inside: list[str] = []
    row: list[Token] = []
    for token in _PARSER.parse(markdown):
        if token.type in {"heading_open", "list_item_open", "blockquote_open", "tr_open"}:
            inside.append(token.type.removesuffix("_open"))
            row = []
        elif token.type in {"heading_close", "list_item_close", "blockquote_close", "tr_close"}:
            if inside.pop() == "tr":
                yield _block("row", " | ".join(map(_plain, row)), " | ".join(cell.content for cell in row))
        elif token.type == "inline" and inside[-1:] == ["tr"]:
            row.append(token)
        elif token.type == "inline" and inside[-1:] == ["heading"]:
            yield _block("heading", _ANCHOR.sub("", _plain(token)), token.content)
        elif token.type == "inline":
            yield _block(_KINDS.get(inside[-1] if inside else "", "text"), _plain(token), token.content)
        elif token.type in {"fence", "code_block", "html_block"}:
            yield _block("code", token.content, token.content)


_KINDS = {"list_item": "item", "blockquote": "quote"}


def _block(kind: str, text: str, raw: str) -> Block:
    return Block(kind=kind, text=" ".join(text.split()), raw=" ".join(raw.split()))


def _plain(inline: Token) -> str:
    return "".join(
        " " if token.type in {"softbreak", "hardbreak"} else token.content
        for token in inline.children or []
        if token.type in {"text", "code_inline", "softbreak", "hardbreak", "text_special", "image"}
    )


def _lines(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        if line.strip():
            yield _block("text", line, line)
