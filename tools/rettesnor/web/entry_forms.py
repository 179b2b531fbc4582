"""Forms for new entries: written, tried and shown with what they touch, then sent as a proposal."""

import secrets
from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from rettesnor.model import ContentError
from rettesnor.model.access import Person, Refused
from rettesnor.model.project import Project
from rettesnor.web.workshop_list import edit_address
from rettesnor.web.workshop_page import WorkshopPage, sent
from rettesnor.workshop.checked import Checked
from rettesnor.workshop.entries import MAKERS
from rettesnor.workshop.maker import Answers, Maker, Question
from rettesnor.workshop.paths import held_changes
from rettesnor.workshop.proposals import Proposals

MAX_ANSWER = 4000
Check = Callable[[dict[str, str]], Checked]


class EntryRoutes:
    """`project` is the content as it is; `check` says what the linter finds with some texts in it."""

    def __init__(
        self,
        page: WorkshopPage,
        proposals: Callable[[], Proposals],
        *,
        project: Callable[[], Project],
        check: Check,
    ) -> None:
        self._page, self._proposals, self._project, self._check = page, proposals, project, check

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/vaerksted/nyt/", self.kinds),
            Route("/vaerksted/nyt/{kind}/", self.one, methods=["GET", "POST"]),
        )

    def kinds(self, request: Request) -> Response:
        person = self._page.access.require(request, "editor")
        return self._page.show(
            request,
            person,
            "entry_kinds.html",
            title="Opret nyt",
            makers=[maker for maker in MAKERS.values() if maker.new],
        )

    async def one(self, request: Request) -> Response:
        person = self._page.access.require(request, "editor")
        maker = MAKERS.get(request.path_params["kind"])
        if maker is None:
            raise Refused("Det kan ikke oprettes her.", status=404, why="unknown")
        form = (
            await self._page.access.form(request)
            if request.method == "POST"
            else FormData(request.query_params)
        )
        return await run_in_threadpool(self._answer, request, person, maker, form)

    def _answer(self, request: Request, person: Person, maker: Maker, form: FormData) -> Response:
        project = self._project()
        given = {name: str(value)[:MAX_ANSWER].strip() for name, value in form.multi_items()}
        questions = maker.ask(project, given)
        told = {question.name: given.get(question.name, "") for question in questions}
        texts: dict[str, str] = {}
        faults: tuple[str, ...] = ()
        if request.method == "POST":
            missing = [f"»{each.label}«" for each in questions if each.needed and not told[each.name]]
            try:
                if missing:
                    faults = (f"Udfyld: {', '.join(missing)}.",)
                else:
                    texts = held_changes(maker.make(project, self._text, told))
            except ContentError as error:
                faults = tuple(problem.message for problem in error.problems)
        if texts and given.get("do") == "send":
            proposal = self._proposals().open(
                person,
                texts,
                title=given.get("title", ""),
                why=given.get("why", ""),
                key=given.get("key", ""),
            )
            return sent(request, f"forslag/{proposal.id}/")
        checked = self._check(texts) if texts else None
        touched = self._proposals().called(checked.touched) if checked else {}
        return self._page.show(
            request,
            person,
            "entry_form.html",
            title=maker.title,
            status=422 if faults else 200,
            maker=maker,
            questions=questions,
            told=told,
            faults=faults,
            texts=texts,
            checked=checked,
            proposed=f"{maker.title}: {_first(questions, told)}"[:120],
            why=given.get("why", ""),
            key=given.get("key") or secrets.token_hex(16),
            edit_address=edit_address,
            touched=touched,
            choosing=[question.kind for question in questions] == ["choice"],
        )

    def _text(self, path: str) -> str | None:
        proposals = self._proposals()
        return proposals.text(proposals.head(), path)


def _first(questions: tuple[Question, ...], told: Answers) -> str:
    """The first answer as people read it."""
    value = told[questions[0].name]
    return dict(questions[0].choices).get(value, value)
