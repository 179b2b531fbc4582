"""What letters are held against on a day: policy, cards, kinds of letters, register of acts, contacts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from rettesnor.checks.metadata import Known
from rettesnor.model import GROUPS, Group, Unit
from rettesnor.model.letter_rules import LetterKind
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
        units: tuple[Unit, ...] = (),
        known: Known,
    ) -> None:
        self.cards: Mapping[str, Card] = {card.id: card for card in cards}
        self.policy = policy
        self.kinds: Mapping[str, LetterKind] = {kind.id: kind for kind in kinds}
        self.units = units
        self.known = known

    @property
    def names(self) -> frozenset[str]:
        """Every rule and group that an exception or a choice of rules can name."""
        return frozenset(self.cards) | frozenset(GROUPS)

    def rules(self, check: type[C]) -> Iterator[tuple[Card, C]]:
        """The cards with one kind of check, with that check."""
        for card in self.cards.values():
            if isinstance(card.check, check):
                yield card, card.check


_BY_TAG: Mapping[str, Group] = {name: name for name in GROUPS}


def group(card: Card) -> Group:
    """The group of a card's findings: its kind of check has the group's name."""
    return _BY_TAG[str(type(card.check).__struct_config__.tag)]
