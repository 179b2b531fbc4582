"""What somebody may be about to type: page titles and words of the pages, by the letters typed so far."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from rettesnor.danish.analysis import fold, tokens
from rettesnor.model import Record
from rettesnor.model.urls import Kind
from rettesnor.search.results import Suggestion

# How many places of the list are looked at; a single letter begins thousands.
LOOKED_AT = 2000
SHORTEST_WORD = 2
"""Fewer letters are not made into words: thousands begin so."""


class Title(Record, frozen=True, kw_only=True, array_like=True):
    """A page to suggest; `rank` sorts equal matches, the highest first."""

    text: str
    url: str
    kind: Kind
    rank: float


class Named(Record, frozen=True, kw_only=True):
    """A page with what it may be looked for by: names it had before, and words that stand for it."""

    title: Title
    former: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


class Suggestions(Record, frozen=True, kw_only=True):
    """Sorted keys (folded beginnings) and, in step with them, which title each belongs to and how near it is to it.

    `words` are single words in the order of their letters, `counts` on how many pages each stands.
    """

    titles: tuple[Title, ...] = ()
    keys: tuple[str, ...] = ()
    owners: tuple[int, ...] = ()
    tiers: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()


def suggestions(pages: Sequence[Named], words: Mapping[str, int]) -> Suggestions:
    """What can be suggested: pages, and words with the number of pages they stand on."""
    found: dict[tuple[str, int], int] = {}
    for number, page in enumerate(pages):
        for tier, key in _tiers(page):
            found[key, number] = min(tier, found.get((key, number), tier))
    ordered = sorted(found)
    spelt = sorted(words, key=lambda word: (fold(word), word))
    return Suggestions(
        titles=tuple(page.title for page in pages),
        keys=tuple(key for key, _ in ordered),
        owners=tuple(number for _, number in ordered),
        tiers=tuple(found[pair] for pair in ordered),
        words=tuple(spelt),
        counts=tuple(words[word] for word in spelt),
    )


def _tiers(page: Named) -> Iterator[tuple[int, str]]:
    """Every beginning of the page's names, those of its title and old names before words inside them and keywords."""
    for tier, names in ((0, (page.title.text, *page.former)), (2, page.keywords)):
        for name in names:
            for place, key in enumerate(_keys(name)):
                yield tier + (place > 0), key


def _typed(text: str) -> list[str]:
    """The words as keys have them: folded, hyphens gone."""
    return [fold(text[token.start : token.end]) if token.literal else token.word for token in tokens(text)]


def _keys(name: str) -> Iterator[str]:
    """The name from each of its words on."""
    words = _typed(name)
    return (" ".join(words[first:]) for first in range(len(words)))


def suggest(typed: str, known: Suggestions, *, limit: int) -> tuple[Suggestion, ...]:
    """Pages with a name that begins as typed, then pages with all the words typed, then the last word made whole."""
    words = _typed(typed)
    if not words or limit <= 0:
        return ()
    found = _beginning(" ".join(words), known)
    if len(words) > 1 and not found:
        found = _with_all(words, known)
    titles = known.titles
    ranked = sorted(
        found, key=lambda number: (found[number], -titles[number].rank, len(titles[number].text), number)
    )
    pages = [
        Suggestion(text=title.text, url=title.url, kind=title.kind)
        for title in (titles[number] for number in ranked[:limit])
    ]
    return (*pages, *_completed(typed, words, known)[: limit - len(pages)])


def _beginning(prefix: str, known: Suggestions) -> dict[int, int]:
    """Pages with a key that begins so, each with its nearest tier."""
    found: dict[int, int] = {}
    first = bisect_left(known.keys, prefix)
    for place in range(first, min(len(known.keys), first + LOOKED_AT)):
        if not known.keys[place].startswith(prefix):
            break
        number = known.owners[place]
        found[number] = min(known.tiers[place], found.get(number, known.tiers[place]))
    return found


def _with_all(words: Sequence[str], known: Suggestions) -> dict[int, int]:
    """Pages in whose names every typed word begins a word, in any order."""
    each = [_beginning(word, known) for word in words]
    return {
        number: sum(one[number] for one in each) for number in each[0] if all(number in one for one in each)
    }


def _completed(typed: str, words: Sequence[str], known: Suggestions) -> list[Suggestion]:
    """The last word made whole, the most frequent first; what stands before it is kept as typed."""
    last = words[-1]
    if len(last) < SHORTEST_WORD:
        return []
    before = typed[: tokens(typed)[-1].start]
    first = bisect_left(known.words, last, key=fold)
    found: list[tuple[int, str]] = []
    for place in range(first, min(len(known.words), first + LOOKED_AT)):
        folded = fold(known.words[place])
        if not folded.startswith(last):
            break
        if folded != last:
            found.append((-known.counts[place], known.words[place]))
    return [Suggestion(text=before + word) for _, word in sorted(found)]
