"""Passives: a verb in -s, or blive and a participle. Which words are verbs is known; which are meant as verbs is not.

The words around a form decide: »Døren låses kl. 16« is a passive, »låses« after »to« is a noun.
"""

# ruff: noqa: SIM905 - long lists of words are read and mended more easily as text

import re
from collections.abc import Iterable, Iterator

from rettesnor.checks.blive import BLIVE, FIRST_PARTS, SUBJECT_PRONOUNS, participle, starts
from rettesnor.checks.wording import message
from rettesnor.danish import verbs
from rettesnor.danish.clauses import ADVERBS, MODALS, PREPOSITIONS, verb_place
from rettesnor.danish.verbs import NOUN, PASSIVE, PAST_PASSIVE
from rettesnor.danish.words import Prose
from rettesnor.model import Card, Match, PassiveCheck

# How every -s passive ends.
TAILS = frozenset(["es", "ås", "os", "øs"])
PEOPLE = frozenset("jeg du han hun vi man de begge alle hinanden".split())
# The beginnings of nouns for people and for groups of them.
PEOPLE_NOUNS = (
    "parter",
    "deltager",
    "børn",
    "forældre",
    "kolleger",
    "medlem",
    "borger",
    "leder",
    "kursist",
    "nabo",
    "venner",
    "veninder",
    "søskende",
    "ægtefæller",
    "familie",
    "gruppe",
    "hold",
    "råd",
    "udvalg",
    "bestyrelse",
    "team",
    "medarbejder",
    "elev",
    "mentor",
)
# Words that follow a verb of what people do with each other: »vi tales ved«, »de følges ad«.
TOGETHER = frozenset(("ved", "ad"))
# Genitives, names and adverbs that are spelled like verbs.
GENITIVES = frozenset(
    "alles begges ingens andres fremdeles ros gros dus døs bos agnes hannes begittes brages ebbes folkes hildes kittes"
    " maltes merles nettes nynnes signes trines".split()
)
MARK = re.compile("[.,?!;:]")


class Passives:
    """The card of the kind, compiled."""

    def __init__(self, cards: Iterable[tuple[Card, PassiveCheck]]) -> None:
        self.cards = tuple(
            (card, frozenset(check.deponents), frozenset(check.mutual), frozenset(check.states))
            for card, check in cards
        )

    def matches(self, prose: Prose) -> Iterator[Match]:
        for card, deponents, mutual, states in self.cards:
            candidates = [(n, w) for n, w in enumerate(prose.words) if w[-2:] in TAILS or w in BLIVE]
            for place, word in candidates:
                if word in BLIVE:
                    last = participle(prose, place, states)
                    if last is not None:
                        yield _match(card, prose, place, last)
                elif word not in deponents and word not in GENITIVES:
                    role = _roles(word)
                    if role and _is_passive(prose, place, role, word in mutual):
                        yield _match(card, prose, place, place)


def _roles(word: str) -> str:
    """The passive roles of a word in -s; of a compound verb those of its last part."""
    role = verbs.roles(word)
    if role or "-" in word:
        return role if PASSIVE in role or PAST_PASSIVE in role else ""
    for first in FIRST_PARTS:
        if word.startswith(first):
            role = verbs.roles(word.removeprefix(first))
            if PASSIVE in role or PAST_PASSIVE in role:
                return role.replace(NOUN, "")
    return ""


def _is_passive(prose: Prose, place: int, role: str, mutual: bool) -> bool:
    if prose.raw(place)[:1].isupper() and place and not starts(prose, place):
        return False
    if mutual and _people_do_it(prose, place):
        return False
    if (PASSIVE in role and NOUN not in role) or prose.words[place] == "bedes":
        return True
    if place and prose.raw(place - 1) == "I":
        return True
    if PASSIVE not in role and _nominal(prose, place):
        return False
    if NOUN in role and starts(prose, place) and not _question_or_condition(prose, place):
        return False
    return verb_place(prose.words, place)


def _question_or_condition(prose: Prose, place: int) -> bool:
    """Whether a sentence that begins with this word may begin with a verb: »Ønskes tolk, så ring«, »Aftales i maj«."""
    after = prose.words[place + 1 : place + 2]
    if not after or after[0] in PREPOSITIONS or after[0] in ADVERBS or after[0] in SUBJECT_PRONOUNS:
        return True
    end = MARK.search(prose.text, prose.ends[place])
    return end is not None and end[0] in ",?"


def _nominal(prose: Prose, place: int) -> bool:
    """Whether a form of the past is the genitive of a person: »Sygemeldtes forløb«, »den forurettedes alder«."""
    if starts(prose, place):
        return True
    alone = place + 1 >= len(prose.words) or not prose.between(place, place + 1).isspace()
    return prose.words[place - 1] in {"den", "de", "en", "hver"} and not alone


def _person(prose: Prose, place: int) -> bool:
    if not 0 <= place < len(prose.words):
        return False
    word = prose.words[place]
    return word in PEOPLE or prose.raw(place) == "I" or word.startswith(PEOPLE_NOUNS)


def _people_do_it(prose: Prose, place: int) -> bool:
    """Whether people are the subject of a verb for what they do with each other: »vi ses«, »skal vi ses?«."""
    words = prose.words
    if not TOGETHER.isdisjoint(words[place + 1 : place + 2]):
        return True
    before = place - 1
    while before > 0 and (words[before] in ADVERBS or words[before] in MODALS):
        before -= 1
    # What is heard by an authority is no talk: »du skal høres i sagen«.
    asked = words[place].startswith("hør") and before < place - 1
    return not asked and (_person(prose, before) or _person(prose, place + 1))


def _match(card: Card, prose: Prose, first: int, last: int) -> Match:
    start, end = prose.starts[first], prose.ends[last]
    found = prose.text[start:end]
    return Match(
        rule=card.id,
        group="passive",
        severity=card.severity,
        start=start,
        end=end,
        message=message(card, found=" ".join(found.split())),
    )
