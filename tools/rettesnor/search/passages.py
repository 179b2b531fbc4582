"""The passage of a page that answers, with what matched marked; inside compounds too."""

import html
import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from functools import lru_cache

from rettesnor.danish.analysis import Token, fold, tokens
from rettesnor.danish.compounds import split
from rettesnor.danish.stems import part_stem, stem
from rettesnor.model import Record

LENGTH, LEAD = 220, 60
"""How many characters a passage holds at most, and how many of them may come before the first mark."""
BETWEEN = 3
"""How many words may stand between those of a phrase."""


def passage(text: str, terms: Set[str], phrases: Collection[tuple[str, ...]] = ()) -> str:
    """HTML: the part of `text` (in NFC) that holds most of `terms`, escaped, with <mark> around them.

    The terms of a phrase are marked where they stand together, and on their own only where nothing else is found.
    """
    found = _read(text)
    together = _together(found, phrases)
    marks = _marks(text, found, lambda number: terms | together[number] if number in together else terms)
    if phrases and not marks:
        every = frozenset(terms).union(*phrases)
        marks = _marks(text, found, lambda _: every)
    start, end = _window(text, found, marks, terms)
    pieces: list[str] = []
    place = start
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            pieces += [
                html.escape(text[place : mark.start]),
                "<mark>",
                html.escape(text[mark.start : mark.end]),
                "</mark>",
            ]
            place = mark.end
    pieces.append(html.escape(text[place:end]))
    body = "".join(pieces).replace("\n", " ")
    return f"{'… ' if start else ''}{body}{' …' if end < len(text) else ''}"


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[Token, ...]:
    """The words of a page. The same pages answer again and again, and reading them is what a search costs most."""
    return tokens(text)


class Mark(Record, frozen=True, kw_only=True):
    """Where to mark, and the term that matched there."""

    start: int
    end: int
    term: str


def _marks(text: str, found: Sequence[Token], terms: Callable[[int], Set[str]]) -> list[Mark]:
    return [mark for number, token in enumerate(found) if (mark := _mark(text, token, terms(number)))]


def _together(found: Sequence[Token], phrases: Collection[tuple[str, ...]]) -> Mapping[int, Set[str]]:
    """The terms of each word, by its number, that stand with the rest of their phrase."""
    wanted = frozenset(itertools.chain.from_iterable(phrases))
    held = [
        (number, wanted.intersection((token.stem, *token.parts)))
        for number, token in enumerate(found)
        if wanted and (token.stem in wanted or not wanted.isdisjoint(token.parts))
    ]
    together: defaultdict[int, set[str]] = defaultdict(set)
    for phrase in phrases:
        inside = [
            (number, terms.intersection(phrase)) for number, terms in held if terms.intersection(phrase)
        ]
        for place, (first, _) in enumerate(inside):
            last = first + len(phrase) + BETWEEN
            near = list(itertools.takewhile(lambda held: held[0] < last, inside[place:]))  # noqa: B023 -- used up in this round
            if len(frozenset[str]().union(*(terms for _, terms in near))) == len(set(phrase)):
                for number, terms in near:
                    together[number] |= terms
    return together


def _mark(text: str, token: Token, terms: Set[str]) -> Mark | None:
    """What to mark of a token: the whole word, or the longest run of its parts that matches."""
    if token.stem in terms:
        return Mark(start=token.start, end=token.end, term=token.stem)
    if terms.isdisjoint(token.parts):
        return None
    part = next(part for part in token.parts if part in terms)
    parts = split(text[token.start : token.end].lower())
    best = Mark(start=token.start, end=token.end, term=part)
    for size in range(len(parts) - 1, 0, -1):
        for first in range(len(parts) - size + 1):
            run = "".join(parts[first : first + size])
            key = fold(part_stem(run) if size == 1 else stem(run))
            if key in terms:
                start = token.start + sum(map(len, parts[:first]))
                return Mark(start=start, end=start + len(run), term=key)
    return best


def _window(text: str, found: Sequence[Token], marks: Sequence[Mark], terms: Set[str]) -> tuple[int, int]:
    """Where the passage begins and ends: the first place where most stands together. One of `terms` is worth two of a phrase."""
    if len(text) <= LENGTH:
        return 0, len(text)
    best, most = 0, 0
    for number, first in enumerate(marks):
        near = itertools.takewhile(lambda mark: mark.end - first.start <= LENGTH - LEAD, marks[number:])  # noqa: B023 -- used up in this round
        worth = sum(2 if term in terms else 1 for term in {mark.term for mark in near})
        if worth > most:
            best, most = first.start, worth
    start = _beginning(text, best)
    return start, max((token.end for token in found if token.end <= start + LENGTH), default=start + LENGTH)


def _beginning(text: str, place: int) -> int:
    """The start of the line or sentence that `place` is in, or of a word if that is more than LEAD characters back."""
    line = text.rfind("\n", 0, place) + 1
    sentence = text.rfind(". ", line, place)
    start = sentence + 2 if sentence >= 0 else line
    return start if place - start <= LEAD else text.find(" ", place - LEAD) + 1
