"""The words of Danish citations as data, each kind of act with examples that the tests hold it to.

An example of a `Kind` is a whole citation of that type.
"""

from rettesnor.model.record import Record


def word_set(text: str) -> frozenset[str]:
    """The words of a text: how lists of words are written here."""
    return frozenset(text.split())


class Kind(Record, frozen=True, kw_only=True):
    """A type of act and the words (lower case) that stand in front of its number."""

    type: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    capitals_only: bool = False


KINDS: tuple[Kind, ...] = (
    Kind(
        type="LBK",
        words=(
            "lovbekendtgørelse",
            "lovbekendtgørelsen",
            "lovbekendtgørelser",
            "lovbekendtgørelserne",
            "lbk",
            "lbkg",
            "lovbek",
            "lovbkg",
            "lovbekg",
        ),
        examples=("lovbekendtgørelse nr. 280 af 1. marts 2024", "lbk. nr. 1004 af 30/6-25", "LBK 152/2024"),
    ),
    Kind(
        type="LOV",
        words=("lov", "loven", "love", "lovene", "ændringslov", "ændringsloven"),
        examples=("lov nr. 563 af 9. juni 2006", "LOV nr 1541 af 12/12/2023", "lov 551/2019"),
    ),
    Kind(
        type="BEK",
        words=(
            "bekendtgørelse",
            "bekendtgørelsen",
            "bekendtgørelser",
            "bekendtgørelserne",
            "ændringsbekendtgørelse",
            "bek",
            "bkg",
            "bekg",
        ),
        examples=(
            "bekendtgørelse nr. 1180 af 25. november 2019",
            "bek. nr. 947 af 5.8.2024",
            "BEK nr 405 af 30-3-22",
        ),
    ),
    Kind(
        type="VEJ",
        words=("vejledning", "vejledningen", "vejledninger", "vejledningerne", "vejl"),
        examples=("vejledning nr. 9333 af 12/6 2020", "vejl. nr. 10239 af 27. december 2019"),
    ),
    Kind(
        type="CIR",
        words=("cirkulære", "cirkulæret", "cirkulærer", "cirkulærerne", "cirk"),
        examples=("cirkulære nr. 43 af 3. april 1998",),
    ),
    Kind(
        type="CIS",
        words=("cirkulæreskrivelse", "cirkulæreskrivelsen"),
        examples=("cirkulæreskrivelse nr. 9000 af 2. januar 2024",),
    ),
    Kind(
        type="SKR",
        words=("skrivelse", "skrivelsen", "skrivelser"),
        examples=("skrivelse nr. 9000 af 2. januar 2024",),
    ),
    Kind(
        type="ANO",
        words=("anordning", "anordningen", "anordninger", "anord"),
        examples=("anordning nr. 1237 af 19. november 2007",),
    ),
    # In small letters these are a road, a currency and nothing at all.
    Kind(type="VEJ", words=("vej",), examples=("VEJ nr 10133 af 15/12/2023",), capitals_only=True),
    Kind(type="CIR", words=("cir",), examples=("CIR nr. 43 af 3.4.1998",), capitals_only=True),
    Kind(type="CIS", words=("cis",), examples=("CIS nr 9123 af 4/3/2021",), capitals_only=True),
    Kind(type="SKR", words=("skr",), examples=("SKR nr. 9000 af 2-1-2024",), capitals_only=True),
    Kind(type="ANO", words=("ano",), examples=("ANO nr 1237 af 19/11/2007",), capitals_only=True),
)

TYPE_OF_WORD: dict[str, str] = {
    word: kind.type for kind in KINDS if not kind.capitals_only for word in kind.words
}

TYPE_OF_CAPITALS: dict[str, str] = {word: kind.type for kind in KINDS for word in kind.words}

