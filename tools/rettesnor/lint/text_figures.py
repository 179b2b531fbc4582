"""Sentences, words and LIX of a text, each with its place in the file: what stands in several readings counts once."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rettesnor.danish.readability import Figures, figures, lix
from rettesnor.danish.sentences import sentences
from rettesnor.letter.blocks import Block
from rettesnor.model import Record

# Running prose, cut into sentences; every other block is one sentence and stays out of LIX.
PROSE = frozenset(("paragraph", "quote"))


class Sentence(Record, frozen=True, kw_only=True):
    """One sentence: offsets in the file, words, and the file's text there."""

    start: int
    end: int
    words: int
    text: str


class TextReport(Record, frozen=True, kw_only=True):
    """What `text --json` writes. Words and long words are those that LIX counts."""

    words: int
    sentences: tuple[Sentence, ...]
    long_words: int
    lix: float
    version: int = 1


def text_report(blocks: Iterable[Block], source: str, path: str) -> TextReport:
    """The figures of a text's blocks. What stands in several readings, or in one branch or another, counts once."""
    taken: set[int] = set()
    found: list[Sentence] = []
    total = Figures(words=0, long_words=0, sentences=0)
    for block in blocks:
        for start, end in _sentences(block):
            where, span = block.span(start, end)
            places = range(span.start, span.end)
            if where != path or not taken.isdisjoint(places):
                continue
            taken.update(places)
            text = block.text[start:end]
            quote = source[span.start : span.end]
            counted = _figures(text)
            found.append(Sentence(start=span.start, end=span.end, words=counted.words, text=quote))
            if block.kind in PROSE:
                total = total + counted
    found.sort(key=lambda sentence: sentence.start)
    return TextReport(
        words=total.words, sentences=tuple(found), long_words=total.long_words, lix=round(lix(total), 2)
    )


def band(value: float) -> str:
    """How hard a text with this LIX is. Source: dansksproghistorie.dk, after Björnsson."""
    bands = ((25, "meget let"), (35, "let"), (45, "middel"), (55, "svær"))
    return next((name for limit, name in bands if value < limit), "meget svær")


@lru_cache(maxsize=4_000)
def _figures(sentence: str) -> Figures:
    return figures(sentence, 1)


def _sentences(block: Block) -> Iterator[tuple[int, int]]:
    if block.kind in PROSE:
        yield from sentences(block.text)
    elif block.kind != "code" and block.text.strip():
        lead = len(block.text) - len(block.text.lstrip())
        yield lead, len(block.text.rstrip())
