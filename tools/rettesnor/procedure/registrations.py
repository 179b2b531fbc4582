"""Which fact is written down where, and which are written twice: in two systems, or in two steps of one procedure."""

import difflib
import re
from collections.abc import Iterable, Iterator

from rettesnor.model import Problem, Procedure, Record, Step
from rettesnor.model.registrations import KnownFact
from rettesnor.procedure.flow import short

# A wording this near to a known one, and not known itself, is taken for a slip of the pen.
NEARLY = 0.88
_AND = re.compile(r",\s+og\s+|,\s+|\s+og\s+")


class Written(Record, frozen=True, kw_only=True):
    """A fact that a step writes in a system (None: on paper or by mail); `procedure` and `step` are short ids.

    `title` is the step's.
    """

    fact: str
    system: str | None
    procedure: str
    step: str
    title: str


class Facts:
    """Known facts by every wording; a wording that nobody has declared is a fact of its own."""

    def __init__(self, facts: Iterable[KnownFact]) -> None:
        self.known = {fact.id: fact for fact in facts}
        self._meant: dict[str, str | None] = {}
        self._by_wording = {
            _plain(wording): fact for fact in self.known.values() for wording in (fact.name, *fact.also)
        }

    def of(self, wording: str) -> tuple[str, ...]:
        """The facts that a wording names: one, or each of a list where all of them are known."""
        whole = self._by_wording.get(_plain(wording))
        if whole:
            return (whole.name,)
        parts = [self._by_wording.get(_plain(part)) for part in _AND.split(wording)]
        known = [fact.name for fact in parts if fact]
        return tuple(known) if len(known) == len(parts) else (" ".join(wording.split()),)

    def meant(self, wording: str) -> str | None:
        """The known wording that was probably meant, None where it is known or unlike all of them."""
        plain = _plain(wording)
        if plain in self._by_wording or len(plain) < 6:
            return None
        if plain not in self._meant:  # the same words stand in many steps, and looking for near ones is slow
            near = difflib.get_close_matches(plain, self._by_wording, n=1, cutoff=NEARLY)
            self._meant[plain] = near[0] if near else None
        return self._meant[plain]


def written(procedures: Iterable[Procedure], facts: Facts) -> tuple[Written, ...]:
    """Everything that steps write down, in the order of procedures and steps."""
    return tuple(
        Written(fact=fact, system=item.system, procedure=short(procedure), step=step.id, title=step.title)
        for procedure in procedures
        for step in procedure.steps
        for item in step.registers
        for fact in facts.of(item.fact)
    )


def twice(all: Iterable[Written]) -> dict[str, tuple[Written, ...]]:
    """Each fact that stands in two systems, or is written in two steps of one procedure; those in most systems first."""
    places: dict[str, list[Written]] = {}
    for one in all:
        places.setdefault(one.fact, []).append(one)
    found = {fact: tuple(ones) for fact, ones in places.items() if _repeated(ones)}
    return dict(
        sorted(found.items(), key=lambda item: (-len({one.system for one in item[1]}), item[0].casefold()))
    )


def problems(procedures: Iterable[Procedure], facts: Facts) -> Iterator[Problem]:
    """Wordings in steps that are nearly those of a known fact."""
    for procedure in procedures:
        for step in procedure.steps:
            yield from (
                _problem(procedure, step, item.fact, facts)
                for item in step.registers
                if facts.meant(item.fact)
            )


def _problem(procedure: Procedure, step: Step, wording: str, facts: Facts) -> Problem:
    message = (
        f"»{wording}« ligner en kendt oplysning. Mente du »{facts.meant(wording)}«? "
        "Er det en anden, så skriv den i content/facts.yml."
    )
    return Problem(path=procedure.path, line=step.line, message=message)


def _repeated(ones: list[Written]) -> bool:
    steps = {(one.procedure, one.step) for one in ones}
    return len({one.system for one in ones}) > 1 or len(steps) > len({procedure for procedure, _ in steps})


def _plain(wording: str) -> str:
    return " ".join(wording.casefold().split())
