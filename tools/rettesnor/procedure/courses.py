"""A citizen's way through several procedures and units: what comes before and after, handovers, and what steps lead to."""

from collections.abc import Iterable, Iterator, Mapping

from rettesnor.model import Procedure, Record
from rettesnor.procedure.flow import Arrow, leads_to, short


class Handover(Record, frozen=True, kw_only=True):
    """A step that gives a case away, and the step that takes it, None where that end does not tell of it.

    `unit` is who takes over; all names are short ids.
    """

    giver: str
    step: str
    unit: str
    taker: str | None
    taken: str | None


class Course(Record, frozen=True, kw_only=True):
    """Procedures that hang together, in the order that a citizen meets them; arrows go by their places in it."""

    procedures: tuple[Procedure, ...]
    arrows: tuple[Arrow, ...]


def handovers(procedures: Iterable[Procedure]) -> tuple[Handover, ...]:
    """Every step that hands a case over, in the order of procedures."""
    known = tuple(procedures)
    taken = {
        (step.received[1], short(taker)): step.id
        for taker in reversed(known)
        for step in reversed(taker.steps)
        if step.received and step.received[1]
    }
    return tuple(
        Handover(
            giver=short(giver),
            step=step.id,
            unit=step.handover[0],
            taker=step.handover[1],
            taken=taken.get((short(giver), step.handover[1])) if step.handover[1] else None,
        )
        for giver in known
        for step in giver.steps
        if step.handover
    )


def courses(procedures: Iterable[Procedure]) -> tuple[Course, ...]:
    """The procedures cut into courses that share nothing, the longest first; one that stands alone is a course of one."""
    known = {short(procedure): procedure for procedure in procedures}
    after: dict[str, dict[str, bool]] = {name: {} for name in known}
    for start, end, handed in _pairs(known):
        after[start][end] = after[start].get(end, False) or handed
    order = _order(after)
    place = {name: number for number, name in enumerate(order)}
    found: list[Course] = []
    for names in _together(after):
        inside = sorted(names, key=place.__getitem__)
        number = {name: index for index, name in enumerate(inside)}
        found.append(
            Course(
                procedures=tuple(known[name] for name in inside),
                arrows=tuple(
                    Arrow(start=number[start], end=number[end], strong=handed)
                    for start in inside
                    for end, handed in after[start].items()
                ),
            )
        )
    return tuple(
        sorted(found, key=lambda course: (-len(course.procedures), place[short(course.procedures[0])]))
    )


def _pairs(known: Mapping[str, Procedure]) -> Iterator[tuple[str, str, bool]]:
    """(earlier, later, whether the case is handed over) among the procedures, each pair as often as it is told."""
    for name, procedure in known.items():
        handed = {step.handover[1] for step in procedure.steps if step.handover}
        told = [(name, later) for later in procedure.head.after]
        told += [(earlier, name) for earlier in procedure.head.before]
        told += [(name, later) for step in procedure.steps for later in leads_to(step)]
        for start, end in told:
            if start in known and end in known and start != end:
                yield start, end, start == name and end in handed


def _order(after: Mapping[str, Mapping[str, bool]]) -> list[str]:
    """Every node before those it leads to, as far as there is no ring, and chains kept together."""
    entered = {end for ends in after.values() for end in ends}
    seen: set[str] = set()
    finished: list[str] = []
    # What nothing leads to comes first; a ring without a beginning begins where it was first written.
    for start in (*reversed([name for name in after if name not in entered]), *after):
        todo = [(start, iter(after[start]))] if start not in seen else []
        seen.add(start)
        while todo:
            name, ends = todo[-1]
            following = next((end for end in ends if end not in seen), None)
            if following is None:
                finished.append(name)
                todo.pop()
            else:
                seen.add(following)
                todo.append((following, iter(after[following])))
    return finished[::-1]


def _together(after: Mapping[str, Mapping[str, bool]]) -> Iterator[set[str]]:
    near: dict[str, set[str]] = {name: set(ends) for name, ends in after.items()}
    for name, ends in after.items():
        for end in ends:
            near[end].add(name)
    left = dict.fromkeys(after)
    while left:
        group, todo = set[str](), [next(iter(left))]
        while todo:
            name = todo.pop()
            if name not in group:
                group.add(name)
                todo += near[name]
        for name in group:
            del left[name]
        yield group
