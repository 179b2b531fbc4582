"""A document's story as the body of a letter: Markdown with Jinja, and the place of every character in the document."""

import re
from collections.abc import Iterable, Sequence

from rettesnor.word.conditions import test
from rettesnor.word.fields import Address, Choice, Merge, meaning
from rettesnor.word.inline import Inline
from rettesnor.word.names import Names
from rettesnor.word.prose import Piece, Sheet
from rettesnor.word.story import (
    ORDINARY,
    Boundary,
    Chars,
    Field,
    Item,
    Items,
    LineBreak,
    Link,
    Look,
    Paragraph,
    Table,
    characters,
    last_paragraph,
    plain,
)

_FILTERS = {"\\* upper": "upper", "\\* lower": "lower", "\\* caps": "title", "\\* firstcap": "capitalize"}
_KEPT_ANYWAY = ("\\* mergeformat", "\\* charformat")
_MAX_HEADING = 6


class Writer:
    """Writes stories onto one sheet. `notes` are what could not be kept."""

    def __init__(self, *, has_title: bool) -> None:
        self.sheet = Sheet()
        self.names = Names()
        self.notes: list[str] = []
        self.unread: list[str] = []  # conditions with texts that some reader gets
        self._inline = Inline(self.sheet, self.notes)
        self._has_title = has_title
        self._last = "start"  # what was written last: start, tag, item or block
        self._list = ("", 0, False)
        self._other_mark = False
        self._counts: dict[tuple[str, int], int] = {}
        self._widths: list[int] = []

    def story(self, items: Items, paragraph: Paragraph = ORDINARY, host: Field | None = None) -> None:
        """Write items as blocks; the first of them stand in `paragraph`, all inside the instruction of `host`."""
        group: list[Item] = []
        for item in items:
            if isinstance(item, Boundary | Table):
                self._block(group, paragraph, host)
                paragraph = last_paragraph(group, paragraph)
                group = []
                if isinstance(item, Boundary):
                    paragraph = item.paragraph
                else:
                    self._table(item, host)
            else:
                group.append(item)
        self._block(group, paragraph, host)

    def _block(self, group: Sequence[Item], paragraph: Paragraph, host: Field | None) -> None:
        seen = [item for item in group if not (isinstance(item, Chars) and not item.text.strip())]
        if not seen:
            return
        first = seen[0]
        if isinstance(first, Field) and isinstance(found := meaning(first), Choice):
            rest = group[group.index(first) + 1 :]
            if len(seen) == 1 or _ends_paragraph([first]):
                self._choice(found, paragraph, host or first)
                self._block(rest, last_paragraph([first], paragraph), host)
                return
        self._between("item" if paragraph.list_id else "block", paragraph)
        self.sheet.raw(self._prefix(paragraph))
        self._inline.write(self._pieces(group, host), plain_look=paragraph.heading > 0)

    def _between(self, kind: str, paragraph: Paragraph = ORDINARY) -> None:
        """What separates the next block from the last one."""
        list_id, depth, numbered = self._list
        same_list = kind == self._last == "item" and not (
            paragraph.list_id != list_id and paragraph.depth == depth
        )
        if kind == self._last == "item" and not same_list and numbered == (paragraph.start is not None):
            self._other_mark = not self._other_mark  # else Markdown would read two lists as one
        elif kind != "item" and kind != "tag":
            self._other_mark = False
        if self._last != "start":
            close = same_list or self._last == "tag" or kind == "tag_end"
            self.sheet.raw("\n" if close else "\n\n")
        self._last = "tag" if kind == "tag" else "block" if kind == "tag_end" else kind

    def _choice(self, choice: Choice, paragraph: Paragraph, host: Field) -> None:
        """An IF field that is all of its paragraphs: its tags stand on lines of their own."""
        word = "if"
        self._between("tag")
        while True:
            found = test(choice.condition, self.names, self.notes.append)
            yes, no, condition = choice.yes, choice.no, found.text
            if not _holds(yes) and _holds(no):
                yes, no, condition = no, yes, found.opposite
            self.sheet.raw(f"{{% {word} {condition} %}}")
            self.story(yes, paragraph, host)
            paragraph = last_paragraph(choice.yes, paragraph)
            self._between("tag_end")
            inner = [item for item in no if not (isinstance(item, Chars) and not item.text.strip())]
            if not inner:
                break
            self._last = "tag"
            nested = meaning(inner[0]) if len(inner) == 1 and isinstance(inner[0], Field) else None
            if not isinstance(nested, Choice):
                self.sheet.raw("{% else %}")
                self.story(no, paragraph, host)
                self._between("tag_end")
                break
            word, choice = "elif", nested
        self.sheet.raw("{% endif %}")
        self._last = "block"

    def _prefix(self, paragraph: Paragraph) -> str:
        if paragraph.heading:
            level = paragraph.heading if self._has_title else max(paragraph.heading - 1, 1)
            return "#" * min(level, _MAX_HEADING) + " "
        if paragraph.list_id is None:
            return ""
        depth = min(paragraph.depth, len(self._widths)) if self._list[0] == paragraph.list_id else 0
        self._list = (paragraph.list_id, paragraph.depth, paragraph.start is not None)
        del self._widths[depth:]
        for key in [key for key in self._counts if key[0] == paragraph.list_id and key[1] > paragraph.depth]:
            del self._counts[key]
        if paragraph.start is None:
            mark = "* " if self._other_mark else "- "
        else:
            key = (paragraph.list_id, paragraph.depth)
            number = self._counts[key] = self._counts.get(key, paragraph.start - 1) + 1
            mark = f"{number}) " if self._other_mark else f"{number}. "
        indent = sum(self._widths)
        self._widths.append(len(mark))
        return " " * indent + mark

    def _table(self, table: Table, host: Field | None) -> None:
        rows = [row for row in table.rows if any(_holds(cell) for cell in row)]
        if not rows:
            return
        if len(rows) == 1 and len(rows[0]) == 1:
            self.notes.append(f"En ramme om teksten kan ikke beholdes: »{_start(rows[0][0])}«.")
            self.story(rows[0][0], ORDINARY, host)
            return
        self._between("block")
        width = max(map(len, rows))
        for number, row in enumerate(rows):
            self.sheet.raw("\n|" if number else "|")
            for cell in (*row, *((),) * (width - len(row))):
                if sum(_holds(part) for part in _paragraphs(cell)) > 1:
                    self.notes.append(f"En celle med flere afsnit er blevet til ét afsnit: »{_start(cell)}«.")
                self.sheet.raw(" ")
                self._inline.write(self._pieces(cell, host, in_cell=True), in_cell=True)
                self.sheet.raw(" |")
            if not number:
                self.sheet.raw("\n|" + " --- |" * width)

    def _pieces(self, items: Iterable[Item], host: Field | None, *, in_cell: bool = False) -> list[Piece]:
        """The words and markup of some items within a line."""
        found: list[Piece] = []
        for item in items:
            match item:
                case Chars():
                    found.append(
                        Piece(re.sub(r"\s", " ", item.text), item.look, item.leaf, item.start, field=host)
                    )
                case LineBreak():
                    found.append(Piece(" ") if in_cell else Piece("\\\n", is_markup=True))
                case Boundary():
                    if found:
                        found.append(
                            Piece(" ")
                            if in_cell
                            else Piece(f"\n\n{self._prefix(item.paragraph)}", is_markup=True)
                        )
                case Link():
                    found += self._link(item.address, item.items, host, in_cell=in_cell)
                case Table():
                    if in_cell:
                        self.notes.append(f"En tabel i en tabel er blevet til tekst: »{_start([item])}«.")
                    for row in item.rows:
                        for cell in row:
                            found += [*self._pieces(cell, host, in_cell=True), Piece(" ")]
                case Field():
                    found += self._field(item, host, in_cell=in_cell)
        return found

    def _field(self, field: Field, host: Field | None, *, in_cell: bool) -> list[Piece]:
        found = meaning(field)
        match found:
            case Merge():
                return self._merge(found, field, host, in_cell=in_cell)
            case Choice():
                return self._inline_choice(found, host or field, in_cell=in_cell)
            case Address():
                return self._link(found.href, field.shown, host, in_cell=in_cell)
            case _:
                shown = plain(field.shown).strip()
                instead = f"Teksten »{shown}« er sat ind i stedet." if shown else "Det viser ingen tekst."
                self.notes.append(f"Feltet »{found.instruction}« kan kun Word udfylde. {instead}")
                if found.name == "IF":
                    self.unread.append(self.notes[-1])
                return self._pieces(field.shown, host, in_cell=in_cell)

    def _merge(self, merge: Merge, field: Field, host: Field | None, *, in_cell: bool) -> list[Piece]:
        name = self.names.name(merge.name)
        shown = next(characters(field.shown), None)
        self.names.example(name, plain(field.shown))
        filters = "".join(f"|{_FILTERS[key]}" for key in merge.switches if key in _FILTERS)
        for key, text in merge.switches.items():
            if key == "\\@":
                self.names.is_a(name, "time" if "h" in text.lower() and "y" not in text.lower() else "date")
                self.notes.append(
                    f"Datoformatet »{text}« på {name} bliver til brevets eget, fx »3. november 2026«."
                )
            elif key == "\\#":
                self.names.is_a(name, "money" if "kr" in text.lower() else "number")
                self.notes.append(f"Talformatet »{text}« på {name} bliver til brevets eget, fx »4.325«.")
            elif key not in _FILTERS and key not in _KEPT_ANYWAY:
                self.notes.append(f"Formatet »{key}« på {name} kan ikke beholdes.")
        look = shown.look if shown is not None else Look()
        value = Piece(f"{{{{ {name}{filters} }}}}", look, field.first, 0, field.last, True, host)
        if not merge.before and not merge.after:
            return [value]
        around = (
            self._pieces(items, host or field, in_cell=in_cell) for items in (merge.before, merge.after)
        )
        before, after = around
        return [
            Piece(f"{{% if {name} %}}", is_markup=True),
            *before,
            value,
            *after,
            Piece("{% endif %}", is_markup=True),
        ]

    def _inline_choice(self, choice: Choice, host: Field, *, in_cell: bool) -> list[Piece]:
        found = test(choice.condition, self.names, self.notes.append)
        yes, no, condition = choice.yes, choice.no, found.text
        if not _holds(yes) and _holds(no):
            yes, no, condition = no, yes, found.opposite
        pieces = [Piece(f"{{% if {condition} %}}", is_markup=True), *self._pieces(yes, host, in_cell=in_cell)]
        if no:
            pieces += [Piece("{% else %}", is_markup=True), *self._pieces(no, host, in_cell=in_cell)]
        return [*pieces, Piece("{% endif %}", is_markup=True)]

    def _link(self, href: str, items: Items, host: Field | None, *, in_cell: bool) -> list[Piece]:
        address = f"<{href}>" if re.search(r"[\s()]", href) else href
        address = address.replace("{{", "%7B%7B").replace("{%", "%7B%25").replace("|", "%7C")
        words = self._pieces(items, host, in_cell=in_cell)
        return [Piece("[", is_markup=True), *words, Piece(f"]({address})", is_markup=True)]


def _holds(items: Items) -> bool:
    """Whether there is anything to read."""
    return any(
        isinstance(item, Field | Link | Table) or (isinstance(item, Chars) and bool(item.text.strip()))
        for item in items
    )


def _ends_paragraph(items: Items) -> bool:
    """Whether items end with the end of a paragraph; an IF field does when each of its texts does."""
    last = next(
        (item for item in reversed(items) if not (isinstance(item, Chars) and item.text.isspace())), None
    )
    if isinstance(last, Field) and isinstance(found := meaning(last), Choice):
        return all(_ends_paragraph(part) for part in (found.yes, found.no) if _holds(part))
    return isinstance(last, Boundary)


def _paragraphs(items: Items) -> list[list[Item]]:
    parts: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Boundary):
            parts.append([])
        else:
            parts[-1].append(item)
    return parts


def _start(items: Items) -> str:
    text = " ".join(plain(items).split())
    return text if len(text) <= 40 else text[:39].rstrip() + "…"
