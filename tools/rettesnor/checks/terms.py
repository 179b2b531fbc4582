"""Outdated names in every form, with every way to set hyphens and spaces, and inside compounds.

One Aho-Corasick pass finds the letters; what stands around them decides whether they are the name. Names and
text are compared in small letters without hyphens, every space one space: the key of a text.
"""

# ruff: noqa: SIM905 - long lists of words are read and mended more easily as text

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from rettesnor.checks.automaton import Automaton
from rettesnor.checks.wording import as_found, message
from rettesnor.danish import forms, joins
from rettesnor.danish.clauses import PREPOSITIONS
from rettesnor.danish.words import Offsets, Prose, shortened
from rettesnor.model import Card, Match, Name, TermsCheck

HYPHENS = "-‑‐"
HYPHEN = re.compile(rf"(?<=\w)[{HYPHENS}](?:[^\S\n]*\n\s*(?!og\b|eller\b|samt\b|til\b))?(?=\w)")
SPACE = re.compile(rf"[{HYPHENS}]?\s{{2,}}|[{HYPHENS}]\s+|[^\S ]")
UNEVEN = re.compile(rf"[{HYPHENS}]|\s\s|[^\S ]")
JOINT = re.compile(rf"[{HYPHENS}]?\s+|[{HYPHENS}]")
APOSTROPHES = "'’"
# A name of more words is searched for with plain spaces only.
MOST_WORDS_TO_JOIN = 4
# More letters than this before or after a name are no Danish compound.
LONGEST = 60
# Words after which a noun without an article stands for the thing itself: »i jobplan og cv«.
BARE_AFTER = PREPOSITIONS | {"og", "eller", "samt", "som", "at", "hedder", "kaldes"}
DETERMINERS = frozenset(
    "en et den det de denne dette disse din dit dine min mit mine sin sit sine vores jeres deres hans"
    " hendes dens dets hver hvert ingen intet nogle alle flere".split()
)


class Entry(NamedTuple):
    """One form of a name, as the card writes it; `bare` is the name itself."""

    card: int
    raw: str
    bare: bool


class Found(NamedTuple):
    """A name in the key of a text: the letters of the form, and the whole written word around them."""

    entry: Entry
    start: int
    end: int
    word_start: int
    word_end: int


def card_forms(check: TermsCheck) -> tuple[str, ...]:
    """The table of forms that a card's names have, without genitives; it stands on the rule's page."""
    return tuple(dict.fromkeys(form for name in check.names for form in name_forms(name)))


def name_forms(name: Name) -> tuple[str, ...]:
    return forms.name_forms(name.term, name.endings, name.forms, name.bends)


def key(text: str) -> str:
    return re.sub(rf"[{HYPHENS}]", "", re.sub(rf"[{HYPHENS}]?\s+", " ", text.lower()))


def spellings(form: str) -> Iterator[str]:
    """The keys under which a form may stand: in a name, spaces and hyphens stand for one another."""
    words = re.split(rf"(?<=\w)[{HYPHENS}](?=\w)|\s+", form.lower())
    words = [word.strip(HYPHENS) for word in words]
    if len(words) > MOST_WORDS_TO_JOIN:
        yield key(form)
        return
    for marks in product(("", " "), repeat=len(words) - 1):
        yield "".join(word + mark for word, mark in zip(words, (*marks, ""), strict=True))


