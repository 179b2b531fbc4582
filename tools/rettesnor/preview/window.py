"""The first page's own words and boxes -> what stands in the envelope's window besides the recipient."""

import pypdfium2

from rettesnor.model.channels import Window

POINTS_PER_MM = 72 / 25.4
SLACK = 0.5  # points: a box that only touches the edge is outside


def faults(document: bytes, window: Window, recipient: tuple[str, ...]) -> tuple[str, ...]:
    """What is wrong with the window of a finished PDF, in Danish; nothing where only the whole recipient stands in it."""
    left, right = (mm * POINTS_PER_MM for mm in (window.left, window.left + window.width))
    pdf = pypdfium2.PdfDocument(document)
    page = pdf[0]
    height = float(page.get_height())
    top, bottom = (height - mm * POINTS_PER_MM for mm in (window.top, window.top + window.height))
    text = page.get_textpage()
    inside: list[str] = []
    found: list[str] = []
    for number in range(text.count_rects()):
        box = text.get_rect(number)  # pyright: ignore[reportUnknownMemberType] -- its arguments have no types
        if (
            box[2] <= left + SLACK
            or box[0] >= right - SLACK
            or box[3] <= bottom + SLACK
            or box[1] >= top - SLACK
        ):
            continue
        words = text.get_text_bounded(*box).strip()  # pyright: ignore[reportUnknownMemberType] -- as above
        inside.append(words)
        whole = (
            box[0] >= left - SLACK
            and box[2] <= right + SLACK
            and box[1] >= bottom - SLACK
            and box[3] <= top + SLACK
        )
        if not whole:
            found.append(f"»{words}« står på kanten af rudekuvertens vindue.")
    pdf.close()
    if _letters(inside) != _letters(recipient):
        found.append(
            f"I rudekuvertens vindue står »{' / '.join(inside)}«, men dér skal kun stå »{' / '.join(recipient)}«."
        )
    return tuple(found)


def _letters(lines: list[str] | tuple[str, ...]) -> str:
    return "".join("".join(lines).split()).replace("\xad", "").replace("\ufffe", "")
