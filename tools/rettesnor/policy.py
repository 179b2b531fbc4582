"""Cards compiled to matchers: one Policy holds every rule about text that is in force on a day."""

import datetime
from collections.abc import Iterable
from itertools import chain

import msgspec

from rettesnor.checks.terms import Terms
from rettesnor.checks.words import Words
from rettesnor.danish.words import Prose
from rettesnor.model import Card, Match, TermsCheck, WordsCheck


class Policy:
    """Every rule about text in force on `day`; can be pickled."""

    def __init__(self, cards: Iterable[Card], *, day: datetime.date) -> None:
        self.day = day
        self.cards = tuple(card for card in cards if in_force(card, day))
        self.terms = Terms(
            (card, check) for card in self.cards if isinstance(check := card.check, TermsCheck)
        )
        self.words = Words(
            (card, check) for card in self.cards if isinstance(check := card.check, WordsCheck)
        )

    def matches(
        self,
        text: str,
        *,
        block_kind: str = "paragraph",
        audience: str | None = None,
        kind: str | None = None,
    ) -> tuple[Match, ...]:
        """Every finding in one block of text, with offsets in it, sorted by place and rule."""
        prose = Prose(text)
        found = chain(self.terms.matches(prose), self.words.matches(prose))
        return tuple(
            sorted(
                (_original(prose, match) for match in found),
                key=lambda match: (match.start, match.end, match.rule),
            )
        )


def compile_policy(cards: Iterable[Card], *, day: datetime.date) -> Policy:
    """The policy as it stands on a day."""
    return Policy(cards, day=day)


def in_force(card: Card, day: datetime.date) -> bool:
    """Whether a rule holds on a day."""
    from_, until = getattr(card.check, "from_", None), getattr(card.check, "until", None)
    return (from_ is None or from_ <= day) and (until is None or day < until)


def _original(prose: Prose, match: Match) -> Match:
    """The match with offsets in the text that the prose was made from."""
    if prose.back is None:
        return match
    start, end = prose.original(match.start, match.end)
    replace = None
    if match.replace_start is not None and match.replace_end is not None:
        replace = prose.original(match.replace_start, match.replace_end)
    return msgspec.structs.replace(
        match,
        start=start,
        end=end,
        replace_start=replace[0] if replace else None,
        replace_end=replace[1] if replace else None,
    )
