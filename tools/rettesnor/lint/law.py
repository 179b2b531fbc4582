"""Rules about a letter's legal citations as a whole; single citations are rules about text."""

import re
from collections.abc import Iterator

from rettesnor.checks.law import basis, names_provision, old_addresses
from rettesnor.law.old_addresses import modern
from rettesnor.lint.findings import Hit
from rettesnor.lint.standard import Standard
from rettesnor.lint.template import Read
from rettesnor.lint.when import when_true
from rettesnor.model import Fix, Span

# The words of the link whose address comes next.
_LINKED = re.compile(r"\[([^\]\n]*)\]\(<?$")


def law_hits(read: Read, standard: Standard, place: tuple[str, Span]) -> Iterator[Hit]:
    """A decision that names no provision to some reader, links to old addresses, front matter that says otherwise."""
    letter = read.letter
    for card, check in standard.law:
        match check.look:
            case "missing" if letter.head.kind in check.kinds:
                named = [any(names_provision(block.text) for block in one.blocks) for one in read.readings]
                if not all(named):
                    pairs = list(zip(read.readings, named, strict=True))
                    lacking = [reading.choices for reading, ok in pairs if not ok]
                    having = [reading.choices for reading, ok in pairs if ok]
                    yield Hit.of(card, *place, card.message, when=when_true(lacking, having))
            case "old_address":
                for unit in read.template.units:
                    for start, end in old_addresses(unit.source):
                        found = unit.source[start:end]
                        message = card.message.format(found=found, says="", right="")
                        hit = Hit.of(card, unit.path, Span(start, end), message)
                        said = _LINKED.search(unit.source, max(0, start - 300), start)
                        new = modern(found, said[1] if said else "", standard.register)
                        yield hit._replace(
                            fix=Fix(start=start, end=end, text=new, safe=True) if new else None
                        )
            case "basis":
                texts = (block.text for block in read.readings.blocks)
                for says in basis(letter.head.legal_basis, texts, standard.register):
                    message = card.message.format(says=says, found="", right="")
                    yield Hit.of(card, *place, message)
            case _:
                pass  # about single citations: lint/text.py
