"""How a letter is built: heading, most important first, sections, paragraphs, ending."""

import re
from collections.abc import Iterable, Sequence

from rettesnor.checks.passages import FIELD, GREETING, Passage, Plain, ends, meets, words
from rettesnor.checks.phrases import found
from rettesnor.checks.spots import Spot
from rettesnor.model.letter_rules import LetterKind, StructureCheck

OPENING_BLOCKS = 3  # the heading stands among the first blocks, after a sender or a date at most
CLOSING_BLOCKS = 4  # greeting, name, unit, and perhaps a list of enclosures
SENDER = (
    "<felt:sagsbehandler*|enhed*|afsender*|underskri*|medarbejder*|leder*|team*|kontor*|center*|afdeling*|konsulent*>",
)
SALUTATION = re.compile(r"(?:kære|hej|til|goddag|att\.)\b[^.?!]*\Z", re.IGNORECASE)


def look(
    check: StructureCheck, blocks: Sequence[Plain], passages: Sequence[Passage], kind: LetterKind | None
) -> Iterable[Spot]:
    """Where this reading breaks the rule. A letter without any text has nothing to break."""
    if not blocks:
        return
    match check.look:
        case "heading_missing":
            if not any(block.kind == "heading" for block in blocks[:OPENING_BLOCKS]):
                yield Spot()
        case "heading_empty_opening":
            first = next((n for n, block in enumerate(blocks) if block.kind == "heading"), None)
            if first is not None and found(check.phrases, blocks[first].text[:20]):
                yield Spot(block=first)
        case "heading_long":
            for number, block in enumerate(blocks):
                if block.kind == "heading" and len(FIELD.sub("", block.text)) > (check.limit or 0):
                    yield Spot(block=number, length=len(FIELD.sub("", block.text)))
        case "late":
            if kind is not None and _late(passages, kind, check.limit or 0):
                yield Spot()
        case "closing":
            if not _closed(blocks):
                yield Spot()
        case "section_long":
            yield from _long_sections(blocks, check.limit or 0)
        case "paragraph_long":
            for number, block in enumerate(blocks):
                if block.kind in ("paragraph", "quote") and block.words > (check.limit or 0):
                    yield Spot(block=number, length=block.words)


def _late(passages: Sequence[Passage], kind: LetterKind, limit: int) -> bool:
    """Whether what the reader must know comes after `limit` words, or in the second half of a shorter letter."""
    text = [passage for passage in passages if passage.kind != "heading" and not _salutes(passage.text)]
    if not text:
        return False
    opening = [passage for passage in text if passage.block == text[0].block]
    if kind.opening and not any(meets(evidence, passage) for evidence in kind.opening for passage in opening):
        return True
    total = text[-1].before + words(text[-1].text)
    met = next((p for p in passages if any(meets(evidence, p) for evidence in kind.first)), None)
    return met is not None and met.before > min(limit, max(limit * 2 // 3, total // 2))


def _salutes(text: str) -> bool:
    """»Kære {{ navn }}«, »Til virksomheden«: short, and no sentence."""
    return words(text) <= 6 and SALUTATION.match(text) is not None


def _closed(blocks: Sequence[Plain]) -> bool:
    """A greeting or a sender among the last blocks; a sender is a short line that names one."""
    end = blocks[-CLOSING_BLOCKS:]
    if any(found(GREETING, block.text[-200:]) for block in end):
        return True
    last = blocks[-1]
    short = words(last.text) <= 10 and not last.text.rstrip().endswith((".", "?", "!"))
    return last.kind == "paragraph" and short and (found(SENDER, last.text) or not FIELD.search(last.text))


def _long_sections(blocks: Sequence[Plain], limit: int) -> Iterable[Spot]:
    """Sections are what stands between two headings; the salutation, and the greeting and names, are no part of them."""
    start, count, ended = 0, 0, False
    for number, block in enumerate([*blocks, Plain.of("heading", 1, "")]):
        if block.kind == "heading":
            if count > limit:
                yield Spot(block=start, length=count)
            start, count, ended = number, 0, False
        elif ends(block):
            ended = True
        elif not ended and not _salutes(block.text):
            count += block.words
