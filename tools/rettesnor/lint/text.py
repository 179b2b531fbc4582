"""Rules about words and sentences, applied to every distinct block of a letter's readings."""

import re
from collections.abc import Iterable, Iterator, Mapping

from rettesnor.checks import forbidden, law, units
from rettesnor.letter.blocks import Block
from rettesnor.lint.findings import Hit
from rettesnor.lint.standard import Standard, group
from rettesnor.model import Fix, LetterHead, Match
from rettesnor.model.letter_rules import ForbiddenCheck, UnitsCheck
from rettesnor.model.policy import Card

MOST_SEEN = 4_000  # texts
_TAG_BEFORE = re.compile(r"[%}]\}")
_TAG_AFTER = re.compile(r"\{[%{]")


def text_hits(
    blocks: Iterable[Block], head: LetterHead, standard: Standard, sources: Mapping[str, str]
) -> Iterator[Hit]:
    """What rules about text find in these blocks. Equal text is looked at once, and found at each of its places.

    `sources` are the letter and its snippets as stored, by path.
    """
    for block in blocks:
        key = (block.kind, block.text, head.audience or "", head.kind or "")
        found = standard.seen.get(key)
        if found is None:
            if len(standard.seen) >= MOST_SEEN:
                standard.seen.clear()
            found = standard.seen[key] = tuple(text_matches(block.kind, block.text, head, standard))
        for match in found:
            yield _hit(block, match, sources)


def text_matches(block_kind: str, text: str, head: LetterHead, standard: Standard) -> Iterator[Match]:
    """What rules about text find in one block; nothing in code."""
    if block_kind == "code":
        return
    yield from standard.policy.matches(text, block_kind=block_kind, audience=head.audience, kind=head.kind)
    yield from law.matches(standard.law, text, standard.register, day=standard.policy.day)
    kind = standard.kinds.get(head.kind or "")
    for card, forbids in standard.rules(ForbiddenCheck):
        if kind is not None and card.id in kind.forbids:
            for start, end in forbidden.matches(forbids, text):
                yield _match(card, start, end, found=text[start:end])
    for card, check in standard.rules(UnitsCheck):
        for stale in units.matches(check, text, standard.units):
            found = text[stale.start : stale.end]
            yield _match(card, stale.start, stale.end, found=found, now=stale.now, unit=stale.unit)


def _match(card: Card, start: int, end: int, **words: str) -> Match:
    message = card.message.format(**words)
    return Match(
        rule=card.id, group=group(card), severity=card.severity, start=start, end=end, message=message
    )


def _hit(block: Block, match: Match, sources: Mapping[str, str]) -> Hit:
    path, span = block.span(match.start, match.end)
    return Hit(
        rule=match.rule,
        group=match.group,
        severity=match.severity,
        path=path,
        start=span.start,
        end=span.end,
        message=match.message,
        fix=_fix(block, match, path, sources),
        choices=block.choices(match.start, match.end),
    )


def _fix(block: Block, match: Match, path: str, sources: Mapping[str, str]) -> Fix | None:
    """The replacement in the file, where the words stand there just as they are read.

    Words with markup or a tag in them, or that a tag may make longer, are left to a person.
    """
    if match.replacement is None:
        return None
    start = match.start if match.replace_start is None else match.replace_start
    end = match.end if match.replace_end is None else match.replace_end
    where, span = block.span(start, end)
    source = sources[path]
    if where != path or source[span.start : span.end] != block.text[start:end]:
        return None
    if _TAG_BEFORE.search(source[max(0, span.start - 2) : span.start]) or _TAG_AFTER.match(source, span.end):
        return None
    return Fix(start=span.start, end=span.end, text=match.replacement, safe=match.safe)
