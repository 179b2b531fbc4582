"""Numbers of sections and chapters: »16 a«, »7 Å«, »VIII«, and the members of a range."""

import re

# Ranges longer than this are read as their two ends: no act has so many pieces, and a text could make us write pages.
MAX_RANGE = 150

_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
_NUMBER = re.compile(r"(?P<digits>\d{1,4})(?!\d)(?:(?P<gap>\s?+)(?P<letter>[A-Za-zÆØÅæøå])(?!\w))?+")
# A lone letter after a number that is not its suffix: abbreviations (»§ 5 f.eks.«), »A/S«, words like »a-kasse«,
# and »i«, which is a suffix only where a comma or a second »i« follows (»§ 12 i, stk. 2«, »§ 12 i i loven«).
_NO_SUFFIX = re.compile(
    r"\.\s*+[\w]|[/’']|-(?:kasse|indkomst|skat|mail|boks|post|handel|plads|job)|-(?![a-zæøå]{2})",
    re.IGNORECASE,
)
_PREPOSITION_GOES_ON = re.compile(r",\s*+(?:stk|nr|litra|og\s|\d)|\s++i\s")
_SENTENCE_END = re.compile(r"\.(?:\s++[A-ZÆØÅ§»*(]|\s*+$)")
_GLUED_UNIT = re.compile(r"(?:stk|nr|litra)(?![a-zæøå])")
ROMAN = re.compile(r"(?=[IVXLC])(?:X[LC]|L?X{0,3})(?:I[XV]|V?I{0,3})(?:\s[A-Z](?!\w))?(?![\w])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def read_number(text: str, at: int) -> tuple[str, int] | None:
    """A number with its letter, in the form that data uses (»16 a«), and where it ends."""
    found = _NUMBER.match(text, at)
    if found is None:
        return None
    digits, letter = found["digits"], found["letter"]
    if letter and _is_suffix(text, found):
        return f"{digits} {letter}", found.end()
    end = found.end("digits")
    if text[end : end + 1].isalpha() and not _GLUED_UNIT.match(text, end):
        return None
    return digits, end


def _is_suffix(text: str, found: re.Match[str]) -> bool:
    if not found["gap"]:
        return True
    after = found.end()
    if found["gap"] == "\n" and text[after : after + 1] == ")":
        return False
    if found["letter"] in "iI":
        return _PREPOSITION_GOES_ON.match(text, after) is not None
    if text[after : after + 1] == "-" and text[after + 1 : after + 2].isdigit():
        return True
    if _SENTENCE_END.match(text, after):
        return True
    return _NO_SUFFIX.match(text, after) is None or _letter_range(text, after)


def _letter_range(text: str, after: int) -> bool:
    """Whether a dash and one more letter follow: »17 a-c«."""
    return (
        text[after] == "-"
        and text[after + 1 : after + 2].isalpha()
        and not text[after + 2 : after + 3].isalnum()
    )


def members(first: str, last: str) -> tuple[str, ...]:
    """Every member of a range of numbers, letters or Roman numerals; its two ends where that cannot be told."""
    if first.isdigit() and last.isdigit():
        low, high = int(first), int(last)
        if 0 <= high - low <= MAX_RANGE:
            return tuple(str(n) for n in range(low, high + 1))
        return first, last
    if len(first) == len(last) == 1 and first in _ALPHABET and last in _ALPHABET:
        low, high = _ALPHABET.index(first), _ALPHABET.index(last)
        return tuple(_ALPHABET[low : high + 1]) if low <= high else (first, last)
    if first.isalpha() and last.isalpha() and ROMAN.fullmatch(first) and ROMAN.fullmatch(last):
        low, high = _arabic(first), _arabic(last)
        return tuple(_roman(n) for n in range(low, high + 1)) if low <= high else (first, last)
    digits, _, letter = first.partition(" ")
    last_digits, _, last_letter = last.partition(" ")
    if letter and last_letter and digits == last_digits:
        return tuple(f"{digits} {each}" for each in members(letter, last_letter))
    return first, last


def _arabic(numeral: str) -> int:
    total = 0
    for each, following in zip(numeral, [*numeral[1:], ""], strict=True):
        value = _ROMAN_VALUES.get(each, 0)
        total += -value if value < _ROMAN_VALUES.get(following, 0) else value
    return total


def _roman(number: int) -> str:
    numeral = ""
    for value, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= value:
            numeral, number = numeral + letters, number - value
    return numeral
