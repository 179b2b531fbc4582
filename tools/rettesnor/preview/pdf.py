"""Typst source -> A4 PDF that is PDF/UA-1 and PDF/A-2a at once; same input, same bytes. Any warning is an error."""

import datetime
from pathlib import Path

import typst as engine

from rettesnor.model import Record
from rettesnor.preview.typst_source import literal

_FONTS = engine.Fonts(include_system_fonts=False, font_paths=[Path(__file__).parent / "fonts"])


class Window(Record, frozen=True, kw_only=True):
    """The window of the envelope and the fold marks, in mm from the paper's left and upper edge."""

    left: float = 20.0
    top: float = 43.0
    width: float = 85.0
    height: float = 36.0
    body_top: float = 88.0
    folds: tuple[float, ...] = (99.0, 198.0)


class Paper(Record, frozen=True, kw_only=True):
    """What stands around the letter's text on paper."""

    title: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    day: datetime.date
    window: Window = Window()


class RenderError(Exception):
    """Typst refused the source or warned about it: ours to mend, never the author's."""


def pdf(body: str, paper: Paper) -> bytes:
    """The finished PDF of a body in Typst (`typst_source.typst`). Raises RenderError on any error or warning."""
    stamp = datetime.datetime.combine(paper.day, datetime.time(), tzinfo=datetime.UTC)
    try:
        made, warnings = engine.compile_with_warnings(
            source(body, paper).encode(),
            format="pdf",
            font_paths=_FONTS,
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(stamp.timestamp()),
        )
    except engine.TypstError as error:
        raise RenderError(str(error)) from error
    if warnings:
        raise RenderError("; ".join(str(warning) for warning in warnings))
    assert isinstance(made, bytes)
    return made


def source(body: str, paper: Paper) -> str:
    """The whole Typst document: page, address in the window, fold marks, then the body."""
    window = paper.window
    folds = "\n".join(
        f"#place(top + left, dx: 5mm, dy: {fold}mm, line(length: 5mm, stroke: 0.4pt + luma(60%)))"
        for fold in window.folds
    )
    return f"""#set document(title: {literal(paper.title)}, author: {literal(paper.sender[0])}, date: datetime(year: {paper.day.year}, month: {paper.day.month}, day: {paper.day.day}))
#set text(font: "IBM Plex Sans", size: 10.5pt, lang: "da", hyphenate: true)
#set par(leading: 0.66em, spacing: 1.05em)
#set text(costs: (orphan: 300%, widow: 300%))
#set page(
  paper: "a4",
  margin: (left: 25mm, right: 25mm, top: 25mm, bottom: 22mm),
  footer: context [#set text(size: 8.5pt, fill: luma(35%))
    #{literal(paper.sender[0])}; #h(1fr) #"side ";#counter(page).display();#" af ";#counter(page).final().first()],
  background: context if counter(page).get().first() == 1 [{folds}],
)
#set list(indent: 0pt, body-indent: 0.6em, spacing: 0.7em)
#set enum(indent: 0pt, body-indent: 0.6em, spacing: 0.7em)
#set table(stroke: (x: none, y: 0.5pt + luma(75%)), inset: (x: 0pt, y: 5pt), align: left)
#show heading: set text(hyphenate: false)
#show heading.where(level: 1): set text(size: 17pt, weight: "semibold")
#show heading.where(level: 1): set block(above: 0pt, below: 1.1em)
#show heading.where(level: 2): set text(size: 11.5pt, weight: "semibold")
#show heading.where(level: 2): set block(above: 1.5em, below: 0.65em)
#show link: set text(fill: rgb("#0b4f9e"))
#place(top + left, dx: {window.left - 25}mm, dy: {window.top - 25}mm,
  block(width: {window.width}mm, height: {window.height}mm, inset: (top: 4mm))[#set text(hyphenate: false); {_lines(paper.recipient)}])
#place(top + right, dy: {window.top - 25}mm,
  block(width: 55mm)[#set text(size: 8.5pt, hyphenate: false); #set par(leading: 0.55em); #set align(right); {_lines(paper.sender)}])
#v({window.body_top - 25}mm)
{body}
"""


def _lines(lines: tuple[str, ...]) -> str:
    return "#linebreak();".join(f"#{literal(line)};" for line in lines if line)
