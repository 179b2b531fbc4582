"""Decision trees as data: questions with answers that lead on, and outcomes that say what to do."""

from rettesnor.model.pages import Source
from rettesnor.model.record import Record


class Answer(Record, frozen=True, kw_only=True):
    """`says` is what the reader clicks; `to` is the id of the next question or of an outcome."""

    says: str
    to: str


class Question(Record, frozen=True, kw_only=True):
    id: str
    ask: str
    answers: tuple[Answer, ...]
    help: str | None = None


class Outcome(Record, frozen=True, kw_only=True):
    """The end of a path: what to do, and the pages (whole ids) that help."""

    id: str
    title: str
    text: str
    see: tuple[str, ...] = ()


class DecisionTree(Record, frozen=True, kw_only=True):
    """content/decisions/<id>.yml; it begins at the first of its questions."""

    id: str
    title: str
    about: str
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    owner: str | None = None
    legal_basis: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


def faults(tree: DecisionTree) -> tuple[str, ...]:
    """What is wrong with the tree, in Danish: answers that lead nowhere, ends nobody reaches, and circles."""
    answers = {question.id: question.answers for question in tree.questions}
    ends = {outcome.id for outcome in tree.outcomes}
    found = [
        f"Svaret »{answer.says}« fører til »{answer.to}«, som ikke findes. Ret »to«, eller skriv trinnet."
        for question in tree.questions
        for answer in question.answers
        if answer.to not in answers and answer.to not in ends
    ]
    reached: set[str] = set()
    circles: list[str] = []

    def walk(here: str, path: tuple[str, ...]) -> None:
        if here in path:
            circles.append(here)
            return
        reached.add(here)
        for answer in answers.get(here, ()):
            walk(answer.to, (*path, here))

    if tree.questions:
        walk(tree.questions[0].id, ())
    found += [
        f"Ingen svar fører til »{name}«. Slet det, eller lad et svar føre dertil."
        for name in (*answers, *(outcome.id for outcome in tree.outcomes))
        if name not in reached
    ]
    found += [
        f"Svarene går i ring ved »{name}«. Lad et af dem føre til en slutning."
        for name in dict.fromkeys(circles)
    ]
    return tuple(found)
