"""`rettesnor impact REF`: what hangs on an act, a section, a form, a system, a unit, a letter, a snippet or a term."""

import argparse
import sys
from itertools import groupby

import msgspec

from rettesnor.law.register import Register
from rettesnor.law.uses import impact
from rettesnor.model import ContentError, Problem, visible

KINDS = {
    "letter": "Breve",
    "procedure": "Arbejdsgange",
    "snippet": "Fælles tekster",
    "rule": "Regler",
    "term": "Ordforklaringer",
    "form": "Blanketter",
    "system": "Systemer",
    "contact": "Kontakter",
    "law": "Love",
    "decision": "Vejvisere",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ref",
        metavar="HVAD",
        help='for eksempel "LAB § 16 a", ab-201, fasit, ydelsesservice, klagevejledning',
    )
    parser.add_argument("--json", action="store_true", help="skriv JSON")


def run(args: argparse.Namespace) -> int:
    from rettesnor.load import load

    project = load(args.root)
    found = impact(project, Register(project.statutes), args.ref)
    if found is None:
        message = f"»{args.ref}« er hverken en lov i registret, en blanket, et system, en enhed, et brev, en tekst eller et ord."
        raise ContentError(Problem(path="impact", message=message))
    if args.json:
        answer = {"version": 1, "ref": args.ref, **msgspec.structs.asdict(found)}
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")
        return 0
    print(visible(f"{found.title} ({found.id})"))
    for kind, uses in groupby(found.uses, key=lambda each: each.kind):
        print(f"\n{KINDS[kind]}")
        for each in uses:
            quote = f"  »{each.quote}«" if each.quote else ""
            print(visible(f"  {each.path}:{each.line}  {each.title}: {each.how}{quote}"))
    pages = len({each.id for each in found.uses})
    places = "1 sted" if len(found.uses) == 1 else f"{len(found.uses)} steder"
    print(
        f"\n{places} på {pages} {'side' if pages == 1 else 'sider'}."
        if found.uses
        else "\nIntet hænger på den."
    )
    return 0
