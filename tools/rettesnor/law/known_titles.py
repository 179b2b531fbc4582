"""Titles of acts as words, and which of them we know.

A word is in small letters; commas, numbers of acts (»96/9/ef«) and »m.v.« are words of their own.
"""

import re
from collections.abc import Iterator
from functools import cache

from rettesnor.law.names import EU_TITLES, LAW_TITLES

_EU_NUMBER = r"(?:\((?:EU|EF|EØF)(?:,\sEuratom)?\)\s)?(?:nr\.?\s)?\d{1,4}/\d{1,4}(?:/(?:EF|EU|EØF|RIA|FUSP|Euratom)\b)?(?:,\sEuratom\b)?(?![\d/])"
_WORD = re.compile(
    rf"""
    \s*+(?P<token>
        {_EU_NUMBER}
      | m\.\s?(?:v|m|fl)\.(?=\W|$) | mv\.?(?=\W|$) | (?:pr|vedr|inkl|ekskl)\.(?=\s+[a-zæøåA-ZÆØÅ\d])
      | -?+[^\W\d_][\w’'&-]*+(?:/[^\W\d_][\w-]*+)?+
      | ,
      | \d{{4}}-[a-zæøå][\w-]*+ | \d{{4}}(?![\w./-])
      | \d{{1,3}}(?=\s(?:år|måneder|uger|dage|timer|procent|pct|ansatte|elever|børn)\b)
      | \([A-ZÆØÅ]{{2,8}}\)
    )
    """,
    re.VERBOSE,
)
_ETC = {"mv", "mv.", "m.v.", "m. v.", "m.m.", "m. m.", "m.fl.", "m. fl."}
# A title of the European Union that a register knows is used for acts of the Union only where it is as long as this.
_LONG_TITLE = 6


def split_title(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The words of a title from `at` on and where each ends, up to what no title holds."""
    while (found := _WORD.match(text, at)) is not None:
        at = found.end()
        word = found["token"].lower()
        yield ("m.v." if word in _ETC else word), at


def match_known(title: list[str], extra: tuple[str, ...], *, european: bool) -> tuple[int, bool] | None:
    """How many words the longest known title has that `title` begins with, and whether it stands in the genitive."""
    known = _known(extra, european)
    for each in known.get(title[0], ()) or known.get(title[0].removesuffix("s"), ()):
        count = len(each)
        if len(title) < count:
            continue
        if tuple(title[:count]) == each:
            return count, False
        if tuple(title[: count - 1]) == each[:-1] and title[count - 1] == f"{each[-1]}s":
            return count, True
    return None


@cache
def _known(extra: tuple[str, ...], european: bool) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Known titles by their first word, the longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    titles = (
        (*EU_TITLES, *(each for each in extra if len(each.split()) >= _LONG_TITLE))
        if european
        else (*LAW_TITLES, *EU_TITLES, *extra)
    )
    for title in titles:
        words = tuple(word for word, _ in split_title(title, 0))
        if words:
            by_first.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(set(titles), key=len, reverse=True)) for first, titles in by_first.items()}
