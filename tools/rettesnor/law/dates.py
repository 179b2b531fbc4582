"""Dates as Danish public writing gives them: »1. marts 2024«, »1/3-24«, »5.8.2024«, »2024-01-02«."""

import datetime
import re

MONTHS: dict[str, int] = {
    "januar": 1,
    "februar": 2,
    "marts": 3,
    "april": 4,
    "maj": 5,
    "juni": 6,
    "juli": 7,
    "august": 8,
    "september": 9,
    "oktober": 10,
    "november": 11,
    "december": 12,
    "jan": 1,
    "feb": 2,
    "febr": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nov": 11,
    "dec": 12,
}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# Possessive quantifiers throughout: white space is read once, however much of it there is.
_DATE = re.compile(
    rf"""
    (?P<iso_year>\d{{4}})-(?P<iso_month>\d{{2}})-(?P<iso_day>\d{{2}})(?!\d)
  | (?P<day>\d{{1,2}}) (?:
        \.?+\s*+(?P<word>{_MONTH})\b\.?+\s*+(?P<word_year>\d{{4}})(?!\d)
      | \s?+[./-]\s?+(?P<month>\d{{1,2}})(?:\s?+[./-]\s?+|\s++)(?P<year>\d{{4}}|\d{{2}})(?!\d)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}(?![\d./-]*\d)")


def read_date(text: str, at: int) -> tuple[str | None, int] | None:
    """The date that begins at `at` as ISO and where it ends; (None, end) for a day that no calendar has.

    A year of two digits is one of this century (the annotation guidelines, rule 17).
    """
    found = _DATE.match(text, at)
    if found is None:
        return None
    if found["iso_year"]:
        year, month, day = found["iso_year"], int(found["iso_month"]), found["iso_day"]
    elif found["word"]:
        year, month, day = found["word_year"], MONTHS[found["word"].lower()], found["day"]
    else:
        year, month, day = found["year"], int(found["month"]), found["day"]
    try:
        date = datetime.date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return None, found.end()
    return date.isoformat(), found.end()


def find_date(text: str) -> tuple[int, int] | None:
    """Where the first date of a text stands."""
    found = _DATE.search(text)
    return found.span() if found else None


def written(date: datetime.date) -> str:
    """»1. marts 2024«."""
    month = next(name for name, number in MONTHS.items() if number == date.month)
    return f"{date.day}. {month} {date.year}"


def read_year(text: str, at: int) -> tuple[str, int] | None:
    """A year that stands alone, as in »fra 2024«."""
    found = _YEAR.match(text, at)
    return (found[0], found.end()) if found else None
