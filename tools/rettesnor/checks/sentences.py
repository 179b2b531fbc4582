"""Sentences with more words than the policy allows."""

from collections.abc import Iterable, Iterator

from rettesnor.checks.wording import message
from rettesnor.danish.sentences import sentences
from rettesnor.danish.words import Prose, count
from rettesnor.model import Card, Match, SentencesCheck

# Headings and list items are not sentences in this sense.
CHECKED = frozenset(("paragraph", "quote", "cell"))


class Sentences:
    """The card of the kind, compiled."""

    def __init__(self, cards: Iterable[tuple[Card, SentencesCheck]]) -> None:
        self.cards = tuple(cards)

    def matches(self, prose: Prose, *, block_kind: str) -> Iterator[Match]:
        if not self.cards or block_kind not in CHECKED:
            return
        if len(prose.words) <= min(check.max_words for _, check in self.cards):
            return
        for start, end in sentences(prose.text):
            words = count(prose.text[start:end])
            for card, check in self.cards:
                if words > check.max_words:
                    yield Match(
                        rule=card.id,
                        group="sentences",
                        severity=card.severity,
                        start=start,
                        end=end,
                        message=message(card, words=words, limit=check.max_words),
                    )