# Which acts »lovens«, »bekendtgørelsens«, »vejledningens« and »forordningens« can stand for.
FAMILY_OF_TYPE: dict[str, str] = {
    "LBK": "law",
    "LOV": "law",
    "BEK": "order",
    "ANO": "order",
    "VEJ": "guide",
    "CIR": "guide",
    "CIS": "guide",
    "SKR": "guide",
    "EU": "eu",
}

FAMILY_OF_WORD: dict[str, str] = {
    "lov": "law",
    "lovbekendtgørelse": "law",
    "bekendtgørelse": "order",
    "anordning": "order",
    "vejledning": "guide",
    "cirkulære": "guide",
    "cirkulæreskrivelse": "guide",
    "skrivelse": "guide",
    "forordning": "eu",
    "direktiv": "eu",
}

DEFINITE: dict[str, str] = {
    form: word
    for word in FAMILY_OF_WORD
    for form in (f"{word}en", f"{word}n", f"{word}et", f"{word}t")
    if form
    in {
        "loven",
        "lovbekendtgørelsen",
        "bekendtgørelsen",
        "anordningen",
        "vejledningen",
        "cirkulæret",
        "cirkulæreskrivelsen",
        "skrivelsen",
        "forordningen",
        "direktivet",
    }
}

EU_WORDS = (
    "forordning",
    "forordningen",
    "direktiv",
    "direktivet",
    "rammeafgørelse",
    "rammeafgørelsen",
    "afgørelse",
    "afgørelsen",
    "henstilling",
)

# Words that an anaphor may begin with; »denne lov« is the text's own act and has no act in data.
POINTING = {
    "samme",
    "nævnte",
    "førnævnte",
    "førstnævnte",
    "sidstnævnte",
    "ovennævnte",
    "omtalte",
    "pågældende",
    "omhandlede",
}

OWN = {"denne", "dette", "nærværende"}

SECTION_WORDS = {
    "paragraf": False,
    "paragraffen": False,
    "paragraffer": True,
    "paragrafferne": True,
    "pgf": False,
}

ARTICLE_WORDS = {"artikel": False, "artiklen": False, "artikler": True, "artiklerne": True, "art": False}

CHAPTER_WORDS = {"kapitel": False, "kapitlet": False, "kapitler": True, "kapitlerne": True, "kap": False}

# Whole names that no suffix shows.
NAMES: dict[str, str] = {
    "barnets lov": "LOV",
    "danmarks riges grundlov": "LOV",
    "eu's charter om grundlæggende rettigheder": "EU",
    "traktaten om den europæiske unions funktionsmåde": "EU",
    "traktaten om den europæiske union": "EU",
}

NAME_HEADS = {name.split()[0] for name in NAMES}

# Abbreviations that stand for an act also where no section is near, with the type of the act.
ABBREVIATIONS: dict[str, str] = {
    **dict.fromkeys(word_set("LAB LAS RSL FVL LOB OFL ÅRL"), "LOV"),
    **dict.fromkeys(word_set("BAB"), "BEK"),
    **dict.fromkeys(word_set("GDPR TEUF TEU EUF"), "EU"),
}
# Only right before or after a section: each of them is more often something else.
ABBREVIATIONS_AT_SECTION: dict[str, str] = {
    **dict.fromkeys(
        word_set(
            "DBL SDL BUL FUL FBL ABL SEL DPL KSL ALF SL LL PSL SFL SKL SUL VAL FAL RPL STRFL UDL INTL AML BL LEJEL PBL KKL KL SIL ML EBL "
            "PAL FEL KMF EAL ASL AAL AFTL KBL GRL AKL MFL OHL VML OPHL PDL SSL CPRL TJML SUNDL PSYKL "
            "FVGL GDL BVL "
        ),
        "LOV",
    ),
    **dict.fromkeys(word_set("DBF EUT"), "EU"),
}
# Words in capitals before a section that are no act, and that end like an abbreviation of one.
NO_ABBREVIATION = {"TIL", "HEL", "DEL", "SKAL", "VIL", "EL", "MAL", "MED", "AL"}
