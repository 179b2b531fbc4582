"""What is asked of the process with limits about paper, and what it answers."""

import datetime
from typing import Literal

from rettesnor.model import Record
from rettesnor.model.channels import STANDARD, PrintLayout


class Paper(Record, frozen=True, kw_only=True):
    """What stands around the letter's text on paper."""

    title: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    day: datetime.date
    layout: PrintLayout = STANDARD


class Sheet(Record, frozen=True, kw_only=True, tag="sheet"):
    """A letter's body in Typst, to be set on paper."""

    body: str
    paper: Paper


class Printed(Record, frozen=True, kw_only=True):
    """The PDF, its number of pages and a picture of the first one (PNG); or what went wrong, in whose words."""

    content: bytes = b""
    pages: int = 0
    picture: bytes = b""
    fault: Literal["", "typst", "window", "limits"] = ""
    message: str = ""


class Drawing(Record, frozen=True, kw_only=True, tag="drawing"):
    """Pages of a PDF (the first is 0), to be drawn as pictures."""

    document: bytes
    pages: tuple[int, ...]


class Comparison(Record, frozen=True, kw_only=True, tag="comparison"):
    """Two PDFs, whose changed pages are asked for; `footer` mm at the bottom are not compared."""

    before: bytes
    after: bytes
    footer: float
