"""`rettesnor new statute-version`: a lawyer registers a new consolidation by answering questions, and sees what it touches."""

import argparse
import datetime
from collections.abc import Iterator
from pathlib import Path

from rettesnor.law.dates import read_date
from rettesnor.law.impact import Use, citations, law_uses
from rettesnor.law.judgment import resolve
from rettesnor.law.register import TYPES, Register, label, problems
from rettesnor.law.versions import with_version
from rettesnor.model import ContentError, Problem, visible
from rettesnor.model.pages import Source
from rettesnor.model.project import Project
from rettesnor.model.statutes import Statute, Version


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--act", metavar="LOV", help="lovens navn, forkortelse eller id, for eksempel LAB")
    parser.add_argument("--type", choices=sorted(TYPES), help="LBK for en lovbekendtgørelse")
    parser.add_argument("--number", metavar="NR", help="nummeret i Lovtidende")
    parser.add_argument("--issued", metavar="ÅÅÅÅ-MM-DD", help="den dag, loven er dateret")
    parser.add_argument("--in-force-from", metavar="ÅÅÅÅ-MM-DD", help="gælder fra")
    parser.add_argument("--url", metavar="ADRESSE", help="adressen på Retsinformation")
    parser.add_argument("--checked", metavar="ÅÅÅÅ-MM-DD", help="dagen, hvor du så, at den gælder")


def run(args: argparse.Namespace) -> int:
    from rettesnor.load import load
    from rettesnor.yamltext import decode

    project = load(args.root)
    register = Register(project.statutes)
    statute = _statute(register, args.act or _ask("Hvilken lov? (navn, forkortelse eller id)"))
    version = _version(args)
    path = args.root / "content" / "statutes" / f"{statute.id}.yml"
    before = path.read_bytes().decode("utf-8")
    after = with_version(before, version)
    shown = str(path.relative_to(args.root))
    changed = decode(after, Statute, path=shown)
    others = tuple(each for each in project.statutes if each.id != statute.id)
    wrong = [
        each for each in problems((*others, changed)) if each.path == f"content/statutes/{statute.id}.yml"
    ]
    if wrong:
        raise ContentError(*wrong)
    _write(path, after)
    uses = law_uses(project, register, statute.id)
    print(visible(f"{label(version)} står nu i {shown}."))
    outdated = tuple(_outdated(project, Register((*others, changed)), statute.id))
    end = ":" if outdated else "."
    print(f"{len(uses)} steder nævner loven; {len(outdated)} af dem peger på en ældre udgave{end}")
    for each in outdated:
        print(visible(f"  {each.path}:{each.line}  {each.title}: »{each.quote}«"))
    print(f"Se alle steder med »rettesnor impact {statute.id}«.")
    return 0


def _outdated(project: Project, register: Register, act_id: str) -> Iterator[Use]:
    """Where an older version is cited by its number: what the new one makes wrong."""
    for cited, citation, place in citations(project, register):
        if cited == act_id and resolve(citation, register, datetime.date.today()).status == "superseded":
            yield place


def _version(args: argparse.Namespace) -> Version:
    kind: str = args.type or _ask(f"Type ({', '.join(sorted(TYPES))})", "LBK")
    number: str = args.number or _ask("Nummer")
    issued = _day("Dato", args.issued or _ask("Dato (ÅÅÅÅ-MM-DD)"))
    asked = (
        args.in_force_from if args.number else _ask("Gælder fra (ÅÅÅÅ-MM-DD, tomt hvis du ikke ved det)", "")
    )
    address = f"https://www.retsinformation.dk/eli/lta/{issued.year}/{number}"
    url: str = args.url or (address if args.number else _ask("Adresse på Retsinformation", address))
    checked = (
        args.checked if args.number else _ask("Hvilken dag så du der, at den gælder? (tomt hvis ikke)", "")
    )
    day = _day("Kontrolleret", checked) if checked else None
    return Version(
        type=kind,
        number=number,
        date=issued,
        in_force_from=_day("Gælder fra", asked) if asked else None,
        in_force_checked=day,
        source=Source(title="Retsinformation", url=url, checked=day),
    )


def _statute(register: Register, asked: str) -> Statute:
    if asked in register.statutes:
        return register.statutes[asked]
    named = register.named(asked)
    if len(named) != 1:
        raise ContentError(
            Problem(
                path="content/statutes",
                message=f"»{asked}« er ikke én lov i registret. Skriv lovens id, for eksempel lab.",
            )
        )
    return named[0]


def _day(what: str, text: str) -> datetime.date:
    read = read_date(text.strip(), 0)
    if read is None or read[0] is None or read[1] != len(text.strip()):
        message = f"{what}: »{text}« er ikke en dato. Skriv for eksempel 2024-03-01 eller 1. marts 2024."
        raise ContentError(Problem(path="svar", message=message))
    return datetime.date.fromisoformat(read[0])


def _ask(question: str, default: str | None = None) -> str:
    hint = f" [{default}]" if default else ""
    try:
        answer = input(f"{question}{hint}: ").strip()
    except EOFError:
        answer = ""
    if answer or default is not None:
        return answer or (default or "")
    raise ContentError(Problem(path="svar", message=f"{question}: der mangler et svar."))


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    beside = path.with_name(f".{path.name}.ny")
    beside.write_bytes(text.encode("utf-8"))
    beside.replace(path)
