"""The page that replaces one wording in many texts: every place is shown and can be left out before it is sent."""

import secrets
from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from rettesnor.model.access import Person, Refused
from rettesnor.model.project import Project
from rettesnor.web.workshop_page import WorkshopPage, sent
from rettesnor.workshop.owners import title
from rettesnor.workshop.proposals import Proposals
from rettesnor.workshop.reach import Reaching
from rettesnor.workshop.replacing import MOST, places, replaced

MAX_WORDING = 200


class ReplaceRoutes:
    """`project` is the content as it is."""

    def __init__(
        self,
        page: WorkshopPage,
        proposals: Callable[[], Proposals],
        project: Callable[[], Project],
        *,
        reach: Reaching,
    ) -> None:
        self._page, self._proposals, self._project, self._reach = page, proposals, project, reach

    def routes(self) -> Sequence[BaseRoute]:
        return (Route("/vaerksted/erstat/", self.page, methods=["GET", "POST"]),)

    async def page(self, request: Request) -> Response:
        person = self._page.access.require(request, "editor")
        form = (
            await self._page.access.form(request)
            if request.method == "POST"
            else FormData(request.query_params)
        )
        return await run_in_threadpool(self._answer, request, person, form)

    def _answer(self, request: Request, person: Person, form: FormData) -> Response:
        old, new = (" ".join(str(form.get(name, "")).split())[:MAX_WORDING] for name in ("gammel", "ny"))
        procedures = form.get("sider") == "alle"
        texts = _texts(self._project(), procedures=procedures)
        found = places(texts, old, new) if old and new and old != new else ()
        if request.method == "POST":
            chosen = set(form.getlist("sted"))
            kept = tuple(place for place in found if place.key in chosen)
            if len(kept) != len(chosen):
                said = "Nogle af stederne er ændret imens. Find dem igen."
                raise Refused(said, status=409, why="moved")
            named, why, key = (str(form.get(name, "")) for name in ("title", "why", "key"))
            proposal = self._proposals().open(person, replaced(texts, kept), title=named, why=why, key=key)
            return sent(request, f"forslag/{proposal.id}/")
        return self._page.show(
            request,
            person,
            "replacing.html",
            title="Erstat ord",
            old=old,
            new=new,
            procedures=procedures,
            asked="gammel" in form,
            places=found,
            files=len({place.path for place in found}),
            names={place.path: title(place.path, texts[place.path]) for place in found},
            reach=self._reach({place.path for place in found}),
            capped=len(found) == MOST,
            key=secrets.token_hex(16),
        )


def _texts(project: Project, *, procedures: bool) -> dict[str, str]:
    """Letters and the texts that they share; procedures whole from their front matter on, where asked for."""
    found = {each.path: each.source for each in (*project.letters, *project.snippets)}
    return {**found, **{each.path: each.source for each in project.procedures}} if procedures else found
