"""Danish compounds and their parts: »arbejdsmarkedsparat« is arbejds|markeds|parat.

Every way to lay dictionary words end to end is weighed, and the cheapest one wins over the whole word only
if it explains it better. What the dictionary does not know about this field of work is data/compounds.txt.
"""

from functools import cache, lru_cache
from importlib import resources

from rettesnor.danish import dictionary
from rettesnor.danish.dictionary import END, LINK, WORD
from rettesnor.model import Record

# The endings that a word kept whole is known with.
ENDINGS = (
    "", "s", "e", "es", "n", "ns", "en", "ens", "r", "rs", "rne", "rnes", "er", "ers", "erne", "ernes",
    "ne", "nes", "ene", "enes", "t", "ts", "et", "ets", "te", "tet", "ter", "terne",
)  # fmt: skip
# Costs of a part. Tuned on tests/search/compounds.tsv only: every letter over KNEE makes it likelier that the
# part is a compound itself; short parts fit by accident.
PART, PER_LETTER, KNEE = 1.0, 0.7, 7
FOUR_LETTERS, LISTED, LINKING_S, WHOLE = 0.5, 0.6, 0.2, 0.35
LONGEST = 60


class Lexicon(Record, frozen=True, kw_only=True):
    """data/compounds.txt: first and last parts to add and to leave out, words kept whole, short parts allowed.

    `given` are words with their parts, in every inflection.
    """

    first: frozenset[str]
    last: frozenset[str]
    whole: frozenset[str]
    not_first: frozenset[str]
    not_last: frozenset[str]
    short: frozenset[str]
    given: dict[str, tuple[str, ...]]


@cache
def lexicon() -> Lexicon:
    """The domain list, read once."""
    words: dict[str, set[str]] = {sign: set() for sign in ("+", "++", "=", "-", "--", "3", "|")}
    text = resources.files("rettesnor.danish").joinpath("data", "compounds.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        sign, *listed = line.split() or ["#"]
        if sign != "#":
            words[sign].update(listed)
    return Lexicon(
        first=frozenset(words["+"]),
        last=frozenset(words["++"]),
        whole=frozenset(stem + ending for stem in words["="] for ending in ENDINGS),
        not_first=frozenset(words["-"]),
        not_last=frozenset(words["--"]),
        short=frozenset(words["3"]),
        given={
            listed.replace("|", "") + ending: _inflected(listed, ending)
            for listed in words["|"]
            for ending in ENDINGS
        },
    )


def _inflected(listed: str, ending: str) -> tuple[str, ...]:
    *first, last = listed.split("|")
    return (*first, last + ending)


def _cost(part: str) -> float:
    length = len(part)
    return PART + max(0, length - KNEE) * PER_LETTER + (FOUR_LETTERS if length == 4 else 0.0)


def _parts_from(word: str, start: int, known: Lexicon) -> dict[int, float]:
    """Where a part that begins at `start` may end, with its cost."""
    found: dict[int, float] = {}
    size = len(word)
    for end, bits in dictionary.entries(word, start):
        part = word[start:end]
        if part in known.whole or end - start == size or (end - start <= 3 and part not in known.short):
            continue
        if end == size:
            if bits & END and start and part not in known.not_last:
                found[end] = _cost(part)
            continue
        if bits & LINK and part not in known.not_first:
            found[end] = _cost(part)
        # A first part that is itself a compound takes -s even where its last word alone does not: kontanthjælps|loft.
        if (
            start
            and bits & END
            and bits & WORD
            and word[end] == "s"
            and end + 1 < size
            and part not in known.not_last
        ):
            found.setdefault(end + 1, _cost(part) + LINKING_S)
    for end in range(start + 2, size + 1):
        part = word[start:end]
        if (
            (part in known.first and end < size)
            or (part in known.last and end == size and start)
            or (part in known.whole and end - start < size)
        ):
            found[end] = LISTED
    return found


@lru_cache(maxsize=65536)
def split(word: str) -> tuple[str, ...]:
    """The parts of a word in lower case, linking letters with the part before; the word alone when it has no parts."""
    known = lexicon()
    size = len(word)
    if size < 5 or size > LONGEST or word in known.whole:
        return (word,)
    best: list[tuple[float, tuple[str, ...]] | None] = [None] * (size + 1)
    best[0] = (0.0, ())
    for start in range(size):
        here = best[start]
        if here is None:
            continue
        for end, cost in _parts_from(word, start, known).items():
            there = best[end]
            if there is None or here[0] + cost < there[0]:
                best[end] = (here[0] + cost, (*here[1], word[start:end]))
    found = best[size]
    whole = found is None or (dictionary.bits(word) and found[0] > _cost(word) + WHOLE)
    parts = (word,) if found is None or whole else found[1]
    return tuple(inner for part in parts for inner in known.given.get(part, (part,)))
