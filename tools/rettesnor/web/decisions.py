"""A decision as a form that asks one question at a time and keeps the answers in the address. Needs no script."""

import re
from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from rettesnor.model import Record
from rettesnor.model.decisions import Decision, Outcome, Question
from rettesnor.web.filling import put, template

_HELP = re.compile('<div class="help">(.*?)</div>', re.DOTALL)


class Given(Record, frozen=True, kw_only=True):
    """An answer, with the address that asks its question again."""

    ask: str
    says: str
    again: str


class DecisionRoutes:
    """`decisions` is read anew for each question; the words of a page are those of the built portal."""

    def __init__(
        self, folder: Callable[[], Path | None], decisions: Callable[[], tuple[Decision, ...]]
    ) -> None:
        self._folder, self._decisions = folder, decisions

    def routes(self) -> list[BaseRoute]:
        return [Route("/decisions/{id}/", self.page)]

    def page(self, request: Request) -> Response:
        folder, id = self._folder(), request.path_params["id"]
        decision = next((each for each in self._decisions() if each.id == id), None)
        built = folder / "decisions" / decision.id / "index.html" if folder and decision else None
        if decision is None or built is None or not built.is_file():
            return _not_found(folder)
        html = built.read_text(encoding="utf-8")
        given, now = follow(decision, request.query_params.getlist("svar"))
        section = _section(html, now.id)
        if section is None:  # changed since the portal was built: its questions still work by links
            return HTMLResponse(html)
        help = _HELP.search(section)
        form = template("decision.html").render(
            question=now if isinstance(now, Question) else None,
            number=len(given) + 1,
            help=Markup(help[1]) if help else "",
            end=Markup(section) if isinstance(now, Outcome) else None,
            given=given,
            before=request.query_params.getlist("svar")[: len(given)],
        )
        return HTMLResponse(put(html, "beslutning", form), headers={"Cache-Control": "no-store"})


def _not_found(folder: Path | None) -> Response:
    page = folder / "404.html" if folder else None
    return HTMLResponse(page.read_text("utf-8") if page and page.is_file() else "Siden findes ikke.", 404)


def follow(decision: Decision, answers: list[str]) -> tuple[tuple[Given, ...], Question | Outcome]:
    """The answers as far as they fit, by their numbers from 1, and what comes after them."""
    places: dict[str, Question | Outcome] = {each.id: each for each in decision.outcomes}
    places |= {each.id: each for each in decision.questions}
    now: Question | Outcome = decision.questions[0]
    given: list[Given] = []
    for number in answers:
        if (
            not isinstance(now, Question)
            or not re.fullmatch("[1-9][0-9]?", number)
            or int(number) > len(now.answers)
        ):
            break
        answer = now.answers[int(number) - 1]
        again = "&".join(f"svar={earlier}" for earlier in answers[: len(given)])
        given.append(Given(ask=now.ask, says=answer.says, again=f"?{again}"))
        now = places[answer.to]
    return tuple(given), now


def _section(html: str, id: str) -> str | None:
    """The part of a built page that shows one question or outcome."""
    found = re.search(
        rf'<section class="(?:question|outcome)" id="{re.escape(id)}".*?</section>', html, re.DOTALL
    )
    return found[0] if found else None
