"""Where a verb stands in a Danish clause, as far as the words around it tell. Heuristics, measured on samples."""

# ruff: noqa: SIM905 - long lists of words are read and mended more easily as text

from collections.abc import Sequence

from rettesnor.danish.dictionary import is_word
from rettesnor.danish.verbs import PASSIVE, roles

MODALS = frozenset(
    "kan kunne skal skulle vil ville må måtte bør burde tør turde gider behøver lader lade lad at kunnet"
    " skullet villet måttet burdet".split()
)
# Words that may stand between a modal verb or a subject and the verb.
ADVERBS = frozenset(
    "ikke også altid aldrig kun ofte normalt derfor dog jo nok vel måske gerne så nu da her der herefter"
    " derefter fortsat stadig snart straks senere først endnu allerede igen desuden endvidere ligeledes"
    " samtidig automatisk eventuelt evt typisk generelt som regel udgangspunkt løbende blot bare netop"
    " heller hverken både helt delvist endeligt endelig umiddelbart hurtigt hurtigst snarest muligt herved"
    " hermed hertil herfor derved dermed dertil derfra fremover fremadrettet kunne sjældent ellers alligevel"
    " imidlertid således særligt især alene samlet tidligere skriftligt mundtligt telefonisk digitalt"
    " personligt kontant nemt let simpelthen åbenbart tilsyneladende næppe".split()
)
SUBJECTS = frozenset(
    "jeg du han hun vi i man der det den som hvad hvem hvilket hvilke ingen alle begge dette disse denne de"
    " dem hvornår hvordan hvor hvorfor når hvis at fordi da om".split()
)
# Pronouns that may stand alone as a subject, or before a noun.
DETERMINERS_TOO = frozenset(["de", "alle", "disse", "denne", "dette", "begge"])
ARTICLES = frozenset(["en", "et"])
POSSESSIVES = frozenset(
    "min mit mine din dit dine sin sit sine vores jeres deres hans hendes dens dets hvis vor vort vore".split()
)
NUMBERS = frozenset(
    "to tre fire fem seks syv otte ni ti elleve tolv tyve tredive hundrede tusind nogle mange få flere hver"
    " hvert alle enkelte sidste første næste forrige anden andet andre samme".split()
)
PREPOSITIONS = frozenset(
    "i på til fra med uden af for om under over efter før ved hos mod mellem gennem blandt inden ad bag"
    " foran langs omkring siden trods via pr per angående vedrørende ifølge".split()
)


AUXILIARIES = frozenset(
    "har havde haft have er var være været bliver blev blive blevet får fik få fået".split()
)
COPULAS = frozenset("er var være været bliver blev blive blevet som hedder".split())
PERSONS = frozenset(["jeg", "du", "han", "hun", "vi"])
REACH = 3


def verb_place(words: Sequence[str], place: int) -> bool:
    """Whether a form that may be a noun too stands where a verb of that form stands.

    Infinitives follow a modal verb or »at«, participles an auxiliary; present and passive forms follow a subject,
    and no article, number, possessive, preposition or adjective.
    """
    form = words[place]
    near = words[max(0, place - REACH) : place]
    if form.endswith("e"):
        return not MODALS.isdisjoint(near)
    if form.endswith("t"):
        return not AUXILIARIES.isdisjoint(near)
    if form.endswith("r"):
        if len(near) > 1 and near[-2] in {"den", "denne"} and _definite(near[-1]):
            return False
        if words[place + 1 : place + 2] and words[place + 1] in PERSONS:
            return True
        if not near or near[-1] in COPULAS or (near[-1] not in SUBJECTS and _adjective(near[-1])):
            return False
        return _after_subject(words, place)
    return _after_subject(words, place)


def _after_subject(words: Sequence[str], place: int) -> bool:
    before = place - 1
    while before >= 0 and words[before] in ADVERBS:
        before -= 1
    if before < 0:
        return True
    previous = words[before]
    if previous in DETERMINERS_TOO:
        return place + 1 >= len(words) or _no_noun(words[place + 1])
    if previous in MODALS or (previous in SUBJECTS and previous not in {"i", "hvis"}):
        return True
    last = words[place - 1]
    if last in ARTICLES | POSSESSIVES | NUMBERS | PREPOSITIONS or last.isdigit():
        return False
    return before < place - 1 or not _attribute(last)


def _adjective(word: str) -> bool:
    """Whether a word bends as an adjective does: »dygtig«, »dygtigt«, »dygtige«."""
    return is_word(word + "t") and is_word(word + "e")


def _definite(word: str) -> bool:
    """Whether a word after »den« may be an adjective: »unge«, »bedste«."""
    return word.endswith("ste") or (word.endswith("e") and _adjective(word[:-1]))


def _no_noun(word: str) -> bool:
    """Whether a word can hardly be the noun that a genitive belongs to: a small word or an infinitive."""
    return (
        word in PREPOSITIONS | ADVERBS | MODALS | SUBJECTS | {"og", "eller"} or roles(word + "s") == PASSIVE
    )


def _attribute(word: str) -> bool:
    """Whether a word looks like an adjective in -e before a noun (»nye«, »sidste«) or a genitive (»husets«)."""
    if len(word) < 4:
        return word in {"nye", "små"}
    if word.endswith(("ens", "ets", "ernes")):
        return True
    if not word.endswith("e") or word.endswith(("ene", "erne")):
        return False
    noun = any(is_word(word + ending) for ending in ("n", "r", "ne"))
    return not (noun or (word.endswith("ere") and is_word(word[:-1] + "ne")))
