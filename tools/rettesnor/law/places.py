"""From a § sign, an article or a chapter to every place it points at: »§§ 36, stk. 1, og 39-41«.

A pinpoint is read left to right with one current place. A unit (stk., nr., litra, pkt.) refines the last place, or,
after a conjunction or when its level is already taken, opens a new one beside it. Grammar: the annotation guidelines,
rules 11, 12, 19 and 20.
"""

import re
from typing import Literal, NamedTuple

from rettesnor.law.numbers import ROMAN, members, read_number
from rettesnor.model.citation import Pinpoint

Head = Literal["paragraf", "artikel", "kapitel"]

# A citation that holds more places than this spells out no more ranges, so that no text can make it grow without end.
MAX_PLACES = 400


class Pins(NamedTuple):
    """The places of one head; `first_end` is where the head's own first number ends."""

    start: int
    end: int
    first_end: int
    head: Head
    places: tuple[Pinpoint, ...]


class Place(NamedTuple):
    """One place being read, in the order of its levels."""

    section: str | None
    to: str | None = None
    stk: str | None = None
    nr: str | None = None
    litra: str | None = None
    pkt: str | None = None


_SECTION, _STK, _NR, _LITRA, _PKT = 0, 2, 3, 4, 5

ORDINAL_WORDS = {
    "første": "1",
    "andet": "2",
    "andre": "2",
    "tredje": "3",
    "fjerde": "4",
    "femte": "5",
    "sjette": "6",
    "syvende": "7",
    "ottende": "8",
    "sidste": "sidste",
    "næstsidste": "næstsidste",
}

_ORDINAL_WORD = "|".join(ORDINAL_WORDS)

ORDINAL = rf"(?:\d{{1,2}}\.|(?i:{_ORDINAL_WORD})\b)"

_ORDINALS = rf"""
    (?: {ORDINAL} (?: (?:\s?[-–]\s?|,?\s?(?:og|eller|samt|til|&)\s|,\s?) {ORDINAL} ){{0,8}}
      | \d{{1,2}} (?: (?:\s?[-–]\s?|\s(?:og|eller)\s) \d{{1,2}}\. )?
    )
"""

_NEXT = re.compile(
    rf"""
    (?P<gap>\s*+\.?+(?P<comma>,?+)\s*+)
    (?P<conjunction>(?:(?:&(?=\s)|(?:og|eller|samt|henholdsvis)(?=\s|/)|/eller(?=\s)|hhv\.?+(?=\s)|jfr?(?:\.|(?=\s)))(?:\s++dog(?=\s))?+\s*+)*+)
    (?:
        (?P<unit>[Ss]tk|stykkerne|stykke|[Nn]r|numrene|nummer|[Ll]itra|[Ll]itr|lit|[Pp]kt)(?![a-zæøå])\.?+:?+\s*+
      | (?P<ordinals>{_ORDINALS})\s?(?P<ordinal_unit>pkt\.?+|punktum|punktummer|stk\.?+|stykke)(?!\w)
      | (?P<passed>{_ORDINALS}\s(?:afsnit|led)),?+\s?(?=litra|nr|stk|pkt|\d\.\s?pkt|i\s(?:[A-ZÆØÅ]{{2}}|lov\s|\w+loven\b))
      | (?P<bracket>\((?P<bracketed>\d{{1,3}}|[a-zæøå])\))
      | (?P<bare>(?=[\dIVXLCa-zæøå]))
    )
    """,
    re.VERBOSE,
)

_UNITS = {
    "stk": _STK,
    "stykke": _STK,
    "stykkerne": _STK,
    "nr": _NR,
    "nummer": _NR,
    "numrene": _NR,
    "litra": _LITRA,
    "litr": _LITRA,
    "lit": _LITRA,
    "pkt": _PKT,
    "punktum": _PKT,
    "punktummer": _PKT,
}

_RANGE = re.compile(r"\s*+(?:[-–—‑−]|til(?:\s++og\s++med)?+(?=\s))\s*+(?=[\dA-Za-zæøåÆØÅ])")

_LETTER = re.compile(r"([a-zæøå])(?![\w’'-]|\.\w)")

_LITRA_LETTER = re.compile(r"([a-zæøå])(?!\w)(?!-[a-zæøå]{2}|\.\w)")

_CAPITAL = re.compile(r"([A-ZÆØÅ])(?![\w’'-]|\.\w)")

# What shows that a bare number is an amount, a date or a label and no further member of a list.
_AMOUNT = re.compile(
    r"\.(?:\d| ?[a-zæøå])|:\d|/|,\d+\s?(?:kr|pct|procent|%|mio|mia|timer|dage)|\s?(?:%|°)|\s++(?:dage?|døgn|uger?|måned|år|timer?|minut|kr|kroner|pct|procent|gange|børn"
    r"|personer|mand|stk|mio|mia|km|meter|bilag|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)"
)

