"""Proposals on pages: the list, one with its redline and what is said of it, and the texts to put together."""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from rettesnor.history.writing import Conflict
from rettesnor.model import Record
from rettesnor.model.access import Person, Refused
from rettesnor.model.urls import of_file, url
from rettesnor.web.frame import up
from rettesnor.web.workshop_list import edit_address
from rettesnor.web.workshop_page import WorkshopPage, sent
from rettesnor.web.workshop_words import EVENTS, STATES, TONES, moment
from rettesnor.workshop.approval import Approval
from rettesnor.workshop.owners import title
from rettesnor.workshop.proposal import Event, Proposal
from rettesnor.workshop.proposals import Proposals
from rettesnor.workshop.reach import Reach, Reaching
from rettesnor.workshop.redlined import Hunk, differing, hunks, lines
from rettesnor.yamltext import split_front_matter

MAX_SHOWN = 200


class Shown(Record, frozen=True, kw_only=True):
    """One file of a proposal: its hunks, its comments by line, where it is edited and read, and what shows it besides."""

    path: str
    title: str
    new: bool
    hunks: tuple[Hunk, ...]
    comments: dict[int, list[Event]]
    edit: str
    page: str
    reach: Reach | None


class Disputed(Record, frozen=True, kw_only=True):
    """A file in conflict: the text both began with, what each side made of it, and a text to begin from.

    `above` is the front matter where all agree on it: nobody needs to look at it then.
    """

    path: str
    title: str
    base: tuple[Hunk, ...]
    theirs: tuple[Hunk, ...]
    mine: tuple[Hunk, ...]
    above: str
    start: str


