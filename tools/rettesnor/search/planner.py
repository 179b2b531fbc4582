"""From what somebody typed to what is looked up.

Each word becomes a slot: ways to match it, of which the best counts (dis-max). A slot is the word's stem, the
parts it is made of, what it makes together with its neighbours (»møde pligt«), its synonyms and new names,
and, only where no page knows it, the words that look like it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain

from rettesnor.danish.analysis import Token, fold, tokens, word
from rettesnor.model import Record
from rettesnor.model.urls import Kind
from rettesnor.search.contents import Alias, Contents
from rettesnor.search.document import KIND_WORDS
from rettesnor.search.spelling import near

# What a way to match is worth beside the word itself.
JOINED, NEW_NAME = 0.9, 0.9
PARTS, SYNONYM = 0.6, 0.6
ONE_LETTER, TWO_LETTERS = 0.75, 0.55
BEGUN, ACT = 0.4, 0.4
GUESSES = 4
SHORTEST_BEGINNING = 3
LONGEST_QUERY = 32

# Words that carry no subject. They never have to match, and count for nothing while any other word stands.
STOP_WORDS = frozenset(
    fold(listed)
    for listed in (
        "af", "at", "blev", "blive", "bliver", "da", "de", "dem", "den", "der", "deres", "det",
        "dets", "dette", "dig", "din", "dine", "dit", "du", "efter", "eller", "en", "end", "er",
        "et", "for", "fordi", "fra", "få", "får", "før", "gang", "gør", "gøre", "ham", "han",
        "hans", "har", "havde", "have", "helst", "hen", "hende", "her", "hos", "hun", "hvad",
        "hvem", "hver", "hvilke", "hvilken", "hvilket", "hvis", "hvor", "hvordan", "hvorfor",
        "hvornår", "i", "ikke", "ind", "ja", "jeg", "kan", "kommer", "kunne", "lige", "man", "med",
        "meget", "men", "mens", "mig", "min", "mine", "mit", "må", "måtte", "ned", "nu", "når",
        "og", "også", "om", "op", "os", "over", "på", "selv", "senest", "sig", "sin", "sine", "sit",
        "skal", "skulle", "som", "spørg", "spørge", "spørger", "så", "tage", "tager", "til", "ud",
        "under", "ved", "vi", "vil", "ville", "vor", "være", "været",
    )
)  # fmt: skip
STOP_STEMS = frozenset(word(listed).stem for listed in STOP_WORDS)


class Way(Record, frozen=True, kw_only=True):
    """One way to match a slot: a page must hold all the terms."""

    terms: tuple[str, ...]
    worth: float


class Slot(Record, frozen=True, kw_only=True):
    """One word of the query; `needed` is false for words without a subject."""

    word: str
    ways: tuple[Way, ...]
    needed: bool


class Plan(Record, frozen=True, kw_only=True):
    """What to look up. `first` are pages to show first: what an outdated name is called now.

    `kinds` are the kinds of page that the query's own words ask for: »hvem«, »brev«, »blanket«.
    """

    slots: tuple[Slot, ...] = ()
    first: tuple[int, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    aliases: tuple[Alias, ...] = ()
    did_you_mean: str | None = None


Frequency = Callable[[str], int]


def plan(query: str, contents: Contents, frequency: Frequency) -> Plan:
    """The plan for a query in NFC; `frequency` tells in how many pages a term stands."""
    typed = tokens(query)[:LONGEST_QUERY]
    stems = tuple(token.stem for token in typed)
    needed = [not (token.word in STOP_WORDS or len(token.word) == 1) for token in typed]
    ways = [_own_ways(token) for token in typed]
    aliases = tuple(_aliases(stems, contents))
    # »der med« is not a question about »dermed«.
    joined = (found for found in _joined(query, typed, frequency) if any(needed[found[0] : found[1]]))
    for start, end, way in chain(joined, _synonyms(stems, contents), _new_names(aliases)):
        if not any(needed[start:end]):  # »kommer ikke« says something together that its words do not
            needed[start] = True
            ways[start] = [Way(terms=stems[start:end], worth=1.0)]
        for number in range(start, end):
            ways[number].append(way)
    if not any(needed):
        needed = [True] * len(typed)
    better: dict[int, str] = {}
    for number, token in enumerate(typed):
        if needed[number] and not token.literal and not _known(ways[number], frequency):
            for guess, way in _guesses(token, contents, unfinished=number == len(typed) - 1):
                ways[number].append(way)
                better.setdefault(number, guess)
    renamed = {number for start, end, _ in aliases for number in range(start, end)}
    only_renamed = all(number in renamed for number, need in enumerate(needed) if need)
    return Plan(
        slots=tuple(
            Slot(word=token.word, ways=tuple(ways[number]), needed=needed[number])
            for number, token in enumerate(typed)
        ),
        first=tuple(alias.target for _, _, alias in aliases if alias.target is not None)
        if only_renamed
        else (),
        kinds=frozenset(kind for kind, words in _kind_stems().items() if words.intersection(stems)),
        aliases=tuple(alias for _, _, alias in aliases),
        did_you_mean=_corrected(query, typed, better),
    )


@cache
def _kind_stems() -> dict[Kind, frozenset[str]]:
    return {kind: frozenset(word(listed).stem for listed in words) for kind, words in KIND_WORDS.items()}


def _own_ways(token: Token) -> list[Way]:
    own = [Way(terms=(token.stem,), worth=1.0)]
    if token.atoms:
        own.append(Way(terms=token.atoms, worth=PARTS))
    elif token.literal and token.parts:
        own.append(Way(terms=token.parts, worth=PARTS))
    if token.word.startswith(
        "§"
    ):  # the act's own page, where the pages that cite the section are few or none
        own.append(Way(terms=(word("paragraf").stem,), worth=ACT))
    return own


def _joined(query: str, typed: Sequence[Token], frequency: Frequency) -> Iterator[tuple[int, int, Way]]:
    """Words that stand side by side, written as one."""
    for start in range(len(typed)):
        for end in (start + 2, start + 3):
            run = typed[start:end]
            if end > len(typed) or any(token.literal for token in run):
                continue
            stem = word("".join(query[token.start : token.end] for token in run)).stem
            if frequency(stem):
                yield start, end, Way(terms=(stem,), worth=JOINED)


def _known(ways: Sequence[Way], frequency: Frequency) -> bool:
    """Whether some page may match one of the ways."""
    return any(all(frequency(term) for term in way.terms) for way in ways)


def _places(phrase: Sequence[str], stems: Sequence[str]) -> Iterator[int]:
    size = len(phrase)
    return (
        start for start in range(len(stems) - size + 1) if tuple(stems[start : start + size]) == tuple(phrase)
    )


def _synonyms(stems: tuple[str, ...], contents: Contents) -> Iterator[tuple[int, int, Way]]:
    present = set(stems)
    for group in contents.synonyms:
        for phrase in group:
            if not present.issuperset(phrase):
                continue
            for start in _places(phrase, stems):
                for other in group:
                    subject = tuple(stem for stem in other if stem not in STOP_STEMS)
                    # »møder ikke op« without »ikke op« would be every page on meetings.
                    if other != phrase and subject and (len(subject) > 1 or len(other) == 1):
                        yield start, start + len(phrase), Way(terms=subject, worth=SYNONYM)


def _aliases(stems: tuple[str, ...], contents: Contents) -> Iterator[tuple[int, int, Alias]]:
    present = set(stems)
    for alias in contents.aliases:
        if present.issuperset(alias.stems):
            for start in _places(alias.stems, stems):
                yield start, start + len(alias.stems), alias


def _new_names(aliases: Sequence[tuple[int, int, Alias]]) -> Iterator[tuple[int, int, Way]]:
    for start, end, alias in aliases:
        yield start, end, Way(terms=tuple(token.stem for token in tokens(alias.new)), worth=NEW_NAME)


def _guesses(token: Token, contents: Contents, *, unfinished: bool) -> Iterator[tuple[str, Way]]:
    """Words that look like one that no page knows, and words that begin with it when it may be unfinished."""
    for found in near(token.word, contents.spelling)[:GUESSES]:
        surface = contents.surfaces[found.number]
        yield (
            surface,
            Way(terms=(word(surface).stem,), worth=ONE_LETTER if found.distance == 1 else TWO_LETTERS),
        )
    if unfinished and len(token.word) >= SHORTEST_BEGINNING:
        words = contents.suggestions.words
        place = bisect_left(words, token.word, key=fold)
        for surface in words[place : place + GUESSES]:
            if fold(surface).startswith(token.word):
                yield surface, Way(terms=(word(surface).stem,), worth=BEGUN)


def _corrected(query: str, typed: Sequence[Token], better: dict[int, str]) -> str | None:
    """The query with unknown words replaced by what they most likely were."""
    if not better:
        return None
    text = query
    for number in sorted(better, reverse=True):
        token = typed[number]
        text = text[: token.start] + better[number] + text[token.end :]
    return text
