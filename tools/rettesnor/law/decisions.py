"""Principle decisions of Ankestyrelsen and judgments in Ugeskrift for Retsvæsen."""

import re

from rettesnor.law.mention import Mention, read_date_after
from rettesnor.model.citation import Act

_PRINCIPLE = re.compile(
    r"\s*+:?+\s*+(?:nr\b\.?+|numrene|numre)?+\s*+(?P<number>(?:[A-ZÆØÅ]{1,2}-)?\d{1,4}-\d{2})(?![\d-])"
)
_PRINCIPLE_MORE = re.compile(
    r"(?:\s*+,\s*+|,?\s++(?:og|eller|samt)\s++)(?:nr\b\.?+\s*+)?+(?P<number>(?:[A-ZÆØÅ]{1,2}-)?\d{1,4}-\d{2})(?![\d-])"
)
_REPORT = re.compile(
    r"U(?:fR)?\.?+\s?(?P<year>(?:19|20)\d{2})\s?[.,]?\s?(?:s\.\s?)?(?P<page>\d{1,4})(?:/\d)?\.?\s?+(?P<court>SH|HD?|HK|ØLD?|VLD?|[HVØBS])?+(?!\w)"
)


def principle(text: str, start: int, end: int) -> list[Mention]:
    """Principle decisions of Ankestyrelsen, which share one word: »Principmeddelelserne 8-23 og 20-24«."""
    found = _PRINCIPLE.match(text, end)
    if found is None:
        return []
    mentions = [_decision(text, start, found)]
    while (more := _PRINCIPLE_MORE.match(text, mentions[-1].end)) is not None:
        mentions.append(_decision(text, more.start("number"), more))
    return mentions


def _decision(text: str, start: int, found: re.Match[str]) -> Mention:
    date, end = read_date_after(text, found.end())
    return Mention(start, end, Act(type="principafgørelse", number=found["number"], date=date))


def report(text: str, start: int) -> Mention | None:
    """A judgment in Ugeskrift for Retsvæsen, in the form U.2010.337Ø."""
    found = _REPORT.match(text, start)
    if found is None:
        return None
    number = f"U.{found['year']}.{found['page']}{found['court'] or ''}"
    return Mention(start, found.end(), Act(type="dom", number=number))
