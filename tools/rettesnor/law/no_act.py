"""What looks like an act or like the place of one, and is neither: naturloven, the by-laws of a club, a handbook.

Data first, each list with examples in which nothing may be found; then how a place is told to stand in such a thing.
"""

import re

from rettesnor.danish.dictionary import is_word
from rettesnor.law.places import Head
from rettesnor.law.vocabulary import word_set
from rettesnor.model.record import Record


class Decoy(Record, frozen=True, kw_only=True):
    """Words that look like part of a citation and are none, with sentences in which nothing may be found."""

    words: frozenset[str]
    examples: tuple[str, ...]


# What stands before »lov« or »loven« in a word that names no act (guidelines, rule 5).
NO_ACT = Decoy(
    words=word_set(
        "or for p snep k natur tyngde jante jungle ændrings sær special hoved ramme moder følge haste nød "
        "reform fuldmagts bemyndigelses paraply undtagelses markeds moral by "
    ),
    examples=(
        "Murphys lov gælder også for tastefejl og for naturloven om travlhed.",
        "Ændringsloven er vedtaget, og barselsorloven begynder i maj.",
    ),
)
_NO_ACT_ENDINGS = ("orlov", "sneplov", "naturlov", "særlov", "speciallov", "ændringslov")
NO_ORDER = {"", "lov", "ændrings", "hoved", "samle", "ramme"}
NO_EU = {"", "gennemførelses", "ændrings", "eu-", "ef-", "råds", "kommissions", "gælds", "moder"}

# What has sections, articles or chapters and is no act: the last part of the word, in its bare form.
NO_SOURCE = Decoy(
    words=word_set(
        "forening klub jantelov bibel koran film podcast grundbog kogebog "
        "overenskomst aftale kontrakt vedtægt police testamente protokollat fundats statut "
        "orden ordensregel husregel spilleregel reglement regulativ instruks vilkår betingelse "
        "håndbog bog lærebog avis blad tidsskrift magasin nyhedsbrev katalog pjece brochure "
        "rapport beretning redegørelse betænkning notat evaluering undersøgelse afhandling studie "
        "roman serie antologi leksikon drejebog manual guide mappe kompendium hæfte folder "
        "lokalplan kommuneplan plan politik strategi program kodeks standard regelsæt forslag "
        "udbudsmateriale materiale kravspecifikation dokument tekst intranet hjemmeside skrift"
    ),
    examples=(
        "Du kan læse mere i kapitel 2 i borgerhåndbogen.",
        "Ifølge foreningens love, § 5, skal kontingentet betales i januar.",
        "Ifølge overenskomstens § 8, stk. 1, er arbejdstiden 37 timer.",
        "Lokalplan nr. 112, § 4, tillader kun boliger.",
        "Efter husordenens § 3 må du ikke ryge på gangen.",
    ),
)
# »hvilke vilkår §§ 50 og 51«, »reglerne § 5«: the rules may be those of the act; only »reglernes § 5« and »husets regler, § 5« are not.
LOOSE_RULES = word_set("vilkår vilkårene betingelser betingelserne regler reglerne forslag")
REPORTS = (
    "rapport",
    "rapporten",
    "rapporter",
    "rapporterne",
    "beretning",
    "beretningen",
    "beretninger",
    "beretningerne",
)
_ENDINGS = ("", *word_set("s en ens et ets n ns t ts er ers ne nes erne ernes r rne rnes"))
_IRREGULAR = word_set(
    "klubben klubbens bibelen bibelens koranen naturlovens naturloven janteloven jantelovens "
    "vedtægterne vedtægternes bogen bogens bøger håndbøger reglerne love loves "
    "ordensreglerne ordensreglernes husreglerne husreglernes spillereglerne spillereglernes "
    "kompendiet kompendiets programmet programmets romanen romanens politikken politikkens "
    "politiken berlingske jyllands-posten ingeniøren"
)
NO_SOURCE_FORMS = {f"{word}{ending}" for word in NO_SOURCE.words for ending in _ENDINGS} | _IRREGULAR

