"""The text of a finished PDF: lines joined to paragraphs by the space between them."""

# pypdfium2 leaves its arguments untyped; what comes out of them is annotated here.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2

from rettesnor.audit.letters import Unreadable

MAX_PAGES = 100
MAX_CHARACTERS = 500_000
APART = 1.25  # a step between two lines this much larger than the letter's usual one ends the paragraph
_HYPHENS = str.maketrans("", "", "\ufffe\u00ad\x02")  # what PDFium makes of a hyphen that only divides a word


class Line(NamedTuple):
    """A line of text, or several where a word is divided; where its first and last characters stand, in points from the foot."""

    text: str
    first: float
    last: float


def text(data: bytes) -> str:
    """The letter's paragraphs with a blank line between. Raises Unreadable for a PDF that is damaged, locked or no letter."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise Unreadable("PDF-filen kan ikke læses. Den er ødelagt eller har en adgangskode.") from None
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable(f"PDF-filen har over {MAX_PAGES} sider. Det er for meget til et brev.")
        pages = [list(_lines(document[number])) for number in range(len(document))]
    except pypdfium2.PdfiumError:
        raise Unreadable("En side i PDF-filen kan ikke læses.") from None
    finally:
        document.close()
    steps = sorted(step for page in pages for step in _steps(page))
    usual = steps[len(steps) // 4] if steps else 0.0  # lines of one paragraph stand closest
    found = "\n\n".join(_paragraphs(page, usual) for page in pages if page)
    if not found.strip():
        raise Unreadable("Der er ingen tekst i PDF-filen; den er måske skannet.")
    return found


def _lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    shown = page.get_textpage()
    try:
        if shown.count_chars() > MAX_CHARACTERS:
            raise Unreadable("En side i PDF-filen har mere tekst, end der kan stå i et brev.")
        # Indexes of characters and of the text are the same, as long as each is asked for in one go.
        start = 0
        whole: str = shown.get_text_range()
        for line in whole.splitlines(keepends=True):
            words = line.translate(_HYPHENS).strip()
            if words and start + len(line.rstrip()) <= shown.count_chars():
                ends = (start + len(line) - len(line.lstrip()), start + len(line.rstrip()) - 1)
                first, last = (float(shown.get_charbox(at, loose=True)[1]) for at in ends)
                yield Line(words, first, last)
            start += len(line)
    finally:
        shown.close()
        page.close()


def _steps(lines: list[Line]) -> Iterator[float]:
    for above, below in pairwise(lines):
        if above.last > below.first:
            yield above.last - below.first


def _paragraphs(lines: list[Line], usual: float) -> str:
    parts: list[str] = []
    for number, line in enumerate(lines):
        words = line.text
        if number:
            step = lines[number - 1].last - line.first
            if step > usual * APART or step < 0:
                parts.append("\n\n")
            else:
                parts.append("\n")
        parts.append(words)
    return "".join(parts)
