"""Walks through a document and tells its story, with a note for everything that a letter cannot hold."""

from typing import Literal, NamedTuple

from docx.document import Document
from docx.opc.part import Part

from rettesnor.word.notes import Notes
from rettesnor.word.parts import Parts
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


class Beside(NamedTuple):
    """Words that stand outside the letter's own text: where, what they are, and the run in the text they hang on."""

    where: str
    items: Items
    host: Element | None


class Story(NamedTuple):
    """A whole document. `notes` are Danish sentences on what a letter cannot hold; `unread` those on text that a citizen sees."""

    body: Items
    outside: tuple[Beside, ...]
    notes: tuple[str, ...]
    unread: tuple[str, ...]


def story(document: Document) -> Story:
    """What stands in the document, and beside its text."""
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts = Parts(document)
        self._part = self._parts.main
        self._styles = Styles(self._parts.root("styles"), self._parts.root("numbering"))
        self._notes = Notes()
        self._outside: list[Beside] = []
        self._out: list[Item] = []
        self._open: list[Field] = []
        self._joined = False

    def read(self) -> Story:
        body = child(self._document.element, "body")
        items = self._story(body) if body is not None else []
        for margin in self._parts.margins():
            words = self._elsewhere(margin.root, margin.part)
            if text := all_text(margin.root):
                self._outside.append(Beside(margin.name, words, None))
                self._notes.add(f"{margin.said} er ikke kommet med", text)
        if self._styles.strange_numbers:
            self._notes.add("Lister med bogstaver eller romertal bliver til lister med tal")
        return Story(items, tuple(self._outside), self._notes.sentences, self._notes.unread)

    def _elsewhere(self, root: Element, part: Part) -> Items:
        """The story of another part, whose links are its own."""
        self._part = part
        items = self._story(root)
        self._part = self._parts.main
        return items

    def _add(self, item: Item) -> None:
        if self._open:
            self._open[-1].items.append(item)
        else:
            self._out.append(item)

    def _story(self, container: Element) -> list[Item]:
        """The story of a body, a cell, a header or a text box. Fields begin and end within it."""
        outer = self._out, self._open, self._joined
        self._out, self._open, self._joined = [], [], False
        for element in container:
            self._block(element)
        items = self._closed()
        self._out, self._open, self._joined = outer
        return items

    def _closed(self) -> list[Item]:
        """What has been told, with no field left open."""
        while self._open:
            self._break_up(self._open.pop())
        return self._out

    def _break_up(self, field: Field) -> None:
        """A field without an end would swallow the rest of the letter: what is no instruction is text again."""
        code: list[Item] = [item for item in field.code if isinstance(item, Chars) and _is_code(item)]
        self._notes.add("Et felt bliver aldrig afsluttet", plain(code))
        for item in (*field.code, *field.shown):
            if not (isinstance(item, Chars) and _is_code(item)):
                self._add(item)

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
            self._notes.add("Et indsat dokument er ikke kommet med. Sæt teksten ind i stedet", unread=True)
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
            self._notes.add("Slettet tekst (spor ændringer) er ikke kommet med", all_text(element))
        elif name == "sdt":
            self._control(element)
        elif name in _TRANSPARENT:
            if name in ("ins", "moveTo"):
                self._notes.add("Indsat tekst (spor ændringer) er taget med som godkendt", all_text(element))
            for inner in element:
                self._inline(inner)
        elif name == MC + "AlternateContent":
            self._alternate(element)
        elif name in ("p", "tbl"):
            self._block(element)
        elif name not in _SILENT:
            self._unknown(element)

    def _unknown(self, element: Element) -> None:
        words = "".join(str(text) for text in element.itertext()).strip()
        name = str(element.tag).rpartition("}")[2]
        self._notes.add(
            "Dette kan et brev ikke indeholde, så det er ikke kommet med", words or name, unread=bool(words)
        )

    def _run(self, run: Element) -> None:
        properties = child(run, "rPr")
        if hidden(properties) and (text := all_text(run)):
            self._notes.add("Skjult tekst er ikke kommet med", text)
            return
        if any(child(run, name) is not None for name in ("t", "sym")):
            self._notes.lost(lost_marks(properties))
        look = self._styles.look(properties)
        for element in run:
            self._content(element, run, look)

    def _content(self, element: Element, run: Element, look: Look) -> None:
        name = local(element)
        if name == "t" or (name == "instrText" and self._open and not self._open[-1].is_shown):
            if element.text:
                self._add(Chars(element.text, element, 0, look))
        elif name in _CHARACTERS:
            if name == "tab":
                self._notes.lost(["tabulatorer"])
            self._add(Chars(_CHARACTERS[name], element, 0, look))
        elif name in ("br", "cr"):
            if attribute(element, "type") in ("page", "column"):
                self._notes.add("Et skift til ny side eller spalte er ikke kommet med")
                self._add(Chars(" ", element, 0, look))
            else:
                self._add(LineBreak(element))
        elif name == "fldChar":
            self._field_mark(element)
        elif name in _PICTURES:
            self._picture(element, run)
        elif name == "sym":
            self._symbol(element, look)
        elif name == "footnoteReference":
            self._footnote(element, "footnote", run)
        elif name == "endnoteReference":
            self._footnote(element, "endnote", run)
        elif name == "commentReference":
            self._comment(attribute(element, "id"))
        elif name == MC + "AlternateContent":
            self._alternate(element, run)
        elif name == "instrText":
            self._notes.add("Et felt er gået i stykker i dokumentet. Indsæt det igen", element.text or "")
        elif name in ("delText", "delInstrText"):
            self._notes.add("Slettet tekst (spor ændringer) er ikke kommet med", element.text or "")
        elif name in ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong"):
            self._notes.add("Et sidetal eller en dato, som Word selv sætter ind, er ikke kommet med")
        elif name not in _SILENT:
            self._inline(element)

    def _field_mark(self, mark: Element) -> None:
        match attribute(mark, "fldCharType"):
            case "begin":
                self._open.append(Field(mark))
                if (form := child(mark, "ffData")) is not None:
                    self._notes.add("Et formularfelt bliver til almindelig tekst", value(form, "name") or "")
            case "separate" if self._open:
                self._open[-1].is_shown = True
            case "end" if self._open:
                self._open[-1].last = mark
                self._close()
            case _:
                self._notes.add("Et felt er gået i stykker i dokumentet. Indsæt det igen")

    def _close(self) -> None:
        field = self._open.pop()
        self._add(field)

    def _simple_field(self, element: Element) -> None:
        field = Field(element)
        field.code.append(Chars(attribute(element, "instr") or "", None, 0, Look()))
        outer = self._out, self._open
        self._out, self._open = [], []
        for inner in element:
            self._inline(inner)
        field.shown = self._closed()
        self._out, self._open = outer
        self._add(field)

    def _hyperlink(self, element: Element) -> None:
        relation = self._part.rels.get(element.get(R + "id") or "")
        address = relation.target_ref if relation is not None and relation.is_external else ""
        if not address and (anchor := attribute(element, "anchor")):
            self._notes.add(
                f"Et link til et sted i dokumentet ({anchor}) bliver til almindelig tekst", all_text(element)
            )
        items = self._open[-1].items if self._open else self._out
        start, depth = len(items), len(self._open)
        for inner in element:
            self._inline(inner)
        is_whole = len(self._open) == depth and items is (self._open[-1].items if self._open else self._out)
        if address and is_whole:  # else a field begins in the link and ends after it, and the link gives way
            link = Link(address, items[start:])
            del items[start:]
            items.append(link)

    def _control(self, element: Element) -> None:
        properties = child(element, "sdtPr")
        name = value(properties, "alias") or value(properties, "tag") or ""
        content = child(element, "sdtContent")
        if name or child(properties, "showingPlcHdr") is not None:
            self._notes.add(
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
            host = run if self._part is self._parts.main else None
            self._outside.append(Beside("tekstboks", self._story(box), host))
            self._notes.add("En tekstboks er ikke kommet med", all_text(box))
        if not boxes:
            names = [
                tag.get("descr") or tag.get("title") or tag.get("alt") or ""
                for tag in element.iter()
                if isinstance(tag.tag, str)
            ]
            self._notes.add("Et billede er ikke kommet med", next(filter(None, names), ""))

    def _symbol(self, element: Element, look: Look) -> None:
        code = attribute(element, "char") or ""
        font = attribute(element, "font") or ""
        self._notes.add(f"Et tegn fra skrifttypen {font} er ikke kommet med", code)
        self._add(Chars(" ", element, 0, look))

    def _footnote(self, element: Element, kind: Literal["footnote", "endnote"], run: Element) -> None:
        note = self._parts.numbered(kind, attribute(element, "id"))
        part = self._parts.part(f"{kind}s")
        if note is None or part is None:
            return
        name = "fodnote" if kind == "footnote" else "slutnote"
        self._outside.append(Beside(name, self._elsewhere(note, part), run))
        self._notes.add(f"En {name} er ikke kommet med", all_text(note))

    def _comment(self, id: str | None) -> None:
        comment = self._parts.numbered("comment", id)
        if comment is not None:
            author = attribute(comment, "author") or "ukendt"
            self._notes.add(f"En kommentar fra {author} er ikke kommet med", all_text(comment))

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
                made += [()] * (min(int(span), 60) - 1 if span.isdecimal() else 0)
            cells.append(tuple(made))
        if merged:
            self._notes.add(
                "En tabel har celler, der er slået sammen. Se efter, at teksten står rigtigt",
                all_text(element),
            )
        self._add(Table(tuple(cells)))


def _is_code(chars: Chars) -> bool:
    return chars.leaf is not None and local(chars.leaf) == "instrText"