# A chapter or an article »of something« is of a book or a paper, unless the something is a treaty.
_GENITIVE = re.compile(r"[a-zæøåA-ZÆØÅ-]+[a-zæøå]{3}s")
_TREATY = (
    "protokollens", "konventionens", "traktatens", "chartrets", "charterets", "pagtens", "aftalens", "dennes", "forordnings", "direktivs", "lovens", "loves"
)  # fmt: skip
_TREATY_DEFINITE = (
    "protokollen", "konventionen", "traktaten", "chartret", "charteret", "loven", "forordningen", "direktivet", "grundloven"
)  # fmt: skip
_NO_WORK = word_set(
    "perioden sagen kommunen afgørelsen praksissen tilfældet fremtiden begyndelsen forbindelsen brevet "
)
# »I overenskomsten står der i § 8«, »Lokalplanen siger i § 3«.
_SAYS_IN = re.compile(
    r"(?<![\w-])(?P<word>[\w-]{0,30}(?:overenskomst|kontrakt|vedtægt|lokalplan|husorden|reglement|håndbog|avis)(?:en|et|erne|ens|ets|ernes))"
    r"(?:\s(?!efter|loven?s?\b|jf|med|på|af)[a-zæøå]{1,12}){0,3}\si\s$",
    re.I,
)
# »kontrakt nr. 280 af 1. marts 2024«
_DATED = re.compile(r"(?<![\w-])(?P<word>[^\W\d_][\w-]*+)\s(?:nr\.?\s)?[\d-]{0,6}\s?af\s[\w./\s-]{4,22}$")
# »kapitel 4 i Harry Potter«, but not »artikel 8 i EMRK« or »i Den Europæiske ...«.
_TITLE_OF_WORK = re.compile(r"(?!De[nt]?\b)[A-ZÆØÅ][a-zæøå]+(?<!s)$")
_IN_SOMETHING = re.compile(
    r"[\s,]*+(?P<preposition>i|af|på|fra)\s(?P<words>[»\"”]?[\w.’'-]+(?:\s[\w.’'-]+){0,3})"
)


# Between two sentences; the full stop of »nr.«, »jf.« and »pkt.« is none.
_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d]{4})\.|[;!?])(?:[\s*_]+|$)")
_PHRASE_ENDS = word_set(
    "med til af for på i om fra ved hos under over efter mellem uden som der at og eller kan skal er var har"
)


def ends_like_no_act(word: str) -> bool:
    """Whether a word in »-lov« (small letters) is a leave or a law of nature: »barselsorlov«, but not »revisorlov«."""
    return word.endswith(_NO_ACT_ENDINGS) and not (
        word.endswith("orlov") and is_word(word.removesuffix("lov"))
    )


def stands_in_no_act(text: str, start: int, end: int, head: Head) -> bool:
    """Whether the place stands in something that is no act: a handbook, by-laws, a collective agreement."""
    return _behind_no_act(text, start, head) or _before_no_act(text, end, head)


def _behind_no_act(text: str, start: int, head: Head) -> bool:
    window = text[max(0, start - 60) : start].rstrip(" (,:\n")
    before = _SENTENCE_END.split(window)[-1].split()[-3:]
    if before and before[-1][-2:].isdigit() and " af " in window:
        dated = _DATED.search(window)
        if dated is not None and _is_no_source(dated["word"]):
            return True
    while before and (before[-1].strip(",:(").strip(".-").replace(".", "").isdigit() or before[-1] == "nr."):
        before.pop()
    if before and before[-1][0].isalpha() and _is_no_source(before[-1].strip(",:(")):
        return before[-1].lower() not in LOOSE_RULES or before[-2:-1] == [] or before[-2].endswith("s")
    named = head != "paragraf"
    if named and before and _GENITIVE.fullmatch(before[-1]) and not before[-1].lower().endswith(_TREATY):
        return True
    if before[-1:] == ["i"]:
        clause = _SAYS_IN.search(text, max(0, start - 90), start)
        if clause is not None and _is_no_source(clause["word"]):
            return True
    return False


def _before_no_act(text: str, end: int, head: Head) -> bool:
    after = _IN_SOMETHING.match(text, end)
    if after is None:
        return False
    words: list[str] = []
    for word in after["words"].split():
        if words and word in _PHRASE_ENDS:
            break  # »i strid med aftalen«: the noun that the place stands in would come before
        words.append(word)
    named = head != "paragraf"
    if any(_is_no_source(word) and (named or not _is_report(word)) for word in words):
        return True
    if named and after["preposition"] == "i" and _TITLE_OF_WORK.match(words[0]):
        return True
    definite = words[0].lower()
    return (
        named
        and after["preposition"] == "i"
        and definite.endswith(("en", "et", "erne"))
        and len(definite) > 5
        and definite not in _NO_WORK
        and not definite.endswith(_TREATY_DEFINITE)
    )


def _is_report(word: str) -> bool:
    """A company's report has no sections; they are the act's: »oplysninger efter § 99 b i ledelsesberetningen«."""
    low = word.lower().strip('.»"”')
    return low.endswith(REPORTS) and low not in REPORTS


def _is_no_source(word: str) -> bool:
    low = word.lower().strip('.»"”')
    if low in NO_SOURCE_FORMS:
        return True
    if len(low) < 4 or low.endswith(("loven", "lovens")):
        return False
    return any(low[at:] in NO_SOURCE_FORMS for at in range(len(low) - 2))
