"""The portal's own Danish words: dates, hours, and names of kinds, statuses and channels."""

import datetime
import unicodedata

from rettesnor.model import OpeningHours
from rettesnor.model.urls import KIND_NAMES, Kind
from rettesnor.model.validity import Dated

_MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905
)


def month(number: int) -> str:
    """»januar« for 1."""
    return _MONTHS[number - 1]


def kind_name(kind: Kind) -> str:
    """»Arbejdsgang« for a procedure."""
    return KIND_NAMES[kind]


def thousands(number: int) -> str:
    """»400.000«."""
    return f"{number:,}".replace(",", ".")


def long_date(day: datetime.date) -> str:
    """»3. november 2026«."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def days(head: Dated, *, day: datetime.date | None) -> str:
    """»gælder fra 1. januar 2027«, »gjaldt til 31. december 2025«; nothing for what is in force on `day`."""
    if day is not None and head.valid_from and day < head.valid_from:
        return f"gælder fra {long_date(head.valid_from)}"
    if day is not None and head.valid_to and head.valid_to < day:
        return f"gjaldt til {long_date(head.valid_to)}"
    return ""


def hours(entry: OpeningHours) -> str:
    """»mandag-onsdag kl. 10.00-15.00«, with the dashes that Danish uses between days and times."""
    days = entry.days.replace("-", "–")
    return f"{days} kl. {entry.opens}–{entry.closes}"


def capitalized(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def joined(parts: tuple[str, ...]) -> str:
    """»a, b og c«."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} og {parts[-1]}" if parts else ""


def count(number: int, one: str, many: str) -> str:
    """»1 brev«, »4.325 breve«."""
    return f"{number:,}".replace(",", ".") + f" {one if number == 1 else many}"


_INFLECTIONS = frozenset("en et n t er r e ene erne ne rne s".split())  # noqa: SIM905


def base_forms(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names as a reader looks them up: »jobplan«, not also »jobplanen« and »jobplaner«."""
    return tuple(
        name
        for name in names
        if not any(name.startswith(base) and name[len(base) :] in _INFLECTIONS for base in names)
    )


def _letters(text: str) -> str:
    """In lower case, and as the alphabet has it: ä is æ, ö is ø, and é is an e."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("ä", "æ").replace("ö", "ø")
    return "".join(c if c == "å" else unicodedata.normalize("NFD", c)[0] for c in folded)


def danish_order(text: str) -> tuple[int, ...]:
    """Sort key: a–z, then æ, ø, å (aa sorts as å), without regard to case and accents."""
    order = {"æ": 0x2000, "ø": 0x2001, "å": 0x2002}
    return tuple(order.get(c, ord(c)) for c in _letters(text).replace("aa", "å"))


def first_letter(text: str) -> str:
    """The heading in A–Å under which `text` stands; »#« for what starts with no letter."""
    letters = _letters(text.lstrip("»\"'( "))
    if letters.startswith("aa"):
        return "Å"
    return letters[:1].upper() if letters[:1].isalpha() else "#"
