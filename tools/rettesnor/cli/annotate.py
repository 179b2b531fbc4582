"""`rettesnor annotate`: a copy of a Word document with the findings as comments on their words."""

import argparse
import datetime
import sys
from pathlib import Path

from rettesnor.model import Finding, Span, visible

INCOMPLETE = 3
MOST = 1_000  # comments: nobody reads more, and each new one costs python-docx a look at all before it


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", type=Path, metavar="FIL.docx", help="et brev i Word")
    parser.add_argument(
        "--out", type=Path, metavar="FIL", help="kopien (ellers FIL-kommentarer.docx ved siden af)"
    )
    parser.add_argument(
        "--date",
        type=datetime.date.fromisoformat,
        metavar="ÅÅÅÅ-MM-DD",
        help="tjek, som det ser ud den dag (ellers i dag)",
    )


def run(args: argparse.Namespace) -> int:
    from rettesnor.checking.standard import load_standard
    from rettesnor.checking.word import lint_word, word_bytes
    from rettesnor.word.comments import Remark, annotate
    from rettesnor.word.package import opened, saved
    from rettesnor.word.read import read_document

    source: Path = args.document
    name = str(source)
    out: Path = args.out or source.with_name(f"{source.stem}-kommentarer.docx")
    day = args.date or datetime.date.today()
    document = opened(word_bytes(source, name), path=name)
    letter = read_document(document, path=name)
    made = lint_word(letter, load_standard(args.root, day).standard, name=name, day=day)
    remarks = [Remark(Span(finding.start, finding.end), _text(finding)) for finding in made.findings[:MOST]]
    left = annotate(document, letter, remarks, now=datetime.datetime.now(datetime.UTC))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(saved(document))
    count = len(remarks) - len(left)
    print(visible(f"{'1 kommentar' if count == 1 else f'{count} kommentarer'} skrevet i {out}"))
    if more := len(made.findings) - len(remarks):
        print(f"{more} fund mere er ikke skrevet som kommentarer. Ret dem, der er, og kør igen.")
    for remark in left:
        print(f"Ingen plads i dokumentet: {visible(remark.text)}")
    for entry in made.incomplete:
        print(visible(f"{entry.path}: ikke tjekket helt. {entry.reason}"), file=sys.stderr)
    return INCOMPLETE if made.incomplete or more else 0


def _text(finding: Finding) -> str:
    """A finding as its author reads it in the margin."""
    from rettesnor.report.danish import SEVERITY

    lines = [f"{SEVERITY[finding.severity].capitalize()}: {finding.message}"]
    if finding.when is not None:
        lines.append(f"Gælder {finding.when}.")
    if finding.fix is not None and finding.fix.text:
        lines.append(f"Forslag: {finding.fix.text}")
    return "\n".join([*lines, f"Regel: {finding.rule}"])
