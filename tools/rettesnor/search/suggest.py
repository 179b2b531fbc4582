"""What somebody may be about to type: page titles and words of the pages, by the letters typed so far."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rettesnor.danish.analysis import fold, tokens
from rettesnor.model import Record
from rettesnor.model.urls import Kind
from rettesnor.search.results import Suggestion

# How many places of the list are looked at; a single letter begins thousands.
LOOKED_AT = 2000


class Title(Record, frozen=True, kw_only=True, array_like=True):
    """A page to suggest; `rank` sorts equal matches, the highest first."""

    text: str
    url: str
    kind: Kind
    rank: float


class Suggestions(Record, frozen=True, kw_only=True):
    """Sorted keys (folded beginnings) and, in step with them, which title each belongs to; words by themselves."""

    titles: tuple[Title, ...] = ()
    keys: tuple[str, ...] = ()
    owners: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


def suggestions(titles: Sequence[tuple[Title, Iterable[str]]], words: Iterable[str]) -> Suggestions:
    """A list of titles, each with other names it may be looked for by, and of single words."""
    pairs = sorted(
        (key, number)
        for number, (title, names) in enumerate(titles)
        for key in {key for name in (title.text, *names) for key in _keys(name)}
    )
    return Suggestions(
        titles=tuple(title for title, _ in titles),
        keys=tuple(key for key, _ in pairs),
        owners=tuple(number for _, number in pairs),
        words=tuple(sorted(set(words), key=lambda word: (fold(word), word))),
    )


def _keys(name: str) -> Iterator[str]:
    """The name from each of its words on, folded, with single spaces."""
    words = [fold(name[token.start : token.end]) for token in tokens(name)]
    return (" ".join(words[first:]) for first in range(len(words)))


def suggest(typed: str, known: Suggestions, *, limit: int) -> tuple[Suggestion, ...]:
    """Titles with a word that begins as typed, then titles with all the words typed, then the word itself made whole."""
    words = [fold(typed[token.start : token.end]) for token in tokens(typed)]
    if not words or limit <= 0:
        return ()
    prefix = " ".join(words)
    found = {number: known.keys[place] for place, number in _beginning(prefix, known)}
    if len(words) > 1 and not found:
        found = _with_all(words, known)
    ranked = sorted(
        found, key=lambda number: (-known.titles[number].rank, len(known.titles[number].text), number)
    )
    pages = [
        Suggestion(text=title.text, url=title.url, kind=title.kind)
        for title in (known.titles[number] for number in ranked[:limit])
    ]
    rest = limit - len(pages)
    return (*pages, *islice(_completed(typed, words, known), max(0, rest)))


def _beginning(prefix: str, known: Suggestions) -> Iterator[tuple[int, int]]:
    first = bisect_left(known.keys, prefix)
    for place in range(first, min(len(known.keys), first + LOOKED_AT)):
        if not known.keys[place].startswith(prefix):
            return
        yield place, known.owners[place]


def _with_all(words: Sequence[str], known: Suggestions) -> dict[int, str]:
    """Titles in which every typed word begins a word, in any order."""
    sets = [{number for _, number in _beginning(word, known)} for word in words]
    return dict.fromkeys(set[int].intersection(*sets), "")


def _completed(typed: str, words: Sequence[str], known: Suggestions) -> Iterator[Suggestion]:
    """The last word made whole, what stands before it kept as typed."""
    last = words[-1]
    if len(last) < 2:
        return
    before = typed[: [token.start for token in tokens(typed)][-1]]
    first = bisect_left(known.words, last, key=fold)
    for word in known.words[first : first + LOOKED_AT]:
        if not fold(word).startswith(last):
            return
        if fold(word) != last:
            yield Suggestion(text=before + word)
