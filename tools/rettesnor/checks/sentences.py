"""Sentences with more words than the policy allows."""

from collections.abc import Iterable, Iterator

from rettesnor.checks.wording import message
from rettesnor.danish.sentences import sentences
from rettesnor.danish.words import Prose, count
from rettesnor.model import Card, Match, SentencesCheck

# Headings and list items are not sentences in this sense.
CHECKED = frozenset(("paragraph", "quote", "cell"))


class Sentences:
    """The cards of the kind, compiled."""

    def __init__(self, cards: Iterable[tuple[Card, SentencesCheck]]) -> None:
        self.cards = tuple((card, check, frozenset(check.markers)) for card, check in cards)

    def matches(self, prose: Prose, *, block_kind: str) -> Iterator[Match]:
        if block_kind not in CHECKED:
            return
        # A block within the limits holds no sentence beyond them, and needs no cutting.
        broken = [
            (card, check, markers)
            for card, check, markers in self.cards
            if (check.max_words and len(prose.words) > check.max_words)
            or (check.max_clauses and sum(word in markers for word in prose.words) > check.max_clauses)
        ]
        for start, end in sentences(prose.text) if broken else ():
            for card, check, markers in broken:
                text = prose.text[start:end]
                words = count(text)
                clauses = sum(word in markers for word in Prose(text).words) if markers else 0
                if words > (check.max_words or words) or clauses > (check.max_clauses or clauses):
                    yield Match(
                        rule=card.id,
                        group="sentences",
                        severity=card.severity,
                        start=start,
                        end=end,
                        message=message(card, words=words, limit=check.max_words, clauses=clauses),
                    )
