"""`rettesnor links`: whether the addresses on the web that the content leads to still answer."""

import argparse
import datetime
import sys
from collections import Counter
from pathlib import Path

import msgspec

import rettesnor
from rettesnor.cli.progress import Progress
from rettesnor.model import visible
from rettesnor.model.web_links import DEAD, UNKNOWN, Link, LinkReport

OK, FOUND, INCOMPLETE = 0, 1, 3
STATUS = {
    "ok": "svarer",
    "moved": "flyttet",
    "fragment": "stedet på siden mangler",
    "refused": "kræver adgang",
    "gone": "død",
    "no_host": "død: værten findes ikke",
    "loop": "død: fører rundt i ring",
    "invalid": "død: er ingen adresse",
    "failing": "svarede ikke denne gang",
    "tls": "kan ikke sikres",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Spørger hver adresse, som indholdet fører til, om den svarer, også dem på jeres eget net. Kør den på en maskine,"
        " der ikke når mere, end dem, der skriver indholdet, selv må se."
    )
    parser.add_argument("--json", action="store_true", help="skriv rapporten som JSON")
    parser.add_argument("--refresh", action="store_true", help="spørg også dem, der svarede for nylig")
    parser.add_argument(
        "--fix", action="store_true", help="skriv gamle adresser på Retsinformation om, hvor det er sikkert"
    )
    parser.add_argument(
        "--offline", action="store_true", help="spørg ingen: vis den seneste rapport, og ret med --fix"
    )


def run(args: argparse.Namespace) -> int:
    from rettesnor.checking.addresses import addresses
    from rettesnor.checking.link_report import report, write_report
    from rettesnor.checking.link_rewrites import rewrite
    from rettesnor.checking.web_links import Manner
    from rettesnor.law.register import Register
    from rettesnor.load import load
    from rettesnor.load.link_report import read_report

    root: Path = args.root
    project = load(root)
    register = Register(project.statutes)
    if args.fix:
        for change in rewrite(root, register):
            print(visible(f"{change.path}:{change.line}: {change.old} -> {change.new}"))
    if args.offline:
        made = read_report(root)
        if made is None:
            print("Der er ingen rapport endnu. Kør »rettesnor links« på en maskine med net.", file=sys.stderr)
            return OK if args.fix else INCOMPLETE
    else:
        found = addresses(root, project.statutes)
        agent = f"Rettesnor/{rettesnor.__version__} (linktjek; {project.settings.site_url})"
        with Progress("Spørger", len(found), slow=10) as progress:
            made = report(
                found,
                register,
                before=None if args.refresh else read_report(root),
                manner=Manner(agent=agent),
                now=datetime.datetime.now(datetime.UTC),
                progress=progress,
            )
        write_report(root, made)
    if args.json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n")
    else:
        print(_text(made))
    return _status(made)


def _status(made: LinkReport) -> int:
    statuses = {link.answer.status for link in made.links}
    return INCOMPLETE if statuses & UNKNOWN else FOUND if statuses & DEAD else OK


def _text(made: LinkReport) -> str:
    lines: list[str] = []
    for link in made.links:
        if link.answer.status != "ok" or link.old:
            lines += _lines(link)
    if not made.reached:
        lines.append("Ingen adresser svarede. Har maskinen adgang til nettet? Intet er kaldt dødt.")
    counts = Counter(link.answer.status for link in made.links)
    dead = sum(counts[status] for status in DEAD)
    unknown = sum(counts[status] for status in UNKNOWN)
    lines.append(
        f"{len(made.links)} adresser. Svarer: {counts['ok']}. Døde: {dead}. Flyttet: {counts['moved']}. "
        f"Uden svar: {unknown}."
    )
    return "\n".join(map(visible, lines))


def _lines(link: Link) -> list[str]:
    answer = link.answer
    code = f" ({answer.code})" if answer.code else ""
    detail = f" {answer.detail}" if answer.detail else ""
    lines = [answer.url, f"  {STATUS[answer.status]}{code}.{detail}"]
    if answer.to:
        lines.append(f"  Skriv {answer.to}")
    if link.rewrite:
        lines.append(f"  Gammel adresse. Skriv {link.rewrite} (eller brug --fix)")
    elif link.old:
        lines.append(
            "  Gammel adresse. Den skal slås op: søg efter lovens navn på https://www.retsinformation.dk"
        )
    return [*lines, *(f"  {place.path}:{place.line}" for place in link.places), ""]
