"""Blive and the participle that belongs to it, across a subject, adverbs, times and words set apart."""

# ruff: noqa: SIM905 - long lists of words are read and mended more easily as text

from rettesnor.danish import verbs
from rettesnor.danish.clauses import ADVERBS, ARTICLES, POSSESSIVES, PREPOSITIONS
from rettesnor.danish.sentences import BEFORE_NAME, UNITS
from rettesnor.danish.verbs import BENT_PARTICIPLE, NOUN, PARTICIPLE
from rettesnor.danish.words import Prose

BLIVE = frozenset(("blive", "bliver", "blev", "blevet", "bliv", "blives"))
# A participle further from blive than this belongs to something else.
FARTHEST = 9
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
PUNCTUATION = '.,;:!?()»«"–'


def starts(prose: Prose, place: int) -> bool:
    """Whether a word begins the text or a sentence."""
    return place == 0 or any(mark in prose.between(place - 1, place) for mark in '.!?:»"“\n')


def participle(prose: Prose, place: int, states: frozenset[str]) -> int | None:
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
            alone = _last_in_clause(prose, there) or words[there + 1] in ADVERBS
            return there if plain and alone else None
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
        and not starts(prose, start)
        and not any(mark in prose.between(start - 1, start) for mark in ",;")
    ):
        start -= 1
    return start < place and (
        words[place] in {"blevet", "blive"}
        or words[place - 1] in SUBJECT_PRONOUNS
        or words[start] in SUBORDINATE
        or words[start] not in PREPOSITIONS | ADVERBS | QUESTIONS
    )
