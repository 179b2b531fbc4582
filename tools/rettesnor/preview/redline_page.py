"""A whole HTML page of what changed in a letter, its pages before and after included; for files, not for the portal."""

import base64
from collections.abc import Iterable, Sequence
from html import escape

from rettesnor.preview.finished import PICTURE_HEIGHT, PICTURE_WIDTH
from rettesnor.preview.page import STYLE
from rettesnor.preview.pages import Box, MarkedPage, PagePair
from rettesnor.preview.redline import Redline

_STYLE = """
del{background:#fbe3e4;color:#8a1c22}ins{background:#e2f3e6;color:#0d5426;text-underline-offset:3px}
.sheets{max-width:72rem;margin:2rem auto;padding:0 1rem;display:grid;grid-template-columns:1fr 1fr;gap:1rem}
figure{margin:0}figcaption{font-weight:600}svg{display:block;width:100%;background:#fff;border:1px solid #bfbfbf}
.gone{fill:rgb(190 30 40/18%);stroke:#be1e28;stroke-dasharray:3 2}.new{fill:rgb(20 120 55/18%);stroke:#147837}
path{stroke-width:1.5;stroke-dasharray:none!important}
"""


def page(text: Redline, pages: Sequence[PagePair], *, title: str, about: str) -> str:
    """HTML5 document with the letter's words that went and came, and below it the pages that changed."""
    sheets = "".join(
        f"{_sheet(pair.before, pair.number, 'gone')}{_sheet(pair.after, pair.number, 'new')}"
        for pair in pages
    )
    return (
        f'<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · ændringer</title>\n<style>{STYLE}{_STYLE}</style>\n</head>\n<body>\n"
        f"<header><strong>{escape(title)}</strong>{escape(about)}. <del>Sådan</del> er gået ud, <ins>sådan</ins> er kommet til.</header>\n"
        f"<main>\n{text.html}</main>\n"
        + (f'<section class="sheets" aria-label="Papir">\n{sheets}</section>\n' if sheets else "")
        + "</body>\n</html>\n"
    )


def _sheet(page: MarkedPage | None, number: int, kind: str) -> str:
    when = "Før" if kind == "gone" else "Nu"
    if page is None:
        return f"<p>{when}: brevet har ikke en side {number}.</p>\n"
    picture = base64.b64encode(page.picture).decode()
    label = f"{when}, side {number}. Ordene, der er ændret, står i teksten ovenfor."
    return (
        f"<figure><figcaption>{when}, side {number}</figcaption>"
        f'<svg viewBox="0 0 {PICTURE_WIDTH} {PICTURE_HEIGHT}" role="img" aria-label="{label}">'
        f'<image href="data:image/png;base64,{picture}" width="{PICTURE_WIDTH}" height="{PICTURE_HEIGHT}"/>'
        f"{marks(page.boxes, kind)}</svg></figure>\n"
    )


def marks(boxes: Iterable[Box], kind: str) -> str:
    """SVG over a page's picture: what went (»gone«) is struck out, what came (»new«) underlined."""
    middle = 0.5 if kind == "gone" else 1
    return "".join(
        f'<rect class="{kind}" x="{box.left}" y="{box.top}" width="{box.width}" height="{box.height}"/>'
        f'<path class="{kind}" d="M{box.left} {box.top + box.height * middle:.1f}h{box.width}"/>'
        for box in boxes
    )
