"""A finished letter of a known kind: the rules about whole letters, for the one reader who got it."""

from collections.abc import Iterator, Sequence

from rettesnor.checks.law import names_provision
from rettesnor.letter.blocks import Block
from rettesnor.letter.finished import FinishedReading
from rettesnor.lint.findings import Hit
from rettesnor.lint.standard import Standard
from rettesnor.lint.whole import whole_hits
from rettesnor.model import LetterHead, Span


def finished_hits(
    blocks: Sequence[Block], head: LetterHead, standard: Standard, *, path: str, source: str
) -> Iterator[Hit]:
    """Parts, structure, readability and a decision without a provision; what is about words is in lint/text.py."""
    place = (path, Span(0, 0))
    for card, check in standard.law:
        needed = check.look == "missing" and head.kind in check.kinds
        if needed and not any(names_provision(block.text) for block in blocks):
            yield Hit.of(card, *place, card.message)
    yield from whole_hits(FinishedReading(blocks), head, standard, sources={path: source}, place=place)
