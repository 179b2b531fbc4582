"""What letters are held against on a day: policy, cards, kinds of letters, register of acts, contacts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from rettesnor.checks.metadata import Known
from rettesnor.law.register import Register
from rettesnor.model import GROUPS, Group, Match, Unit
from rettesnor.model.letter_rules import Evidence, LawCheck, LetterKind, PartsCheck, StructureCheck
from rettesnor.model.policy import Card
from rettesnor.policy import Policy

C = TypeVar("C")


class Standard:
    """Everything that findings depend on besides the letter itself. Can be pickled."""

    def __init__(
        self,
        cards: Iterable[Card],
        *,
        policy: Policy,
        kinds: Iterable[LetterKind],
        register: Register,
        units: tuple[Unit, ...] = (),
        known: Known,
    ) -> None:
        self.cards: Mapping[str, Card] = {card.id: card for card in cards}
        self._by_check: dict[type, list[Card]] = {}
        for card in self.cards.values():
            self._by_check.setdefault(type(card.check), []).append(card)
        self.policy = policy
        self.kinds: Mapping[str, LetterKind] = {kind.id: kind for kind in kinds}
        self.register = register
        self.units = units
        self.known = known
        self.law = tuple(self.rules(LawCheck))
        # What lint/text.py found in texts that it has seen: letters share paragraphs, and a writer changes one at a time.
        self.seen: dict[tuple[str, ...], tuple[Match, ...]] = {}

    @property
    def names(self) -> frozenset[str]:
        """Every rule and group that an exception or a choice of rules can name."""
        return frozenset(self.cards) | frozenset(GROUPS)

    def rules(self, check: type[C]) -> Iterator[tuple[Card, C]]:
        """The cards with one kind of check, with that check."""
        for card in self._by_check.get(check, ()):
            if isinstance(card.check, check):
                yield card, card.check


_BY_TAG: Mapping[str, Group] = {name: name for name in GROUPS}


def group(card: Card) -> Group:
    """The group of a card's findings: its kind of check has the group's name."""
    return _BY_TAG[str(type(card.check).__struct_config__.tag)]


def phrases(cards: Iterable[Card], kinds: Iterable[LetterKind]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every list of phrases in cards and kinds of letters, with the file it stands in."""
    for card in cards:
        path = f"content/policy/{group(card)}/{card.id}.yml"
        match card.check:
            case PartsCheck() as check:
                yield path, check.if_said
                yield path, check.unless_said
                for need in check.needs:
                    yield path, need.never
                    yield from ((path, wording) for wording in _wordings(need.evidence))
            case StructureCheck() as check:
                yield path, check.phrases
            case _:
                pass
    for kind in kinds:
        yield from (
            (f"content/letter_kinds/{kind.id}.yml", wording)
            for wording in _wordings((*kind.first, *kind.opening))
        )


def _wordings(evidence: Iterable[Evidence]) -> Iterator[tuple[str, ...]]:
    for one in evidence:
        yield from (one.phrases, one.headings, one.phrases_there, one.about, one.never, one.never_under)
