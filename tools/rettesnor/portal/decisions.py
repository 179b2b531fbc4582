"""A decision as questions to answer one at a time, by links alone, and as a list that can be printed."""

from rettesnor.model import Record
from rettesnor.model.decisions import Decision, Question
from rettesnor.model.urls import url
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
        sources=decision.sources,
    )
    return Page(
        url=url("page", full_id),
        title=decision.title,
        html=html,
        headings=(Heading(level=2, id="kilder", title="Kilder"),) if decision.sources else (),
        description=decision.about,
        section=DECISIONS,
        trail=(HOME, Ref(text="Beslutninger", url=DECISIONS)),
        path=path,
    )


def _step(question: Question, number: int, prose: Prose) -> Step:
    answers = tuple(Ref(text=answer.says, url=f"#{answer.to}") for answer in question.answers)
    help = prose.block(question.help) if question.help else ""
    return Step(id=question.id, number=number, ask=question.ask, help=help, answers=answers)
