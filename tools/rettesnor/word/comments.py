"""Comments in a Word document, each on its exact words. Text, fields and formatting stay as they are."""

import copy
import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from docx.document import Document
from docx.opc.part import XmlPart

from rettesnor.model import Span
from rettesnor.word.prose import Origin
from rettesnor.word.read import WordLetter
from rettesnor.word.story import Field, characters
from rettesnor.word.xml import XML_SPACE, Element, attribute, children, local, w

AUTHOR, INITIALS = "Rettesnor", "R"


class Remark(NamedTuple):
    """What to say about a span of `WordLetter.text`."""

    span: Span
    text: str


class Anchor(NamedTuple):
    """From character `start` of one element to before character `end` of another; `end` None is the whole of it."""

    first: Element
    start: int
    last: Element
    end: int | None


def annotate(
    document: Document, letter: WordLetter, remarks: Iterable[Remark], *, now: datetime.datetime
) -> tuple[Remark, ...]:
    """Put each remark into the document as a comment. `letter` must have been read from this very document.

    Words in a header, text box or note get theirs where it hangs in the text, since Word has no comments there.
    Returns the remarks that there was no place for: those on a document without text.
    """
    found = [(remark, _anchor(letter, remark.span)) for remark in remarks]
    placed = [(remark, _at_runs(anchor)) for remark, anchor in found if anchor is not None]
    runs = _Runs(anchor for _, anchor in placed)
    ids: set[str] = set()
    for remark, anchor in placed:
        comment = document.comments.add_comment(_text(letter, remark), AUTHOR, INITIALS)
        _mark(runs.first(anchor), runs.last(anchor), str(comment.comment_id))
        ids.add(str(comment.comment_id))
    _date(document, ids, now)
    return tuple(remark for remark, anchor in found if anchor is None)


def _text(letter: WordLetter, remark: Remark) -> str:
    """What the comment says; where it cannot stand on the words themselves it begins with them."""
    words = letter.text[remark.span.start : remark.span.end]
    aside = letter.aside(remark.span)
    if aside is not None:
        return f"I {aside.where}: »{words}«\n{remark.text}"
    origins = letter.origins_of(remark.span)
    if origins and all(origin.field is not None for origin in origins):
        return f"I en betingelse: »{words}«\n{remark.text}"
    return remark.text


def _anchor(letter: WordLetter, span: Span) -> Anchor | None:
    aside = letter.aside(span)
    if aside is not None:
        return _host(letter, aside.host)
    origins = letter.origins_of(span)
    if not origins:
        return _host(letter, None)
    first, last = origins[0], origins[-1]
    if span.start == span.end:
        return Anchor(first.leaf, 0, first.leaf if first.last is None else first.last, None)
    if first.field is not None and first.field is last.field:
        return _in_field(first.field, origins, span)
    start = (first.leaf, _offset(first, span.start)) if first.field is None else (first.field.first, 0)
    if last.field is not None:
        return Anchor(*start, last.field.last, None)
    if last.last is not None:
        return Anchor(*start, last.last, None)
    return Anchor(*start, last.leaf, _offset(last, min(span.end, last.end)))


def _offset(origin: Origin, at: int) -> int:
    """Where in its element a character of the letter's text stands."""
    return 0 if origin.last is not None else origin.leaf_start + max(at - origin.start, 0)


def _in_field(field: Field, origins: Sequence[Origin], span: Span) -> Anchor:
    """Words in an instruction: on the same words where Word shows them just now, else on the whole field."""
    words = "".join(
        (origin.leaf.text or "")[_offset(origin, span.start) : _offset(origin, min(span.end, origin.end))]
        for origin in origins
        if origin.last is None
    )
    shown = [chars for chars in characters(field.shown) if chars.leaf is not None]
    at = "".join(chars.text for chars in shown).find(words)
    if at < 0 or not words or any(origin.last is not None for origin in origins):
        return Anchor(field.first, 0, field.last, None)
    ends: list[tuple[Element, int]] = []
    for target in (at, at + len(words) - 1):
        size = 0
        for chars in shown:
            if chars.leaf is not None and size <= target < size + len(chars.text):
                ends.append((chars.leaf, chars.start + target - size))
            size += len(chars.text)
    (first, start), (last, end) = ends
    return Anchor(first, start, last, end + 1)