class ProposalRoutes:
    """The pages below /vaerksted/forslag/."""

    def __init__(
        self,
        page: WorkshopPage,
        proposals: Callable[[], Proposals],
        approval: Callable[[], Approval],
        *,
        reach: Reaching,
    ) -> None:
        self._page, self._proposals, self._approval, self._reach = page, proposals, approval, reach

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/vaerksted/forslag/", self.all),
            Route("/vaerksted/forslag/{id}/", self.one, methods=["GET", "POST"]),
            Route("/vaerksted/forslag/{id}/saml/", self.together, methods=["GET", "POST"]),
        )

    def all(self, request: Request) -> Response:
        """One's own open proposals first, then those of others, then the latest that are done."""
        person = self._page.access.require(request, "editor")
        live = self._proposals().live()
        return self._page.show(
            request,
            person,
            "proposals.html",
            title="Forslag",
            mine=[each for each in live if person.id in each.writers],
            others=[each for each in live if person.id not in each.writers],
            done=self._proposals().settled(most=MAX_SHOWN),
            states=STATES,
            tones=TONES,
            moment=moment,
        )

    async def one(self, request: Request) -> Response:
        person = self._page.access.require(request, "editor")
        id = request.path_params["id"]
        if request.method == "GET":
            return await run_in_threadpool(self._show, request, person, self._proposals().get(id))
        form = await self._page.access.form(request)
        await run_in_threadpool(self._done, person, id, form)
        return sent(request, f"forslag/{quote(id)}/")

    async def together(self, request: Request) -> Response:
        person = self._page.access.require(request, "editor")
        id = request.path_params["id"]
        if request.method == "GET":
            return await run_in_threadpool(self._show_conflicts, request, person, self._proposals().get(id))
        form = await self._page.access.form(request)
        await run_in_threadpool(self._resolve, person, id, form)
        return sent(request, f"forslag/{quote(id)}/")

    def _done(self, person: Person, id: str, form: FormData) -> None:
        """Do what the form asks for."""
        seen, text, proposals = _text(form, "seen"), _text(form, "text"), self._proposals()
        match _text(form, "do"):
            case "godkend":
                self._approval().approve(person, id, seen=seen)
            case "tilbage":
                proposals.send_back(person, id, seen=seen, text=text)
            case "traek":
                proposals.withdraw(person, id, seen=seen)
            case "kommentar":
                line = _text(form, "linje")
                number = int(line) if line.isascii() and line.isdigit() and len(line) < 7 else 0
                proposals.comment(person, id, seen=seen, text=text, path=_text(form, "fil"), line=number)
            case _:
                raise Refused("Formularen kan ikke læses.", status=400, why="form")

    def _show(self, request: Request, person: Person, proposal: Proposal) -> Response:
        live, approval, proposals = proposal.live, self._approval(), self._proposals()
        owners = approval.owners(proposal)
        conflicts = proposals.conflicts(proposal) if live else ()
        checked = approval.check(proposal) if live and not conflicts else None
        texts = proposals.texts(proposal)
        touched = proposals.called(checked.touched) if checked else {}
        reached = self._reach(texts) if live else {}
        files = [
            _shown(proposal, path, *both, way=up(request), reach=reached.get(path))
            for path, both in texts.items()
        ]
        return self._page.show(
            request,
            person,
            "proposal.html",
            title=proposal.title,
            proposal=proposal,
            live=live,
            own=person.id in proposal.writers,
            against=approval.against(person, proposal, owners) if proposal.state == "waiting" else "",
            may_send_back=person.may("approver") and person.id not in proposal.writers,
            owners=[name for name, _ in owners],
            conflicts=[conflict.path for conflict in conflicts],
            checked=checked,
            files=files,
            names={file.path: file.title for file in files},
            chosen=(request.query_params.get("fil", ""), request.query_params.get("linje", "")),
            states=STATES,
            tones=TONES,
            told=EVENTS,
            moment=moment,
            edit_address=edit_address,
            touched=touched,
        )

    def _show_conflicts(self, request: Request, person: Person, proposal: Proposal) -> Response:
        proposals = self._proposals()
        disputed = [self._disputed(conflict) for conflict in proposals.conflicts(proposal)]
        if not disputed:
            return sent(request, f"forslag/{proposal.id}/")
        return self._page.show(
            request, person, "conflict.html", title="Saml teksterne", proposal=proposal, disputed=disputed
        )

    def _resolve(self, person: Person, id: str, form: FormData) -> None:
        proposals = self._proposals()
        disputed = [self._disputed(conflict) for conflict in proposals.conflicts(proposals.get(id))]
        texts = {
            each.path: each.above + _text(form, f"tekst:{each.path}")
            for each in disputed
            if f"tekst:{each.path}" in form
        }
        proposals.resolve(person, id, texts, seen=_text(form, "seen"))

    def _disputed(self, conflict: Conflict) -> Disputed:
        base, theirs, mine = conflict.base or "", conflict.theirs or "", conflict.mine or ""
        touched = differing(base, theirs) | differing(base, mine)
        start = self._proposals().put_together(conflict)
        heads = {text[: split_front_matter(text).body_start] for text in (theirs, mine, start)}
        above = heads.pop() if len(heads) == 1 and conflict.path.endswith(".md") else ""
        return Disputed(
            path=conflict.path,
            title=title(conflict.path, theirs or mine),
            base=hunks(lines(base, base), keep=touched),
            theirs=hunks(lines(base, theirs)),
            mine=hunks(lines(base, mine)),
            above=above,
            start=start.removeprefix(above),
        )


def _shown(
    proposal: Proposal, path: str, before: str | None, after: str, *, way: str, reach: Reach | None
) -> Shown:
    comments: dict[int, list[Event]] = {}
    for event in proposal.comments:
        if event.path == path:
            comments.setdefault(event.line, []).append(event)
    return Shown(
        path=path,
        title=title(path, after),
        new=before is None,
        hunks=hunks(lines(before or "", after), keep=frozenset(comments)),
        comments=comments,
        edit=f"{way}{edit_address(path)}",
        page=f"{way}{url(*shown).lstrip('/')}" if (shown := of_file(path)) else "",
        reach=reach,
    )


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
