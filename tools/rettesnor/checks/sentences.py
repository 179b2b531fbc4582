"""Sentences with more words than the policy allows."""

from collections.abc import Iterable, Iterator

from rettesnor.checks.wording import message
from rettesnor.danish.sentences import sentences
from rettesnor.danish.words import Prose, count
from rettesnor.model import Card, Match, SentencesCheck

# Headings and list items are not sentences in this sense.
SHORTEST = 12
CHECKED = frozenset(("paragraph", "quote", "cell"))


class Sentences:
    """The card of the kind, compiled."""

    def __init__(self, cards: Iterable[tuple[Card, SentencesCheck]]) -> None:
        self.cards = tuple(cards)
        # No sentence this short breaks a rule; most blocks are, and need no cutting.
        self.shortest = min((check.max_words or SHORTEST for _, check in self.cards), default=0)

    def matches(self, prose: Prose, *, block_kind: str) -> Iterator[Match]:
        if not self.cards or block_kind not in CHECKED:
            return
        if len(prose.words) <= self.shortest:
            return
        for start, end in sentences(prose.text):
            text = prose.text[start:end]
            words = count(text)
            clauses = _clauses(text) if words > self.shortest else []
            for card, check in self.cards:
                begun = sum(word in check.markers for word in clauses)
                if words > (check.max_words or words) or begun > (check.max_clauses or begun):
                    yield Match(
                        rule=card.id,
                        group="sentences",
                        severity=card.severity,
                        start=start,
                        end=end,
                        message=message(card, words=words, limit=check.max_words, clauses=begun),
                    )


def _clauses(text: str) -> list[str]:
    """The words of a sentence, to look for those that begin a clause."""
    return Prose(text).words