def _host(letter: WordLetter, host: Element | None) -> Anchor | None:
    """What text outside the letter's own hangs on: the run with the box or note, else the letter's first words."""
    if host is not None and len(host):
        return Anchor(host[-1], 0, host[-1], None)
    first = letter.origins[0] if letter.origins else None
    if first is None or first.start >= letter.body_end:
        return None
    if first.field is not None:
        return Anchor(first.field.first, 0, first.field.last, None)
    return Anchor(first.leaf, 0, first.leaf if first.last is None else first.last, None)


def _at_runs(anchor: Anchor) -> Anchor:
    """The anchor on what stands directly in runs. What stands deeper, or beside the runs, is marked whole."""
    first, last = _in_run(anchor.first), _in_run(anchor.last)
    start = anchor.start if first is anchor.first and _is_in_run(first) else 0
    end = anchor.end if last is anchor.last and _is_in_run(last) else None
    return Anchor(first, start, last, end)


def _in_run(leaf: Element) -> Element:
    above = leaf
    while (parent := above.getparent()) is not None and local(parent) not in ("p", "tc", "body"):
        if local(parent) == "r":
            return above
        above = parent
    return leaf


def _is_in_run(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == "r"


class _Runs:
    """Splits runs so that every anchor begins and ends with one."""

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self._cuts: dict[Element, set[int]] = {}
        self._starts: dict[tuple[Element, int], Element] = {}
        self._ends: dict[tuple[Element, int | None], Element] = {}
        for anchor in anchors:
            self._cuts.setdefault(anchor.first, set()).add(anchor.start)
            self._cuts.setdefault(anchor.last, set()).update(() if anchor.end is None else (anchor.end,))
        split: dict[Element, None] = {}
        for leaf in self._cuts:
            parent = leaf.getparent()
            if parent is not None and _is_in_run(leaf):
                split[parent] = None
            else:  # a field that Word wrote as one element stands beside the runs
                self._starts[leaf, 0] = self._ends[leaf, None] = leaf
        for run in split:
            self._split(run)

    def first(self, anchor: Anchor) -> Element:
        return self._starts[anchor.first, anchor.start]

    def last(self, anchor: Anchor) -> Element:
        return self._ends[anchor.last, anchor.end]

    def _split(self, run: Element) -> None:
        """One run for each piece, all with the formatting of this one."""
        contents = [element for element in run if local(element) != "rPr"]
        empty = copy.deepcopy(run)
        for element in [element for element in empty if local(element) != "rPr"]:
            empty.remove(element)
        here = run
        for content in contents:
            for piece, start, end in _pieces(content, self._cuts.get(content, set())):
                if content is not contents[0] or start:
                    following = copy.deepcopy(empty)
                    here.addnext(following)
                    here = following
                    here.append(piece)
                self._starts[content, start] = here
                self._ends[content, end] = self._ends[content, None] = here


def _pieces(content: Element, cuts: set[int]) -> Iterator[tuple[Element, int, int]]:
    """One element of a run cut in several, each with where in it it stood. The first is the element itself."""
    text = content.text or ""
    inner = sorted(cut for cut in cuts if 0 < cut < len(text))
    if local(content) not in ("t", "instrText") or not inner:
        yield content, 0, max(len(text), 1)
        return
    bounds = [0, *inner, len(text)]
    for start, end in pairwise(bounds):
        piece = content if start == 0 else copy.deepcopy(content)
        piece.text = text[start:end]
        piece.set(XML_SPACE, "preserve")
        yield piece, start, end


def _mark(first: Element, last: Element, id: str) -> None:
    """Put a comment's marks around the runs from first to last."""
    first.addprevious(first.makeelement(w("commentRangeStart"), {w("id"): id}))
    reference = last.makeelement(w("r"))
    reference.append(reference.makeelement(w("commentReference"), {w("id"): id}))
    last.addnext(reference)
    last.addnext(last.makeelement(w("commentRangeEnd"), {w("id"): id}))


def _date(document: Document, ids: Collection[str], now: datetime.datetime) -> None:
    """Give the comments the day that the caller says, where python-docx reads the clock."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/comments") and isinstance(part := relation.target_part, XmlPart):
            for comment in children(part.element, "comment"):
                if attribute(comment, "id") in ids:
                    comment.set(w("date"), now.strftime("%Y-%m-%dT%H:%M:%SZ"))