# A number that only a comma joins to a list must be followed by more list or by an end.
_LIST_GOES_ON = re.compile(r"\s*+(?:[-–,.;:)»«\"”]|$|&|(?:og|eller|samt|til|jf|i|af)(?![a-zæøå]))")

# What shows that a unit after a conjunction opens the next citation: »og første punktum i § 3«.
_LEADS_ON = re.compile(r"[\w\s]{0,12}?,?\si\s(?:§|artikel|art\.|paragraf|[\w-]{2,40}\s§)")


def section_number(text: str, at: int, head: Head) -> tuple[str, int] | None:
    number = read_number(text, at)
    if number is None and head == "kapitel":
        roman = ROMAN.match(text, at)
        return (roman[0], roman.end()) if roman and roman[0] else None
    return number


class Reader:
    """The state of one citation while it is read: its places, and the level that a bare number would continue."""

    def __init__(self, text: str, head: Head, plural: bool) -> None:
        self.text = text
        self.head: Head = head
        self.plural = plural or head != "paragraf"
        self.places: list[Place] = []
        self.level = _SECTION
        self.in_list = False

    def pinpoints(self) -> tuple[Pinpoint, ...]:
        if self.head == "kapitel":
            return tuple(Pinpoint(kapitel=place.section) for place in self.places)
        word = "artikel " if self.head == "artikel" else ""
        return tuple(
            Pinpoint(
                paragraf=f"{word}{place.section}",
                paragraf_til=f"{word}{place.to}" if place.to else None,
                stk=place.stk,
                nr=place.nr,
                litra=place.litra,
                pkt=place.pkt,
            )
            for place in self.places
        )

    def section(self, value: str, end: int) -> int:
        """Add a section, or a range of them, whose first number ends at `end`."""
        self.level, self.in_list = _SECTION, False
        upto = self._range_end(value, end)
        if upto is None:
            self.places.append(Place(value))
            return end
        last, end = upto
        if self.head == "kapitel":
            self.places.extend(Place(each) for each in self._members(value, last))
        else:
            self.places.append(Place(value, last))
        return end

    def rest(self, end: int) -> int:
        """Read on from `end` as long as something belongs to the citation; gives where it ends."""
        while True:
            found = _NEXT.match(self.text, end)
            if found is None:
                return end
            after = self._step(found, end)
            if after is None:
                return end
            end = after
        return end

    def _step(self, found: re.Match[str], end: int) -> int | None:
        conjunction = found["conjunction"]
        if conjunction and found["bare"] is None and _LEADS_ON.match(self.text, found.end()):
            return None
        if "." in found["gap"] and not found["comma"] and not (found["unit"] or "").islower():
            return None
        if found["bare"] is not None:
            return None if "jf" in conjunction else self._bare(found)
        if self.head == "kapitel":
            return None
        if found["passed"] is not None:
            return found.end("passed")
        if found["bracket"] is not None:
            if found.start("bracket") != end:
                return None
            value = found["bracketed"]
            return self._unit(_STK if value.isdigit() else _LITRA, (value,), "", found.end())
        if found["ordinals"] is not None:
            unit = found["ordinal_unit"].rstrip(".")
            return self._unit(_UNITS[unit], _ordinals(found["ordinals"]), conjunction, found.end())
        level = _UNITS[found["unit"].lower()]
        if level == _LITRA:
            letters = self._letters(found.end())
            return None if letters is None else self._unit(level, letters[0], conjunction, letters[1])
        number = read_number(self.text, found.end())
        if number is None:
            return None
        value, after = number
        upto = self._range_end(value, after)
        if upto is None:
            return self._unit(level, (value,), conjunction, self._closing(after) if level == _NR else after)
        return self._unit(level, self._members(value, upto[0]), conjunction, upto[1])

    def _unit(self, level: int, values: tuple[str, ...], conjunction: str, end: int) -> int:
        last = self.places[-1]
        taken = any(last[each] for each in range(level, _PKT)) if level < _PKT else bool(last.pkt)
        base = _cut(last, level)
        if conjunction or taken:
            self.places.extend(_set(base, level, value) for value in values)
        else:
            self.places[-1] = _set(last, level, values[0])
            self.places.extend(_set(base, level, value) for value in values[1:])
        self.level, self.in_list = level, False
        return end

    def _bare(self, found: re.Match[str]) -> int | None:
        """One more number or letter of a list, which no unit introduces."""
        comma, conjunction, at = bool(found["comma"]), found["conjunction"], found.end()
        if not (comma or conjunction):
            return None
        if self.level == _LITRA:
            letters = self._letters(at)
            if letters is None or (
                self.text[at] in "iå" and self.text[at + 1 : at + 2] not in (",", ")", ".")
            ):
                return None
            values, end = letters
            return self._unit(_LITRA, values, "og", end)
        if self.level == _PKT:
            return None
        level = self.level
        item = section_number(self.text, at, self.head) if level == _SECTION else read_number(self.text, at)
        if item is None and level == _SECTION:
            item = self._next_letter(at)
        if item is None:
            return None
        value, end = item
        upto = self._range_end(value, end)
        last, last_end = upto or (value, end)
        if "\n" in found[0] and self.text[last_end : last_end + 1] == ")":
            return None
        if _AMOUNT.match(self.text, last_end) or (
            not conjunction and not _LIST_GOES_ON.match(self.text, last_end)
        ):
            return None
        if level != _SECTION and self._pops(value, comma=comma, conjunction=conjunction):
            level = _SECTION
        if level == _SECTION:
            if not self.plural and not _LIST_GOES_ON.match(self.text, last_end):
                return None
            return self.section(value, end)
        values = self._members(value, last) if upto else (value,)
        listed = comma and not conjunction
        end = self._unit(level, values, "og", last_end)
        self.in_list = listed
        return end

    def _next_letter(self, at: int) -> tuple[str, int] | None:
        """»b« in »§§ 17 a og b«: the letter alone, for the number before it."""
        last = self.places[-1].to or self.places[-1].section or ""
        letter = _LETTER.match(self.text, at)
        if letter is None or " " not in last or letter[1] in "iå":
            return None
        return f"{last.split()[0]} {letter[1]}", letter.end()

    def _pops(self, value: str, *, comma: bool, conjunction: str) -> bool:
        """Whether a bare number is the next section, as in »§§ 36, stk. 1, og 39-41«, and not the next stk."""
        place = self.places[-1]
        if not self.plural or place.section is None:
            return False
        number, section, here = (
            _digits(value),
            _digits(place.to or place.section),
            _digits(place[self.level] or ""),
        )
        if number <= section:
            return False
        return (comma and bool(conjunction) and not self.in_list) or number > here + 5

    def _range_end(self, first: str, end: int) -> tuple[str, int] | None:
        found = _RANGE.match(self.text, end)
        if found is None:
            return None
        at = found.end()
        item = (
            section_number(self.text, at, self.head) if self.level == _SECTION else read_number(self.text, at)
        )
        if item is None:
            letter = (_CAPITAL if first[-1:].isupper() else _LETTER).match(self.text, at)
            if letter is None or " " not in first:
                return None
            item = f"{first.split()[0]} {letter[1]}", letter.end()
        elif _AMOUNT.match(self.text, item[1]):
            return None
        return item

    def _members(self, first: str, last: str) -> tuple[str, ...]:
        return members(first, last) if len(self.places) < MAX_PLACES else (first, last)

    def _letters(self, at: int) -> tuple[tuple[str, ...], int] | None:
        first = _LITRA_LETTER.match(self.text, at)
        if first is None:
            return None
        end = self._closing(first.end())
        dash = _RANGE.match(self.text, end)
        last = _LITRA_LETTER.match(self.text, dash.end()) if dash else None
        if last is None:
            return (first[1],), end
        return members(first[1], last[1]), self._closing(last.end())

    def _closing(self, end: int) -> int:
        """Past the bracket of »litra b)«, unless that bracket closes one that was opened before."""
        if self.text[end : end + 1] != ")":
            return end
        window = self.text[max(0, end - 300) : end]
        return end if window.count("(") > window.count(")") - len(_LETTERED.findall(window)) else end + 1


_LETTERED = re.compile(r"(?<![\w(])[a-zæøå]\)")


def _cut(place: Place, level: int) -> Place:
    """The place with everything from `level` downwards taken away."""
    return Place(*(value if at < level else None for at, value in enumerate(place)))


def _set(place: Place, level: int, value: str) -> Place:
    return Place(*(value if at == level else old for at, old in enumerate(place)))


def _digits(value: str) -> int:
    return int("".join(each for each in value if each.isdigit()) or 0)


def _ordinals(text: str) -> tuple[str, ...]:
    """»1. og 2.«, »1.-3.«, »første og sidste« as the numbers they stand for."""
    found: list[str] = []
    for piece in re.finditer(
        rf"(?P<dash>[-–]|\btil\s)?\s*(?:(?P<digits>\d+)|(?P<word>{_ORDINAL_WORD}))", text
    ):
        value = piece["digits"] or ORDINAL_WORDS[piece["word"].lower()]
        if piece["dash"] and found:
            found.extend(members(found.pop(), value))
        else:
            found.append(value)
    return tuple(found)
