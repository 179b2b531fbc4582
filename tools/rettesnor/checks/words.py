"""Heavy words and phrases, in every form, with other words in between where a phrase allows it.

Every form of a phrase's first word leads to the phrases that begin with it; what follows is compared word by word.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rettesnor.checks.wording import as_found, message, quoted
from rettesnor.danish import forms
from rettesnor.danish.clauses import verb_place
from rettesnor.danish.forms import REFLEXIVE
from rettesnor.danish.words import Prose
from rettesnor.model import Card, Match, Word, WordsCheck

GAP, ANY = "…", "*"
MOST_BETWEEN = 4
# More letters than this are no Danish word.
LONGEST = 80
# A wording of several choices, or one that only explains, is for a person to use.
NOT_PLAIN = re.compile(r"[,/()\[\]…]")
# Between the words of a row, and between the letters of an abbreviation in it.
APART = re.compile(r"[ .]+")
ACT = re.compile(r"(?:lov|loven|lovens|bekendtgørelsen|forordningen|styrelsen|forvaltningen)$")


class Phrase(NamedTuple):
    """One row, compiled: the words that may stand in each place, and what a fix writes for each first word."""

    card: int
    row: Word
    first: dict[str, str | None]
    rest: tuple[frozenset[str], ...]
    loose: tuple[bool, ...]
    only_as_verb: frozenset[str]
    not_between: frozenset[str]
    not_before: frozenset[str]


def word_forms(row: Word) -> tuple[str, ...]:
    """Every form of a row's first word (of all of it, when it is one word), as the rule's page shows them."""
    return tuple(_first(row))


def _choices(word: str) -> tuple[str, ...]:
    return REFLEXIVE if word == "sig" else tuple(word.split("|"))


def _first(row: Word) -> dict[str, str | None]:
    """Each form of the first word, with what a fix writes for the whole row."""
    words = APART.split(row.word.lower().removesuffix("."))
    plain = None if NOT_PLAIN.search(row.use) or not row.use else row.use
    if row.like:
        use, _, use_rest = row.use.partition(" ")
        bent = forms.verb(use, row.use_like) if row.use_like else {}
        table = {
            form: f"{bent[slot]} {use_rest}".rstrip() if slot in bent else None
            for slot, form in reversed(forms.verb(words[0], row.like).items())
        }
        table |= dict.fromkeys(row.forms)
    elif len(words) == 1:
        listed = forms.bent(words[0], row.endings, row.forms)
        genitives = (forms.genitive(form) for form in listed) if row.endings else ()
        table = dict.fromkeys((*listed, *genitives))
        table[words[0]] = plain
    else:
        table = dict.fromkeys((*_choices(words[0]), *row.forms), plain)
    return {form.lower(): fix for form, fix in table.items() if form not in row.not_forms}


class Words:
    """All cards of the kind, compiled."""

    def __init__(self, cards: Iterable[tuple[Card, WordsCheck]]) -> None:
        self.cards = tuple(cards)
        self.index: dict[str, tuple[Phrase, ...]] = {}
        self.long = tuple((card, check.max_letters) for card, check in self.cards if check.max_letters)
        for number, (_, check) in enumerate(self.cards):
            for row in check.words:
                phrase = _compiled(number, row)
                for form in phrase.first:
                    self.index[form] = (*self.index.get(form, ()), phrase)

    def matches(self, prose: Prose) -> Iterator[Match]:
        index = self.index
        found: list[tuple[int, int, Phrase]] = []
        places = [place for place, word in enumerate(prose.words) if word in index]
        seen = frozenset(prose.words) if places else frozenset[str]()
        for place in places:
            for phrase in index[prose.words[place]]:
                if phrase.rest and ANY not in phrase.rest[-1] and phrase.rest[-1].isdisjoint(seen):
                    continue
                last = _last(phrase, prose, place)
                if last is not None:
                    found.append((place, last, phrase))
        found.sort(key=lambda hit: (hit[0] - hit[1], -len(hit[2].row.word)))
        taken: set[int] = set()
        for first, last, phrase in found:
            if not taken.isdisjoint(range(first, last + 1)):
                continue
            taken.update(range(first, last + 1))
            match = self._match(phrase, prose, first, last)
            if match:
                yield match
        for card, max_letters in self.long:
            yield from _long_words(card, max_letters, prose, taken)

    def _match(self, phrase: Phrase, prose: Prose, first: int, last: int) -> Match | None:
        card = self.cards[phrase.card][0]
        start, end = prose.starts[first], prose.ends[last]
        if phrase.row.word.endswith(".") and prose.text[end : end + 1] == ".":
            end += 1
        if prose.in_address(start, end):
            return None
        found = prose.text[start:end]
        fix = _fix(phrase, prose, first, last)
        replacement = as_found(fix[0], found, before=prose.before(start)) if fix else None
        return Match(
            rule=card.id,
            group="words",
            severity=card.severity,
            start=start,
            end=end,
            message=message(card, found=found, suggestion=quoted(replacement or phrase.row.use)),
            replacement=replacement,
            replace_start=start if fix else None,
            replace_end=max(end, prose.ends[fix[1]]) if fix else None,
            safe=phrase.row.safe and fix is not None,
        )


def _long_words(card: Card, max_letters: int, prose: Prose, taken: set[int]) -> Iterator[Match]:
    """Words that are hard to take in at a glance; names keep theirs, and so do acts and words with a hyphen."""
    for place in [place for place, word in enumerate(prose.words) if max_letters < len(word) <= LONGEST]:
        word = prose.words[place]
        start, end = prose.starts[place], prose.ends[place]
        name = prose.raw(place)[:1].isupper() and place > 0
        if place in taken or name or ACT.search(word) or not word.isalpha() or prose.in_address(start, end):
            continue
        yield Match(
            rule=card.id,
            group="words",
            severity=card.severity,
            start=start,
            end=end,
            message=message(card, found=prose.text[start:end], letters=len(word), limit=max_letters),
        )


def _compiled(card: int, row: Word) -> Phrase:
    rest: list[frozenset[str]] = []
    loose: list[bool] = []
    gap = row.like is not None
    for word in APART.split(row.word.removesuffix("."))[1:]:
        if word == GAP:
            gap = True
            continue
        rest.append(frozenset(_choices(word)))
        loose.append(gap)
        gap = False
    return Phrase(
        card,
        row,
        _first(row),
        tuple(rest),
        tuple(loose),
        frozenset(row.only_as_verb),
        frozenset((*row.not_between, *row.word.split(" ")[:1])),
        frozenset(row.not_before),
    )


def _last(phrase: Phrase, prose: Prose, place: int) -> int | None:
    """The number of the phrase's last word when it begins at `place`."""
    words = prose.words
    if place and words[place - 1] in phrase.not_before:
        return None
    if words[place] in phrase.only_as_verb and not verb_place(words, place):
        return None
    here = place
    for wanted, loose in zip(phrase.rest, phrase.loose, strict=True):
        steps = MOST_BETWEEN + 1 if loose else 1
        for step in range(1, steps + 1):
            there = here + step
            if there >= len(words) or not _together(prose, there):
                return None
            if words[there] in wanted or ANY in wanted:
                here = there
                break
            if words[there] in phrase.not_between:
                return None
        else:
            return None
    return here


def _together(prose: Prose, place: int) -> bool:
    """Whether only space parts a word from the one before, or a full stop the letters of an abbreviation: »d.d.«."""
    between = prose.between(place - 1, place)
    return between.isspace() or (
        between.strip() == "." and len(prose.words[place]) == len(prose.words[place - 1]) == 1
    )


def _fix(phrase: Phrase, prose: Prose, first: int, last: int) -> tuple[str, int] | None:
    """What to write instead, and the number of the last word that it replaces."""
    row = phrase.row
    for key, text in row.instead.items():
        words = key.split(" ")
        if prose.words[first : first + len(words)] == words and len(words) > last - first:
            return text, first + len(words) - 1
    fix = phrase.first[prose.words[first]]
    between = last - first - len(phrase.rest)
    if fix is None or between:
        return None
    return fix, last
