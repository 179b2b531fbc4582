"""A decision as questions to answer one at a time, as a diagram, and as a table of where each answer leads.

The questions work by links alone; the service puts a form in their place at the mark (see web/decisions.py).
"""

from rettesnor.model import Record
from rettesnor.model.decisions import Decision, Outcome, Question
from rettesnor.model.urls import url
from rettesnor.portal.diagrams import Branch, Diagram, Node, Text, tree
from rettesnor.portal.markdown import Heading
from rettesnor.portal.page import HOME, Page, fact, fill
from rettesnor.portal.prose import Prose
from rettesnor.portal.site import DECISIONS, Ref, Site
from rettesnor.portal.terms import Terms


class Step(Record, frozen=True, kw_only=True):
    """One question with its help as HTML, and where each answer leads on the page."""

    id: str
    number: int
    ask: str
    help: str
    answers: tuple[Ref, ...]


class Choice(Record, frozen=True, kw_only=True):
    """A question in the table, with where each answer leads."""

    number: int
    ask: str
    answers: tuple[tuple[str, Ref], ...]


class End(Record, frozen=True, kw_only=True):
    """One outcome with its text as HTML."""

    id: str
    title: str
    text: str
    see: tuple[Ref, ...]


def page(decision: Decision, site: Site, terms: Terms) -> Page:
    full_id = f"content/decisions/{decision.id}"
    path = f"{full_id}.yml"
    prose = Prose(site, terms, path=path)
    ends = tuple(
        End(
            id=outcome.id,
            title=outcome.title,
            text=prose.block(outcome.text),
            see=tuple(
                Ref(text=site.entries[id].title, url=site.entries[id].url)
                for id in outcome.see
                if id in site.entries
            ),
        )
        for outcome in decision.outcomes
    )
    html = fill(
        "decision.html",
        title=decision.title,
        about=decision.about,
        steps=tuple(_step(question, number, prose) for number, question in enumerate(decision.questions, 1)),
        ends=ends,
        facts=(
            *fact("Ansvarlig", site.owner(decision.owner)),
            *fact("Lov", *(site.law(citation) for citation in decision.legal_basis)),
        ),
        picture=_picture(decision),
        choices=_choices(decision),
        sources=decision.sources,
    )
    return Page(
        url=url("page", full_id),
        title=decision.title,
        html=html,
        headings=(
            Heading(level=2, id="overblik", title="Hele vejen"),
            *((Heading(level=2, id="kilder", title="Kilder"),) if decision.sources else ()),
        ),
        description=decision.about,
        section=DECISIONS,
        trail=(HOME, Ref(text="Beslutninger", url=DECISIONS)),
        path=path,
    )


def _step(question: Question, number: int, prose: Prose) -> Step:
    answers = tuple(Ref(text=answer.says, url=f"#{answer.to}") for answer in question.answers)
    help = prose.block(question.help) if question.help else ""
    return Step(id=question.id, number=number, ask=question.ask, help=help, answers=answers)


def _ways(decision: Decision) -> dict[str, str]:
    """An address for each question and outcome: answers that lead to it, for the service, and its place on the page."""
    ways = {decision.questions[0].id: "?"}
    questions = {question.id: question for question in decision.questions}
    todo = [decision.questions[0]]
    while todo:
        question = todo.pop(0)
        for number, answer in enumerate(question.answers, 1):
            if answer.to not in ways:
                ways[answer.to] = f"{ways[question.id]}svar={number}&"
                todo += (questions[answer.to],) if answer.to in questions else ()
    return {id: f"{way.rstrip('&')}#{id}" for id, way in ways.items()}


def _choices(decision: Decision) -> tuple[Choice, ...]:
    names = {question.id: f"Spørgsmål {number}" for number, question in enumerate(decision.questions, 1)}
    names |= {outcome.id: outcome.title for outcome in decision.outcomes}
    ways = _ways(decision)
    return tuple(
        Choice(
            number=number,
            ask=question.ask,
            answers=tuple(
                (answer.says, Ref(text=names[answer.to], url=ways[answer.to])) for answer in question.answers
            ),
        )
        for number, question in enumerate(decision.questions, 1)
    )


def _picture(decision: Decision) -> Diagram:
    """The tree with every answer. A question that several answers lead to is drawn once, and pointed at after that."""
    questions = {question.id: question for question in decision.questions}
    numbers = {question.id: number for number, question in enumerate(decision.questions, 1)}
    outcomes = {outcome.id: outcome for outcome in decision.outcomes}
    branches: list[Branch] = []
    drawn: set[str] = set()
    todo: list[tuple[str, str, int | None, int]] = [(decision.questions[0].id, "", None, 0)]
    while todo:
        id, answer, parent, depth = todo.pop()
        if id in outcomes:
            node = _end(outcomes[id])
        elif id in drawn:
            node = Node(lines=(Text(text=f"Se spørgsmål {numbers[id]}"),), tone="again")
        else:
            drawn.add(id)
            node = Node(lines=(Text(text=questions[id].ask, kind="title"),), number=numbers[id])
            todo += [
                (answer.to, answer.says, len(branches), depth + 1)
                for answer in reversed(questions[id].answers)
            ]
        branches.append(Branch(node=node, depth=depth, parent=parent, answer=answer))
    title = f"Diagram: {len(questions)} spørgsmål og {len(outcomes)} svar. Tabellen siger det samme."
    return tree("diagram", title, branches)


def _end(outcome: Outcome) -> Node:
    return Node(lines=(Text(text=outcome.title, kind="title"),), tone="end")
