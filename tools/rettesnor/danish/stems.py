"""Light Danish stems for search: words that differ in inflection, or in -ing and -else, meet in one stem.

A stem is not a word and is never shown. Endings fall by rule; where a rule could cut a word's own letters,
the dictionary decides.
"""

from functools import lru_cache

from rettesnor.danish.compounds import split
from rettesnor.danish.dictionary import is_word

# Longest first: the first that fits is the one to take off.
ENDINGS = sorted(
    [
        "erendes",
        "erende",
        "hedernes",
        "hederne",
        "hedens",
        "heden",
        "heders",
        "heder",
        "heds",
        "hed",
        "erernes",
        "ererne",
        "erens",
        "eren",
        "erede",
        "eredes",
        "eret",
        "erer",
        "erne",
        "ernes",
        "ere",
        "eres",
        "endes",
        "ende",
        "enes",
        "ene",
        "edes",
        "ede",
        "ens",
        "ets",
        "ers",
        "en",
        "et",
        "er",
        "es",
        "e",
        "s",
    ],
    key=len,
    reverse=True,
)
SHORTEST = 3
IRREGULAR = {
    "børn": "barn", "børnene": "barn", "børne": "barn", "mænd": "mand", "mændene": "mand", "bøger": "bog",
    "bøgerne": "bog", "hænder": "hånd", "mødre": "mor", "fædre": "far", "døtre": "datter", "forældre": "forældr",
    "blev": "bliv", "blevet": "bliv", "udeblev": "udebliv", "udeblevet": "udebliv", "gav": "giv", "givet": "giv",
    "fik": "få", "fået": "få", "får": "få", "gik": "gå", "gået": "gå", "går": "gå", "sendt": "send", "sendte": "send",
    "gjort": "gør", "gjorde": "gør", "skrev": "skriv", "skrevet": "skriv", "sagde": "sig", "sagt": "sig",
    "bevilling": "bevilg", "bevillinger": "bevilg", "bevillingen": "bevilg", "bevillingerne": "bevilg",
    "søgte": "søg", "søgt": "søg", "flere": "mang", "mere": "meget", "år": "år", "års": "år",
}  # fmt: skip
# Nouns that look like a form of a verb.
KEPT = frozenset(
    (
        "vært",
        "kort",
        "frist",
        "vagt",
        "skat",
        "fast",
        "magt",
        "plet",
        "kant",
        "gift",
        "lyst",
        "retning",
        "part",
        "vægt",
        "test",
        "rest",
    )
)


def _vowel(text: str) -> bool:
    return any(letter in "aeiouyæøåé" for letter in text)


def _without_ending(word: str) -> str:
    if word.endswith("ede") and is_word(word + "r"):  # an infinitive: »vejlede«, not the past of »vejle«
        return word[:-1]
    for ending in ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= SHORTEST and _vowel(stem):
            return stem
    return word


def _verb(word: str) -> str | None:
    """The verb stem inside a noun on -ing, -ning or -else, if the dictionary knows that verb."""
    for ending in ("ing", "ning", "else"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 2 and is_word(stem + "e"):
            return stem.removesuffix("er") if stem.endswith("er") and len(stem) > 5 else stem
    return None


def _noun(word: str) -> str:
    """A noun on -ing or -else without its inflection: »afgørelserne« is »afgørelse«."""
    for ending in ("ernes", "erne", "ens", "en", "ers", "er", "s"):
        if word.endswith("ing" + ending):
            return word.removesuffix(ending)
    for ending in ("rnes", "rne", "ns", "n", "rs", "r", "s"):
        if word.endswith("else" + ending):
            return word.removesuffix(ending)
    return word.removesuffix("s") + "e" if word.endswith("els") else word


def _simple(word: str) -> str:
    """The stem of a word that is no compound."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= SHORTEST or word in KEPT:
        return word
    noun = _noun(word)
    stem = noun if noun in KEPT else _verb(noun) or _without_ending(word)
    if stem in KEPT:
        return stem
    # centre, centret -> center; registre -> register
    if len(stem) > 4 and stem[-1] == "r" and stem[-2] not in "aeiouyæøår" and is_word(stem[:-1] + "er"):
        stem = stem[:-1]
    # betalt, betalte -> betal(e)
    if (
        len(stem) > SHORTEST
        and stem[-1] == "t"
        and stem[-2] not in "aeiouyæøåt"
        and is_word(stem[:-1] + "er")
    ):
        stem = stem[:-1]
    if len(stem) > SHORTEST and stem[-1] == stem[-2] and not _vowel(stem[-1]):
        stem = stem[:-1]
    return stem


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word in lower case; of a compound only the last part loses anything."""
    *first, last = split(word)
    return "".join(first) + _simple(last)


@lru_cache(maxsize=65536)
def part_stem(part: str) -> str:
    """The stem of a part of a compound that stands before another, its linking letter gone: »arbejds« as »arbejde«."""
    return _simple(part)
