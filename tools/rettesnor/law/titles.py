"""Where an act's title ends in running text: at the end of a title we know, else before what no title holds.

»lov om sygedagpenge kan forlænges«: the title is »lov om sygedagpenge«. Known titles come first, since only they can
tell »på det sociale område« from »på mandag« (annotation guidelines, rules 10 and 18).
"""

import re
from functools import cache

from rettesnor.law.names import TITLES
from rettesnor.law.vocabulary import word_set

# The longest title that we read: what comes after is no title of any act.
MAX_WORDS = 60

_WORD = re.compile(
    r"\s*+(?P<token>m\.\s?(?:v|m|fl)\.(?=\W|$)|mv\.?(?=\W|$)|-?+[^\W\d_][\w’'&-]*+(?:/[^\W\d_][\w-]*+)?+|,|\d{4}(?![\w./-])"
    r"|(?:95/46/EF|2016/679))"
)
_AND_SO_ON = re.compile(r",?\s*+(?:m\.\s?(?:v|m)\.|mv\.?(?=\W|$))")
_ETC = {"mv", "mv.", "m.v.", "m. v.", "m.m.", "m. m.", "m.fl.", "m. fl."}

_STOPS = word_set("""
    er var bliver blev kan kunne skal skulle vil ville må måtte bør burde har havde får fik gør gjorde gælder gjaldt giver gav
    finder fandt fastsætter fastsatte indeholder indeholdt siger sagde står stod træder trådte ophæves ophævet ændres ændredes
    foretages indsættes udgår affattes fremgår følger fulgte bestemmer bestemte kræver krævede betyder betød omfatter omfattede
    regulerer regulerede beskriver bruges brugte brug anvendes anvendte nævner nævnte henviser viser sætter satte tager tog
    kommer kom går gik ligger lå lader lod hører hørte tillader forbyder pålægger beskytter sikrer sikrede stiller afløser
    afløste erstatter erstattede ændrer ændrede ophæver ophævede tilføjer forlænges forlænger nedsættes beregnes udbetales
    stoppes bevilges gives findes vedtages vedtaget udløber udløb virker betaler mener synes ønsker søger skriver oplyser afgør
    forbliver beslutte tilsvarende
    træffer bygger hviler handler drejer vedrører knytter tilkommer administreres håndhæves tolkes fortolkes læses skelner
    som der at hvis når fordi idet da mens men jf jfr ifølge hvorefter hvorved hvoraf hvornår hvordan hvad hvem hvor hvilke hvilket
    ikke også kun dog altså desuden endvidere således derfor dermed herunder herom hermed fortsat stadig nu her senest især
    først indtil siden inden før medmindre selv selvom uanset sammenholdt samt du dig din dit dine vi os vores jeg mig min mit
    mine han hun hans hendes de dem deres jer jeres man sig det denne dette disse
    paragraf paragrafferne kapitel kapitlerne kap artikel artiklerne art stk nr litra pkt afsnit bilag
    nævnt omtalt beskrevet fastsat anført indført gældende
    ingen intet nogen noget
    """)
# A preposition that a title may hold, but not before one of these.
_PREPOSITIONS = word_set("i på til for af ved med under mod over mellem fra hos uden efter inden")
_AFTER_PREPOSITION = word_set(
    "dag går morgen år forhold henhold medfør stedet øvrigt praksis denne dette disse dig os jer mig ham hende dem din dit dine "
    "sin sit sine vores jeres deres hele perioden stk nr at sagen brevet afgørelsen mandag tirsdag onsdag torsdag fredag lov loven"
)
_AFTER_DET = word_set("omfang tilfælde tidspunkt øjeblik følgende år foregående efterfølgende")
_JOINING = frozenset({"og", "eller", "samt"})
_NOT_AFTER_AND = (
    _STOPS
    | _PREPOSITIONS
    | word_set("lov loven lovens lovbekendtgørelse bekendtgørelse vejledning anordning lbk bek")
)
_NOT_FIRST = _STOPS | word_set(
    "mandag mandagen tirsdag tirsdagen onsdag onsdagen torsdag torsdagen fredag fredagen lørdag lørdagen søndag søndagen "
    "morgenen aftenen formiddagen eftermiddagen natten dagen sommeren vinteren foråret efteråret ugen året noget alt"
)
_LOOSE_ENDS = _PREPOSITIONS | _JOINING | word_set("om den det en et")
_DETERMINERS = frozenset(("den", "det", "de"))
_YEAR_BEFORE = frozenset(("for", "i", "finansåret", "indkomståret", "kalenderåret", "året"))


def _tokens(title: str) -> tuple[str, ...]:
    words: list[str] = []
    at = 0
    while (found := _WORD.match(title, at)) is not None:
        at = found.end()
        word = found["token"].lower()
        words.append("m.v." if word in _ETC else word)
    return tuple(words)


