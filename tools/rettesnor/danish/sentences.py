"""Where Danish sentences end. A full stop is the end unless it belongs to an abbreviation, a number or a name.

What counts as a sentence: tests/labelled/language/CONVENTIONS.md. The text is one block; headings and list
items are blocks of their own and never come together here.
"""

# ruff: noqa: SIM905 - long lists of words are read and mended more easily as text

import re
from collections.abc import Iterator

from rettesnor.model import VALUE

# Ends of sentences as typed: one or more marks, what closes around them, then space.
END = re.compile(r"[.!?…]+[\"'»«”’)\]]*(?=\s)")
OPENING = "\"'»«“”‘(["
CLOSING = "\"'»«”’)]"

# Before a name, a number or a date these never end a sentence.
BEFORE_NAME = frozenset(
    "dvs kbh adv afd ang art bl ca cand dir dr eks ekskl evt f fhv fr frk gl hhv hr if ifm ift iht incl"
    " inkl ing jf jfr jvf kap kl kgl l lic litr litra max mag maks med mht mhp mvh ndr nr nuv obs pga pkt pl"
    " pr prof red ref resp s sdr skt sml spec st stk stud søn sv t tel tlf vedr vha vs v d i j m o p u inkl"
    " tidl ult u medl min mindst str nævnte sst lb bd opg ændr cirk bek lbk chr".split()
)
# Abbreviations that may end a sentence: after them a capital letter begins a new one.
MAY_END = frozenset(
    "a m mv mm osv o ol lign ellign etc kr øre pct mio mia mdr md min sek t tim år fl mfl ff pers stk g kg"
    " km cm mm nævnt al alm i fvl ugtl mdl årl dgl pt v f e d l".split()
)
# Abbreviations with inner full stops: what the last letters are.
INNER = re.compile(r"(?:^|[\s(»\"])((?:[^\W\d_]{1,5}\.)+[^\W\d_]{1,5}|(?:[^\W\d_]\. )+[^\W\d_])$")
MULTI_MAY_END = frozenset(
    "m.v m.m m.fl o.l o.lign e.l el.lign el.l o.a m.a s.m a.m p.m d.d i.a d.s d.å s.å f.m e.m o.fl o.m.a"
    " u.å ell.lign o.s.v p.t".split()
)
MONTHS = frozenset(
    "januar februar marts april maj juni juli august september oktober november december jan feb mar apr"
    " jun jul aug sep sept okt nov dec".split()
)
# Words that so often begin a sentence that even an abbreviation before them ends one.
STARTERS = frozenset(
    "Du Vi Det Den Der De Jeg Han Hun Man Din Dit Dine Vores Hvis Når Så Men Og Hvad Hvem Hvor Hvordan"
    " Hvornår Hvorfor Derfor Her Da Kan Skal Har Er Får Må Vil Ring Skriv Send Kom Husk Læs Se Mød Tag Brug"
    " Svar Spørg Søg Klik Giv Gå Bliver Ellers Dette Disse Denne Alle Ingen Også Herefter Derefter Som Ved"
    " Efter Før Fra Til For Med Mens Hver Begge Mødet Brevet Sagen Fristen Kontakt Tak Nu Dog Resten Bed"
    " Drik Hent Vælg Find Log Underskriv Udfyld Pas Kig".split()
)
# »den 3. 4. og 5. maj«: after a number, one that goes on like this begins no sentence.
ROW_OF_NUMBERS = re.compile(
    r"\d+(?:[.,:-]|\s+(?:og|eller|til|" + "|".join(sorted(MONTHS)) + r")\b)|\d+$", re.IGNORECASE
)
LAST_WORD = re.compile(r"([^\W_]+)$")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of one block, in order, without the space around them."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in END.finditer(text):
        if _ends(text, match.start(), match.group(), match.end()):
            found.extend(_visible(text, start, match.end()))
            start = match.end()
    found.extend(_visible(text, start, len(text)))
    return tuple(found)


