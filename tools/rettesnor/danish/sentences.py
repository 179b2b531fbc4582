"""Where Danish sentences end. A full stop is the end unless it belongs to an abbreviation, a number or a name.

What counts as a sentence: tests/labelled/language/CONVENTIONS.md. The text is one block; headings and list
items are blocks of their own and never come together here.
"""

# ruff: noqa: SIM905 - long lists of words are read and mended more easily as text

import re
from collections.abc import Iterator

from rettesnor.danish.compounds import split
from rettesnor.danish.dictionary import NAME, WORD, begins, bits
from rettesnor.model import VALUE

# Ends of sentences as typed: one or more marks, what closes around them, then space. A row of marks is read once.
END = re.compile(r"(?<![.!?…])[.!?…]++[\"'»«”’)\]]*(?=\s)")
OPENING = "\"'»«“”‘(["
CLOSING = "\"'»«”’)]"

# Before a name, a number or a date these never end a sentence; nor do words that end like the second row: »sagsnr.«.
BEFORE_NAME = frozenset(
    "adr adv afd afs afsn alm ang art bd bek bl bygn ca cand chr cirk d dir dr dvs eks ekskl etg evt f fhv fig fr"
    " frk gl gns hhv hr if iflg ifm ift iht incl ing inkl jf jfr jvf kap kbh kgl kgs kl l lb lbk lejl lic lit litr"
    " litra lok mag maks max medl mht mhp mvh ndr nr nuv obs opg pga pkt pr prof psyk ref resp s sagsbeh sdr skt sml"
    " spec st str stud tel tidl tlf ult v vedr vha vs".split()
)
NUMBERED = ("nr", "tlf", "afd", "adr", "beh")
# Before a number they are like those, after a number they may end a sentence.
UNITS = frozenset("kr øre pct mio mia min sek t tim km kg g m cm pl stk pers".split())
SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept okt nov dec".split())
SHORT_DAYS = frozenset("man tirs ons tors fre lør søn".split())
# Abbreviations with inner full stops: what the last letters are.
INNER = re.compile(r"(?:^|[\s(»\"])((?:[^\W\d_]{1,5}\.)+[^\W\d_]{1,5}|(?:[^\W\d_]\. )+[^\W\d_])$")
MULTI_MAY_END = frozenset(
    "m.v m.m m.fl o.l o.lign e.l el.lign el.l o.a m.a s.m a.m p.m d.d i.a d.s d.å s.å f.m e.m o.fl o.m.a"
    " u.å ell.lign o.s.v p.t t.h t.v s.u d.m f.kr e.kr".split()
)
MONTHS = SHORT_MONTHS | frozenset(
    "januar februar marts april maj juni juli august september oktober november december".split()
)
# Words that so often begin a sentence that even an abbreviation before them ends one.
STARTERS = frozenset(
    "Du Vi Det Den Der De Jeg Han Hun Man Din Dit Dine Vores Hvis Når Så Men Og Hvad Hvem Hvor Hvordan"
    " Hvornår Hvorfor Derfor Her Da Kan Skal Har Er Får Må Vil Ring Skriv Send Kom Husk Læs Se Mød Tag Brug"
    " Svar Spørg Søg Klik Giv Gå Bliver Ellers Dette Disse Denne Alle Ingen Også Herefter Derefter Som Ved"
    " Efter Før Fra Til For Med Mens Hver Begge Mødet Brevet Sagen Fristen Kontakt Tak Nu Dog Resten Bed"
    " Derfra Dermed Derudover Desuden Bemærk Vær Drik Hent Vælg Find Log Underskriv Udfyld Pas Kig".split()
)
# »den 3. 4. og 5. maj«: after a number, one that goes on like this begins no sentence.
ROW_OF_NUMBERS = re.compile(
    r"\d+(?:[.,:-]|\s+(?:og|eller|til|" + "|".join(sorted(MONTHS)) + r")\b)|\d+$", re.IGNORECASE
)
NUMBER = re.compile(rf"[\d{VALUE}]\s*$")
YEAR = 4
# What is counted in letters: »bilag A.« ends a sentence, »J. Holm« does not.
LETTERED = re.compile(
    r"(?:bilag|gruppe|plan|hal|punkt|type|kategori|klasse|blok|bygning|opgang|lokale|fase|rute|linje|niveau)\s$",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\d[.,:]\d+$|kl\.?\s*\d+$")
DASHES = frozenset("–-•")
LAST_WORD = re.compile(r"([^\W_]+)$")
VOWELS = frozenset("aeiouyæøåé")
# How bent words end; abbreviations are cut before that.
BENT = ("en", "et", "er", "es", "ed")
SHORT = 3
# Abbreviations that come last in what they belong to, so that a name or number after them begins something new.
COME_LAST = frozenset("osv etc mv mm ol oa mfl ofl omv lign kld mdl mdr".split())
# »Nørrebrog. 12«, »Allerødv. 3«: a street before its number.
STREET_ENDS = "gv"
# »1. Ring til os. 2. Skriv til os.«
LABEL = re.compile(r"(?:^|:)\s*\d{1,2}$")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of one block, in order, without the space around them."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in END.finditer(text):
        if _ends(text, start, match.start(), match.group(), match.end()):
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


def _ends(text: str, start: int, place: int, marks: str, end: int) -> bool:
    """Whether the marks at `place` (up to `end`) end the sentence that begins at `start`."""
    after = text[end : end + 60].lstrip()
    if not after:
        return True
    bare = after.lstrip(OPENING)
    following = re.match(r"[^\W_]+(?:[-.][^\W_]+)*", bare)
    word = following.group() if following else ""
    closed = marks.rstrip(CLOSING) != marks
    if bare[:1] in {VALUE, "§"}:
        return closed or marks[0] in "!?" or _full_stop(text, start, place, bare[0], after)
    if not word:
        return bare[:1] in DASHES and _full_stop(text, start, place, bare[:1], after)
    lower = word[0].islower()
    if lower and not _brand(word):
        # »Kan du?« spørger hun: the verb of saying belongs to the quotation.
        return False
    if marks[0] in "!?" or closed:
        return not (closed and lower)
    if marks.startswith(("..", "…")):
        return True
    return _full_stop(text, start, place, word, after)


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


def _starts_anew(word: str, after: str) -> bool:
    """Whether a capitalised word clearly begins a sentence: a common first word, with a small letter after it."""
    rest = after.lstrip(OPENING)[len(word) :].lstrip()
    return word in STARTERS and not rest[:1].isupper()


def _full_stop(text: str, start: int, place: int, word: str, after: str) -> bool:
    """Whether a full stop ends a sentence when `word` follows: a word or number, or the sign that `after` begins with."""
    before = _before(text, place)
    lower = before.lower()
    inner = _inner(text, place)
    filled = not word[0].isalpha()  # a number, a value or a § may belong to an abbreviation before it
    if inner:
        return inner in MULTI_MAY_END or (not filled and _starts_anew(word, after))
    if before.isdigit():
        if word[0].isupper() and LABEL.search(text[start:place]):
            return False
        return _number(before, word, after, clock=bool(CLOCK.search(text, max(0, place - 20), place)))
    if lower in UNITS and NUMBER.search(text, max(0, place - 40), place - len(before)):
        return True
    if lower in SHORT_MONTHS or lower in SHORT_DAYS:
        return not filled
    if lower in BEFORE_NAME or lower in UNITS or lower.endswith(NUMBERED):
        return not filled and _starts_anew(word, after)
    if len(before) == 1 and before.isupper():
        lettered = LETTERED.search(text, max(0, place - 20), place - 1)
        return word == VALUE or bool(lettered) or _starts_anew(word, after)
    if _cut_short(before, first=not text[start : place - len(before)].strip(OPENING + " \n")):
        place_name = before[:1].isupper() and VOWELS.isdisjoint(lower)
        return not filled and (_starts_anew(word, after) or not (place_name or _is_name(word.lower())))
    return not (word[0].isdigit() and _street(before))


def _cut_short(before: str, *, first: bool) -> bool:
    """Whether letters are no Danish word but the beginning of one, so an abbreviation that no list needs to know.

    With a capital letter they are rather a name, unless they begin the sentence or cannot be spoken: »Kgs«, »Frb«.
    """
    lower = before.lower()
    spoken = not VOWELS.isdisjoint(lower)
    if not (before.islower() or (before[1:].islower() and (first or not spoken))):
        return False
    if not lower or lower in COME_LAST:
        return False
    if lower[-1] in VOWELS or lower.endswith(BENT) or bits(lower) & (WORD | NAME) or len(split(lower)) > 1:
        return False
    return len(lower) <= SHORT or not spoken or begins(lower)


def _is_name(word: str) -> bool:
    return bool(bits(word) & NAME) or (not bits(word) and len(split(word)) == 1)


def _street(before: str) -> bool:
    """Whether letters are the name of a street with »-gade« or »-vej« cut short: »Nørrebrog«."""
    lower = before.lower()
    return (
        before[:1].isupper()
        and len(before) > 2 * SHORT
        and lower[-1] in STREET_ENDS
        and not bits(lower)
        and bool(bits(lower[:-1]))
    )


def _number(before: str, word: str, after: str, *, clock: bool) -> bool:
    """Whether a full stop after a number ends a sentence: not in a date, an ordinal or a row of numbers."""
    if word == VALUE:
        return clock
    if word.lower() in MONTHS or word == "Sal":
        return False
    # After a year a number begins something new: »i 2027. 2. kvartal«.
    return not word[0].isdigit() or len(before) == YEAR or not ROW_OF_NUMBERS.match(after)
