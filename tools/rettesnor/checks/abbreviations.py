"""Abbreviations that the policy does not allow, however their full stops are set: »mhp.«, »m.h.p.«, »mhp«."""

from collections.abc import Iterable, Iterator

from rettesnor.checks.wording import as_found, message, quoted
from rettesnor.danish.words import Prose
from rettesnor.model import Abbreviation, AbbreviationsCheck, Card, Match


class Abbreviations:
    """The cards of the kind, compiled: each first word leads to the abbreviations that begin with it."""

    def __init__(self, cards: Iterable[tuple[Card, AbbreviationsCheck]]) -> None:
        self.index: dict[str, tuple[tuple[tuple[str, ...], Card, Abbreviation], ...]] = {}
        for card, check in cards:
            for row in check.abbreviations:
                for words in {
                    tuple(row.short.split(".")),
                    (row.short.replace(".", ""),),
                    tuple(row.short.replace(".", "")),
                }:
                    self.index[words[0]] = (*self.index.get(words[0], ()), (words, card, row))
        for word, found in self.index.items():
            self.index[word] = tuple(sorted(found, key=lambda entry: -len(entry[0])))

    def matches(self, prose: Prose) -> Iterator[Match]:
        index = self.index
        for place in [place for place, word in enumerate(prose.words) if word in index]:
            for words, card, row in index[prose.words[place]]:
                end = _end(prose, place, words, row)
                if end is not None:
                    start = prose.starts[place]
                    found = prose.text[start:end]
                    yield Match(
                        rule=card.id,
                        group="abbreviations",
                        severity=card.severity,
                        start=start,
                        end=end,
                        message=message(card, found=found, suggestion=quoted(row.use)),
                        replacement=as_found(row.use, found.title(), before=prose.before(start))
                        if row.fix
                        else None,
                        replace_start=start if row.fix else None,
                        replace_end=end if row.fix else None,
                    )
                    break


def _end(prose: Prose, place: int, words: tuple[str, ...], row: Abbreviation) -> int | None:
    """Where the abbreviation ends, its last full stop included; None when the words are not it."""
    last = place + len(words) - 1
    if last >= len(prose.words) or tuple(prose.words[place : last + 1]) != words:
        return None
    if any(prose.between(at, at + 1) not in {".", ". "} for at in range(place, last)):
        return None
    end = prose.ends[last]
    stop = prose.text[end : end + 1] == "."
    if prose.in_address(prose.starts[place], end) or (not stop and (row.stop or "." in row.short)):
        return None
    return end + stop
