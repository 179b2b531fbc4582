"""A Word document as a letter: its text, its fields, what could not be kept, and the way back to every word."""

import datetime
import json
import re
from bisect import bisect_right
from typing import NamedTuple

from docx.document import Document

from rettesnor.model import ContentError, Problem, Span
from rettesnor.word.markdown import Writer
from rettesnor.word.names import WordField
from rettesnor.word.package import opened
from rettesnor.word.prose import Origin
from rettesnor.word.reader import story
from rettesnor.word.story import Boundary
from rettesnor.word.xml import Element

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:\. ?|[-/])(?P<month>{'|'.join(_MONTHS)}|\d{{1,2}})(?: |[-/.])(?P<year>\d{{4}})",
    re.IGNORECASE,
)


class Aside(NamedTuple):
    """Text outside the letter's own (a header, a text box): the span it has in `WordLetter.text`, and what it hangs on."""

    where: str
    span: Span
    host: Element | None


class WordLetter(NamedTuple):
    """A document as it was read. `text` is the letter's body, and after `body_end` what stands outside it.

    `unread` says what a citizen sees that could not be read.
    """

    text: str
    body_end: int
    fields: tuple[WordField, ...]
    notes: tuple[str, ...]
    unread: tuple[str, ...]
    origins: tuple[Origin, ...]
    asides: tuple[Aside, ...]

    @property
    def body(self) -> str:
        return self.text[: self.body_end].rstrip("\n") + "\n"

    def origins_of(self, span: Span) -> tuple[Origin, ...]:
        """Where the characters of a span come from, in order. Markup comes from nowhere."""
        first = max(bisect_right(self.origins, span.start, key=lambda origin: origin.start) - 1, 0)
        return tuple(
            origin
            for origin in self.origins[first:]
            if origin.start < span.end and origin.end > span.start
        )  # fmt: skip

    def aside(self, span: Span) -> Aside | None:
        return next((aside for aside in self.asides if aside.span.start <= span.start < aside.span.end), None)


def read(data: bytes, *, path: str) -> WordLetter:
    """The document in `data`. Raises ContentError when it is none, or is larger than a letter can be."""
    return read_document(opened(data, path=path), path=path)


def read_document(document: Document, *, path: str) -> WordLetter:
    """The letter in an open document; its origins lead to the document's own elements. Raises ContentError."""
    try:
        return _read(document)
    except RecursionError:
        message = "Dokumentets felter eller tabeller ligger for dybt inde i hinanden. Gør dem enklere i Word."
    raise ContentError(Problem(path=path, message=message))


def _read(document: Document) -> WordLetter:
    told = story(document)
    has_title = any(isinstance(item, Boundary) and item.paragraph.heading == 1 for item in told.body)
    writer = Writer(has_title=has_title)
    writer.story(told.body)
    body_end = writer.sheet.size
    fields = writer.names.fields()
    notes = [*told.notes, *writer.notes]
    asides: list[Aside] = []
    for part in told.outside:
        start = writer.sheet.size
        writer.story(part.items)
        asides.append(Aside(part.where, Span(start, writer.sheet.size), part.host))
    known = {field.name for field in fields}
    outside = [field.word_name for field in writer.names.fields() if field.name not in known]
    if outside:
        notes.append(
            f"Felter, der kun står uden for brevets tekst, er ikke kommet med: {', '.join(outside)}."
        )
    return WordLetter(
        writer.sheet.text,
        body_end,
        fields,
        tuple(dict.fromkeys(notes)),
        (*told.unread, *dict.fromkeys(writer.unread)),
        tuple(writer.sheet.origins),
        tuple(asides),
    )


def letter_file(letter: WordLetter, *, title: str) -> str:
    """The letter as `letter.md`: what Word tells of the fields at the top, then the text."""
    lines = ["---", f"title: {_quoted(title)}"]
    if letter.fields:
        lines.append("fields:")
    for field in letter.fields:
        lines += [f"  {field.name}:", f"    type: {field.type}", f"    label: {_quoted(field.word_name)}"]
        if field.choices:
            lines.append(f"    choices: [{', '.join(map(_quoted, field.choices))}]")
        example = _example(field)
        if example:
            lines.append(f"    example: {example}")
    return "\n".join([*lines, "---", "", letter.body])


def heading(letter: WordLetter) -> str | None:
    """The words of the letter's first heading, where it has no tags in it."""
    found = re.search(r"^#{1,6} (.+)$", letter.body, re.MULTILINE)
    if found is None or "{" in found[1]:
        return None
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])|\*\*", "", found[1]).strip() or None


def _example(field: WordField) -> str | None:
    """An example that the field's type can hold, as YAML."""
    shown = field.example
    if shown is None:
        return None
    if field.type in ("text", "choice"):
        return _quoted(shown)
    if field.type == "date" and (found := _DATE.fullmatch(shown)):
        month = found["month"]
        number = int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1
        try:
            return datetime.date(int(found["year"]), number, int(found["day"])).isoformat()
        except ValueError:
            return None
    return None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
