"""One letter, one case, one channel -> what the citizen gets."""

import datetime

from rettesnor.model import Case, Channel, Letter, Organisation, Record, Snippet
from rettesnor.preview.fill import Filler
from rettesnor.preview.html import html
from rettesnor.preview.page import page
from rettesnor.preview.pdf import Paper, pdf
from rettesnor.preview.tree import heading, tree
from rettesnor.preview.typst_source import typst

CHANNELS: tuple[Channel, ...] = ("digital_post", "min_side", "papir")
SAMPLE_ADDRESS = ("Prøvegade 1, 2. tv.", "1000 Prøveby")
SUFFIXES: dict[Channel, str] = {"digital_post": ".html", "min_side": ".html", "papir": ".pdf"}


class Preview(Record, frozen=True, kw_only=True):
    """The finished bytes (HTML in UTF-8, or a PDF), or an error in Danish with its line in the letter's file."""

    content: bytes = b""
    error: str | None = None
    line: int | None = None


def preview(
    letter: Letter,
    case: Case,
    channel: Channel,
    *,
    filler: Filler,
    snippets: tuple[Snippet, ...],
    organisation: Organisation,
    day: datetime.date,
) -> Preview:
    """The letter as the reader of `case` gets it in `channel`, sent on `day`."""
    texts = {
        snippet.path.removeprefix("content/"): snippet.source[snippet.body_start :] for snippet in snippets
    }
    filled = filler.fill(
        letter.source[letter.body_start :], fields=letter.head.fields, values=case.values, snippets=texts
    )
    if filled.error is not None:
        above = letter.source.count("\n", 0, letter.body_start)
        return Preview(error=filled.error, line=filled.line + above if filled.line else None)
    tokens = tree(filled.markdown)
    title = heading(tokens) or letter.head.title or letter.id
    if channel != "papir":
        body = page(html(tokens), title=title, sender=organisation.name, channel=channel)
        return Preview(content=body.encode())
    paper = Paper(
        title=title,
        sender=(organisation.name, *organisation.address.split(", "), f"Telefon {organisation.phone}"),
        recipient=(str(case.values.get("navn", "Anna Prøvesen")), *SAMPLE_ADDRESS),
        day=day,
    )
    return Preview(content=pdf(typst(tokens), paper))
