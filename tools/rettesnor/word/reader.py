"""Walks through a document and tells its story, with a note for everything that a letter cannot hold."""

from collections import Counter
from typing import NamedTuple

from docx.document import Document
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml

from rettesnor.word.story import Boundary, Chars, Field, Item, Items, LineBreak, Link, Look, Table, plain
from rettesnor.word.styles import Styles, hidden, lost_marks
from rettesnor.word.xml import (
    MC,
    WRAPPERS,
    Element,
    R,
    all_text,
    attribute,
    child,
    children,
    local,
    through,
    value,
    w,
    within,
)

_TRANSPARENT = ("smartTag", "customXml", "sdtContent", "ins", "moveTo", "dir", "bdo", "ruby", "rubyBase")
_SILENT = (
    "pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "smartTagPr",
    "customXmlPr", "rubyPr", "rt", "proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd",
    "commentRangeStart", "commentRangeEnd", "lastRenderedPageBreak", "annotationRef", "footnoteRef", "endnoteRef",
    "separator", "continuationSeparator", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
    "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "fldData", "ffData", "",
)  # fmt: skip
_CHARACTERS = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_PICTURES = ("drawing", "pict", "object")
_SHOWN = 60


class Aside(NamedTuple):
    """Words that stand outside the letter's own text: where, what they are, and what in the text they hang on."""

    where: str
    items: Items
    host: Element | None


class Story(NamedTuple):
    """A whole document. `notes` are Danish sentences on what a letter cannot hold; `unread` those on text that a citizen sees."""

    body: Items
    outside: tuple[Aside, ...]
    notes: tuple[str, ...]
    unread: tuple[str, ...]


