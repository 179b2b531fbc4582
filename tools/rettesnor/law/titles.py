"""Where an act's title ends in running text: at the end of a title we know, else before what no title holds.

»lov om sygedagpenge kan forlænges«: the title is »lov om sygedagpenge«. Known titles come first, since only they can
tell »på det sociale område« from »på mandag« (annotation guidelines, rules 10 and 18).
"""

import re
from itertools import islice
from typing import NamedTuple

from rettesnor.law import title_words as such
from rettesnor.law.known_titles import match_known, split_title
from rettesnor.law.relative_clauses import after_relative, infinitive_end
from rettesnor.law.vocabulary import ABBREVIATIONS

# The longest title that we read: what comes after is no title of any act.
MAX_WORDS = 100

_AND_SO_ON = re.compile(r",?\s*+(?:m\.\s?(?:v|m)\.|mv\.?(?=\W|$))")
# Ends of definite nouns and of verbs in the past, which begin the rest of the sentence after a known title and »og«.
_NO_TITLE_GOES_ON = ("en", "et", "erne", "ene", "ens", "ets", "ernes", "ede")


class About(NamedTuple):
    """What is known of the act whose title is read: its family, and whether its number and date stand before the title."""

    family: str | None = "law"
    numbered: bool = False
    dated: bool = False

    @property
    def order(self) -> bool:
        """An order or a guide, whose title may name another act (»efter lov om ...«) and a year."""
        return self.family in ("order", "guide")

    @property
    def european(self) -> bool:
        return self.family == "eu"


class Title:
    """A title that was read: where it ends, and whether it is one we know."""

    __slots__ = ("end", "genitive", "known")

    def __init__(self, end: int, known: bool, genitive: bool = False) -> None:
        self.end = end
        self.known = known
        self.genitive = genitive


def read_title(text: str, at: int, about: About, extra: tuple[str, ...] = ()) -> Title | None:
    """The title whose first word after »om« begins at `at`; None when no title can begin so.

    `extra` are more titles that are known, without their »lov om«.
    """
    title, ends = _read_words(text, at, about)
    if not title:
        return None
    known = None if about.order else match_known(title, extra, european=about.european)
    if known is not None:
        count, genitive = known
        if about.numbered and not genitive:
            count = _longer(title, count, about)
        end = ends[count - 1]
        more = _AND_SO_ON.match(text, end)
        return Title(more.end() if more else end, known=True, genitive=genitive)
    count = _count(title, about)
    return Title(ends[count - 1], known=False) if count else None


def _read_words(text: str, at: int, about: About) -> tuple[list[str], list[int]]:
    title: list[str] = []
    ends: list[int] = []
    for word, end in islice(split_title(text, at), MAX_WORDS):
        if word in ("lov", "loven", "lovens") and not about.order and title[:2] != ["ændring", "af"]:
            break  # the next act begins
        title.append(word)
        ends.append(end)
    return title, ends


def _longer(words: list[str], known: int, about: About) -> int:
    """Past a known title that only begins the title of this act: »lov nr. 12 af ... om sygedagpenge og barsel«."""
    count = _count(words, about)
    if count <= known + 1 or words[known] not in such.JOINING:
        return known
    following = words[known + 1]
    if following == "om" or about.european:
        return count
    ended = len(following) > 4 and following.endswith(_NO_TITLE_GOES_ON)
    return known if ended or following.upper() in ABBREVIATIONS else count


def _count(words: list[str], about: About) -> int:
    """How many words belong to a title that we don't know."""
    if not _may_begin(words):
        return 0
    at = 0
    while at < len(words) and (step := _step(words, at, about)):
        at += step
    at = min(at, len(words))
    while at and (words[at - 1] in such.LOOSE_ENDS or _is_loose(words[at - 1])):
        at -= 1
    return at


def _may_begin(words: list[str]) -> bool:
    first = words[0]
    if first in such.PREPOSITIONS or not first[0].isalpha():
        return False
    if first not in such.NOT_FIRST:
        return True
    return (
        first in such.DETERMINERS
        and len(words) > 2
        and (words[1].endswith("e") or words[1] in such.INDECLINABLE)
        and words[1] not in such.STOPS
    )


