"""`rettesnor text FILE|-`: the sentences, words and LIX of a text or a letter, as readers get it."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from rettesnor.letter.blocks import Block
from rettesnor.lint.text_figures import band, text_report
from rettesnor.model import ContentError, Problem, visible


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
