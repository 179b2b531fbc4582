"""Whether letters before or after a name make a Danish compound with it, or belong to another word."""

# ruff: noqa: SIM905 - long lists of words are read and mended more easily as text

from functools import lru_cache

from rettesnor.danish import dictionary
from rettesnor.danish.compounds import split
from rettesnor.danish.dictionary import END, LINK, WORD

# First parts that stand in no dictionary as words of their own.
PREFIXES = frozenset(
    "af an anti auto be bi bort co de der des dis e eks efter elektro eu euro ex for forhen frem før gen gl"
    " gn hen her hoved hyper i ikke ind info inter kontra lands makro mega meta mikro mini mis mono multi"
    " ned neo non næst om op over poly post pre pro pseudo på re retro samt semi sub super tele til tilbage"
    " trans u ud ultra under uni ur van ved vice video ærke".split()
)
# Letters that are dictionary words, but after a name they are no last part: endings, articles, small words.
NO_LAST_PART = frozenset(
    "en et er erne ene ens ets ers ere eres est es den det de der des du han hun jeg man min din sin som og"
    " at men ret rede rer res rne rnes nes net ner tet ter te se si so ser ses set ny nu ni to tre ti il is"
    " om op ud ned ind af på til ved mod hos fra med for men ing ting ling hed ige ige ende else elser".split()
)
SHORTEST_LAST_PART = 3
MOST_PARTS = 4
# What makes a new word with what stands before it: planlægning, hjælpemiddel.
NOT_ALONE = ("læg", "lagt", "middel", "midle")


@lru_cache(maxsize=16384)
def first_part(letters: str) -> bool:
    """Whether letters can stand first in a compound, linking -s- or -e- included: »helheds«, »hoved«, »for«."""
    if letters in PREFIXES or letters.isdigit():
        return True
    if len(letters) < SHORTEST_LAST_PART:
        return False
    return _parts(letters, LINK | WORD, MOST_PARTS) or (
        letters[-1] in "se" and _parts(letters[:-1], LINK | END | WORD, MOST_PARTS)
    )


@lru_cache(maxsize=16384)
def last_part(letters: str) -> bool:
    """Whether letters can stand last in a compound, with or without linking -s- or -e-: »smodtagerne«, »chef«."""
    candidates = (letters, letters[1:]) if letters[:1] in {"s", "e"} else (letters,)
    return letters in {"sret", "sretten"} or any(_ends(candidate) for candidate in candidates)


def _ends(letters: str) -> bool:
    if len(letters) < SHORTEST_LAST_PART or letters in NO_LAST_PART:
        return False
    genitive = letters[:-1] if letters[-1] == "s" else letters
    return genitive not in NO_LAST_PART and (
        _parts(letters, END | WORD, MOST_PARTS) or _parts(genitive, END | WORD, MOST_PARTS)
    )


@lru_cache(maxsize=16384)
def _parts(letters: str, wanted: int, most: int) -> bool:
    """Whether letters are dictionary words end to end, the last of them with one of the `wanted` bits."""
    for end, bits in dictionary.entries(letters):
        if end == len(letters):
            if bits & wanted:
                return True
        elif (
            most > 1
            and end >= SHORTEST_LAST_PART
            and bits & LINK
            and len(letters) - end >= SHORTEST_LAST_PART
            and _parts(letters[end:], wanted, most - 1)
        ):
            return True
    return False


@lru_cache(maxsize=4096)
def last_parts(name: str) -> tuple[str, ...]:
    """The last parts that a name in small letters can be cut into: »plan« of »jobplan«, »sag« of »kmd-sag«."""
    *others, word = name.split(" ")
    if others:
        return (word, *last_parts(word))
    if "-" in word:
        return (word.rsplit("-", 1)[-1],)
    return tuple(
        word[cut:]
        for cut in range(2, len(word) - 1)
        if dictionary.bits(word[cut:]) & WORD and first_part(word[:cut])
    )


def another_word(name: str, following: str) -> bool:
    """Whether what follows a name belongs with its last part: mad|planche holds no madplan, nor does mad|planlægning.

    Where the two make a plain compound, both readings mean the same, and it is the name: nøglekort|nummer.
    """
    for part in last_parts(name):
        if dictionary.bits(part + following) & WORD:
            first, *rest = split(part + following)
            if "-" in name.rsplit(" ", 1)[-1] or not rest:
                return True
            if first not in {part, part + "s"} or rest[0].startswith(NOT_ALONE):
                return True
    return False
