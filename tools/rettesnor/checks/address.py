"""The reader spoken of instead of spoken to: De, Dem, Deres, borgeren, ansøger and man in a letter to a citizen.

»De« at the start of a sentence may be the polite word or »they«; the words around it decide.
"""

# ruff: noqa: SIM905 - long lists of words are read and mended more easily as text

from collections.abc import Iterable, Iterator

from rettesnor.checks.wording import message
from rettesnor.danish import verbs
from rettesnor.danish.clauses import ADVERBS, ARTICLES, AUXILIARIES, MODALS
from rettesnor.danish.dictionary import NAME, WORD, bits
from rettesnor.danish.sentences import BEFORE_NAME
from rettesnor.danish.verbs import NOUN, PASSIVE, PAST_PASSIVE
from rettesnor.danish.words import Prose
from rettesnor.model import VALUE, AddressCheck, Card, Match

POLITE = frozenset(("de", "dem", "deres"))
PLAIN = frozenset("du dig din dit dine jer jeres".split())
FINITE = (
    MODALS
    | AUXILIARIES
    | frozenset("bedes bør går står gik stod ved så får fik gør gjorde ser bad bedes".split())
)
# Before and after these »ansøger« is the verb: »du ansøger om«.
VERB_AFTER = frozenset("du vi jeg han hun man der som i de".split())
VERB_BEFORE = frozenset("om du vi jeg han hun man de i".split())
TO_SOMEBODY = frozenset(["til", "hos", "med", "kontakt", "kontakte"])
# A sentence with one of these may send the reader to an office, and the next one say what »they« do there.
CONTACTS = frozenset(
    "ring ringe kontakt kontakte skriv skrive spørg spørge tal tale brug bruge henvend henvende".split()
)
CONTACTED = TO_SOMEBODY | {"spørg", "spørge", "brug", "bruge", "i", "på"}
OFFICES = (
    "kommunen", "centret", "centeret", "styrelsen", "forvaltningen", "kassen", "foreningen", "forbundet", "biblioteket",
    "kontoret", "afdelingen", "nævnet", "teamet", "skolen", "banken", "firmaet", "virksomheden", "politiet", "hospitalet",
    "ministeriet", "klinikken", "apoteket", "lægehuset", "servicen", "supporten",
)  # fmt: skip
# What the reader is told to do; an office is not told so in a letter to somebody else.
ORDERS = frozenset("skal bedes må bør skulle burde".split())
AMBIGUOUS = frozenset(("ansøger", "klager", "modtager"))
ENDS = '.!?:…»«"“”(\n–•'


class Address:
    """The cards of the kind, compiled. Letters to companies may speak of the citizen."""

    def __init__(self, cards: Iterable[tuple[Card, AddressCheck]]) -> None:
        self.polite: tuple[Card, ...] = ()
        self.names: dict[str, Card] = {}
        for card, check in cards:
            if check.polite:
                self.polite = (*self.polite, card)
            self.names |= dict.fromkeys(check.names, card)
        self.looked_for = POLITE.union(self.names)

    def matches(self, prose: Prose, *, audience: str | None) -> Iterator[Match]:
        if audience == "virksomhed":
            return
        if self.looked_for.isdisjoint(prose.words):
            return
        certain = any(
            word in POLITE and not _starts(prose, place) and _certain(prose, place)
            for place, word in enumerate(prose.words)
        )
        for place, word in enumerate(prose.words):
            card = self.names.get(word)
            if card and not _other_sense(prose, place):
                yield _match(card, prose, place)
            elif word in POLITE and self.polite and _is_polite(prose, place, certain=certain):
                for polite in self.polite:
                    yield _match(polite, prose, place)


def _other_sense(prose: Prose, place: int) -> bool:
    """Whether a word for the reader is a verb or an abbreviation here: »du ansøger om«, »man.-fre.«."""
    words, word = prose.words, prose.words[place]
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if word == "man":
        return prose.text[prose.ends[place] : prose.ends[place] + 2] in {".-", ".–"}
    return word in AMBIGUOUS and (before in VERB_AFTER | ARTICLES | ADVERBS or after in VERB_BEFORE)


def _starts(prose: Prose, place: int) -> bool:
    if place == 0:
        return True
    between = prose.between(place - 1, place)
    before = prose.words[place - 1]
    number = before.isdigit() and not prose.raw(place)[0].isupper()
    inside = between.strip() == "." and (number or before in BEFORE_NAME)
    return any(mark in between for mark in ENDS) and not inside


