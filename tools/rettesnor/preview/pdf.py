"""Typst source -> A4 PDF that is PDF/UA-1 and PDF/A-2a at once; same input, same bytes. Any warning is an error."""

import datetime
from pathlib import Path

import typst as engine

from rettesnor.preview.finished import window_faults
from rettesnor.preview.paper import Paper
from rettesnor.preview.typst_source import literal

_FONTS = engine.Fonts(include_system_fonts=False, font_paths=[Path(__file__).parent / "fonts"])


class RenderError(Exception):
    """Typst refused the source or warned about it: a fault of ours, or a letter nested or joined beyond its limits."""


class WindowError(Exception):
    """Something else than the recipient stands in the envelope's window; the message is Danish."""


def pdf(body: str, paper: Paper) -> bytes:
    """The finished PDF of a body in Typst (`typst_source.typst`).

    Raises RenderError on any error or warning, and WindowError where the window shows too much or too little.
    """
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
    except BaseException as error:
        # A panic in Typst is no Exception, and its class has no name to import.
        if type(error).__name__ != "PanicException":
            raise
        raise RenderError(str(error)) from error
    if warnings:
        raise RenderError("; ".join(str(warning) for warning in warnings))
    assert isinstance(made, bytes)
    wrong = window_faults(made, paper.layout.window, paper.recipient)
    if wrong:
        raise WindowError(" ".join(wrong))
    return made


def source(body: str, paper: Paper) -> str:
    """The whole Typst document: page, address in the window, fold marks, then the body."""
    layout = paper.layout
    left, top = layout.margin_left, layout.margin_top
    window = layout.window
    # The address stands in line with the text where the window reaches so far out.
    beside = max(0.0, left - window.left)
    folds = "\n".join(
        f"#place(top + left, dx: 5mm, dy: {fold}mm, line(length: 5mm, stroke: 0.4pt + luma(60%)))"
        for fold in layout.folds
    )
    return f"""#set document(title: {literal(paper.title)}, author: {literal(paper.sender[0])}, date: datetime(year: {paper.day.year}, month: {paper.day.month}, day: {paper.day.day}))
#set text(font: "IBM Plex Sans", size: 10.5pt, lang: "da", hyphenate: true)
#set par(leading: 0.66em, spacing: 1.05em, linebreaks: "optimized")
#set text(costs: (hyphenation: 400%, orphan: 300%, widow: 300%))
#set page(
  paper: "a4",
  margin: (left: {left}mm, right: {layout.margin_right}mm, top: {top}mm, bottom: {layout.margin_bottom}mm),
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
#place(top + left, dx: {window.left - left}mm, dy: {window.top - top}mm,
  block(width: {window.width}mm, height: {window.height}mm, inset: (top: {layout.address_inset}mm, left: {beside}mm))[#set text(hyphenate: false); {_lines(paper.recipient)}])
#place(top + right, dy: {window.top - top}mm,
  block(width: 55mm)[#set text(size: 8.5pt, hyphenate: false); #set par(leading: 0.55em); #set align(right); {_lines(paper.sender)}])
#v({layout.body_top - top}mm)
{body}
"""


def _lines(lines: tuple[str, ...]) -> str:
    return "#linebreak();".join(f"#{literal(line)};" for line in lines if line)
