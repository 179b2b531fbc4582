"""What follows an act's number: »om ...«, a date after the title, a bracketed name."""

import re

from rettesnor.law.mention import Mention, add_alias, flat, read_date_after
from rettesnor.law.titles import read_title
from rettesnor.model.citation import Act

OM = re.compile(r"\s++om\s++", re.IGNORECASE)
EU_NUMBER = re.compile(
    r"\s*+(?P<body>\((?:EU|EF|EØF|Euratom)(?:,\s?Euratom)?\))?+\s*+(?:nr\b\.?+\s*+)?+(?P<number>\d{1,4}/\d{1,4})(?!\d)"
    r"(?P<suffix>/(?:EF|EU|EØF|RIA|FUSP|Euratom)\b)?+",
    re.IGNORECASE,
)


def add_title(text: str, mentions: list[Mention], extra: tuple[str, ...]) -> None:
    """»om ...« after the last number, a date that comes after the title, and a bracketed alias."""
    last = mentions[-1]
    om = OM.match(text, last.end)
    if om is not None:
        order = last.family in ("order", "guide")
        title = read_title(text, om.end(), order=order, extra=extra)
        if title is not None:
            end = _european_tail(text, title.end) if last.family == "eu" else title.end
            name = flat(text[om.start() : end])
            date = last.act.date
            last.end = end
            if date is None:
                date, last.end = read_date_after(text, end)
                for each in mentions:
                    each.act = Act(type=each.act.type, number=each.act.number, date=date)
            last.act = Act(type=last.act.type, number=last.act.number, date=date, name=name)
    add_alias(text, last)


def _european_tail(text: str, end: int) -> int:
    """Past the numbers with which a title ends: »... og om ophævelse af direktiv 95/46/EF«."""
    while text.endswith(("forordning", "direktiv", "afgørelse"), 0, end):
        number = EU_NUMBER.match(text, end)
        if number is None:
            break
        end = number.end()
    return end