def _is_polite(prose: Prose, place: int, *, certain: bool) -> bool:
    """Whether »De« is the reader. `certain`: another one in the block is, since it has its capital in mid-sentence."""
    word = prose.raw(place)
    if not word[0].isupper() or word.isupper():
        return False
    if not _starts(prose, place):
        return not _part_of_a_name(prose, place)
    if word == "De" and not _verb_follows(prose, place):
        return False
    if certain:
        return True
    if not PLAIN.isdisjoint(prose.words) or _says_i(prose):
        return False
    if word == "Dem":
        return prose.text[prose.ends[place] : prose.ends[place] + 1] != ","
    return place == 0 or prose.words[place + 1 : place + 2] == ["bedes"] or not _plural_before(prose, place)


def _says_i(prose: Prose) -> bool:
    """Whether »I« is somebody in the text: in mid-sentence, or before a verb."""
    return any(
        word == "i" and prose.raw(place) == "I" and (not _starts(prose, place) or _verb_follows(prose, place))
        for place, word in enumerate(prose.words)
    )


def _certain(prose: Prose, place: int) -> bool:
    return (
        prose.words[place] in POLITE
        and prose.raw(place)[0].isupper()
        and not prose.raw(place).isupper()
        and not _part_of_a_name(prose, place)
    )


def _part_of_a_name(prose: Prose, place: int) -> bool:
    """»De Sociale Nævn«: the next word has a capital letter too."""
    return (
        prose.words[place] == "de"
        and place + 1 < len(prose.words)
        and prose.words[place + 1] != VALUE
        and prose.raw(place + 1)[:1].isupper()
    )


def _verb_follows(prose: Prose, place: int) -> bool:
    """Whether »De« is followed by a finite verb, and so stands alone."""
    words = prose.words
    if place + 1 >= len(words) or not prose.between(place, place + 1).isspace():
        return False
    word = words[place + 1]
    if word in FINITE:
        return True
    after = words[place + 2] if place + 2 < len(words) else ""
    if word.endswith("r"):
        role = verbs.roles(word[:-1] + "s")
        return PASSIVE in role and (NOUN not in role or (after not in FINITE and after not in {"der", "som"}))
    if PAST_PASSIVE in verbs.roles(word + "es"):
        return True
    role = verbs.roles(word)
    if PASSIVE in role and (NOUN not in role or after in ADVERBS or after in {"at", "om", "til"}):
        return True
    if word.endswith(("te", "de")):
        return PAST_PASSIVE in verbs.roles(word + "s") and (
            after in ADVERBS or after in {"den", "det", "en", "et", "i", "os"}
        )
    return False


def _plural_before(prose: Prose, place: int) -> bool:
    """Whether the sentence before names several things or an office that »De« may mean."""
    words = prose.words
    told = words[place + 1 : place + 2]
    for other in range(place - 1, -1, -1):
        word = words[other]
        if len(word) > 4 and word.endswith(("er", "e")) and not _verb(word):
            return True
        if other and words[other - 1] in CONTACTED and ORDERS.isdisjoint(told) and _office(prose, other):
            return _contact(prose, other)
        # »Ring til {{ enhed }}«, but not »fra {{ dato }} til {{ dato }}«.
        if (
            word == VALUE
            and words[max(0, other - 1)] in TO_SOMEBODY
            and VALUE not in words[max(0, other - 2) : other]
        ):
            return True
        if _starts(prose, other):
            return False
    return False


def _verb(word: str) -> bool:
    return PASSIVE in verbs.roles(word[:-1] + "s") or PASSIVE in verbs.roles(word + "s")


def _office(prose: Prose, place: int) -> bool:
    """Whether a word names a place where people work: »kommunen«, »Jobnet Support«; a person's name is none."""
    word = prose.words[place]
    name = prose.raw(place)[0].isupper() and not _starts(prose, place)
    return word.endswith(OFFICES) or (name and bits(word) & (NAME | WORD) != NAME)


def _contact(prose: Prose, place: int) -> bool:
    """Whether the sentence up to here sends the reader to somebody."""
    for other in range(place - 1, -1, -1):
        if prose.words[other] in CONTACTS:
            return True
        if _starts(prose, other):
            return False
    return False


def _match(card: Card, prose: Prose, place: int) -> Match:
    start, end = prose.starts[place], prose.ends[place]
    return Match(
        rule=card.id,
        group="address",
        severity=card.severity,
        start=start,
        end=end,
        message=message(card, found=prose.text[start:end]),
    )
