"""Rules about the letter as a whole, as each reader gets it: parts, structure, readability."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from rettesnor.checks import parts, structure
from rettesnor.checks.passages import Passage, Plain, passages
from rettesnor.checks.phrases import marker
from rettesnor.checks.spots import Spot
from rettesnor.checks.unanswered import Unanswered, unanswered
from rettesnor.danish.readability import Figures, figures, lix
from rettesnor.danish.sentences import sentences
from rettesnor.danish.words import count
from rettesnor.letter.blocks import Block
from rettesnor.letter.choices import Choice
from rettesnor.letter.finished import FinishedReading
from rettesnor.letter.functions import DEADLINE
from rettesnor.letter.readings import Reading, Readings
from rettesnor.lint.findings import Hit
from rettesnor.lint.standard import Standard
from rettesnor.lint.when import when_true
from rettesnor.model import VALUE, Field, LetterHead, Severity, Span
from rettesnor.model.letter_rules import LetterKind, Need, PartsCheck, ReadabilityCheck, StructureCheck
from rettesnor.model.policy import Card

ENOUGH_WORDS = 30  # of fewer words LIX says nothing
MOST_KEPT = 4_000  # paragraphs
NAME_WORDS = 5  # so many at most in a salutation, a greeting or a name
# The last day that `frist(...)` gives is a date, though no field.
_TOLD = {DEADLINE: Field(name=DEADLINE, type="date", label="frist")}
_NAME = re.compile(r"[^\W\d]\w*")


class View(NamedTuple):
    """One reading: its choices, its blocks, and the same blocks with values as markers and cut into sentences.

    `guards` are what brings each block out.
    """

    choices: tuple[Choice, ...]
    blocks: tuple[Block, ...]
    guards: tuple[tuple[Choice, ...], ...]
    plain: tuple[Plain, ...]
    passages: tuple[Passage, ...]
    figures: Figures


class Fault(NamedTuple):
    """One rule broken in one reading, at a place in a file.

    Of faults with a `worth` (a length, a LIX) at one place the greatest is told, for all their readers.
    """

    card: Card
    message: str
    path: str
    span: Span
    severity: Severity | None = None
    worth: float | None = None


# Many letters share their paragraphs.
_plain = lru_cache(maxsize=MOST_KEPT)(Plain.of)


@lru_cache(maxsize=MOST_KEPT)
def _figures(prose: str) -> Figures:
    return figures(prose, len(sentences(prose)))


class Views:
    """Readings as the rules about whole letters see them; equal blocks are made plain once."""

    def __init__(self, fields: Sequence[Field], sources: Mapping[str, str]) -> None:
        self._fields = {field.name: field for field in fields}
        self._sources = sources
        self._made: dict[int, _Seen] = {}

    def of(self, reading: Reading | FinishedReading) -> View:
        made = [self._seen(block) for block in reading.blocks]
        plain = tuple(one.plain for one in made)
        guards = tuple(one.guards for one in made)
        total = sum((one.figures for one in made), Figures(words=0, long_words=0, sentences=0))
        return View(reading.choices, reading.blocks, guards, plain, passages(plain), total)

    def _seen(self, block: Block) -> "_Seen":
        seen = self._made.get(id(block))
        if seen is None:
            plain = _plain(block.kind, block.level, _marked(block, self._fields, self._sources))
            prose = block.text if _is_prose(block) else ""
            seen = self._made[id(block)] = _Seen(block, plain, _figures(prose), block.choices())
        return seen


class _Seen(NamedTuple):
    """A block made plain. The block itself is kept, so that no other one can get its id."""

    block: Block
    plain: Plain
    figures: Figures
    guards: tuple[Choice, ...]


def whole_hits(
    readings: Readings | FinishedReading,
    head: LetterHead,
    standard: Standard,
    *,
    sources: Mapping[str, str],
    place: tuple[str, Span],
) -> Iterator[Hit]:
    """What is wrong with the letter for some reader. `place` is where a finding about the whole letter goes."""
    make = Views(head.fields, sources)
    views = [make.of(reading) for reading in readings]
    kind = standard.kinds.get(head.kind or "")
    for card, check in standard.rules(StructureCheck):
        yield from _hits(card, [(view, _structure(card, check, view, kind, place)) for view in views])
    for card, check in standard.rules(PartsCheck):
        if kind is not None and card.id in kind.requires:
            if check.unanswered:
                wait = unanswered(head, standard.units, standard.known.calendar)
                if wait is None:
                    continue
                card = _told(card, wait)
            missing = _Missing(card, check, parts.needs(_needs(check, standard)), place)
            yield from _hits(card, list(_parts(missing, readings, views, make)))
    unreadable = [(view, _unreadable(view, standard, place)) for view in views]
    for card, _ in standard.rules(ReadabilityCheck):
        yield from _hits(
            card, [(view, [fault] if fault and fault.card is card else []) for view, fault in unreadable]
        )


def _told(card: Card, wait: Unanswered) -> Card:
    """The card with the time that a reader has to wait in its message."""
    said = card.message.format(fremme=wait.arrives, åbner=wait.opens)
    return msgspec.structs.replace(card, message=said)


def _hits(card: Card, found: Sequence[tuple[View, Sequence[Fault]]]) -> Iterator[Hit]:
    """One hit for each fault of a rule, with the readers that have it."""
    faulty: dict[tuple[str, Span, Severity, str], list[tuple[View, Fault]]] = {}
    for view, faults in found:
        for fault in faults:
            said = fault.message if fault.worth is None else ""
            key = (fault.path, fault.span, fault.severity or card.severity, said)
            faulty.setdefault(key, []).append((view, fault))
    for (path, span, severity, _), pairs in faulty.items():
        views = [view for view, _ in pairs]
        message = max(pairs, key=lambda pair: pair[1].worth or 0)[1].message
        mine = {id(view) for view in views}
        fine = [view.choices for view, _ in found if id(view) not in mine]
        when = when_true([view.choices for view in views], fine)
        yield Hit.of(card, path, span, message, when=when)._replace(severity=severity)


def _structure(
    card: Card, check: StructureCheck, view: View, kind: LetterKind | None, place: tuple[str, Span]
) -> list[Fault]:
    found: list[Fault] = []
    for spot in structure.look(check, view.plain, view.passages, kind):
        path, span = _where(view, spot, place)
        worth = spot.length or None
        found.append(Fault(card, card.message.format(længde=spot.length), path, span, worth=worth))
    return found


class _Missing(NamedTuple):
    """What a part needs, and the fault that says it is not there."""

    card: Card
    check: PartsCheck
    needs: parts.Needs
    place: tuple[str, Span]

    def faults(self, view: View) -> list[Fault]:
        need = parts.missing(self.check, self.needs, view.passages, view.guards)
        return (
            []
            if need is None
            else [Fault(self.card, need.message or self.card.message, *self.place, need.severity)]
        )


def _needs(check: PartsCheck, standard: Standard) -> tuple[Need, ...]:
    other = standard.cards[check.needs_of].check if check.needs_of else check
    return other.needs if isinstance(other, PartsCheck) else ()


def _parts(
    missing: _Missing, readings: Readings | FinishedReading, views: Sequence[View], make: Views
) -> Iterator[tuple[View, Sequence[Fault]]]:
    """Which readings lack the part.

    Pairs of branches cannot show a part that is missing only when three are left out, so all answers to the
    conditions that it stands under are tried as well.
    """
    matter: dict[Choice, None] = {}
    for view in (view for view in views if not _unthought(view)):
        if view.choices:
            matter.update(
                dict.fromkeys(parts.conditions(missing.check, missing.needs, view.passages, view.guards))
            )
        yield view, missing.faults(view)
    if len({choice.atom for choice in matter}) > 2:
        for reading in readings.over(matter):
            view = make.of(reading)
            if not _unthought(view):
                yield view, missing.faults(view)


def _unthought(view: View) -> bool:
    """Whether a list is empty here that the letter has no other words for: nobody sends it without one."""
    empty = {choice for choice in view.choices if choice.truth and choice.atom[::2] == ("count", 0)}
    return bool(empty) and not any(empty & set(guard) for guard in view.guards)


def _is_prose(block: Block) -> bool:
    """Whether the block counts in LIX. »Kære Ida«, »Med venlig hilsen« and a name are no sentences."""
    if block.kind not in ("paragraph", "quote"):
        return False
    return count(block.text) > NAME_WORDS or block.text.rstrip("»«”\"') ").endswith((".", "?", "!", ":"))


def _unreadable(view: View, standard: Standard, place: tuple[str, Span]) -> Fault | None:
    """The rule with the highest limit that the reading's LIX reaches, if any."""
    if view.figures.words < ENOUGH_WORDS:
        return None
    value = lix(view.figures)
    reached = [
        (check.limit, card) for card, check in standard.rules(ReadabilityCheck) if value >= check.limit
    ]
    if not reached:
        return None
    card = max(reached, key=lambda pair: pair[0])[1]
    return Fault(card, card.message.format(lix=f"{value:.0f}"), *place, worth=value)


def _where(view: View, spot: Spot, place: tuple[str, Span]) -> tuple[str, Span]:
    if spot.block is None:
        return place
    block = view.blocks[spot.block]
    return block.span(spot.start, len(block.text) if spot.end is None else spot.end)


def _marked(block: Block, fields: Mapping[str, Field], sources: Mapping[str, str]) -> str:
    """The block's text with a marker for each value, so that a rule can tell a date from a name."""
    if VALUE not in block.text:
        return block.text
    first, *rest = block.text.split(VALUE)
    texts = [first]
    offset = len(first)
    for text in rest:
        path, span = block.span(offset, offset + 1)
        name = _NAME.search(sources.get(path, ""), span.start, span.end)
        field = fields.get(name[0], _TOLD.get(name[0])) if name else None
        label = (field.label or "") if field else ""
        texts += [marker((field.type if field else None) or "text", name[0] if name else "", label), text]
        offset += 1 + len(text)
    return "".join(texts)
