"""Fields, Jinja, front matter and links: what is wrong with the letter as a file."""

import datetime
import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from rettesnor.checks import metadata
from rettesnor.letter.head import key_span
from rettesnor.letter.readings import Readings
from rettesnor.letter.template import Template
from rettesnor.lint.cases import case_hits
from rettesnor.lint.findings import Hit
from rettesnor.lint.standard import Standard
from rettesnor.model import Fault, Fix, Letter, Span
from rettesnor.model.letter_rules import MetadataCheck, TemplateCheck
from rettesnor.model.policy import Card
from rettesnor.yamltext import suggest

# What steers a terminal or an old printer, turns the direction of the text, or is never part of a letter. Soft hyphens,
# joiners and the mark at the start of a file have a use, and a tabulator or a line end of any kind is only a blank.
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]+"
)

MOST_GUESSES = 50  # names that get a »Mente du«: each is compared with every field


class Read(NamedTuple):
    """A letter with all that reading it gave."""

    letter: Letter
    template: Template
    readings: Readings

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong in the head, the tree and the readings, each once."""
        all = (*self.letter.problems, *self.template.problems, *self.readings.problems)
        return tuple(dict.fromkeys(all))


def template_hits(read: Read, standard: Standard) -> Iterator[Hit]:
    """Faults in fields and Jinja."""
    letter = read.letter
    for card, check in standard.rules(TemplateCheck):
        match check.look:
            case "undeclared":
                yield from _undeclared(read, card)
            case "unused":
                used = {use.name for use in read.template.uses}
                for field in letter.head.fields:
                    if field.name not in used and read.template.whole:
                        yield _at_key(letter, card, ("fields", field.name), found=field.name)
            case "untyped":
                for field in letter.head.fields:
                    if field.type is None and not _faulty(letter, field.name):
                        yield _at_key(letter, card, ("fields", field.name), found=field.name)
            case "deadline":
                yield from _unknown_deadline(read, card, standard)
            case "unreached":
                yield from _unreached(read, card)
            case "case":
                yield from case_hits(letter, read.template, card)
            case "field":
                yield from (
                    _fault_hit(card, fault) for fault in read.faults if fault.rule.startswith("field-")
                )
            case "syntax" | "control":
                pass
    yield from syntax_hits(read, standard)


def syntax_hits(read: Read, standard: Standard) -> Iterator[Hit]:
    """What Jinja cannot read, we cannot follow, or nobody can see."""
    for card, check in standard.rules(TemplateCheck):
        if check.look == "control":
            yield from _controls(read, card)
        for fault in read.faults if check.look == "syntax" else ():
            if fault.group == "template" and not fault.rule.startswith("field-"):
                yield _fault_hit(card, fault)


def page_hits(
    letter: Letter, standard: Standard, *, missing_links: Collection[str], day: datetime.date
) -> Iterator[Hit]:
    """Faults that a page or a snippet has in common with letters: no owner, overdue, ended, dead links."""
    for card, check in standard.rules(MetadataCheck):
        if check.look in ("owner", "review", "ended", "link"):
            places = metadata.look(check, letter, standard.known, missing_links=missing_links, day=day)
            yield from (_place_hit(letter, card, place) for place in places)


def beside_hits(letter: Letter, standard: Standard, faults: Iterable[metadata.Beside]) -> Iterator[Hit]:
    """What the files beside this one tell."""
    cards = {check.look: card for card, check in standard.rules(MetadataCheck)}
    for fault in faults:
        card = cards.get(fault.look)
        if card is None:
            continue
        span = key_span(letter.source, *fault.key) if fault.key else Span(*(fault.at or (0, 0)))
        hit = Hit.of(card, letter.path, span, card.message.format(found=fault.found, hint=fault.hint))
        if fault.becomes is not None:
            old, new = fault.becomes
            start = letter.source.find(old, span.end)
            hit = hit._replace(fix=Fix(start=start, end=start + len(old), text=new, safe=False))
        yield hit


def metadata_hits(
    read: Read, standard: Standard, *, missing_links: Collection[str], day: datetime.date
) -> Iterator[Hit]:
    """Faults in front matter and links."""
    letter = read.letter
    for card, check in standard.rules(MetadataCheck):
        if check.look == "key":
            yield from (_fault_hit(card, fault) for fault in read.faults if fault.group == "metadata")
        places = metadata.look(check, letter, standard.known, missing_links=missing_links, day=day)
        yield from (_place_hit(letter, card, place) for place in places)


def _place_hit(letter: Letter, card: Card, place: metadata.Place) -> Hit:
    span = Span(place.start, place.end) if place.key is None else key_span(letter.source, place.key)
    return Hit.of(card, letter.path, span, card.message.format(found=place.found, hint=place.hint))


def _undeclared(read: Read, card: Card) -> Iterator[Hit]:
    names = dict.fromkeys(field.name for field in read.letter.head.fields)
    unknown = (use for use in read.template.uses if use.name not in names)
    for number, use in enumerate(unknown):
        guess = suggest(use.name, names) if number < MOST_GUESSES else ""
        hint = guess or f" Tilføj »{use.name}« under fields, eller slet det."
        message = card.message.format(found=f"»{use.name}«", hint=hint.strip())
        yield Hit.of(card, use.place.path, Span(use.place.start, use.place.end), message)


def _unknown_deadline(read: Read, card: Card, standard: Standard) -> Iterator[Hit]:
    known = standard.known.deadlines
    for use in read.template.deadlines:
        if use.rule not in known:
            hint = suggest(use.rule, known) or " Tilføj fristen der, eller ret navnet."
            message = card.message.format(found=f"»{use.rule}«", hint=hint.strip())
            yield Hit.of(card, use.place.path, Span(use.place.start, use.place.end), message)


def _unreached(read: Read, card: Card) -> Iterator[Hit]:
    """Branches that no case shows. A letter without any case is told once, at its first branch."""
    for arm in read.readings.unreached:
        what = f"ellers, når ikke {arm.condition}" if arm.is_else else arm.condition
        message = card.message.format(found=f"»{what}«")
        source = next(unit.source for unit in read.template.units if unit.path == arm.place.path)
        yield Hit.of(card, arm.place.path, Span(arm.place.start, _first_line(source, arm.place.end)), message)
        if not read.letter.cases:
            return


def _controls(read: Read, card: Card) -> Iterator[Hit]:
    """Characters that nobody sees and that turn, hide or end the text around them."""
    for unit in read.template.units:
        for found in _CONTROLS.finditer(unit.source):
            code = f"U+{ord(found[0][0]):04X}"
            yield Hit.of(card, unit.path, Span(found.start(), found.end()), card.message.format(found=code))


def _first_line(source: str, start: int) -> int:
    """Where the first line of a branch ends, so that the words nobody has seen are marked with their tag."""
    text = re.compile(r"\s*([^\s{][^\r\n{]*)").match(source, start)
    return text.end() if text else start


def _faulty(letter: Letter, field: str) -> bool:
    """Whether the field's type was already found to be wrong."""
    at = key_span(letter.source, "fields", field, "type").start
    return any(fault.rule == "field-type" and fault.span.start == at for fault in letter.problems)


def _at_key(letter: Letter, card: Card, at: tuple[str, ...], **words: str) -> Hit:
    return Hit.of(card, letter.path, key_span(letter.source, *at), card.message.format(**words))


def _fault_hit(card: Card, fault: Fault) -> Hit:
    return Hit.of(card, fault.path, fault.span, card.message.format(message=fault.message))