def _visible(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends(text: str, place: int, marks: str, end: int) -> bool:
    """Whether the marks at `place` (up to `end`) end a sentence."""
    after = text[end : end + 60].lstrip()
    if not after:
        return True
    bare = after.lstrip(OPENING)
    following = re.match(r"[^\W_]+(?:[-.][^\W_]+)*", bare)
    word = following.group() if following else ""
    closed = marks.rstrip(CLOSING) != marks
    if bare[:1] == VALUE:
        return _ends_before_value(text, place, marks)
    if not word:
        return bare[:1] in "§–-•" and not _abbreviated(text, place)
    lower = word[0].islower()
    if lower and not _brand(word):
        # »Kan du?« spørger hun: the verb of saying belongs to the quotation.
        return False
    if marks[0] in "!?" or closed:
        return not (closed and lower)
    if marks.startswith(("..", "…")):
        return True
    return _full_stop(text, place, word, after)


def _brand(word: str) -> bool:
    """A name that begins with a small letter: »e-Boks«, »jobAG«."""
    return any(c.isupper() for c in word[1:])


def _before(text: str, place: int) -> str:
    match = LAST_WORD.search(text, max(0, place - 40), place)
    return match.group(1) if match else ""


def _inner(text: str, place: int) -> str:
    """An abbreviation with inner full stops that ends at `place`: »m.v«, »bl.a«."""
    match = INNER.search(text[max(0, place - 24) : place])
    return re.sub(r"\s", "", match.group(1)).lower() if match and "." in match.group(1) else ""


def _abbreviated(text: str, place: int) -> bool:
    word = _before(text, place)
    return bool(_inner(text, place)) or word.lower() in BEFORE_NAME or word.lower() in MAY_END


def _starts_anew(word: str, after: str) -> bool:
    """Whether a capitalised word clearly begins a sentence: a common first word, with a small letter after it."""
    rest = after.lstrip(OPENING)[len(word) :].lstrip()
    return word in STARTERS and not rest[:1].isupper()


def _full_stop(text: str, place: int, word: str, after: str) -> bool:
    before = _before(text, place)
    lower = before.lower()
    inner = _inner(text, place)
    if inner:
        if inner in MULTI_MAY_END:
            return not word[0].isdigit()
        return _starts_anew(word, after)
    if not before:
        return True
    if before.isdigit():
        return _number(word, after)
    if word[0].isdigit():
        return lower not in BEFORE_NAME and lower not in MAY_END
    if lower in MAY_END and lower not in BEFORE_NAME:
        return True
    if len(before) == 1 and before.isupper():
        return _starts_anew(word, after)
    if lower in BEFORE_NAME and (before == lower or len(before) > 1):
        unit = lower in {"min", "s", "t", "d", "m", "pl", "stk"} and re.search(
            rf"[\d{VALUE}]\s*$", text[: place - len(before)]
        )
        return bool(unit) or _starts_anew(word, after)
    return True


def _number(word: str, after: str) -> bool:
    """Whether a full stop after a number ends a sentence: not in a date, an ordinal or a row of numbers."""
    if word.lower() in MONTHS or word == "Sal":
        return False
    return not word[0].isdigit() or not ROW_OF_NUMBERS.match(after)


def _ends_before_value(text: str, place: int, marks: str) -> bool:
    """A value may begin a sentence, but after an abbreviation or a number it fills the place of a name or a date."""
    if marks[0] in "!?":
        return True
    if _before(text, place).isdigit():
        return bool(re.search(r"\d[.,:]\d+$|kl\.?\s*\d+$", text[max(0, place - 20) : place]))
    inner = _inner(text, place)
    if inner:
        return inner in MULTI_MAY_END
    word = _before(text, place).lower()
    return word in {"mv", "mm", "osv", "etc", "ol"} or not _abbreviated(text, place)
