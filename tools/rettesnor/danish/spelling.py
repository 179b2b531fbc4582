"""Words that no dictionary knows, and the known words nearest to them. Advice for a writer, never a fault."""

import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from rettesnor.danish.compounds import split
from rettesnor.danish.dictionary import NAME, WORD, begins, bits
from rettesnor.danish.sentences import BEFORE_NAME, SHORT_DAYS, SHORT_MONTHS, UNITS
from rettesnor.danish.words import Prose

SHORTEST, LONG_WORD = 3, 7
"""Words below SHORTEST letters are left alone; from LONG_WORD letters two changes are allowed."""
MAX_SUGGESTIONS = 3
MAX_LETTERS = 40
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøåé"
_SHORT = BEFORE_NAME | UNITS | SHORT_MONTHS | SHORT_DAYS
_PART = re.compile(r"[^\W\d_]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…][\"'»«”’)]*\s+|[\n•»(])\s*\Z")


def strangers(text: str, own: Container[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Where words stand that are in no dictionary, not in `own` (lower case), and no compound of words that are.

    A word with a capital inside a sentence is a name, one with a digit a number, one with a full stop and no sentence
    after it an abbreviation.
    """
    prose = Prose(text)
    for number, word in enumerate(prose.words):
        start, end = prose.starts[number], prose.ends[number]
        raw = prose.raw(number)
        if not SHORTEST <= len(word) <= MAX_LETTERS:
            continue
        if raw != raw.lower() and not _begins(prose.text, start, raw):
            continue
        if any(character.isdigit() for character in word) or prose.in_address(start, end):
            continue
        if prose.text[end : end + 1] == "." and (word in _SHORT or prose.text[end + 1 : end + 2].strip()):
            continue
        capital = raw[:1].isupper()
        if not all(_known(part, own, capital=capital) for part in _PART.findall(word)):
            yield prose.original(start, end)


def _begins(text: str, start: int, raw: str) -> bool:
    """Whether the word has its capital because a sentence begins with it."""
    return raw[1:] == raw[1:].lower() and bool(_SENTENCE_START.search(text[max(0, start - 12) : start]))


def _known(word: str, own: Container[str], *, capital: bool) -> bool:
    forms = (word, word[:-1]) if word.endswith("s") else (word,)
    if len(word) < SHORTEST or any(form in own or _listed(form, capital=capital) for form in forms):
        return True
    *first, last = split(word)
    return bool(first) and _ends(last, own) and all(bits(part) or part in own for part in first)


def _listed(word: str, *, capital: bool) -> bool:
    return bool(bits(word) & (WORD | NAME if capital else WORD))


def _ends(part: str, own: Container[str]) -> bool:
    return bool(bits(part) & WORD) or part in own


def suggestions(word: str, used: Mapping[str, int], own: Container[str] = frozenset()) -> tuple[str, ...]:
    """Known words near `word`, the likeliest first: few changes, same first letter, often `used`.

    A capital at the start is kept.
    """
    lower = word.lower()
    capital = word[:1].isupper()
    found = {near: cost for near, cost in _near(lower, capital=capital) if near != lower}
    found |= {near: 1 for near in _edits(lower) if near in own}
    order = sorted(found, key=lambda near: (found[near], near[:1] != lower[:1], -used.get(near, 0), near))
    best = [near for near in order if found[near] == found[order[0]]]
    return tuple(near.capitalize() if capital else near for near in best[:MAX_SUGGESTIONS])


@lru_cache(maxsize=4096)
def _near(word: str, *, capital: bool) -> tuple[tuple[str, int], ...]:
    """Known words with how many changes away they are; compounds only where no listed word is as near."""
    edits = sorted(_edits(word))
    listed = [near for near in edits if _listed(near, capital=capital)]
    one = listed or [near for near in edits if _is_compound(near)]
    if one or len(word) < LONG_WORD:
        return tuple((near, 1) for near in one)
    return tuple((near, 2) for near in sorted(_two_away(word)) if _listed(near, capital=capital))


def _is_compound(word: str) -> bool:
    parts = split(word)
    return len(parts) == 2 and len(parts[1]) > SHORTEST and _ends(parts[1], ())


def _edits(word: str) -> set[str]:
    """Everything one letter away: one too many, one too few, one wrong, two swapped."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    for letter in _LETTERS:
        found |= {left + letter + right[1:] for left, right in cuts if right}
        found |= {left + letter + right for left, right in cuts}
    return found


def _two_away(word: str) -> set[str]:
    """Dictionary words two letters away; only beginnings that some word has are followed."""
    found: set[str] = set()
    reached = {("", 0, 2)}
    while reached:
        following: set[tuple[str, int, int]] = set()
        for made, at, left in reached:
            if at == len(word) and bits(made):
                found.add(made)
            if at < len(word):
                following |= _step(made, word[at], at, left)
                if left and at + 1 < len(word):
                    following.add((made + word[at + 1] + word[at], at + 2, left - 1))
            if left:
                following |= {(made + letter, at, left - 1) for letter in _LETTERS}
        reached = {each for each in following if not each[0] or begins(each[0])}
    return found


def _step(made: str, letter: str, at: int, left: int) -> set[tuple[str, int, int]]:
    ways = {(made + letter, at + 1, left)}
    if left:
        ways.add((made, at + 1, left - 1))
        ways |= {(made + other, at + 1, left - 1) for other in _LETTERS}
    return ways
