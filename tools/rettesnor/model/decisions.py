"""A decision as a table of questions and outcomes: what to ask, in which order, and where each answer leads."""

from collections.abc import Iterator

from rettesnor.model.pages import Source
from rettesnor.model.record import Record


class Answer(Record, frozen=True, kw_only=True):
    """`to` is the id of the next question or of an outcome."""

    says: str
    to: str


class Question(Record, frozen=True, kw_only=True):
    id: str
    ask: str
    answers: tuple[Answer, ...]
    help: str | None = None


class Outcome(Record, frozen=True, kw_only=True):
    """Where a decision ends; `see` are whole ids of pages."""

    id: str
    title: str
    text: str
    see: tuple[str, ...] = ()


class Decision(Record, frozen=True, kw_only=True):
    """content/decisions/<id>.yml; the first question is where one begins."""

    id: str
    title: str
    about: str
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    owner: str | None = None
    legal_basis: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


Path = tuple[tuple[Question, Answer], ...]


def paths(decision: Decision) -> Iterator[tuple[Path, Outcome]]:
    """Every way through a decision without faults: the answers given, and the outcome."""
    questions = {question.id: question for question in decision.questions}
    outcomes = {outcome.id: outcome for outcome in decision.outcomes}
    todo: list[tuple[Question, Path]] = [(decision.questions[0], ())]
    while todo:
        question, path = todo.pop(0)
        for answer in question.answers:
            taken = (*path, (question, answer))
            if answer.to in outcomes:
                yield taken, outcomes[answer.to]
            else:
                todo.append((questions[answer.to], taken))


def faults(decision: Decision) -> list[tuple[tuple[str | int, ...], str]]:
    """What is wrong in the tree itself: (path of keys to the place, Danish message)."""
    found: list[tuple[tuple[str | int, ...], str]] = []
    seen: set[str] = set()
    for key, entries in (("questions", decision.questions), ("outcomes", decision.outcomes)):
        for index, entry in enumerate(entries):
            if entry.id in seen:
                found.append(
                    (
                        (key, index, "id"),
                        f"»{entry.id}« er brugt før. Giv hvert spørgsmål og svar sit eget id.",
                    )
                )
            seen.add(entry.id)
    for number, question in enumerate(decision.questions):
        for index, answer in enumerate(question.answers):
            if answer.to not in seen:
                place = ("questions", number, "answers", index, "to")
                found.append((place, f"»{answer.to}« er hverken et spørgsmål eller et resultat her."))
    if found or not decision.questions:
        return found or [((), "Der er ingen spørgsmål.")]
    reached, circle = _walk(decision)
    if circle:
        return [((), f"Spørgsmålene fører i ring: {' → '.join(circle)}. Et svar skal føre videre.")]
    for key, entries in (("questions", decision.questions), ("outcomes", decision.outcomes)):
        for index, entry in enumerate(entries):
            if entry.id not in reached:
                found.append(
                    ((key, index), f"Intet svar fører til »{entry.id}«. Før et svar hertil, eller slet det.")
                )
    return found


def _walk(decision: Decision) -> tuple[set[str], list[str]]:
    """Ids that some answer leads to, and the first circle found (empty for none)."""
    leads = {question.id: [answer.to for answer in question.answers] for question in decision.questions}
    reached: set[str] = set()
    todo: list[list[str]] = [[decision.questions[0].id]]
    while todo:
        trail = todo.pop()
        reached.add(trail[-1])
        for following in leads.get(trail[-1], ()):
            if following in trail:
                return reached, [*trail[trail.index(following) :], following]
            todo.append([*trail, following])
    return reached, []
