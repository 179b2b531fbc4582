"""What a finished PDF shows, read from the PDF itself: the envelope's window, its pages, and a picture of the first one."""

# pypdfium2 leaves its arguments and its bitmaps untyped; what comes out of them is annotated here.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

import struct
import zlib

import pypdfium2

from rettesnor.model.channels import Window

POINTS_PER_MM = 72 / 25.4
SLACK = 0.5  # points: a box that only touches the edge is outside
PICTURE_SCALE = 1  # pixels for each point
PICTURE_WIDTH, PICTURE_HEIGHT = 596, 842  # of a page of A4, in pixels
# Sixteen greys are enough for black on white, and make the picture half as large.
_GREYS = bytes((value >> 4) * 17 for value in range(256))


def window_faults(document: bytes, window: Window, recipient: tuple[str, ...]) -> tuple[str, ...]:
    """What is wrong with the window on the first page, in Danish; nothing where the whole recipient stands there alone."""
    left, right = (mm * POINTS_PER_MM for mm in (window.left, window.left + window.width))
    pdf = pypdfium2.PdfDocument(document)
    page = pdf[0]
    top, bottom = (page.get_height() - mm * POINTS_PER_MM for mm in (window.top, window.top + window.height))
    text = page.get_textpage()
    inside: list[str] = []
    found: list[str] = []
    for number in range(text.count_rects()):
        box = text.get_rect(number)
        beside = box[2] <= left + SLACK or box[0] >= right - SLACK
        if beside or box[3] <= bottom + SLACK or box[1] >= top - SLACK:
            continue
        words = text.get_text_bounded(*box).strip()
        inside.append(words)
        across = box[0] >= left - SLACK and box[2] <= right + SLACK
        if not (across and box[1] >= bottom - SLACK and box[3] <= top + SLACK):
            found.append(f"»{words}« står på kanten af rudekuvertens vindue.")
    pdf.close()
    if _letters(inside) != _letters(recipient):
        shown, wanted = " / ".join(inside), " / ".join(recipient)
        found.append(f"I rudekuvertens vindue står »{shown}«, men dér skal kun stå »{wanted}«.")
    return tuple(found)


def page_count(document: bytes) -> int:
    pdf = pypdfium2.PdfDocument(document)
    count = len(pdf)
    pdf.close()
    return count


def picture(document: bytes, page: int = 0) -> bytes:
    """A page (the first is 0) as a small PNG in grey."""
    pdf = pypdfium2.PdfDocument(document)
    bitmap = pdf[page].render(scale=PICTURE_SCALE, grayscale=True)
    width: int = bitmap.width
    height: int = bitmap.height
    stride: int = bitmap.stride
    pixels = bytes(bitmap.buffer).translate(_GREYS)
    pdf.close()
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def _letters(lines: list[str] | tuple[str, ...]) -> str:
    return "".join("".join(lines).split()).replace("\xad", "").replace("\ufffe", "")
