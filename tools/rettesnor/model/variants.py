"""A unit's declared difference from a common procedure: which steps it does otherwise, why, and for how long.

The file lies beside the procedure: `procedures/<area>/<slug>@<unit>.md`. It holds only the steps that differ; the
rest is read from the common page, so a change there reaches the unit at once.
"""

import datetime
from collections.abc import Iterator
from typing import Literal

import msgspec

from rettesnor.model.pages import Procedure, Source, Step
from rettesnor.model.record import Record


class VariantHead(Record, frozen=True, kw_only=True):
    """`summary` stands in place of the common page's. `base` holds, for each common step that is replaced or left out, the `Step.digest` that the variant was made from.

    `adds` names for each new step the step that it follows.
    """

    reason: str
    owner: str
    valid_to: datetime.date
    summary: str | None = None
    base: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    adds: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    leaves_out: tuple[str, ...] = ()
    reviewed: datetime.date | None = None
    review_every_months: int = 12
    sources: tuple[Source, ...] = ()


class Variant(Record, frozen=True, kw_only=True):
    """A whole variant: `procedure` is the id of the common page, `unit` that of the unit in short form."""

    id: str
    path: str
    procedure: str
    unit: str
    head: VariantHead
    body: str
    body_line: int
    steps: tuple[Step, ...] = ()

    def expired(self, day: datetime.date) -> bool:
        return self.head.valid_to < day


class Difference(Record, frozen=True, kw_only=True):
    """One step as the unit has it: `step` is None where the unit leaves it out, `common` where the unit alone has it."""

    kind: Literal["same", "changed", "added", "left_out"]
    step: Step | None
    common: Step | None


class Drift(Record, frozen=True, kw_only=True):
    """A common step that is no longer what the variant was made from; `now` is its digest, None where it is gone."""

    step: str
    then: str
    now: str | None


def differences(procedure: Procedure, variant: Variant) -> tuple[Difference, ...]:
    """The procedure's steps in order, with what the unit does otherwise."""
    own = {step.id: step for step in variant.steps}
    after: dict[str, list[Step]] = {}
    for name, before in variant.head.adds.items():
        if name in own:
            after.setdefault(before, []).append(own[name])
    found: list[Difference] = []
    for step in procedure.steps:
        if step.id in variant.head.leaves_out:
            found.append(Difference(kind="left_out", step=None, common=step))
        elif step.id in own and step.id not in variant.head.adds:
            found.append(Difference(kind="changed", step=own[step.id], common=step))
        else:
            found.append(Difference(kind="same", step=step, common=step))
        found += (Difference(kind="added", step=each, common=None) for each in after.pop(step.id, ()))
    # What follows a step that is gone, or replaces one, is still read: at the end.
    known = {each.step.id for each in found if each.step}
    found += (
        Difference(kind="added", step=step, common=None) for step in variant.steps if step.id not in known
    )
    return tuple(found)


def drift(procedure: Procedure, variant: Variant) -> tuple[Drift, ...]:
    """The common steps that have changed since the variant was made."""
    now = {step.id: step.digest for step in procedure.steps}
    return tuple(
        Drift(step=step, then=then, now=now.get(step))
        for step, then in variant.head.base.items()
        if now.get(step) != then
    )


def step_text(page: Procedure | Variant, step: Step) -> str:
    """A step as its author wrote it, heading and all."""
    lines = page.body.splitlines()
    first = step.line - page.body_line
    later = [other.line - page.body_line for other in page.steps if other.line > step.line]
    following = min(later, default=len(lines))
    section = (number for number in range(first + 1, following) if lines[number].startswith(("## ", "# ")))
    return "\n".join(lines[first : min(section, default=following)]).strip()


def faults(variant: Variant, procedure: Procedure) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is wrong in a variant: the front matter's key, or no key for a step of its own, and what to do."""
    head, own = variant.head, {step.id for step in variant.steps}
    common = {step.id: step for step in procedure.steps}
    if not head.reason.strip():
        yield ("reason",), "En afvigelse skal have en grund, som læserne kan se. Skriv den i »reason:«."
    for step in variant.steps:
        if step.id not in head.base and step.id not in head.adds:
            now = f" Skriv »base: {{{step.id}: {common[step.id].digest}}}«." if step.id in common else ""
            new = "" if now else f" Er det et nyt trin, så skriv »adds: {{{step.id}: trinnet-før}}«."
            yield (
                (),
                f"Trinnet »#{step.id}« siger ikke, hvilken udgave af det fælles trin det afløser.{now}{new}",
            )
    for name in head.base:
        if name not in own and name not in head.leaves_out:
            yield (
                ("base", name),
                f"Afvigelsen har intet trin »#{name}«. Skriv trinnet, eller sæt det i »leaves_out:«.",
            )
    for name, before in head.adds.items():
        if name not in own:
            yield (("adds", name), f"Det nye trin »#{name}« står ikke i filen. Skriv det, eller slet linjen.")
        if before not in common and before not in own:
            yield (
                ("adds", name),
                f"Trinnet »#{before}« findes ikke. Se trinnene i {procedure.path.rpartition('/')[2]}.",
            )
    for name in head.leaves_out:
        if name not in head.base:
            now = f" Skriv »base: {{{name}: {common[name].digest}}}«." if name in common else ""
            yield ("leaves_out",), f"»base:« mangler det trin, der lades ude (»#{name}«).{now}"
