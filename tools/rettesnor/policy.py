"""Cards compiled to matchers: one Policy holds every rule about text that is in force on a day."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from rettesnor.checks.abbreviations import Abbreviations
from rettesnor.checks.address import Address
from rettesnor.checks.nouns import Nouns
from rettesnor.checks.passive import Passives
from rettesnor.checks.sentences import Sentences
from rettesnor.checks.terms import Terms
from rettesnor.checks.words import Words
from rettesnor.danish.words import Prose
from rettesnor.model import (
    AbbreviationsCheck,
    AddressCheck,
    Card,
    Dated,
    Match,
    NounsCheck,
    PassiveCheck,
    SentencesCheck,
    TermsCheck,
    WordsCheck,
)


class Policy:
    """Every rule about text in force on `day`; can be pickled."""

    def __init__(self, cards: Iterable[Card], *, day: datetime.date) -> None:
        self.day = day
        self.cards = tuple(card for card in cards if in_force(card, day))
        kept = self.cards
        self.terms = Terms((c, k) for c in kept if isinstance(k := c.check, TermsCheck))
        self.words = Words((c, k) for c in kept if isinstance(k := c.check, WordsCheck))
        self.passives = Passives((c, k) for c in kept if isinstance(k := c.check, PassiveCheck))
        self.nouns = Nouns((c, k) for c in kept if isinstance(k := c.check, NounsCheck))
        self.address = Address((c, k) for c in kept if isinstance(k := c.check, AddressCheck))
        self.abbreviations = Abbreviations(
            (c, k) for c in kept if isinstance(k := c.check, AbbreviationsCheck)
        )
        self.sentences = Sentences((c, k) for c in kept if isinstance(k := c.check, SentencesCheck))

    def matches(
        self,
        text: str,
        *,
        block_kind: str = "paragraph",
        audience: str | None = None,
        kind: str | None = None,
    ) -> tuple[Match, ...]:
        """Every finding in one block of text, with offsets in it, sorted by place and rule.

        `block_kind` is a block's kind in letter/; `audience` and `kind` are the letter's, None when not known.
        """
        prose = Prose(text)
        found = self._found(prose, block_kind, audience)
        return tuple(
            sorted((_original(prose, match) for match in found), key=lambda m: (m.start, m.end, m.rule))
        )

    def _found(self, prose: Prose, block_kind: str, audience: str | None) -> Iterator[Match]:
        return chain(
            self.terms.matches(prose),
            self.words.matches(prose),
            self.passives.matches(prose),
            self.nouns.matches(prose),
            self.address.matches(prose, audience=audience),
            self.abbreviations.matches(prose),
            self.sentences.matches(prose, block_kind=block_kind),
        )


def compile_policy(cards: Iterable[Card], *, day: datetime.date) -> Policy:
    """The policy as it stands on a day."""
    return Policy(cards, day=day)


def in_force(card: Card, day: datetime.date) -> bool:
    """Whether a rule holds on a day."""
    check = card.check
    if not isinstance(check, Dated):
        return True
    return (check.from_ is None or check.from_ <= day) and (check.until is None or day < check.until)


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