@cache
def _known(extra: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Known titles by their first word, the longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for title in (*TITLES, *extra):
        words = _tokens(title)
        if words:
            by_first.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(set(titles), key=len, reverse=True)) for first, titles in by_first.items()}


class Title:
    """A title that was read: where it ends, and whether it is one we know."""

    __slots__ = ("end", "genitive", "known")

    def __init__(self, end: int, known: bool, genitive: bool = False) -> None:
        self.end = end
        self.known = known
        self.genitive = genitive


def read_title(text: str, at: int, *, order: bool = False, extra: tuple[str, ...] = ()) -> Title | None:
    """The title whose first word after »om« begins at `at`; None when no title can begin so.

    `order`: the title of an order or a guide, which may name another act (»efter lov om ...«) and a year.
    `extra` are more titles that are known, without their »lov om«.
    """
    words, ends = _read_words(text, at, order=order)
    if not words:
        return None
    if not order:
        known = _match_known(words, extra)
        if known is not None:
            count, genitive = known
            end = ends[count - 1]
            more = _AND_SO_ON.match(text, end)
            return Title(more.end() if more else end, known=True, genitive=genitive)
    count = _count(words, order=order)
    while count and (words[count - 1] in _LOOSE_ENDS or words[count - 1] == ","):
        count -= 1
    return Title(ends[count - 1], known=False) if count else None


def _read_words(text: str, at: int, *, order: bool) -> tuple[list[str], list[int]]:
    words: list[str] = []
    ends: list[int] = []
    while len(words) < MAX_WORDS and (found := _WORD.match(text, at)) is not None:
        at = found.end()
        word = found["token"].lower()
        if word in ("lov", "loven", "lovens") and not order and words[:2] != ["ændring", "af"]:
            break  # the next act begins
        words.append("m.v." if word in _ETC else word)
        ends.append(at)
    return words, ends


def _match_known(words: list[str], extra: tuple[str, ...]) -> tuple[int, bool] | None:
    for title in _known(extra).get(words[0], ()) or _known(extra).get(words[0].removesuffix("s"), ()):
        count = len(title)
        if len(words) < count:
            continue
        if tuple(words[:count]) == title:
            return count, False
        if tuple(words[: count - 1]) == title[:-1] and words[count - 1] == f"{title[-1]}s":
            return count, True
    return None


def _count(words: list[str], *, order: bool) -> int:
    """How many words belong to a title that we don't know."""
    if words[0] in _PREPOSITIONS or words[0] == ",":
        return 0
    if words[0] in _NOT_FIRST and not (
        words[0] in _DETERMINERS and len(words) > 2 and words[1].endswith("e") and words[1] not in _STOPS
    ):
        return 0
    amending = words[:2] == ["ændring", "af"]
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if word == ",":
            if not (amending or _enumerates(words, at)):
                return at
        elif word.isdigit():
            if not (order and at and words[at - 1] in _YEAR_BEFORE):
                return at
        elif (word == "at" and words[at - 1] == "til" and words[at - 2] in ("ret", "pligt", "adgang")) or (
            word in _DETERMINERS
            and (not at or words[at - 1] in _PREPOSITIONS)
            and following not in _AFTER_DET
        ):
            continue
        elif word in _STOPS or (word == "anvendelse" and at and following != "af"):
            return at
        elif word in _JOINING:
            if following == "om" or (amending and following in ("forskellige", "lov")):
                continue
            if word == "eller" and following in ("en", "et", "anden", "andre"):
                return at
            if following in _NOT_AFTER_AND or _is_act(following) or not following:
                return at
        elif word in _PREPOSITIONS:
            if order and following == "lov":
                continue
            if amending and following in ("lov", "bekendtgørelse"):
                continue
            if (
                word == "efter"
                or following in _AFTER_PREPOSITION
                or not following
                or (following.isdigit() and not order)
            ):
                return at
        elif (
            at
            and not amending
            and (word in ("lov", "lovbekendtgørelse", "lbk", "bek") or _is_act(word))
            and not order
        ):
            return at
    return len(words)


def _is_act(word: str) -> bool:
    return word.endswith(("loven", "lovens", "forordningen", "bekendtgørelsen")) and len(word) > 7


def _enumerates(words: list[str], comma: int) -> bool:
    """Whether the comma at `comma` stands in a list of nouns that ends with »og«: »beregning, udbetaling og regulering«."""
    for at in range(comma + 1, min(comma + 5, len(words))):
        word = words[at]
        if word in ("og", "eller"):
            return at > comma + 1 and at + 1 < len(words) and words[at + 1] not in _NOT_AFTER_AND
        if word == ",":
            return at > comma + 1 and _enumerates(words, at)
        if word in _STOPS or word in _PREPOSITIONS or word == "om":
            return False
    return False
