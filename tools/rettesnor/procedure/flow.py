"""How the steps of one procedure follow each other, and where they lead out of it."""

from rettesnor.model import Procedure, Record, Step

FOLDER = "procedures/"


class Arrow(Record, frozen=True, kw_only=True):
    """From one node to another, by their numbers from 0; `label` is what takes one there."""

    start: int
    end: int
    label: str = ""
    strong: bool = False


def arrows(steps: tuple[Step, ...]) -> tuple[Arrow, ...]:
    """What follows what. Where no step says what comes next, they follow each other as written."""
    if not any(step.next for step in steps):
        return tuple(Arrow(start=number, end=number + 1) for number in range(len(steps) - 1))
    places = {f"#{step.id}": number for number, step in enumerate(steps)}
    return tuple(
        Arrow(start=number, end=places[item])
        for number, step in enumerate(steps)
        for item in dict.fromkeys(step.next)
        if item in places
    )


def leads_to(step: Step) -> tuple[str, ...]:
    """Short ids of the procedures that a step continues in, a handover first."""
    handed = (step.handover[1],) if step.handover and step.handover[1] else ()
    return tuple(dict.fromkeys((*handed, *(item for item in step.next if not item.startswith("#")))))


def short(procedure: Procedure) -> str:
    """The id as authors write it: »sygedagpenge/forlaengelse«."""
    return procedure.id.removeprefix(FOLDER)
