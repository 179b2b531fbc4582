"""Words that a kind of letter forbids, in any branch."""

import functools
import re
from collections.abc import Iterable

from rettesnor.model.letter_rules import ForbiddenCheck

_GENITIVE = "(?:s|'s|’s)?"


def matches(check: ForbiddenCheck, text: str) -> Iterable[tuple[int, int]]:
    """Where a forbidden word stands in the text, with every ending the rule lists and in the genitive.

    A star stands for any letters: `*afgørelse` is in »klageafgørelse« too, the ending `s*` in »afgørelsesdato«.
    """
    return ((found.start(), found.end()) for found in _pattern(check).finditer(text))


@functools.lru_cache(maxsize=100)
def _compiled(words: tuple[tuple[str, tuple[str, ...]], ...]) -> re.Pattern[str]:
    forms = (stem + ending.replace("-", "") for stem, endings in words for ending in endings)
    longest_first = "|".join(sorted(map(re.escape, forms), key=len, reverse=True)).replace(r"\*", r"\w*")
    return re.compile(rf"(?<!\w)(?:{longest_first}){_GENITIVE}(?!\w)", re.IGNORECASE)


def _pattern(check: ForbiddenCheck) -> re.Pattern[str]:
    return _compiled(tuple(check.words.items()))
