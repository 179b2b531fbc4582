"""What hangs together in procedures: what follows what, courses through several of them, facts written twice."""

import pytest

from rettesnor.model import Procedure, ProcedureHead, Registration, Step
from rettesnor.model.registrations import KnownFact
from rettesnor.procedure.courses import courses, handovers
from rettesnor.procedure.flow import Arrow, arrows, leads_to
from rettesnor.procedure.registrations import Facts, problems, twice, written


def step(
    id: str,
    *next: str,
    handover: tuple[str, str | None] | None = None,
    received: tuple[str, str | None] | None = None,
    writes: tuple[tuple[str, str | None], ...] = (),
) -> Step:
    registers = tuple(Registration(fact=fact, system=system) for fact, system in writes)
    return Step(id=id, title=id, line=1, next=next, handover=handover, received=received, registers=registers)


def procedure(
    name: str, *steps: Step, before: tuple[str, ...] = (), after: tuple[str, ...] = ()
) -> Procedure:
    return Procedure(
        id=f"procedures/a/{name}",
        path=f"procedures/a/{name}.md",
        area="a",
        head=ProcedureHead(title=name, before=before, after=after),
        body="",
        body_line=1,
        steps=steps,
    )


def names(found: tuple[Procedure, ...]) -> list[str]:
    return [each.head.title for each in found]


def test_steps_follow_each_other_where_none_says_what_comes_next() -> None:
    assert arrows((step("a"), step("b"), step("c"))) == (Arrow(start=0, end=1), Arrow(start=1, end=2))


def test_a_step_leads_where_it_says_and_an_end_leads_nowhere() -> None:
    found = arrows((step("a", "#c", "#b"), step("b"), step("c", "#a", "a/y")))

    assert [(arrow.start, arrow.end) for arrow in found] == [(0, 2), (0, 1), (2, 0)]


def test_a_handover_comes_before_what_else_a_step_leads_to() -> None:
    assert leads_to(step("a", "#b", "a/x", "a/y", handover=("u", "a/y"))) == ("a/y", "a/x")


def test_a_course_runs_from_what_comes_first_through_what_either_end_tells() -> None:
    all = (
        procedure("last", before=("a/middle",)),
        procedure("alone"),
        procedure("middle", step("s", "a/last")),
        procedure("first", after=("a/middle",)),
    )

    found = courses(all)

    assert [names(course.procedures) for course in found] == [["first", "middle", "last"], ["alone"]]
    assert found[0].arrows == (Arrow(start=0, end=1), Arrow(start=1, end=2))


def test_a_handover_is_a_strong_arrow_and_stands_at_both_ends() -> None:
    all = (
        procedure("gives", step("ud", handover=("other", "a/takes"))),
        procedure("takes", step("ind", received=("mine", "a/gives"))),
    )

    assert courses(all)[0].arrows == (Arrow(start=0, end=1, strong=True),)
    assert [(one.giver, one.step, one.taker, one.taken) for one in handovers(all)] == [
        ("a/gives", "ud", "a/takes", "ind")
    ]


def test_a_ring_is_a_course_with_every_procedure_once() -> None:
    all = (procedure("x", after=("a/y",)), procedure("y", after=("a/z",)), procedure("z", after=("a/x",)))

    (found,) = courses(all)

    assert names(found.procedures) == ["x", "y", "z"]
    assert (found.arrows[-1].start, found.arrows[-1].end) == (2, 0)


FACTS = Facts(
    (
        KnownFact(id="dag", name="sidste dag i tilbuddet", also=("slutdato",), system="fasit"),
        KnownFact(id="timer", name="timer om ugen", also=("timer",)),
    )
)


def doubles(*all: Procedure) -> list[str]:
    return list(twice(written(all, FACTS)))


@pytest.mark.parametrize(
    ("wording", "facts"),
    [
        ("Slutdato", ("sidste dag i tilbuddet",)),
        ("slutdato og timer", ("sidste dag i tilbuddet", "timer om ugen")),
        ("slutdato og mål", ("slutdato og mål",)),
    ],
    ids=["another name", "two known", "one unknown"],
)
def test_a_wording_names_the_facts_that_are_known(wording: str, facts: tuple[str, ...]) -> None:
    assert FACTS.of(wording) == facts


def test_a_fact_in_two_systems_is_written_twice_whatever_it_is_called() -> None:
    first = procedure("p", step("a", writes=(("slutdato", "fasit"),)))
    other = procedure("q", step("a", writes=(("sidste dag i tilbuddet", "kas"),)))

    assert doubles(first, other) == ["sidste dag i tilbuddet"]


def test_a_fact_in_two_steps_of_one_procedure_is_written_twice() -> None:
    writes = (("grund", "fasit"),)

    assert doubles(procedure("p", step("a", writes=writes), step("b", writes=writes))) == ["grund"]
    assert doubles(procedure("p", step("a", writes=writes)), procedure("q", step("a", writes=writes))) == []


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("sidste dag i tilbudet", 1),
        ("slutdatoen", 1),
        ("sidste dag i sagen", 0),
        ("slutdato", 0),
        ("timr", 0),
    ],
)
def test_a_slip_of_the_pen_in_a_known_fact_is_told(wording: str, told: int) -> None:
    found = list(problems((procedure("p", step("a", writes=((wording, "fasit"),))),), FACTS))

    assert len(found) == told
