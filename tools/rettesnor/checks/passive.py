"""Passives: a verb in -s, or blive and a participle. Which words are verbs is known; which are meant as verbs is not.

The words around a form decide: »Døren låses kl. 16« is a passive, »låses« after »to« is a noun.
"""

# ruff: noqa: SIM905 - long lists of words are read and mended more easily as text

import re
from collections.abc import Iterable, Iterator

from rettesnor.checks.wording import message
from rettesnor.danish import verbs
from rettesnor.danish.clauses import ADVERBS, ARTICLES, MODALS, POSSESSIVES, PREPOSITIONS, verb_place
from rettesnor.danish.sentences import BEFORE_NAME, UNITS
from rettesnor.danish.verbs import BENT_PARTICIPLE, NOUN, PARTICIPLE, PASSIVE, PAST_PASSIVE
from rettesnor.danish.words import Prose
from rettesnor.model import Card, Match, PassiveCheck

BLIVE = frozenset(("blive", "bliver", "blev", "blevet", "bliv", "blives"))
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
# A participle further from blive than this belongs to something else.
FARTHEST = 9
# Genitives, names and adverbs that are spelled like verbs.
GENITIVES = frozenset(
    "alles begges ingens andres fremdeles ros gros dus døs bos agnes hannes begittes brages ebbes folkes hildes kittes"
    " maltes merles nettes nynnes signes trines".split()
)
SUBJECT_PRONOUNS = frozenset("der det som den jeg du han hun vi man hvad hvem de dette begge alle".split())
# What stands between commas, brackets or dashes before the participle begins with one of these, or a preposition.
ASIDES = frozenset("som så den d dog altså dvs stk nr pkt litra jf nemlig desværre heldigvis".split())
ASIDES_BETWEEN = {",": ",", "(": ")", "–": "–"}
LONGEST_ASIDE = 7
# Between a preposition and what it governs they begin no clause: »inden kl. 9«, »om mandagen«.
PREPOSITIONS_TOO = frozenset(["inden", "om"])
# They begin a clause of their own, with its subject before the verb.
SUBORDINATE = frozenset(["da"])
QUESTIONS = frozenset(["hvornår", "hvordan", "hvorfor", "hvor"])
# Words that begin another clause.
BREAKS = frozenset(
    "at som der hvis når fordi da mens selvom selv men eller så hvor hvad hvem hvornår hvordan om inden"
    " indtil er var har havde kan skal vil må bør kunne skulle ville måtte".split()
)
# What verbs are put together with; a verb that the list does not know is looked up without it.
FIRST_PARTS = (
    "videre", "viderebe", "tilbage", "færdig", "ajour", "rask", "syge", "syg", "fri", "fuld", "parts", "gen", "efter",
    "forud", "frem", "for", "ind", "ud", "op", "ned", "over", "under", "på", "til", "af", "an", "bort", "fra", "hen",
    "sam", "sammen", "med", "mod", "om", "ved", "bi", "hjemme", "hjem", "fast", "fejl", "digital", "kvalitets", "mid",
    "sags", "selv", "tids", "tvangs", "vagt",
)  # fmt: skip
MARK = re.compile("[.,?!;:]")
PUNCTUATION = '.,;:!?()»«"–'


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
                    last = _participle(prose, place, states)
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
    if prose.raw(place)[:1].isupper() and place and not _starts(prose, place):
        return False
    if mutual and _people_do_it(prose, place):
        return False
    if (PASSIVE in role and NOUN not in role) or prose.words[place] == "bedes":
        return True
    if place and prose.raw(place - 1) == "I":
        return True
    if PASSIVE not in role and _nominal(prose, place):
        return False
    if NOUN in role and _starts(prose, place) and not _question_or_condition(prose, place):
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
    if _starts(prose, place):
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


def _starts(prose: Prose, place: int) -> bool:
    """Whether a word begins the text or a sentence."""
    return place == 0 or any(mark in prose.between(place - 1, place) for mark in '.!?:»"“\n')


