"""Acts of the European Union by year and number."""

import re

from rettesnor.law.acts import short_name
from rettesnor.law.mention import Mention, read_date_after
from rettesnor.law.named import EU_NUMBER, add_title
from rettesnor.model.citation import Act

_EU_MORE = re.compile(
    r"(?:\s*+,\s*+|\s++(?:og|eller|samt)\s++)(?:nr\b\.?+\s*+)?+(?P<number>\d{1,4}/\d{2,4})(?!\d)(?P<suffix>/(?:EF|EU|EØF)\b)?+(?!/)"
)


def european(text: str, start: int, end: int, word: str, extra: tuple[str, ...]) -> list[Mention]:
    """Acts of the European Union by year and number."""
    found = EU_NUMBER.match(text, end)
    if found is None:
        return []
    if word.lower().startswith(("afgørelse", "henstilling", "rammeafg")) and not (
        found["suffix"] or found["body"]
    ):
        return []
    parts = [(start, found["number"], found.end())]
    while (more := _EU_MORE.match(text, parts[-1][2])) is not None:
        parts.append((more.start("number"), more["number"], more.end()))
    mentions = [Mention(at, stop, Act(type="EU", number=number)) for at, number, stop in parts]
    last = mentions[-1]
    date, last.end = read_date_after(text, last.end)
    short = short_name(text, start, end, text[start:end])
    name = short.act.name if short is not None and len(mentions) == 1 else None
    last.act = Act(type="EU", number=last.act.number, date=date, name=name)
    add_title(text, mentions, extra)
    return mentions
