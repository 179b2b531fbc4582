"""For which readers a finding holds, as short as it can be said."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from rettesnor.letter.choices import Choice, when_text

Answers = frozenset[Choice]
MAX_CLAUSES = 3  # a reader of »når ..., eller når ..., eller når ...« gives up after three


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
    for size in (1, 2, 3):
        fitting = [
            frozenset(clause)
            for clause in combinations(choices, size)
            if not any(answers.issuperset(clause) for answers in good)
        ]
        covered = [(sum(clause <= answers for answers in faulty), clause) for clause in fitting]
        best = max(covered, key=lambda pair: pair[0], default=(0, frozenset[Choice]()))
        if best[0]:
            return best[1]
    return min(faulty, key=len)


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