def story(document: Document) -> Story:
    """What stands in the document, and beside its text."""
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts = {rel.reltype.rpartition("/")[2]: rel for rel in document.part.rels.values()}
        self._styles = Styles(self._related("styles"), self._related("numbering"))
        self._numbered = {
            kind: {attribute(one, "id"): one for one in children(self._related(f"{kind}s"), kind)}
            for kind in ("comment", "footnote", "endnote")
        }
        self._notes: list[str] = []
        self._unread: list[str] = []
        self._lost: Counter[str] = Counter()
        self._outside: list[Aside] = []
        self._out: list[Item] = []
        self._open: list[Field] = []
        self._joined = False
        self._part: Part = document.part

    def read(self) -> Story:
        body = child(self._document.element, "body")
        items = self._story(body) if body is not None else []
        self._headers()
        for name, count in sorted(self._lost.items()):
            self._notes.append(
                f"Formatering, der ikke kan beholdes: {name} ({count} {'sted' if count == 1 else 'steder'})."
            )
        if self._styles.strange_numbers:
            self._notes.append("Lister med bogstaver eller romertal bliver til lister med tal.")
        return Story(items, tuple(self._outside), tuple(dict.fromkeys(self._notes)), tuple(self._unread))

    def _related(self, kind: str) -> Element | None:
        """The root of a part that the document points to."""
        relation = self._parts.get(kind)
        if relation is None or relation.is_external:
            return None
        return _root(relation.target_part)

    def _note(self, what: str, text: str = "") -> None:
        text = " ".join(text.split())
        shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
        self._notes.append(f"{what}: »{shown}«." if shown else f"{what}.")

    def _add(self, item: Item) -> None:
        if self._open:
            self._open[-1].add(item)
        else:
            self._out.append(item)

    def _story(self, container: Element) -> list[Item]:
        """The story of a body, a cell, a header or a text box. Fields begin and end within it."""
        outer = self._out, self._open, self._joined
        self._out, self._open, self._joined = [], [], False
        for element in container:
            self._block(element)
        while self._open:
            self._note("Et felt bliver aldrig afsluttet", plain(self._open[-1].code))
            self._close()
        items = self._out
        self._out, self._open, self._joined = outer
        return items

    def _block(self, element: Element) -> None:
        name = local(element)
        if name == "p":
            self._paragraph(element)
        elif name == "tbl":
            self._table(element)
        elif name == "sdt":
            self._control(element)
        elif name in WRAPPERS:
            for inner in element:
                self._block(inner)
        elif name == "altChunk":
            self._note("Et indsat dokument er ikke kommet med. Sæt teksten ind i stedet")
            self._unread.append(self._notes[-1])
        elif name not in _SILENT:
            self._inline(element)

    def _paragraph(self, element: Element) -> None:
        if not self._joined:
            self._add(Boundary(self._styles.paragraph(element)))
        properties = child(element, "pPr", "rPr")
        self._joined = child(properties, "del") is not None  # the end of the paragraph is deleted as a change
        for inner in element:
            self._inline(inner)

    def _inline(self, element: Element) -> None:
        name = local(element)
        if name == "r":
            self._run(element)
        elif name == "hyperlink":
            self._hyperlink(element)
        elif name == "fldSimple":
            self._simple_field(element)
        elif name in ("del", "moveFrom"):
            self._note("Slettet tekst (spor ændringer) er ikke kommet med", all_text(element))
        elif name == "sdt":
            self._control(element)
        elif name in _TRANSPARENT:
            if name in ("ins", "moveTo"):
                self._note("Indsat tekst (spor ændringer) er taget med som godkendt", all_text(element))
            for inner in element:
                self._inline(inner)
        elif name == MC + "AlternateContent":
            self._alternate(element)
        elif name in ("p", "tbl"):
            self._block(element)
        elif name not in _SILENT:
            self._unknown(element)

    def _unknown(self, element: Element) -> None:
        words = " ".join("".join(str(text) for text in element.itertext()).split())
        self._note(
            "Dette kan et brev ikke indeholde, så det er ikke kommet med",
            words or str(element.tag).rpartition("}")[2],
        )
        if words:
            self._unread.append(self._notes[-1])

    def _run(self, run: Element) -> None:
        properties = child(run, "rPr")
        if hidden(properties) and (text := all_text(run)):
            self._note("Skjult tekst er ikke kommet med", text)
            return
        if any(child(run, name) is not None for name in ("t", "sym")):
            self._lost.update(lost_marks(properties))
        look = self._styles.look(properties)
        for element in run:
            self._content(element, run, look)

    def _content(self, element: Element, run: Element, look: Look) -> None:
        name = local(element)
        if name in ("t", "instrText"):
            if element.text:
                self._add(Chars(element.text, element, 0, look))
        elif name in _CHARACTERS:
            if name == "tab":
                self._lost["tabulatorer"] += 1
            self._add(Chars(_CHARACTERS[name], element, 0, look))
        elif name in ("br", "cr"):
            if attribute(element, "type") in ("page", "column"):
                self._note("Et skift til ny side eller spalte er ikke kommet med")
                self._add(Chars(" ", element, 0, look))
            else:
                self._add(LineBreak(element))
        elif name == "fldChar":
            self._field_mark(element)
        elif name in _PICTURES:
            self._picture(element, run)
        elif name == "sym":
            self._symbol(element, look)
        elif name in ("footnoteReference", "endnoteReference"):
            self._footnote(element, name.removesuffix("Reference"), run)
        elif name == "commentReference":
            self._comment(attribute(element, "id"))
        elif name == MC + "AlternateContent":
            self._alternate(element, run)
        elif name in ("delText", "delInstrText"):
            self._note("Slettet tekst (spor ændringer) er ikke kommet med", element.text or "")
        elif name in ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong"):
            self._note("Et sidetal eller en dato, som Word selv sætter ind, er ikke kommet med")
        elif name not in _SILENT:
            self._inline(element)

    def _field_mark(self, mark: Element) -> None:
        match attribute(mark, "fldCharType"):
            case "begin":
                self._open.append(Field(mark))
                if (form := child(mark, "ffData")) is not None:
                    self._note("Et formularfelt bliver til almindelig tekst", value(form, "name") or "")
            case "separate" if self._open:
                self._open[-1].is_shown = True
            case "end" if self._open:
                self._open[-1].last = mark
                self._close()
            case _:
                self._note("Et felt er gået i stykker i dokumentet. Indsæt det igen")

    def _close(self) -> None:
        field = self._open.pop()
        self._add(field)

    def _simple_field(self, element: Element) -> None:
        field = Field(element)
        field.code.append(Chars(attribute(element, "instr") or "", None, 0, Look()))
        field.is_shown = True
        self._open.append(field)
        for inner in element:
            self._inline(inner)
        self._open.remove(field)
        self._add(field)

    def _hyperlink(self, element: Element) -> None:
        relation = self._part.rels.get(element.get(R + "id") or "")
        address = relation.target_ref if relation is not None and relation.is_external else ""
        if not address and (anchor := attribute(element, "anchor")):
            self._note(
                f"Et link til et sted i dokumentet ({anchor}) bliver til almindelig tekst", all_text(element)
            )
        inside = Field(element)  # collects what stands in the link, fields too
        self._open.append(inside)
        for inner in element:
            self._inline(inner)
        if (
            self._open[-1] is not inside
        ):  # a field that begins in the link and ends after it: the link gives way
            self._open.remove(inside)
            for item in inside.code:
                self._add(item)
            return
        self._open.pop()
        if address:
            self._add(Link(address, inside.code))
        else:
            for item in inside.code:
                self._add(item)

    def _control(self, element: Element) -> None:
        properties = child(element, "sdtPr")
        name = value(properties, "alias") or value(properties, "tag") or ""
        content = child(element, "sdtContent")
        if name or child(properties, "showingPlcHdr") is not None:
            self._note(
                f"Et indholdselement{f' ({name})' if name else ''} bliver til almindelig tekst",
                all_text(content),
            )
        if content is not None:
            for inner in content:
                self._block(inner)

    def _alternate(self, element: Element, run: Element | None = None) -> None:
        """One of several ways to say the same: the first, as Word takes it."""
        chosen = element.find(MC + "Choice")
        chosen = chosen if chosen is not None else element.find(MC + "Fallback")
        for inner in chosen if chosen is not None else ():
            if run is not None:
                self._content(inner, run, Look())
            else:
                self._inline(inner)

    def _picture(self, element: Element, run: Element) -> None:
        boxes = [box for box in element.iter(w("txbxContent")) if not within(box, element, MC + "Fallback")]
        for box in boxes:
            if within(box, element, w("txbxContent")):
                continue
            self._outside.append(Aside("tekstboks", self._story(box), run))
            self._note("En tekstboks er ikke kommet med", all_text(box))
        if not boxes:
            names = [
                tag.get("descr") or tag.get("title") or tag.get("alt") or ""
                for tag in element.iter()
                if isinstance(tag.tag, str)
            ]
            self._note("Et billede er ikke kommet med", next(filter(None, names), ""))

    def _symbol(self, element: Element, look: Look) -> None:
        code = attribute(element, "char") or ""
        font = attribute(element, "font") or ""
        self._note(f"Et tegn fra skrifttypen {font} er ikke kommet med", code)
        self._add(Chars(" ", element, 0, look))

    def _footnote(self, element: Element, kind: str, run: Element) -> None:
        note = self._numbered[kind].get(attribute(element, "id"))
        if note is None:
            return
        self._outside.append(Aside("fodnote" if kind == "footnote" else "slutnote", self._story(note), run))
        self._note(
            "En fodnote er ikke kommet med" if kind == "footnote" else "En slutnote er ikke kommet med",
            all_text(note),
        )

    def _comment(self, id: str | None) -> None:
        comment = self._numbered["comment"].get(id)
        if comment is not None:
            author = attribute(comment, "author") or "ukendt"
            self._note(f"En kommentar fra {author} er ikke kommet med", all_text(comment))

    def _table(self, element: Element) -> None:
        rows = list(through(element, "tr"))
        cells: list[tuple[Items, ...]] = []
        merged = False
        for row in rows:
            made: list[Items] = []
            for cell in through(row, "tc"):
                properties = child(cell, "tcPr")
                span = value(properties, "gridSpan") or "1"
                continued = child(properties, "vMerge") is not None and value(properties, "vMerge") in (
                    None,
                    "continue",
                )
                merged = merged or span != "1" or continued
                made.append(self._story(cell))
                made += [()] * (min(int(span), 60) - 1 if span.isdigit() else 0)
            cells.append(tuple(made))
        if merged:
            self._note(
                "En tabel har celler, der er slået sammen. Se efter, at teksten står rigtigt",
                all_text(element),
            )
        self._add(Table(tuple(cells)))

    def _headers(self) -> None:
        """Headers and footers: they belong to the channel, not to the letter."""
        for relation in self._document.part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if kind not in ("header", "footer") or relation.is_external:
                continue
            root = _root(relation.target_part)
            where = "sidehoved" if kind == "header" else "sidefod"
            if root is None:
                continue
            self._part = relation.target_part
            items = self._story(root)
            self._part = self._document.part
            if text := all_text(root):
                self._outside.append(Aside(where, items, None))
                self._note(
                    f"Et {where} er ikke kommet med"
                    if kind == "header"
                    else f"En {where} er ikke kommet med",
                    text,
                )


def _root(part: Part) -> Element | None:
    """A part's XML. python-docx parses only the parts that it knows."""
    return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