def _step(words: list[str], at: int, about: About) -> int:
    """How many words from `at` the title goes on with; 0 where it has ended."""
    word = words[at]
    before, following = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    amending = words[:2] == ["ændring", "af"]
    if word == ",":
        return _comma(words, at, about, amending=amending)
    if word[0] == "(" or word[0].isdigit() or _is_number(word):
        return int(at > 0 and _number(words, at, about))
    if word == "at":
        return infinitive_end(words, at) - at
    if (
        word in such.DETERMINERS
        and (not at or before in such.PREPOSITIONS)
        and following not in such.AFTER_DETERMINER
    ):
        return 1
    if word == "som" and following in ("led", "følge") and (about.numbered or about.european):
        return 1
    if word == "følger" and (before in such.PREPOSITIONS or before in such.JOINING):
        return 1
    if word == "deres" and before in such.JOINING:
        return 1
    if word in such.STOPS or (word == "anvendelse" and at and following != "af"):
        return 0
    if word in such.JOINING:
        return int(_joins(words, at, about, amending=amending))
    if word in such.PREPOSITIONS:
        return _preposition(words, at, about, amending=amending)
    if (
        at
        and not amending
        and not about.order
        and (word in ("lovbekendtgørelse", "lbk", "bek") or _is_act(word))
    ):
        return 0
    return 1


def _comma(words: list[str], at: int, about: About, *, amending: bool) -> int:
    following = words[at + 1 : at + 5]
    if amending or _enumerates(words, at):
        return 1
    if about.numbered or about.european:
        if following[:2] == ["og", "om"]:
            return 1
        if _is_number(words[at - 1]) and following:
            return int(_is_number(following[0]) or following == ["for", "så", "vidt", "angår"])
        return after_relative(words, at, european=about.european) - at
    return 0


def _number(words: list[str], at: int, about: About) -> bool:
    """Whether a title holds a number there: of another act, a year, »25 år«; or an abbreviation in brackets."""
    word, before = words[at], words[at - 1]
    if _is_number(word):
        return _may_stand(words, at)
    if not word.isdigit() or len(word) < 4:
        return True
    if about.order and (
        before in such.YEAR_BEFORE or (before in such.JOINING and at > 1 and words[at - 2].isdigit())
    ):
        return True
    return about.dated and before == "af"


def _may_stand(words: list[str], number: int) -> bool:
    """Whether the number of another act belongs to the title: »ændring af direktiv 96/9/EF og 2001/29/EF«."""
    before = words[number - 1]
    return before.endswith(such.EU_ACTS) or (
        (before in such.JOINING or before == ",") and number > 1 and _is_number(words[number - 2])
    )


def _joins(words: list[str], at: int, about: About, *, amending: bool) -> bool:
    following = words[at + 1] if at + 1 < len(words) else ""
    if following == "om" or (amending and following in ("forskellige", "lov")):
        return True
    if words[at] == "eller" and following in ("en", "et", "anden", "andre"):
        return False
    if following.endswith(such.EU_ACTS) or (
        following in ("rådets", "kommissionens") and words[at - 1] != "europa-parlamentets"
    ):
        return about.european and any(map(_is_number, words[:at]))
    if following == "deres":
        return about.european  # »arbejdstagere, selvstændige og deres familiemedlemmer«
    return bool(following) and following not in such.NOT_AFTER_AND and not _is_act(following)


def _preposition(words: list[str], at: int, about: About, *, amending: bool) -> int:
    word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
    if following == "at":
        return int(infinitive_end(words, at + 1) > at + 1)
    if word == "for" and words[at + 1 : at + 4] == ["så", "vidt", "angår"]:
        return 4 if about.european else 0
    if following == "lov" and (about.order or amending):
        return 1
    if word == "efter" or not following or following in such.AFTER_PREPOSITION:
        return 0
    if following[0].isdigit() or following[0] == "(":
        return int(about.order or _number(words, at + 1, about))
    return 1


def _is_number(word: str) -> bool:
    """Whether a word is the number of an act of the European Union."""
    return "/" in word and word[-1] != "/" and any(map(str.isdigit, word))


def _is_loose(word: str) -> bool:
    return word == "," or (word[0] == "(" and not _is_number(word))


def _is_act(word: str) -> bool:
    return word.endswith(("loven", "lovens", "forordningen", "bekendtgørelsen")) and len(word) > 7


def _enumerates(words: list[str], comma: int) -> bool:
    """Whether the comma at `comma` stands in a list of nouns that ends with »og«: »beregning, udbetaling og regulering«."""
    for at in range(comma + 1, min(comma + 5, len(words))):
        word = words[at]
        if word in ("og", "eller"):
            return (
                at > comma + 1
                and at + 1 < len(words)
                and (words[at + 1] not in such.NOT_AFTER_AND or words[at + 1] == "deres")
            )
        if word == ",":
            return at > comma + 1 and _enumerates(words, at)
        if word in such.STOPS or word in such.PREPOSITIONS or word == "om" or _is_act(word):
            return False
    return False
