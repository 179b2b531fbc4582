"""`rettesnor cite FILE|-`: the legal citations in a text, with the act they name and what the register says of it."""

import argparse
import datetime
import sys
from pathlib import Path

import msgspec

from rettesnor.law.judgment import resolve
from rettesnor.law.register import Register
from rettesnor.letter.blanked import blank_tags
from rettesnor.model import ContentError, Problem, visible
from rettesnor.report.citations import cited_report

STATUS = {
    "in_force": "gældende",
    "superseded": "afløst",
    "not_yet_in_force": "gælder endnu ikke",
    "repealed": "ophævet",
    "wrong_date": "forkert nummer eller dato",
    "unknown_act": "ukendt lov",
    "unknown_section": "ukendt paragraf",
    "unverified": "ikke kontrolleret",
    "unresolved": "ingen lov nævnt",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FIL", help="en tekstfil eller .html, eller - for at læse fra tastaturet"
    )
    parser.add_argument(
        "--date",
        type=datetime.date.fromisoformat,
        default=None,
        metavar="ÅÅÅÅ-MM-DD",
        help="bedøm på denne dag",
    )
    parser.add_argument("--json", action="store_true", help="skriv JSON")


def run(args: argparse.Namespace) -> int:
    from rettesnor.load import load

    file: str = args.file
    source = _read(file)
    text = blank_tags(source) if file.lower().endswith((".html", ".htm")) else source
    day: datetime.date = args.date or datetime.date.today()
    register = Register(load(args.root).statutes if args.root is not None else ())
    found = [(citation, resolve(citation, register, day)) for citation in register.find(text)]
    if args.json:
        report = msgspec.json.encode(cited_report(found, source))
        sys.stdout.buffer.write(msgspec.json.format(report, indent=2) + b"\n")
        return 0
    line, counted = 1, 0
    for citation, resolved in found:
        line += text.count("\n", counted, citation.start)
        counted = citation.start
        print(visible(f"{file}:{line}: {' '.join(citation.text.split())}  [{STATUS[resolved.status]}]"))
        print(visible(f"    {resolved.message}"))
        if resolved.url:
            print(f"    {resolved.url}")
    print(f"{len(found)} henvisninger." if len(found) != 1 else "1 henvisning.")
    return 0


def _read(file: str) -> str:
    """The text as stored; offsets are code points of it, so line ends and a BOM are kept."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8")
    except OSError as fault:
        raise ContentError(Problem(path=file, message="Filen kan ikke læses. Findes den?")) from fault
    except UnicodeDecodeError as fault:
        raise ContentError(Problem(path=file, message="Filen er ikke UTF-8. Gem den som UTF-8.")) from fault
