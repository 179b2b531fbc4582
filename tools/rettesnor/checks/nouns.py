"""Noun style: a light verb and the noun in -ing or -else that could have been the verb (»foretage en vurdering«)."""

import re
from collections.abc import Iterable, Iterator

from rettesnor.checks.wording import message
from rettesnor.danish.clauses import PREPOSITIONS
from rettesnor.danish.words import Prose
from rettesnor.model import Card, Match, NounsCheck

VERBAL = re.compile(r".{2,}(?:ing|ingen|inger|ingerne|else|elsen|elser|elserne)$")
MOST_BETWEEN = 6
# A noun after these belongs to another part of the clause.
BREAKS = PREPOSITIONS | {"at", "som", "hvis", "når", "men", "da", "fordi", "end"}


class Nouns:
    """The card of the kind, compiled."""

    def __init__(self, cards: Iterable[tuple[Card, NounsCheck]]) -> None:
        self.cards = tuple(
            (
                card,
                frozenset(form for verb, forms in check.verbs.items() for form in (verb, *forms)),
                frozenset(check.not_nouns),
            )
            for card, check in cards
        )

    def matches(self, prose: Prose) -> Iterator[Match]:
        for card, verbs, not_nouns in self.cards:
            if verbs.isdisjoint(prose.words):
                continue
            for place, word in enumerate(prose.words):
                if word in verbs and (last := _noun(prose, place, not_nouns)):
                    start, end = prose.starts[place], prose.ends[last]
                    found = " ".join(prose.text[start:end].split())
                    yield Match(
                        rule=card.id,
                        group="nouns",
                        severity=card.severity,
                        start=start,
                        end=end,
                        message=message(card, found=found, noun=prose.raw(last)),
                    )


def _noun(prose: Prose, place: int, not_nouns: frozenset[str]) -> int | None:
    """The number of the noun that a light verb leans on; None when none comes soon."""
    for there in range(place + 1, min(len(prose.words), place + MOST_BETWEEN + 2)):
        word = prose.words[there]
        if word in BREAKS or not prose.between(there - 1, there).isspace():
            return None
        if VERBAL.match(word) and not any(_is(word, other) for other in not_nouns):
            return there
    return None


def _is(word: str, listed: str) -> bool:
    return word.endswith(listed[1:]) if listed.startswith("-") else word == listed
