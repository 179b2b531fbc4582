"""What names what: every id that one file uses must belong to another, and a handover stands at both ends."""

from typing import Literal

from rettesnor.model import Problem, Record
from rettesnor.model.includes import INCLUDE
from rettesnor.model.project import Project
from rettesnor.procedure.registrations import Facts, problems
from rettesnor.yamltext import suggest

Kind = Literal[
    "area", "form", "letter", "page", "procedure", "snippet", "step", "system", "target_group", "unit"
]
PLACES: dict[Kind, tuple[str, str]] = {
    "area": ("Området", "content/areas.yml"),
    "form": ("Blanketten", "content/forms/"),
    "letter": ("Brevet", "letter_templates/"),
    "page": ("Siden", "procedures/, letter_templates/ eller content/"),
    "procedure": ("Arbejdsgangen", "procedures/"),
    "snippet": ("Standardteksten", "content/snippets/"),
    "step": ("Trinnet", "siden"),
    "system": ("Systemet", "content/systems/"),
    "target_group": ("Målgruppen", "content/target_groups.yml"),
    "unit": ("Enheden", "content/contacts/"),
}


class Reference(Record, frozen=True, kw_only=True):
    """The file `path` names the `kind` of thing `id` in `line`."""

    path: str
    line: int
    kind: Kind
    id: str


def known_ids(project: Project) -> dict[Kind, frozenset[str]]:
    """The ids that can be named, in the short form that authors write; pages by their whole id."""
    short: dict[Kind, frozenset[str]] = {
        "area": frozenset(area.id for area in project.areas),
        "form": frozenset(form.id for form in project.forms),
        "letter": frozenset(letter.id.removeprefix("letter_templates/") for letter in project.letters),
        "procedure": frozenset(procedure.id.removeprefix("procedures/") for procedure in project.procedures),
        "snippet": frozenset(snippet.id.removeprefix("content/snippets/") for snippet in project.snippets),
        "system": frozenset(system.id for system in project.systems),
        "target_group": frozenset(group.id for group in project.target_groups),
        "unit": frozenset(unit.id for unit in project.units),
    }
    pages = (
        {f"content/glossary/{term.id}" for term in project.terms}
        | {f"content/systems/{system.id}" for system in project.systems}
        | {f"content/forms/{form.id}" for form in project.forms}
        | {f"content/contacts/{unit.id}" for unit in project.units}
        | {f"content/statutes/{statute.id}" for statute in project.statutes}
        | {snippet.id for snippet in project.snippets}
        | {letter.id for letter in project.letters}
        | {procedure.id for procedure in project.procedures}
    )
    return {**short, "page": frozenset(pages)}


def reference_problems(project: Project, references: list[Reference]) -> list[Problem]:
    """One problem for each reference to something that is not there."""
    known = known_ids(project)
    problems: list[Problem] = []
    for reference in references:
        if reference.id not in known[reference.kind]:
            name, place = PLACES[reference.kind]
            hint = suggest(reference.id, known[reference.kind]) or f" Se i {place}, hvad der findes."
            message = f"{name} »{reference.id}« findes ikke.{hint}"
            problems.append(Problem(path=reference.path, line=reference.line, message=message))
    return problems


def include_problems(project: Project) -> list[Problem]:
    """Standard texts that procedures show and that do not exist."""
    shown = [
        Reference(
            path=procedure.path,
            line=procedure.body_line + procedure.body.count("\n", 0, tag.start()),
            kind="snippet",
            id=tag[1],
        )
        for procedure in project.procedures
        for tag in INCLUDE.finditer(procedure.body)
    ]
    return reference_problems(project, shown)


def fact_problems(project: Project) -> list[Problem]:
    """Systems that content/facts.yml and counts name and that do not exist, and slips of the pen in steps' facts."""
    path = "content/facts.yml"
    named = [
        Reference(path=path, line=1, kind="system", id=fact.system) for fact in project.facts if fact.system
    ]
    named += [
        Reference(path=f"content/registrations/{count.id}.yml", line=1, kind="system", id=each.system)
        for count in project.counts
        for each in count.registrations
        if each.system
    ]
    return [*reference_problems(project, named), *problems(project.procedures, Facts(project.facts))]


def handover_problems(project: Project) -> list[Problem]:
    """A step that hands over to a procedure, or receives from one, that does not tell of it at its own end."""
    given: dict[tuple[str, str], tuple[str, int]] = {}
    received: dict[tuple[str, str], tuple[str, int]] = {}
    for procedure in project.procedures:
        own = procedure.id.removeprefix("procedures/")
        for step in procedure.steps:
            if step.handover and step.handover[1]:
                given.setdefault((own, step.handover[1]), (procedure.path, step.line))
            if step.received and step.received[1]:
                received.setdefault((step.received[1], own), (procedure.path, step.line))
    known = {procedure.id.removeprefix("procedures/") for procedure in project.procedures}
    problems: list[Problem] = []
    for (giver, taker), (path, line) in given.items():
        if taker in known and (giver, taker) not in received:
            message = (
                f"Sagen overdrages til »{taker}«, men den side siger ikke, at den modtager herfra. "
                f"Skriv »Modtages fra: enhed ({giver})« i et trin dér."
            )
            problems.append(Problem(path=path, line=line, message=message))
    for (giver, taker), (path, line) in received.items():
        if giver in known and (giver, taker) not in given:
            message = (
                f"Sagen modtages fra »{giver}«, men den side siger ikke, at den overdrager hertil. "
                f"Skriv »Overdrages til: enhed ({taker})« i et trin dér."
            )
            problems.append(Problem(path=path, line=line, message=message))
    return problems
