"""What stands in a document, in order: words with their formatting, fields, paragraphs, tables. Nothing is judged here."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from rettesnor.word.xml import Element


class Look(NamedTuple):
    """How characters stand out."""

    bold: bool = False
    italic: bool = False
    struck: bool = False


class Paragraph(NamedTuple):
    """What a paragraph is. A heading has a level from 1; an item the list it is in and a depth from 0.

    `start` is the first number of an item's list, None where it has marks instead.
    """

    heading: int = 0
    list_id: str | None = None
    depth: int = 0
    start: int | None = None


ORDINARY = Paragraph()


class Chars(NamedTuple):
    """Characters of one element, from its character `start`."""

    text: str
    leaf: Element | None
    start: int
    look: Look


class LineBreak(NamedTuple):
    leaf: Element


class Boundary(NamedTuple):
    """Here a paragraph begins, and the one before it ends."""

    paragraph: Paragraph


class Table:
    """Rows of cells. Each cell is a story of its own."""

    def __init__(self, rows: "tuple[tuple[Items, ...], ...]") -> None:
        self.rows = rows


class Link:
    """Words that lead to an address."""

    def __init__(self, address: str, items: "Items") -> None:
        self.address, self.items = address, items


class Field:
    """A field: its instruction (with fields inside it), and what Word showed last. `first` and `last` enclose it."""

    def __init__(self, first: Element) -> None:
        self.first = self.last = first
        self.code: list[Item] = []
        self.shown: list[Item] = []
        self.is_shown = False

    @property
    def items(self) -> "list[Item]":
        """What the field's next item belongs to."""
        return self.shown if self.is_shown else self.code


Item: TypeAlias = Chars | LineBreak | Boundary | Table | Link | Field
Items: TypeAlias = tuple[Item, ...] | list[Item]


def characters(items: Items) -> Iterator[Chars]:
    """All characters that a reader sees, those that fields show included."""
    for item in items:
        match item:
            case Chars():
                yield item
            case Link():
                yield from characters(item.items)
            case Field():
                yield from characters(item.shown)
            case Table():
                for row in item.rows:
                    for cell in row:
                        yield from characters(cell)
            case LineBreak() | Boundary():
                pass


def plain(items: Items) -> str:
    """The words that a reader sees, without anything else."""
    return "".join(chars.text for chars in characters(items))


def fields(items: Items) -> Iterator[Field]:
    """Every field, those inside others after them."""
    for item in items:
        match item:
            case Field():
                yield item
                yield from fields(item.code)
                yield from fields(item.shown)
            case Link():
                yield from fields(item.items)
            case Table():
                for row in item.rows:
                    for cell in row:
                        yield from fields(cell)
            case Chars() | LineBreak() | Boundary():
                pass


def last_paragraph(items: Items, before: Paragraph) -> Paragraph:
    """The paragraph that stands open after the items."""
    for item in items:
        if isinstance(item, Boundary):
            before = item.paragraph
        elif isinstance(item, Field):
            before = last_paragraph(item.shown, last_paragraph(item.code, before))
    return before
