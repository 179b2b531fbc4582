"""Every form of a name or a word, compiled from what a card says: tables that a person can read.

Nothing is looked up or guessed here. Verbs bend like one of a few model verbs; all else is listed.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Literal

Slot = Literal[
    "infinitive", "present", "past", "participle", "passive", "past_passive", "imperative", "ing", "bent"
]
SLOTS: tuple[Slot, ...] = (
    "infinitive",
    "present",
    "past",
    "participle",
    "passive",
    "past_passive",
    "imperative",
    "ing",
    "bent",
)

# Endings on what is left of the infinitive when the model's own stem is taken off: »afholde« is af + holde.
# In the order of SLOTS; None: the verb has no such form. The two weak classes are elske and sende.
MODELS: dict[str, tuple[str | None, ...]] = {
    "bede": ("bede", "beder", "bad", "bedt", "bedes", None, "bed", None, None),
    "bringe": ("bringe", "bringer", "bragte", "bragt", "bringes", "bragtes", "bring", "bringende", "bragte"),
    "bære": ("bære", "bærer", "bar", "båret", "bæres", None, "bær", "bærende", "bårne"),
    "falde": ("falde", "falder", "faldt", "faldet", None, None, "fald", "faldende", "faldne"),
    "finde": ("finde", "finder", "fandt", "fundet", "findes", "fandtes", "find", "findende", "fundne"),
    "følge": ("følge", "følger", "fulgte", "fulgt", "følges", "fulgtes", "følg", "følgende", "fulgte"),
    "få": ("få", "får", "fik", "fået", "fås", None, "få", None, "fåede"),
    "give": ("give", "giver", "gav", "givet", "gives", "gaves", "giv", "givende", "givne"),
    "gøre": ("gøre", "gør", "gjorde", "gjort", "gøres", "gjordes", "gør", "gørende", "gjorte"),
    "gå": ("gå", "går", "gik", "gået", "gås", None, "gå", "gående", "gåede"),
    "have": ("have", "har", "havde", "haft", "haves", "havdes", "hav", "havende", "hafte"),
    "hjælpe": ("hjælpe", "hjælper", "hjalp", "hjulpet", "hjælpes", None, "hjælp", "hjælpende", "hjulpne"),
    "holde": ("holde", "holder", "holdt", "holdt", "holdes", "holdtes", "hold", "holdende", "holdte"),
    "komme": ("komme", "kommer", "kom", "kommet", "kommes", None, "kom", "kommende", "komne"),
    "lade": ("lade", "lader", "lod", "ladt", "lades", "lodes", "lad", "ladende", "ladte"),
    "ligge": ("ligge", "ligger", "lå", "ligget", None, None, "lig", "liggende", "liggede"),
    "lægge": ("lægge", "lægger", "lagde", "lagt", "lægges", "lagdes", "læg", "læggende", "lagte"),
    "se": ("se", "ser", "så", "set", "ses", "sås", "se", "seende", "sete"),
    "sidde": ("sidde", "sidder", "sad", "siddet", "siddes", None, "sid", "siddende", "siddede"),
    "skrive": (
        "skrive",
        "skriver",
        "skrev",
        "skrevet",
        "skrives",
        "skreves",
        "skriv",
        "skrivende",
        "skrevne",
    ),
    "slå": ("slå", "slår", "slog", "slået", "slås", "sloges", "slå", "slående", "slåede"),
    "spørge": (
        "spørge",
        "spørger",
        "spurgte",
        "spurgt",
        "spørges",
        "spurgtes",
        "spørg",
        "spørgende",
        "spurgte",
    ),
    "stå": ("stå", "står", "stod", "stået", "stås", None, "stå", "stående", "ståede"),
    "sætte": ("sætte", "sætter", "satte", "sat", "sættes", "sattes", "sæt", "sættende", "satte"),
    "tage": ("tage", "tager", "tog", "taget", "tages", "toges", "tag", "tagende", "tagne"),
    "træffe": ("træffe", "træffer", "traf", "truffet", "træffes", "traffes", "træf", "træffende", "trufne"),
    "være": ("være", "er", "var", "været", "væres", None, "vær", "værende", None),
    "blive": ("blive", "bliver", "blev", "blevet", "blives", None, "bliv", "blivende", "blevne"),
    "drage": ("drage", "drager", "drog", "draget", "drages", "droges", "drag", "dragende", "dragne"),
    "yde": ("yde", "yder", "ydede", "ydet", "ydes", "ydedes", None, "ydende", "ydede"),
}
WEAK: dict[str, tuple[str, ...]] = {
    "elske": ("e", "er", "ede", "et", "es", "edes", "", "ende", "ede"),
    "sende": ("e", "er", "te", "t", "es", "tes", "", "ende", "te"),
}
MODEL_VERBS: tuple[str, ...] = (*WEAK, *MODELS)
REFLEXIVE = ("sig", "mig", "dig", "os", "jer", "dem")


def verb(infinitive: str, like: str) -> dict[Slot, str]:
    """The forms of a verb by slot, bent like a model verb; ValueError when the model does not fit.

    A doubled consonant before the ending becomes one where the ending falls off (»bestille«: bestil, bestilte).
    """
    if like in WEAK:
        stem = infinitive.removesuffix("e")
        single = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
        return {
            slot: (stem if ending[:1] == "e" else single) + ending
            for slot, ending in zip(SLOTS, WEAK[like], strict=True)
        }
    if like not in MODELS or not infinitive.endswith(like):
        raise ValueError(like)
    prefix = infinitive.removesuffix(like)
    return {slot: prefix + form for slot, form in zip(SLOTS, MODELS[like], strict=True) if form is not None}


def genitive(form: str) -> str:
    """With -s, or an apostrophe after s, x and z."""
    return form + ("'" if form[-1:] in "sxzSXZ" else "s")


def bent(name: str, endings: Iterable[str] = (), forms: Iterable[str] = ()) -> tuple[str, ...]:
    """The name itself, with each ending, and the listed forms, each once."""
    return tuple(dict.fromkeys((name, *(name + ending for ending in endings), *forms)))


def combined(name: str, bends: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """A name of several words with every word in each of its forms."""
    words = name.split(" ")
    for choice in product(*((word, *bends.get(word, ())) for word in words)):
        yield " ".join(choice)


def name_forms(
    term: str,
    endings: Iterable[str] = (),
    forms: Iterable[str] = (),
    bends: dict[str, tuple[str, ...]] | None = None,
) -> tuple[str, ...]:
    """All forms of a name but its genitives, the name first."""
    return tuple(dict.fromkeys((*bent(term, endings), *combined(term, bends or {}), *forms)))