def _participle(prose: Prose, place: int, states: frozenset[str]) -> int | None:
    """The number of the participle that belongs to the form of blive at `place`."""
    words = prose.words
    doubtful = None
    for there in range(place + 1, min(len(words), place + FARTHEST + 1)):
        if _marked(prose, there):
            if doubtful is None:
                direct = ADVERBS.issuperset(words[place + 1 : there])
                return _after_aside(prose, there, states, direct=direct)
            break
        word, before = words[there], words[there - 1]
        if word in BREAKS and not _goes_on(prose, place, there):
            break
        role = verbs.roles(word) or _compound_participle(word)
        if PARTICIPLE in role:
            if word in states:
                return None
            if before in ARTICLES or before in PREPOSITIONS or before == "som":
                continue
            if NOUN not in role and word.endswith("t"):
                return there
            if NOUN in role and before not in POSSESSIVES and doubtful is None:
                doubtful = there
        elif (
            BENT_PARTICIPLE in role
            and NOUN not in role
            and _last_in_clause(prose, there)
            and (before not in ARTICLES | POSSESSIVES | PREPOSITIONS | {"de", "den", "det", "disse", "denne"})
        ):
            if word in states:
                return None
            return there
    if doubtful is not None and (doubtful > place + 1 or _has_subject(prose, place)):
        return doubtful
    return None


def _marked(prose: Prose, place: int) -> bool:
    """Whether a mark stands before a word that parts it from the word before; not in »den 3. maj kl. 14.30«, »hr. Holm«."""
    between = prose.between(place - 1, place)
    if not any(mark in between for mark in PUNCTUATION):
        return False
    before, after = prose.words[place - 1], prose.raw(place)[0]
    numbered = not after.isupper() and (before.isdigit() or before in UNITS)
    return between.strip(" §") != "." or not (numbered or before in BEFORE_NAME or after.islower())


def _goes_on(prose: Prose, place: int, there: int) -> bool:
    """Whether a word that may begin a clause begins none here: »blev der sendt«, »inden kl. 9«, »som aftalt«."""
    word, after = prose.words[there], prose.words[there + 1 : there + 2]
    if not after or word == "så":
        return word == "så"
    if word in PREPOSITIONS_TOO:
        return after[0] not in SUBJECT_PRONOUNS and prose.raw(there + 1) != "I"
    return (word == "der" and there == place + 1) or (word == "som" and PARTICIPLE in verbs.roles(after[0]))


def _after_aside(prose: Prose, place: int, states: frozenset[str], *, direct: bool) -> int | None:
    """The number of the participle right after words set apart: »blev i går, den 3. maj, sendt«.

    `direct`: they follow blive at once; later, a preposition may belong to a noun: »blev i byen, i et hus, bygget af sten«.
    """
    words = prose.words
    mark = prose.between(place - 1, place).strip()
    if mark not in ASIDES_BETWEEN or words[place] not in (ASIDES | PREPOSITIONS if direct else ASIDES):
        return None
    for there in range(place + 1, min(len(words), place + LONGEST_ASIDE + 1)):
        if _marked(prose, there) and words[there] not in ASIDES:
            if prose.between(there - 1, there).strip() != ASIDES_BETWEEN[mark]:
                return None
            while words[there] in ADVERBS and there + 1 < len(words) and not _marked(prose, there + 1):
                there += 1
            word = words[there]
            role = verbs.roles(word) or _compound_participle(word)
            plain = PARTICIPLE in role and NOUN not in role and word.endswith("t") and word not in states
            return there if plain and _last_in_clause(prose, there) else None
    return None


def _compound_participle(word: str) -> str:
    """The roles of a participle that the list knows only without its first part: »videresendt«."""
    if word.endswith("t"):
        for first in FIRST_PARTS:
            if word.startswith(first) and PARTICIPLE in verbs.roles(word.removeprefix(first)):
                return PARTICIPLE
    return ""


def _last_in_clause(prose: Prose, place: int) -> bool:
    if place + 1 >= len(prose.words):
        return True
    return any(mark in prose.between(place, place + 1) for mark in PUNCTUATION) or (
        prose.words[place + 1] in PREPOSITIONS | {"at", "og"}
    )


def _has_subject(prose: Prose, place: int) -> bool:
    """Whether the subject stands before blive, so that a noun after it is not the subject.

    A sentence that begins with an adverb or a preposition has its subject after the verb: »I morgen bliver vejret godt«.
    """
    words = prose.words
    start = place
    while (
        start
        and not _starts(prose, start)
        and not any(mark in prose.between(start - 1, start) for mark in ",;")
    ):
        start -= 1
    return start < place and (
        words[place] in {"blevet", "blive"}
        or words[place - 1] in SUBJECT_PRONOUNS
        or words[start] in SUBORDINATE
        or words[start] not in PREPOSITIONS | ADVERBS | QUESTIONS
    )


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
