"""CPR numbers and e-mail addresses made unreadable, before anything is stored.

A CPR number is known by its shape alone: a day (or a day + 60, as in replacement numbers), a month, a year and four
digits. Whether the person exists is not asked, so no list of valid numbers is needed and none is missed for its
check digit. What looks the same but says what it is (»P-nr.«, »kr.«) stays.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

Place = tuple[int, int]

MASK = "x"

_DAY = "(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"
_MONTH = "(?:0[1-9]|1[0-2])"
_YEAR = "(?:(?:18|19|20)[0-9]{2}|[0-9]{2})"
_FREE = "(?<![0-9+])"  # a plus before the digits is a telephone number
_ENDS = "(?![0-9])"
_LAST_FOUR = r"(?:løbenr\.?|løbenummer|(?:de )?sidste (?:4|fire)(?: cifre)?)"
_SHAPES = (
    # 310299-1234, 310299 1234, 3102991234, 310299 - 1234, 310299/1234, (310299) 1234
    rf"{_FREE}{_DAY}{_MONTH}[0-9]{{2}}[ ./_:|()\[\]-]{{0,4}}[0-9]{{4}}{_ENDS}",
    # 31.02.99-1234, 31/02/99 1234, 31 02 99 1234, 31-02-1999-1234
    rf"{_FREE}{_DAY}(?P<between>[ ./_-]){_MONTH}(?P=between)[0-9]{{2}}[ ./_:-]{{0,3}}[0-9]{{4}}{_ENDS}",
    rf"{_FREE}{_DAY}[ ./_-]?{_MONTH}[ ./_-]?(?:18|19|20)[0-9]{{2}} ?[-/_] ?[0-9]{{4}}{_ENDS}",
    # 310299, løbenummer 1234
    rf"{_FREE}{_DAY}[ ./-]?{_MONTH}[ ./-]?{_YEAR}[ ,.;-]{{1,3}}(?:og )?{_LAST_FOUR}:? {{0,2}}[0-9]{{4}}{_ENDS}",
)
# Ten digits with gaps anywhere (31 02 99 12 34, 3 1 0 2 9 9 1 2 3 4): only where the gaps are of one kind and all of
# the number is there, so that two telephone numbers in a row are left alone.
_RUN = re.compile(r"(?<![0-9+])(?<![0-9][ ./_-])[0-9](?:[ ./_-]{0,2}[0-9]){8,11}(?![ ./_-]?[0-9])")
_SPACED = re.compile(
    r"[0-9](?P<gap>[ ./_-]{1,2})[0-9](?:(?P=gap)[0-9]){8}|[0-9]{2}(?:(?P<pair>[ ./_-])[0-9]{2}){4}"
)
_TEN = re.compile(rf"{_DAY}{_MONTH}[0-9]{{6}}")
_WRITTEN = tuple(re.compile(shape, re.IGNORECASE) for shape in _SHAPES)

# After these words any number that can be a CPR number is one, however it is cut up or short of its first nought.
_SAYS_CPR = re.compile(
    r"(?:\bcpr|c\.p\.r\.?|\bpersonn(?:umme)?r|\bperson-?nr|\bcentrale? personregister)[a-wyzæøå.:#()= -]{0,24}$",
    re.IGNORECASE,
)
# After these any number in one piece or in groups is something else; six digits, a dash and four are a CPR number all the same.
_SAYS_OTHER = re.compile(
    r"(?:\bp-?n(?:umme)?r|\bp-?nummeret|\bproduktions(?:enheds)?n(?:umme)?r|\bcvr[a-z-]*|\bse-?n(?:umme)?r|\bean[a-z-]*|\bgln[a-z-]*"
    r"|\bisbn|\bj\.? ?n(?:umme)?r|\bjournaln(?:umme)?r|\bsags?(?:id|n(?:umme)?r)|\bsag|\bfaktura[a-z]*|\bordre[a-z]*|\bdok(?:ument)?\.?n(?:umme)?r"
    r"|\bkonto[a-z]*|\btlf|\btelefon[a-z]*|\bmobil[a-z]*)[.:# -]{0,4}(?:n(?:umme)?r[.:# ]{0,3})?$",
    re.IGNORECASE,
)
_MONEY_OR_TIME = re.compile(r" ?(?:kr\b|kroner|dkk|mio|,-|timer\b|km\b|m2\b)", re.IGNORECASE)
_CLOCK = re.compile(r"[0-9]{2}(?P<between>[./-])[0-9]{2}(?P=between)[0-9]{2} [0-9]{4}$")
_DASHED = re.compile(r"[0-9]{6} ?- ?[0-9]{4}")
_NUMBER = re.compile(r"[0-9O](?:[ ,;:./_()-]{0,3}[0-9O]){8,11}(?![0-9])", re.IGNORECASE)

_EMAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}"
    r"|[\w.+-]{1,64}(?: @ | ?[(\[] ?(?:at|snabel-?a) ?[)\]] ?| snabel-?a )[\w-]{1,63}(?:(?:\.| punktum )[\w-]{1,63}){0,8}(?:\.| punktum )[^\W\d_]{2,}",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"[0-9](?:[ ./_-]{0,2}[0-9]){5,}")


def masked(text: str) -> str:
    """`text` with each digit of a CPR number and each letter of an e-mail address as »x«; as long as before."""
    return _covered(masked_numbers(text), _addresses)


def masked_numbers(text: str) -> str:
    """`text` with each digit of a CPR number as »x«."""
    covered = _covered(_covered(text, _written), _said)
    # What was covered may have stood at the edge of another number.
    return covered if covered == text else masked_numbers(covered)


def masked_query(query: str) -> str:
    """A query without what can point at one person: also telephone, case and account numbers (six digits and up)."""
    return _covered(masked(query), lambda plain: [number.span() for number in _LONG_NUMBER.finditer(plain)])


def _covered(text: str, find: Callable[[str], Iterable[Place]]) -> str:
    """`text` with what `find` finds in its plain form covered."""
    plain, places = _plain(text)
    shown = list(text)
    for start, end in find(plain):
        for place in places[start:end]:
            if shown[place].isalnum():
                shown[place] = MASK
    return "".join(shown)


def _plain(text: str) -> tuple[str, list[int]]:
    """`text` as people read it, and where each character of it stands in `text`.

    Digits of any script are 0-9, dashes of any length are »-«, spaces and line ends are » «; what is not seen is left out.
    """
    read: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if not character.isascii():
            character = _as_read(character)
        elif character.isspace():
            character = " "
        if character:
            read.append(character)
            places.append(place)
    return "".join(read), places


def _as_read(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in {"Cf", "Mn", "Me"}:  # soft hyphens, marks of direction, what makes a digit an emoji
        return ""
    if (value := unicodedata.digit(character, None)) is not None:
        return str(value)
    if kind == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    if character.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _written(plain: str) -> Iterator[Place]:
    """CPR numbers by how they are written."""
    for shape in _WRITTEN:
        yield from (number.span() for number in shape.finditer(plain) if not _something_else(plain, number))
    for run in _RUN.finditer(plain):
        digits = re.sub("[^0-9]", "", run[0])
        if _SPACED.fullmatch(run[0]) and _TEN.fullmatch(digits) and not _something_else(plain, run):
            yield run.span()


def _said(plain: str) -> Iterator[Place]:
    """CPR numbers by the word before them."""
    for run in _NUMBER.finditer(plain):
        if _SAYS_CPR.search(plain, max(0, run.start() - 60), run.start()):
            yield run.span()


def _addresses(plain: str) -> Iterator[Place]:
    yield from (address.span() for address in _EMAIL.finditer(plain))


def _something_else(plain: str, number: re.Match[str]) -> bool:
    if _DASHED.fullmatch(number[0]):
        return False
    before = plain[max(0, number.start() - 40) : number.start()]
    counted = _MONEY_OR_TIME.match(plain, number.end()) is not None
    return _SAYS_OTHER.search(before) is not None or (
        counted and (number[0].isdigit() or _CLOCK.fullmatch(number[0]) is not None)
    )
