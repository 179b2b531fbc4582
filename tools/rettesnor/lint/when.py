"""For which readers a finding holds, as short as it can be said."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import comb

from rettesnor.letter.choices import Choice, when_text

Answers = frozenset[Choice]
MAX_CLAUSES = 3  # a reader of »når ..., eller når ..., eller når ...« gives up after three
MAX_TRIED = 50_000  # clauses of one size; of more answers than that allows, the shorter clauses must do


def when_shown(branches: Iterable[Sequence[Choice]]) -> str | None:
    """For text that stands in these branches: None when every reader gets it.

    Two branches that differ in one answer alone are one branch without that answer.
    """
    answers = {frozenset(branch) for branch in branches}
    while frozenset() not in answers and (pair := _opposites(answers)) is not None:
        first, second, joined = pair
        answers = {kept for kept in answers - {first, second} if not joined <= kept} | {joined}
    shortest = [one for one in answers if not any(other < one for other in answers)]
    return None if frozenset() in answers else _sentence(shortest)


def when_true(fault: Sequence[Sequence[Choice]], fine: Sequence[Sequence[Choice]]) -> str | None:
    """For a fault that some whole readings have and others do not: the fewest answers that tell them apart.

    None when all readings have it.
    """
    if not fine:
        return None
    faulty, good = [frozenset(choices) for choices in fault], [frozenset(choices) for choices in fine]
    clauses: list[Answers] = []
    left = faulty
    while left and len(clauses) < MAX_CLAUSES:
        clause = _clause(left, good)
        clauses.append(clause)
        left = [answers for answers in left if not clause <= answers]
    return _sentence(clauses)


def _clause(faulty: list[Answers], good: list[Answers]) -> Answers:
    """The shortest set of answers that no good reading has, and that most of the faulty ones have."""
    choices = sorted({choice for answers in faulty for choice in answers}, key=lambda choice: choice.text)
    # Which readings have a choice: a set of readings is an int, one bit for each.
    faulty_with = {choice: _having(choice, faulty) for choice in choices}
    good_with = {choice: _having(choice, good) for choice in choices}
    for size in (1, 2, 3):
        if comb(len(choices), size) > MAX_TRIED:
            break
        best, found = 0, frozenset[Choice]()
        for clause in combinations(choices, size):
            if _shared(good_with, clause):
                continue
            covered = _shared(faulty_with, clause).bit_count()
            if covered > best:
                best, found = covered, frozenset(clause)
        if best:
            return found
    return _grown(choices, faulty_with, good_with, (1 << len(good)) - 1) or min(faulty, key=len)


def _grown(
    choices: Sequence[Choice], faulty_with: Mapping[Choice, int], good_with: Mapping[Choice, int], good: int
) -> Answers:
    """A set of answers that no good reading has, one answer at a time: each leaves the fewest good readings.

    `good` holds all good readings.
    """
    clause: list[Choice] = []
    faulty = -1
    while good:
        fitting = [
            choice for choice in choices if faulty & faulty_with[choice] and good & good_with[choice] != good
        ]
        if not fitting:
            return frozenset()
        best = min(
            fitting,
            key=lambda choice: (
                (good & good_with[choice]).bit_count(),
                -(faulty & faulty_with[choice]).bit_count(),
            ),
        )
        clause.append(best)
        faulty, good = faulty & faulty_with[best], good & good_with[best]
    return frozenset(clause)


def _shared(readings: Mapping[Choice, int], clause: Iterable[Choice]) -> int:
    found = -1
    for choice in clause:
        found &= readings[choice]
    return found


def _having(choice: Choice, readings: Sequence[Answers]) -> int:
    return sum(1 << number for number, answers in enumerate(readings) if choice in answers)


def _opposites(answers: set[Answers]) -> tuple[Answers, Answers, Answers] | None:
    for first, second in combinations(answers, 2):
        different = first ^ second
        if len(different) == 2 and len({choice.atom for choice in different}) == 1:
            return first, second, first & second
    return None


def _sentence(clauses: Iterable[Answers]) -> str | None:
    texts = (when_text(sorted(clause, key=lambda choice: choice.text)) for clause in clauses)
    said = sorted(text for text in texts if text is not None)
    return ", eller ".join(said[:MAX_CLAUSES]) or None
