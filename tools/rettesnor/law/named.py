"""What follows an act's number: »om ...«, a date after the title, a bracketed name."""

import re

from rettesnor.law.mention import Mention, add_alias, flat, read_date_after
from rettesnor.law.title_words import RELATIVES, STOPS
from rettesnor.law.titles import About, read_title
from rettesnor.model.citation import Act

OM = re.compile(r"\s++om\s++", re.IGNORECASE)
EU_NUMBER = re.compile(
    r"\s*+(?P<body>\((?:EU|EF|EØF|Euratom)(?:,\s?Euratom)?\))?+\s*+(?:nr\b\.?+\s*+)?+(?P<number>\d{1,4}/\d{1,4})(?!\d)"
    r"(?P<suffix>/(?:EF|EU|EØF|RIA|FUSP|Euratom)(?=['’]?s?\b))?+",
    re.IGNORECASE,
)


# »direktiv 95/46/EF's artikel 7«: a genitive that is written behind a number.
_GENITIVE = re.compile(r"['’]?s(?=\s)")
# Where the Official Journal is named, the title in front of it is over.
_JOURNAL = re.compile(r",?\s(?:\((?:EUT|EFT)\b|(?:EU|EF)-Tidende\b)")
_NO_TITLE = re.compile(r"\s?\([»\"”]|\d/\d{2,4}(?:/\w{2,7})?\saf\s\d|[.;:]\s++[A-ZÆØÅ*(]|§|artikel")
_NEXT_WORD = re.compile(r"[\s,]*+([a-zæøå]+)")
_LONGEST_TITLE = 900


def add_title(text: str, mentions: list[Mention], extra: tuple[str, ...]) -> None:
    """»om ...« after the last number, a date that comes after the title, and a bracketed alias."""
    last = mentions[-1]
    genitive = _GENITIVE.match(text, last.end)
    if genitive is not None:
        last.end, last.genitive = genitive.end(), True
        return
    om = OM.match(text, last.end)
    if om is not None:
        about = About(last.family, numbered=True, dated=last.act.date is not None)
        title = read_title(text, om.end(), about, extra)
        if title is not None:
            end = max(title.end, _journal(text, om.end(), title.end)) if about.european else title.end
            name = last.act.name or flat(text[om.start() : end])
            date = last.act.date
            last.end = end
            if date is None:
                date, last.end = read_date_after(text, end)
                for each in mentions:
                    each.act = Act(type=each.act.type, number=each.act.number, date=date)
            last.act = Act(type=last.act.type, number=last.act.number, date=date, name=name)
    add_alias(text, last)


def _journal(text: str, at: int, read: int) -> int:
    """Where a title ends that the Official Journal follows (»... (EUT L 88 af ...)«); `at` where none does.

    Up to `read` the words are a title in any case; a verb that follows there begins the rest of the sentence.
    """
    journal = _JOURNAL.search(text, read, at + _LONGEST_TITLE)
    if journal is None or _NO_TITLE.search(text, at, journal.start()) is not None:
        return at
    following = _NEXT_WORD.match(text, read)
    if following is not None and following[1] in STOPS - RELATIVES:
        return at
    return journal.start()