class Key(NamedTuple):
    """The key of a text, and the steps back to the text."""

    text: str
    steps: tuple[Offsets, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        for step in self.steps:
            start, end = step.span(start, end)
        return start, end


def key_of(lower: str) -> Key:
    if not UNEVEN.search(lower):
        return Key(lower, ())
    joined, hyphens = shortened(lower, HYPHEN)
    spaced, spaces = shortened(joined, SPACE, " ")
    return Key(spaced, tuple(step for step in (spaces, hyphens) if step))


class Terms:
    """All cards of the kind, compiled."""

    def __init__(self, cards: Iterable[tuple[Card, TermsCheck]]) -> None:
        self.cards = tuple(cards)
        self.instead = tuple(
            {key_or_part(found): text for found, text in check.instead.items()} for _, check in self.cards
        )
        entries: dict[str, Entry] = {}
        for number, (_, check) in enumerate(self.cards):
            for name in check.names:
                for form in name_forms(name):
                    for spelling in spellings(form):
                        entries.setdefault(spelling, Entry(number, form, form == name.term))
        self.automaton = Automaton(entries)

    def matches(self, prose: Prose) -> Iterator[Match]:
        text = key_of(prose.lower)
        taken = bytearray(len(text.text))
        found = [
            hit
            for start, end, entry in self.automaton.find(text.text)
            if (hit := self._validated(entry, start, end, text, prose))
        ]
        found.sort(key=lambda hit: (hit.start - hit.end, hit.start))
        for hit in found:
            if any(taken[hit.word_start : hit.word_end]):
                continue
            taken[hit.word_start : hit.word_end] = b"\1" * (hit.word_end - hit.word_start)
            yield self._match(hit, text, prose)

    def _validated(self, entry: Entry, start: int, end: int, text: Key, prose: Prose) -> Found | None:
        """The whole written word around a form, when the letters there are the name."""
        letters = text.text
        check = self.cards[entry.card][1]
        word_start, word_end = start, end
        while word_start and start - word_start <= LONGEST and letters[word_start - 1].isalnum():
            word_start -= 1
        while word_end < len(letters) and word_end - end <= LONGEST and letters[word_end].isalnum():
            word_end += 1
        if max(start - word_start, word_end - end) > LONGEST:
            return None
        raw_start, raw_end = text.span(start, end)
        raw = prose.text[raw_start:raw_end]
        if not _same_joints(entry.raw, raw) or (check.capitals and not _same_capitals(entry.raw, raw)):
            return None
        before, after = letters[word_start:start], letters[end:word_end]
        if not check.compounds and (before or after.removesuffix("s")):
            return None
        if before and not _hyphen_at(prose.text, raw_start - 1) and not joins.first_part(before):
            return None
        if not check.number_follows and letters[word_end : word_end + 2].strip().isdigit():
            return None
        joined = after and after != "s" and not _hyphen_at(prose.text, raw_end)
        if joined and (not joins.last_part(after) or joins.another_word(entry.raw.lower(), after)):
            return None
        if not after and word_end < len(letters) and letters[word_end] in APOSTROPHES:
            tail = letters[word_end + 1 : word_end + 3]
            if tail[:1] == "s" and not tail[1:2].isalnum():
                word_end += 2
            elif letters[word_end - 1] in "sxz" and not tail[:1].isalnum():
                word_end += 1
        address = "." not in entry.raw and prose.in_address(*text.span(word_start, word_end))
        return None if address else Found(entry, start, end, word_start, word_end)

    def _match(self, hit: Found, text: Key, prose: Prose) -> Match:
        card, check = self.cards[hit.entry.card]
        start, end = text.span(hit.word_start, hit.word_end)
        if "." in hit.entry.raw:
            start, end = prose.address(start, end)
        found = prose.text[start:end]
        fix = self._fix(hit, text.text)
        fix_start, replacement = start, None
        if fix:
            fix_start = text.span(fix[0], hit.word_end)[0]
            replacement = as_found(
                fix[1], prose.text[fix_start:end], before=prose.before(fix_start), listed=hit.entry.raw
            )
        return Match(
            rule=card.id,
            group="terms",
            severity=card.severity,
            start=start,
            end=end,
            message=message(card, found=found, suggestion=replacement or check.use),
            replacement=replacement,
            replace_start=fix_start if fix else None,
            replace_end=end if fix else None,
            safe=check.safe and replacement is not None,
        )

    def _fix(self, hit: Found, letters: str) -> tuple[int, str] | None:
        """Where the fix begins in the key, and what it writes; None when a person must find the wording."""
        instead = self.instead[hit.entry.card]
        word = letters[hit.word_start : hit.word_end]
        ahead = letters[max(0, hit.word_start - LONGEST) : hit.word_start]
        before = ahead.split(" ")[-3:-1] if ahead.endswith(" ") else []
        for count in range(len(before), -1, -1):
            lead = " ".join(before[len(before) - count :])
            phrase = f"{lead} {word}" if lead else word
            if not lead and before and not self._fits(hit, before[-1]):
                continue
            if text := instead.get(phrase):
                return hit.word_start - (len(lead) + 1 if lead else 0), text
            for ending in ("'s", "’s", "s"):
                if phrase.endswith(ending) and (text := instead.get(phrase.removesuffix(ending))):
                    return hit.word_start - (len(lead) + 1 if lead else 0), forms.genitive(text)
        for cut in range(len(word) - 1, hit.end - hit.word_start - 1, -1):
            if text := instead.get(word[:cut] + "-"):
                return hit.word_start, text + word[cut:]
        return None

    def _fits(self, hit: Found, before: str) -> bool:
        """Whether the wording can take the name's place after this word.

        A name that stands for itself takes no article and no adjective: »en ny jobplan« needs a person.
        """
        card, raw, bare = hit.entry
        if not bare or not self.cards[card][1].use[:1].isupper() or hit.word_end > hit.end + len("'s"):
            return True
        return before not in DETERMINERS if raw[:1].isupper() or "-" in raw else before in BARE_AFTER


def key_or_part(found: str) -> str:
    """The key of what `instead` names; a hyphen at the end is kept, for it says "what begins a compound"."""
    return key(found.removesuffix("-")) + ("-" if found.endswith("-") else "")


def _hyphen_at(text: str, place: int) -> bool:
    return 0 <= place < len(text) and (
        text[place] in HYPHENS or (text[place].isspace() and text[: place + 1].rstrip()[-1:] in HYPHENS)
    )


def _joints(name: str) -> dict[int, bool]:
    """How many letters stand before each place where a name is put together, and whether a space is there."""
    return {
        sum(c.isalnum() for c in name[: joint.start()]): joint[0].strip(HYPHENS) != ""
        for joint in JOINT.finditer(name)
    }


def _same_joints(form: str, raw: str) -> bool:
    """Whether the text is apart where the form is; elsewhere it may hold hyphens, but spaces only at the form's own."""
    wanted, written = _joints(form), _joints(raw)
    return all(place in written for place, space in wanted.items() if space) and all(
        place in wanted for place, space in written.items() if space and "\n" not in raw
    )


def _same_capitals(form: str, raw: str) -> bool:
    """Whether every capital letter of the form is one in the text; hyphens and spaces aside."""
    letters = [c for c in form if c.isalnum()]
    written = [c for c in raw if c.isalnum()]
    return len(letters) == len(written) and all(
        b.isupper() for a, b in zip(letters, written, strict=True) if a.isupper()
    )
