"""`rettesnor new variant`: what a unit does otherwise, as a file to write on in beside the common procedure."""

import argparse
import datetime

from rettesnor.cli.new_page import fault, one_of, quoted
from rettesnor.load import load
from rettesnor.model import visible
from rettesnor.model.variants import step_text
from rettesnor.portal.review import due

MONTHS = 12

TEXT = """---
reason: {reason}
owner: {unit}
valid_to: {until}
base:
{base}
---
## Trin

{steps}
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("procedure", metavar="ARBEJDSGANG", help="for eksempel sygedagpenge/forlaengelse")
    parser.add_argument("--unit", metavar="ENHED", help="enheden, for eksempel center-laerkevej")
    parser.add_argument(
        "--step", action="append", default=[], metavar="TRIN", help="et trin, enheden gør anderledes (gentag)"
    )
    parser.add_argument("--reason", default="", metavar="GRUND", help="grunden, som læserne ser")


def run(args: argparse.Namespace) -> int:
    project = load(args.root)
    name = str(args.procedure).removeprefix("procedures/").removesuffix(".md")
    procedures = {p.id.removeprefix("procedures/"): p for p in project.procedures}
    procedure = procedures[one_of("ARBEJDSGANG", name, list(procedures))]
    unit = one_of("--unit", args.unit, [unit.id for unit in project.units])
    steps = {step.id: step for step in procedure.steps}
    wanted: list[str] = args.step
    if not wanted:
        raise fault("--step", f"Skriv mindst ét trin, som enheden gør anderledes: {', '.join(steps)}.")
    chosen = [steps[one_of("--step", step, list(steps))] for step in dict.fromkeys(wanted)]
    path = f"{procedure.id}@{unit}.md"
    if (args.root / path).exists():
        raise fault(path, "Enheden har allerede en afvigelse her. Skriv videre i den.")
    text = TEXT.format(
        reason=quoted(args.reason),
        unit=unit,
        until=due(datetime.date.today(), MONTHS),
        base="\n".join(f"  {step.id}: {step.digest}" for step in chosen),
        steps="\n\n".join(step_text(procedure, step) for step in chosen),
    )
    (args.root / path).write_text(text, encoding="utf-8")
    print(visible(path))
    print("Ret trinene, så de er, som enheden gør, skriv grunden, og kør »rettesnor check« på filen.")
    return 0
