"""What a document's styles and lists say of a paragraph or a run."""

import re

from rettesnor.word.story import Look, Paragraph
from rettesnor.word.xml import Element, attribute, child, children, is_on, value, w

_HEADING = re.compile(r"(?:heading|overskrift) ?([1-9])", re.IGNORECASE)
_TITLES = ("title", "titel")
_STRONG, _EMPHASIS = ("strong", "stærk", "kraftig"), ("emphasis", "fremhæv", "fremhævning")
_MARKS = ("bullet", "none")
MAX_BASED_ON = 20
MAX_DEPTH = 8


class Styles:
    """The styles and lists of one document. A document without either part has none."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = {attribute(style, "styleId") or "": style for style in children(styles, "style")}
        self._default = next(
            (
                id
                for id, style in self._styles.items()
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")
            ),
            "",
        )
        kinds = {attribute(kind, "abstractNumId"): kind for kind in children(numbering, "abstractNum")}
        self._lists = {
            attribute(one, "numId") or "": (kinds.get(value(one, "abstractNumId")), one)
            for one in children(numbering, "num")
        }
        self.strange_numbers: set[str] = set()

    def paragraph(self, element: Element) -> Paragraph:
        """What a `w:p` is."""
        properties = child(element, "pPr")
        chain = self._chain(value(properties, "pStyle") or self._default)
        for style in chain:
            name = value(style, "name") or ""
            if found := _HEADING.fullmatch(name):
                return Paragraph(heading=int(found[1]) + 1)
            if name.lower() in _TITLES:
                return Paragraph(heading=1)
        sources = [properties, *(child(style, "pPr") for style in chain)]
        for source in sources:
            level = value(source, "outlineLvl")
            if level is not None and level.isdecimal() and int(level) < 9:
                return Paragraph(heading=int(level) + 2)
        list_id = next(
            (id for source in sources if (id := value(source, "numPr", "numId")) is not None), None
        )
        if list_id is None or list_id == "0" or list_id not in self._lists:
            return Paragraph()
        level = next((d for source in sources if (d := value(source, "numPr", "ilvl")) is not None), "0")
        depth = min(int(level), MAX_DEPTH) if level.isdecimal() else 0
        return Paragraph(list_id=list_id, depth=depth, start=self._start(list_id, depth))

    def look(self, properties: Element | None) -> Look:
        """How a run with these `w:rPr` stands out."""
        names = [
            (value(style, "name") or "").lower() for style in self._chain(value(properties, "rStyle") or "")
        ]
        styled = [child(style, "rPr") for style in self._chain(value(properties, "rStyle") or "")]

        def on(name: str) -> bool:
            said = (is_on(source, name) for source in (properties, *styled))
            return next((answer for answer in said if answer is not None), False)

        return Look(
            on("b") or any(name in _STRONG for name in names),
            on("i") or any(name in _EMPHASIS for name in names),
            on("strike"),
        )

    def _chain(self, id: str) -> list[Element]:
        """A style and those that it is based on."""
        found: list[Element] = []
        while id in self._styles and len(found) < MAX_BASED_ON:
            found.append(self._styles[id])
            id = value(self._styles[id], "basedOn") or ""
        return found

    def _start(self, list_id: str, depth: int) -> int | None:
        kind, one = self._lists[list_id]
        level = next((lv for lv in children(kind, "lvl") if attribute(lv, "ilvl") == str(depth)), None)
        form = value(level, "numFmt") or "bullet"
        if form in _MARKS:
            return None
        if form != "decimal":
            self.strange_numbers.add(form)
        change = next((c for c in children(one, "lvlOverride") if attribute(c, "ilvl") == str(depth)), None)
        start = value(change, "startOverride") or value(level, "start") or "1"
        return int(start) if start.isdecimal() and len(start) < 9 else 1


def hidden(properties: Element | None) -> bool:
    """Whether a run is text that is not printed."""
    return is_on(properties, "vanish") is True


def lost_marks(properties: Element | None) -> set[str]:
    """What of a run's formatting a letter cannot hold, in Danish."""
    if properties is None:
        return set()
    return {
        danish
        for name, danish in _LOST.items()
        if (mark := properties.find(w(name))) is not None
        and attribute(mark, "val") not in ("none", "0", "auto", "baseline")
    }


_LOST = {
    "u": "understregning",
    "highlight": "overstregning med farve",
    "color": "tekstfarve",
    "vertAlign": "hævet eller sænket skrift",
    "caps": "store bogstaver som formatering",
    "smallCaps": "kapitæler",
    "dstrike": "dobbelt gennemstregning",
}
