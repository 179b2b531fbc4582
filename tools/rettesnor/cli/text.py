"""`rettesnor text FILE|-`: the sentences, words and LIX of a text or a letter, as readers get it."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from rettesnor.danish.readability import Figures, figures, lix
from rettesnor.danish.sentences import sentences
from rettesnor.danish.words import count
from rettesnor.letter.blocks import Block
from rettesnor.model import ContentError, Problem, Record, visible

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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FIL", help="et brev, en tekst eller .html, eller - for at læse fra tastaturet"
    )
    parser.add_argument("--json", action="store_true", help="skriv JSON")


def run(args: argparse.Namespace) -> int:
    file: str = args.file
    source = _read(file)
    report = text_report(_blocks(source, file), source, file)
    if args.json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
        return 0
    for sentence in report.sentences:
        print(visible(f"{sentence.words:4} ord  {' '.join(sentence.text.split())}"))
    print(
        f"\n{report.words} ord, {report.long_words} lange ord, lix {round(report.lix)} ({band(report.lix)})."
    )
    return 0


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
            found.append(Sentence(start=span.start, end=span.end, words=count(text), text=quote))
            if block.kind in PROSE:
                total = total + figures(text, 1)
    found.sort(key=lambda sentence: sentence.start)
    return TextReport(
        words=total.words, sentences=tuple(found), long_words=total.long_words, lix=round(lix(total), 2)
    )


def band(value: float) -> str:
    """How hard a text with this LIX is. Source: dansksproghistorie.dk, after Björnsson."""
    bands = ((25, "meget let"), (35, "let"), (45, "middel"), (55, "svær"))
    return next((name for limit, name in bands if value < limit), "meget svær")


def _sentences(block: Block) -> Iterator[tuple[int, int]]:
    if block.kind in PROSE:
        yield from sentences(block.text)
    elif block.kind != "code" and block.text.strip():
        lead = len(block.text) - len(block.text.lstrip())
        yield lead, len(block.text.rstrip())


def _blocks(source: str, file: str) -> Iterable[Block]:
    """The blocks of a letter with all its branches, or of a finished text."""
    if Path(file).suffix in {".txt", ".html", ".htm"}:
        from rettesnor.letter.finished import finished_blocks

        return finished_blocks(source, path=file, html=Path(file).suffix != ".txt")
    from rettesnor.letter.head import read
    from rettesnor.letter.page import without_anchors
    from rettesnor.letter.readings import readings
    from rettesnor.letter.template import parse

    head, _, _ = read(source, path=file)
    return readings(parse(without_anchors(source), path=file, snippets={}), head.fields).blocks


def _read(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8")
    except FileNotFoundError:
        message = "Filen findes ikke. Ret stien."
    except IsADirectoryError:
        message = "Det er en mappe. Skriv stien til en fil."
    except UnicodeDecodeError:
        message = "Filen er ikke UTF-8. Gem den som UTF-8."
    raise ContentError(Problem(path=file, message=message))
