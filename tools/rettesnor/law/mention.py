"""An act as one place of a text names it, and the bracketed name that may follow."""

import re
from dataclasses import dataclass

from rettesnor.law import vocabulary
from rettesnor.law.dates import read_date, read_year
from rettesnor.model.citation import Act


@dataclass(slots=True)
class Mention:
    """One act in a text. `points` is the family that an anaphor (»lovens«) points to, "own" for »denne lov«.

    `bound` says that the words name an act only beside a place in it.
    """

    start: int
    end: int
    act: Act
    points: str | None = None
    genitive: bool = False
    bound: bool = False

    @property
    def numbered(self) -> bool:
        return self.act.number is not None

    @property
    def family(self) -> str | None:
        return vocabulary.FAMILY_OF_TYPE.get(self.act.type)


_AF = re.compile(r"\s*+(?:(?:af|fra)(?=[\s\d])\s*+)?+(?:den\s++|d\.\s*+)?+")
_ALIAS = re.compile(
    r"\s?\((?:herefter|i det følgende|kaldet|forkortet)?:?\s?[»\"”]?(?P<alias>[\w.æøåÆØÅ-]{2,60}(?:\slov)?)[«\"”]?\)"
)


def read_date_after(text: str, at: int) -> tuple[str | None, int]:
    """The date after a number with »af«, »af den«, »fra« or nothing before it; (None, at) where there is none."""
    lead = _AF.match(text, at)
    begin = lead.end() if lead else at
    date = read_date(text, begin)
    if date is not None:
        return date
    if lead and lead[0].strip():
        year = read_year(text, begin)
        if year is not None:
            return year
    return None, at


def add_alias(text: str, mention: Mention) -> None:
    """Take a bracketed short name into the span; it is the name only where there is no other."""
    found = _ALIAS.match(text, mention.end)
    if found is None or not is_alias(found["alias"]):
        return
    mention.end = found.end()
    if mention.act.name is None:
        act = mention.act
        mention.act = Act(type=act.type, number=act.number, date=act.date, name=found["alias"])


def is_alias(word: str) -> bool:
    """Whether a word in brackets can be an act's other name: »LAS«, »Ferieloven«, »GDPR«, »barnets lov«."""
    low = word.lower()
    if low.endswith(("loven", "lov", "forordningen", "direktivet", "bekendtgørelsen", "traktaten")):
        return low not in vocabulary.DEFINITE or low == "loven"
    return word.upper() in vocabulary.ABBREVIATIONS or (
        word.isupper() and word.isalpha() and 2 <= len(word) <= 6 and word not in ("EU", "EF", "EØF")
    )


def flat(text: str) -> str:
    return " ".join(text.split())
