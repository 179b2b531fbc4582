"""The parts of a document beside its text: styles, lists, notes, comments, headers and footers."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from docx.document import Document
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml

from rettesnor.word.xml import Element, attribute, children

Kind = Literal["comment", "footnote", "endnote"]


class Margin(NamedTuple):
    """A header or footer, by its Danish name."""

    name: str
    said: str
    part: Part
    root: Element


class Parts:
    """What a document points to, parsed when first asked for."""

    def __init__(self, document: Document) -> None:
        self.main: Part = document.part
        relations = [relation for relation in document.part.rels.values() if not relation.is_external]
        self._all = [(relation.reltype.rpartition("/")[2], relation.target_part) for relation in relations]
        self._kinds = dict(self._all)
        self._known: dict[Kind, dict[str | None, Element]] = {}

    def part(self, kind: str) -> Part | None:
        return self._kinds.get(kind)

    def root(self, kind: str) -> Element | None:
        """The XML of a kind of part (»styles«); None where the document has none."""
        part = self.part(kind)
        return None if part is None else _root(part)

    def numbered(self, kind: Kind, id: str | None) -> Element | None:
        """A comment or note by its number."""
        if kind not in self._known:
            self._known[kind] = {attribute(one, "id"): one for one in children(self.root(f"{kind}s"), kind)}
        return self._known[kind].get(id)

    def margins(self) -> Iterator[Margin]:
        for kind, part in self._all:
            if kind == "header":
                yield Margin("sidehoved", "Et sidehoved", part, _root(part))
            elif kind == "footer":
                yield Margin("sidefod", "En sidefod", part, _root(part))


def _root(part: Part) -> Element:
    """A part's XML. python-docx parses only the parts that it knows."""
    return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
