"""`rettesnor new case LETTER`: writes the cases that a letter lacks, so that every branch can be seen."""

import argparse
import datetime
import json
import sys
from pathlib import Path

from rettesnor.letter.proposals import Proposal, proposals
from rettesnor.letter.template import parse
from rettesnor.load import load
from rettesnor.load.steps import slug
from rettesnor.model import Case, ContentError, Letter, Problem, visible
from rettesnor.preview.fill import Filler
from rettesnor.preview.letter import preview
from rettesnor.yamltext import suggest

MAX_NAME = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("letter", metavar="BREV", help="brevets navn eller fil")
    parser.add_argument("--dry-run", action="store_true", help="vis eksemplerne uden at skrive dem")


def run(args: argparse.Namespace) -> int:
    root: Path = args.root
    project = load(root)
    letter = _letter(project.letters, args.letter)
    snippets = {snippet.path.removeprefix("content/"): snippet.source for snippet in project.snippets}
    found = proposals(
        parse(letter.source, path=letter.path, snippets=snippets), letter.head.fields, letter.cases
    )
    taken = {case.name for case in letter.cases}
    refused = False
    with Filler() as filler:
        for proposal in found.cases:
            name = _name(proposal, taken)
            taken.add(name)
            path = f"{letter.id}/cases/{name}.yml"
            case = Case(name=name, path=path, about=proposal.about, values=proposal.values)
            made = preview(
                letter, case, "digital_post", project=project, filler=filler, day=datetime.date.today()
            )
            if made.error is not None:
                refused = True
                print(visible(f"{path}: forslaget kan ikke vises. {made.error}"), file=sys.stderr)
                continue
            if not args.dry_run:
                (root / path).parent.mkdir(exist_ok=True)
                (root / path).write_text(_text(proposal), encoding="utf-8")
            print(visible(f"{path}: {proposal.about}. Viser {_branches(len(proposal.reaches))}."))
    for arm in found.unsolved:
        what = f"ellers, når ikke {arm.condition}" if arm.is_else else arm.condition
        print(visible(f"{arm.place.path}: skriv selv et eksempel, der viser »{what}«."), file=sys.stderr)
    if not found.cases and not found.unsolved:
        print("Brevets eksempler viser alt. Der mangler ingen.")
    elif found.cases and not args.dry_run:
        print("Læs værdierne igennem, og ret dem, så de ligner virkelige breve uden at være det.")
    return 1 if refused or found.unsolved else 0


def _letter(letters: tuple[Letter, ...], asked: str) -> Letter:
    name = asked.removesuffix("/").removesuffix("/letter.md").rpartition("/")[2]
    known = {letter.id.removeprefix("letter_templates/"): letter for letter in letters}
    if name not in known:
        hint = suggest(name, known) or " Se i letter_templates/, hvad der findes."
        raise ContentError(Problem(path="letter_templates", message=f"Brevet »{name}« findes ikke.{hint}"))
    return known[name]


def _name(proposal: Proposal, taken: set[str]) -> str:
    name = slug(proposal.about.removeprefix("Når "))[:MAX_NAME].strip("-")
    number = 1
    while (one := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return one


def _text(proposal: Proposal) -> str:
    lines = [f"about: {_yaml(proposal.about)}", "values:" if proposal.values else "values: {}"]
    lines += [f"  {name}: {_yaml(value)}" for name, value in proposal.values.items()]
    return "\n".join(lines) + "\n"


def _yaml(value: object) -> str:
    """JSON is YAML; only dates are written without quotes."""
    return (
        value.isoformat()
        if isinstance(value, datetime.date)
        else json.dumps(value, ensure_ascii=False, default=str)
    )


def _branches(count: int) -> str:
    return "én ny gren" if count == 1 else f"{count} nye grene"
