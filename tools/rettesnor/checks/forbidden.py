"""Words that a kind of letter forbids, in any branch."""

import functools
import re
from collections.abc import Iterable

from rettesnor.model.letter_rules import ForbiddenCheck

_GENITIVE = "(?:s|'s|’s)?"


def matches(check: ForbiddenCheck, text: str) -> Iterable[tuple[int, int]]:
    """Where a forbidden word stands in the text, with every ending the rule lists and in the genitive."""
    return ((found.start(), found.end()) for found in _pattern(check).finditer(text))


@functools.lru_cache(maxsize=100)
def _compiled(words: tuple[tuple[str, tuple[str, ...]], ...]) -> re.Pattern[str]:
    forms = (stem + ending.replace("-", "") for stem, endings in words for ending in endings)
    longest_first = sorted(map(re.escape, forms), key=len, reverse=True)
    # A soft hyphen inside a word is invisible, so the word is still what the citizen reads.
    letters = "|".join("\u00ad?".join(re.findall(r"\\.|.", form)) for form in longest_first)
    return re.compile(rf"(?<!\w)(?:{letters}){_GENITIVE}(?!\w)", re.IGNORECASE)


def _pattern(check: ForbiddenCheck) -> re.Pattern[str]:
    return _compiled(tuple(check.words.items()))
