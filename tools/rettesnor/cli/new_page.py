"""`rettesnor new procedure` and `new letter`: a page to fill in, with every field that a reader will look for."""

import argparse
import json
import re

from rettesnor.load import load
from rettesnor.load.steps import slug
from rettesnor.model import ContentError, Problem, visible
from rettesnor.model.project import Project
from rettesnor.yamltext import suggest

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

PROCEDURE = """---
title: {title}
summary: ""
target_groups: []
owner:
contact:
deadlines: []
legal_basis: []
letters: []
forms: []
systems: []
before: []
after: []
keywords: []
reviewed:
sources: []
---
Brug siden, når ...

## Trin

### Det første, du gør {{#foerst}}

- Hvem:

Skriv i to linjer, hvad man gør.

## Husk

## Hvem spørger du?
"""
LETTER = """---
title: {title}
kind: {kind}
audience: borger
channels: [digital_post, min_side, papir]
owner:
legal_basis: []
procedure:
reviewed:
fields:
  navn:
    type: text
    label: Modtagerens navn
    example: Anna Prøvesen
  sagsbehandler:
    type: text
    label: Sagsbehandlerens navn
    example: Bo Mønster
---

# {heading}

Kære {{{{ navn }}}}

Skriv det vigtigste først: hvad brevet betyder for modtageren, og hvornår.

## Hvad sker der nu?

## Har du spørgsmål?

Med venlig hilsen

{{{{ sagsbehandler }}}}
"""
CASE = """about: Et eksempel
values:
  navn: Anna Prøvesen
  sagsbehandler: Bo Mønster
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITEL", help="det, siden eller brevet skal hedde")
    parser.add_argument("--area", metavar="OMRÅDE", help="arbejdsgangens område, for eksempel sygedagpenge")
    parser.add_argument(
        "--kind", dest="letter_kind", metavar="SLAGS", help="brevets slags, for eksempel indkaldelse"
    )
    parser.add_argument("--name", metavar="NAVN", help="filens navn (ellers efter titlen)")


def run(args: argparse.Namespace) -> int:
    project = load(args.root)
    name: str = args.name or slug(args.title)
    if not _NAME.fullmatch(name):
        raise fault("--name", f"»{name}« kan ikke bruges. Brug små bogstaver a-z, tal og bindestreg.")
    make = _procedure if args.kind == "procedure" else _letter
    files = make(project, args, name)
    for path, _ in files:
        if (args.root / path).exists():
            raise fault(path, "Filen findes allerede. Vælg et andet --name.")
    for path, text in files:
        (args.root / path).parent.mkdir(parents=True, exist_ok=True)
        (args.root / path).write_text(text, encoding="utf-8")
        print(visible(path))
    print("Skriv i filen, og kør »rettesnor check« på den.")
    return 0


def _procedure(project: Project, args: argparse.Namespace, name: str) -> list[tuple[str, str]]:
    area = one_of("--area", args.area, [area.id for area in project.areas])
    return [(f"procedures/{area}/{name}.md", PROCEDURE.format(title=quoted(args.title)))]


def _letter(project: Project, args: argparse.Namespace, name: str) -> list[tuple[str, str]]:
    kind = one_of("--kind", args.letter_kind, [kind.id for kind in project.letter_kinds])
    folder = f"letter_templates/{name}"
    text = LETTER.format(title=quoted(args.title), heading=args.title, kind=kind)
    return [(f"{folder}/letter.md", text), (f"{folder}/cases/eksempel.yml", CASE)]


def one_of(option: str, value: str | None, known: list[str]) -> str:
    """`value` where it is known. Raises ContentError that says what can be chosen."""
    if value in known:
        return str(value)
    hint = suggest(value, known) if value else ""
    said = f"»{value}« findes ikke.{hint}" if value else "Der mangler en værdi."
    raise fault(option, f"{said} Vælg en af: {', '.join(known)}.")


def quoted(text: str) -> str:
    """A YAML text; JSON's quoting is YAML's too."""
    return json.dumps(text, ensure_ascii=False)


def fault(place: str, message: str) -> ContentError:
    """What is wrong with an option or a file."""
    return ContentError(Problem(path=place, line=0, message=message))
