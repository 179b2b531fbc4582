"""A Word document as it is written: paragraphs, runs and complex fields, one after the other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

import docx
from docx.document import Document
from docx.shared import Mm

from rettesnor.model import visible
from rettesnor.word.xml import XML_SPACE, Element, attribute, child, children, local, value, w

T = TypeVar("T")


class Run(NamedTuple):
    """Words that stand out in the same way."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False


class Style(NamedTuple):
    """A style by its English name, and the list that its paragraphs are numbered in."""

    name: str
    list_id: str | None = None


ORDINARY = Style("Normal")


class Page:
    """Writes at the end of a new document.

    What is written before there is a paragraph waits for the next one. Inside the text of an IF field words belong to
    its instruction (`w:instrText`), which may go on over many paragraphs.
    """

    def __init__(self) -> None:
        self.document: Document = docx.Document()
        body = child(self.document.element, "body")
        end = child(body, "sectPr")
        assert body is not None
        assert end is not None  # python-docx's own template has both
        self._body, self._end = body, end
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        self._here: Element | None = None
        self._waiting: list[Element] = []
        self._fields: list[bool] = []  # the open fields: whether their shown words are being written
        self._instructions = 0  # IF fields whose text is being written
        language = child(self.document.styles.element, "docDefaults", "rPrDefault", "rPr", "lang")
        if language is not None:
            language.set(w("val"), "da-DK")

    def new_list(self, style: str, start: int) -> str:
        """The id of a new list that is numbered from `start` in the way of a style."""
        numbering: Element = self.document.part.numbering_part.element
        of_style = value(self.document.styles[style].element, "pPr", "numPr", "numId")
        lists = list(children(numbering, "num"))
        kind = next(
            (value(one, "abstractNumId") for one in lists if attribute(one, "numId") == of_style), "0"
        )
        id = str(max((int(attribute(one, "numId") or 0) for one in lists), default=0) + 1)
        made = _add(numbering, "num", numId=id)
        _add(made, "abstractNumId", val=kind or "0")
        _add(_add(made, "lvlOverride", ilvl="0"), "startOverride", val=str(start))
        return id

    def paragraph(self, style: Style) -> None:
        """Begin a paragraph; what has waited comes first in it."""
        made = self._made("p")
        self._end.addprevious(made)
        if style != ORDINARY:
            properties = _add(made, "pPr")
            _add(properties, "pStyle", val=str(self.document.styles[style.name].style_id))
            if style.list_id is not None:
                _add(_add(properties, "numPr"), "numId", val=style.list_id)
        self._begin_in(made)

    def wait(self) -> None:
        """What is written now belongs to the next paragraph."""
        self._here = None

    def flush(self) -> None:
        """Give what still waits a paragraph of its own."""
        if self._waiting:
            self.paragraph(ORDINARY)
        self._here = None

    def finish(self) -> None:
        """Word wants a paragraph after the last table."""
        self.flush()
        self._part_from_table()

    def table(self, rows: Sequence[Sequence[T]]) -> Iterator[T]:
        """A table with a cell for each thing in the rows. Each is given out when its cell is ready to be written in."""
        self.flush()
        self._part_from_table()
        made = self._made("tbl")
        self._end.addprevious(made)
        _add(_add(made, "tblPr"), "tblStyle", val=str(self.document.styles["Table Grid"].style_id))
        grid = _add(made, "tblGrid")
        for _ in rows[0]:
            _add(grid, "gridCol")
        for number, row in enumerate(rows):
            line = _add(made, "tr")
            if not number:
                _add(_add(line, "trPr"), "tblHeader")
            for item in row:
                self._begin_in(_add(_add(line, "tc"), "p"))
                yield item
        self._here = None

    def text(self, run: Run) -> None:
        if run.text:
            is_code = self._instructions > 0 and not any(self._fields[-1:])
            self._run("instrText" if is_code else "t", run)

    def code(self, text: str) -> None:
        """A piece of a field's instruction."""
        self._run("instrText", Run(text))

    def line_break(self) -> None:
        self._append(self._made("br"), Run(""))

    def begin(self) -> None:
        """Begin a field; its instruction comes now."""
        self._mark("begin")
        self._fields.append(False)

    def enter_text(self) -> None:
        """From here the instruction of the open field is text that readers may get."""
        self._instructions += 1

    def leave_text(self) -> None:
        self._instructions -= 1

    def separate(self) -> None:
        """What the open field shows comes now."""
        self._mark("separate")
        self._fields[-1] = True

    def end(self) -> None:
        self._mark("end")
        self._fields.pop()

    def _part_from_table(self) -> None:
        """Two tables without a paragraph between them are one to Word."""
        before = self._end.getprevious()
        if before is not None and local(before) == "tbl":
            self.paragraph(ORDINARY)
            self._here = None

    def _begin_in(self, paragraph: Element) -> None:
        self._here = paragraph
        paragraph.extend(self._waiting)
        self._waiting = []

    def _mark(self, kind: str) -> None:
        mark = self._made("fldChar")
        mark.set(w("fldCharType"), kind)
        self._append(mark, Run(""))

    def _run(self, name: str, run: Run) -> None:
        content = self._made(name)
        content.text = visible(run.text)  # XML holds no control characters
        content.set(XML_SPACE, "preserve")
        self._append(content, run)

    def _append(self, content: Element, run: Run) -> None:
        made = self._made("r")
        marks = [
            name for name, is_on in (("b", run.bold), ("i", run.italic), ("strike", run.struck)) if is_on
        ]
        if marks:
            properties = _add(made, "rPr")
            for name in marks:
                _add(properties, name)
        made.append(content)
        if self._here is None:
            self._waiting.append(made)
        else:
            self._here.append(made)

    def _made(self, name: str) -> Element:
        return self._body.makeelement(w(name))


def _add(parent: Element, name: str, **attributes: str) -> Element:
    made = parent.makeelement(w(name), {w(key): text for key, text in attributes.items()})
    parent.append(made)
    return made
