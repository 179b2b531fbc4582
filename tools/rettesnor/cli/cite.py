"""`rettesnor cite FILE|-`: the legal citations in a text, with the act they name and what the register says of it."""

import argparse
import datetime
import sys
from pathlib import Path

import msgspec

from rettesnor.law.judgment import Resolved, resolve
from rettesnor.law.register import Register
from rettesnor.model import ContentError, Problem, visible
from rettesnor.model.citation import Citation, Pinpoint

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
        answer = {"version": 1, "citations": [as_json(*each, source) for each in found]}
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")
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


def as_json(citation: Citation, resolved: Resolved, source: str) -> dict[str, object]:
    """One citation in the form of the contract; `text` is what `source` holds there, tags included."""
    act = citation.act
    return {
        "start": citation.start,
        "end": citation.end,
        "text": source[citation.start : citation.end],
        "act": None
        if act is None
        else {
            "id": resolved.act_id,
            "type": act.type,
            "number": act.number,
            "date": act.date,
            "name": act.name,
        },
        "pinpoints": [_pinpoint(each) for each in citation.pinpoints],
        "status": resolved.status,
        "url": resolved.url,
        "message": resolved.message,
    }


def _pinpoint(place: Pinpoint) -> dict[str, str | None]:
    return {
        "kapitel": place.kapitel,
        "paragraf": place.paragraf,
        "paragraf_til": place.paragraf_til,
        "stk": place.stk,
        "nr": place.nr,
        "litra": place.litra,
        "pkt": place.pkt,
    }


def _read(file: str) -> str:
    """The text as stored; offsets are code points of it, so line ends and a BOM are kept."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8")
    except OSError as fault:
        raise ContentError(Problem(path=file, message="Filen kan ikke læses. Findes den?")) from fault
    except UnicodeDecodeError as fault:
        raise ContentError(Problem(path=file, message="Filen er ikke UTF-8. Gem den som UTF-8.")) from fault


def blank_tags(html: str) -> str:
    """HTML with every tag, comment and script blanked, so that offsets stay; tags of blocks end the paragraph."""
    pieces: list[str] = []
    at = 0
    last = html.rfind(">")  # behind it no tag ends, and nobody needs to look for one
    while 0 <= (start := html.find("<", at)) <= last:
        pieces.append(html[at:start])
        end = _tag_end(html, start)
        tag = html[start:end]
        name = tag[1:20].strip("/ ").split(" ")[0].split(">")[0].lower()
        blank = " " * len(tag)
        pieces.append(f"\n\n{blank[2:]}" if name in _BLOCKS and len(tag) > 2 else blank)
        at = end
    pieces.append(html[at:])
    text = "".join(pieces)
    for entity, plain in _ENTITIES:
        text = text.replace(entity, plain.ljust(len(entity)))
    return text


# Only what stands between words: a letter written as an entity would leave a hole in its word.
_ENTITIES = (("&sect;&sect;", "§§"), ("&sect;", "§"), ("&#167;", "§"), ("&nbsp;", " "), ("&#160;", " "))
_BLOCK_TAGS = (
    "p div h1 h2 h3 h4 h5 h6 li ul ol table tr td th section article header footer blockquote pre br/ hr"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())


def _tag_end(html: str, start: int) -> int:
    """Where a tag ends; a script, a style or a comment ends with its own mark; a lone »<« is one character."""
    for opening, closing in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
        if html[start : start + len(opening)].lower() == opening:
            end = html.find(closing, start)
            return end + len(closing) if end >= 0 else len(html)
    if not html[start + 1 : start + 2].isalpha() and html[start + 1 : start + 2] not in ("/", "!", "?"):
        return start + 1
    end = html.find(">", start)
    return end + 1 if end >= 0 else start + 1
