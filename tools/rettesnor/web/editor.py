"""The workshop's page for one file: a form that works by itself, and what the editor's script needs to take it over."""

import datetime
import hashlib
import re
from collections.abc import Callable
from urllib.parse import urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from rettesnor.checking.desk import Desk, kind_of
from rettesnor.letter.head import read as read_head
from rettesnor.model import Channel, ContentError, Record
from rettesnor.model.access import Person, Refused
from rettesnor.model.letter_rules import PartsCheck
from rettesnor.model.policy import Card, SentencesCheck
from rettesnor.preview.letter import CHANNELS
from rettesnor.preview.page import NAMES
from rettesnor.web import assets
from rettesnor.web.checked import MAX_BYTES, checked_text, shown_letter
from rettesnor.web.frame import up
from rettesnor.web.workshop_page import WorkshopPage
from rettesnor.web.workshop_words import HERE
from rettesnor.workshop.drafts import Draft, Drafts
from rettesnor.workshop.paths import held
from rettesnor.workshop.proposal import Event, Proposal
from rettesnor.workshop.proposals import Proposals
from rettesnor.workshop.reach import Reaching
from rettesnor.workshop.sheet import Sheet, read_sheet
from rettesnor.workshop.words import with_words

HELP = (
    "F8 går til næste fund, Alt+Enter tager forslaget, Ctrl+mellemrum viser felter, F6 skifter til fundene,"
    " Ctrl+S gemmer."
)
_DEFAULT_MAX_WORDS = 25
_GAP = re.compile(r"\[[^\]]+\]")
_CHANNELS: dict[str, Channel] = {name: name for name in CHANNELS}
_ENDINGS = {"procedures/": ".md", "content/snippets/": ".md"}


class Saved(Record, frozen=True, kw_only=True):
    """A draft that was kept: its version, and the time for people."""

    version: int
    saved: str


class AskedSave(Record, frozen=True, kw_only=True):
    path: str
    text: str
    base: str
    version: int | None = None


class EditorRoutes:
    """`proposals` is asked for anew each time: without git there are none, and the page says so."""

    def __init__(
        self,
        page: WorkshopPage,
        *,
        desk: Desk,
        drafts: Drafts,
        proposals: Callable[[], Proposals],
        reach: Reaching,
    ) -> None:
        self._frame, self._access, self._desk, self._drafts = page, page.access, desk, drafts
        self._proposals, self._reach = proposals, reach

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/vaerksted/brev/{slug}/", self.letter, methods=["GET", "POST"]),
            Route("/vaerksted/rediger/", self.other, methods=["GET", "POST"]),
            Route("/vaerksted/gem", self.save, methods=["POST"]),
        ]

    async def letter(self, request: Request) -> Response:
        return await self._answer(request, held(f"letter_templates/{request.path_params['slug']}/letter.md"))

    async def other(self, request: Request) -> Response:
        return await self._answer(request, path_of(request.query_params.get("side", "")))

    async def save(self, request: Request) -> Response:
        """Keep what the script sends."""
        person = self._access.require(request, "editor")
        body = await self._access.body(request, max_bytes=MAX_BYTES)
        try:
            asked = msgspec.json.decode(body, type=AskedSave)
        except msgspec.MsgspecError:
            raise Refused("Kladden kan ikke læses. Hent siden igen.", status=400, why="form") from None
        draft = await run_in_threadpool(
            self._drafts.save, person, asked.path, asked.base, asked.text, seen=asked.version
        )
        answer = Saved(version=draft.version, saved=_clock(draft.saved))
        headers = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}
        return Response(msgspec.json.encode(answer), headers=headers)

    async def _answer(self, request: Request, path: str) -> Response:
        person = self._access.require(request, "editor")
        if request.method != "POST":
            return await run_in_threadpool(self._page, request, person, path, FormData())
        form = await self._access.form(request, max_bytes=MAX_BYTES)
        return await run_in_threadpool(self._done, request, person, path, form)

    def _done(self, request: Request, person: Person, path: str, form: FormData) -> Response:
        """What somebody's form asks for; the text is kept first, whatever happens then."""
        sheet = self._sheet(person, path)
        text = _text(form, "text").replace("\r\n", "\n")
        if _text(form, "do") == "slet":
            self._drafts.discard(person, path)
            return RedirectResponse(_here(request), 303)
        draft = self._kept(person, sheet, form, text)
        if _text(form, "do") == "send":
            return self._sent(request, person, msgspec.structs.replace(sheet, draft=draft, text=text), form)
        if _text(form, "do") == "gem" and not _text(form, "why").strip():
            return RedirectResponse(_here(request), 303)
        return self._page(request, person, path, form)

    def _kept(self, person: Person, sheet: Sheet, form: FormData, text: str) -> Draft | None:
        before = sheet.draft
        if text == sheet.text:
            return before
        given = _text(form, "version")
        seen = int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None
        base = before.base if before else _text(form, "base") or sheet.head
        return self._drafts.save(person, sheet.path, base, text, seen=seen)

    def _sent(self, request: Request, person: Person, sheet: Sheet, form: FormData) -> Response:
        """The draft becomes a proposal. Sent twice, or again after the service was killed, it is the same one."""
        if sheet.draft is None:
            return self._page(request, person, sheet.path, form, fault="Du har ikke ændret noget endnu.")
        title, why = _text(form, "title").strip(), _text(form, "why").strip()
        if not title or not why:
            fault = "Skriv, hvorfor teksten er ændret. Læserne ser din grund."
            return self._page(request, person, sheet.path, form, fault=fault)
        if gap := self._gap(sheet.text):
            fault = f"Skriv først, hvad der skal stå i stedet for »{gap}«."
            return self._page(request, person, sheet.path, form, fault=fault)
        changes = {sheet.path: sheet.text.replace("\n", "\r\n") if sheet.crlf else sheet.text}
        proposals = self._proposals()
        words = tuple(_text(form, "words").split())
        if words:
            changes["content/words.yml"] = with_words(
                proposals.text(sheet.head, "content/words.yml") or "", words
            )
        try:
            opened = self._proposed(person, sheet, sheet.draft, changes, form)
        except Refused as refusal:  # somebody else was there first, or words are missing: the draft stays
            return self._page(request, person, sheet.path, form, fault=refusal.message)
        self._drafts.discard(person, sheet.path, seen=sheet.draft.version)
        return RedirectResponse(f"{up(request)}vaerksted/forslag/{opened.id}/", 303)

    def _proposed(
        self, person: Person, sheet: Sheet, draft: Draft, changes: dict[str, str], form: FormData
    ) -> Proposal:
        title, why = _text(form, "title"), _text(form, "why")
        if sheet.own is not None:
            seen = _text(form, "seen") or sheet.own.tip
            return self._proposals().revise(person, sheet.own.id, changes, seen=seen, why=why)
        parts = (sheet.path, draft.base, draft.saved.isoformat(), sheet.text)
        key = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        return self._proposals().open(person, changes, title=title, why=why, key=key, base=draft.base)

    def _gap(self, text: str) -> str | None:
        """What stands in square brackets in words that we offered, and nobody has written yet."""
        offered = (gap for words in self._inserts().values() for gap in _GAP.findall(words))
        return next((gap for gap in offered if gap in text), None)

    def _inserts(self) -> dict[str, str]:
        """For each part that a letter can lack: what the writer may put in."""
        return {
            card.id: card.check.insert
            for card in self._cards()
            if isinstance(card.check, PartsCheck) and card.check.insert
        }

    def _cards(self) -> tuple[Card, ...]:
        try:
            return tuple(self._desk.standard.cards.values())
        except ContentError:  # a faulty rule: the text can still be written and kept
            return ()

    def _sheet(self, person: Person, path: str) -> Sheet:
        return read_sheet(person, path, drafts=self._drafts, proposals=self._proposals())

    def _page(self, request: Request, person: Person, path: str, form: FormData, fault: str = "") -> Response:
        sheet = self._sheet(person, path)
        asked = _text(form, "do")
        checked = checked_text(self._desk, path, sheet.text) if asked == "tjek" else None
        cases = self._desk.cases(path)
        case = _text(form, "case") or (cases[0].name if cases else "")
        channel = _CHANNELS.get(_text(form, "channel"), CHANNELS[0])
        shown = shown_letter(self._desk, path, sheet.text, case, channel) if asked == "vis" else None
        return self._frame.show(
            request,
            person,
            "editor.html",
            title=sheet.title,
            status=422 if fault else 200,
            own_script=assets.address("editor.js"),
            own_style=assets.address("editor.css"),
            sheet=sheet,
            kind=kind_of(path),
            data=msgspec.json.encode(self._data(request, person, sheet)).decode(),
            fields=read_head(sheet.text, path=path)[0].fields if path.endswith(".md") else (),
            snippets=self._desk.project.snippets,
            deadlines=self._desk.project.deadlines.rules,
            cases=cases,
            case=case,
            channel=channel,
            channels=NAMES,
            checked=checked,
            shown=shown,
            sent_back=_sent_back(sheet.own),
            reach=self._reach((path,)).get(path),
            fault=fault,
            called=_text(form, "title") or (sheet.own.title if sheet.own else f"{sheet.title}: ny tekst"),
            why=_text(form, "why") or (sheet.own.why if sheet.own else ""),
            saved=_clock(sheet.draft.saved) if sheet.draft else "",
        )

    def _data(self, request: Request, person: Person, sheet: Sheet) -> dict[str, object]:
        """What the script starts with."""
        root = up(request)
        limits = [card.check.max_words for card in self._cards() if isinstance(card.check, SentencesCheck)]
        kind = kind_of(sheet.path)
        head = read_head(sheet.text, path=sheet.path)[0] if sheet.path.endswith(".md") else None
        return {
            "path": sheet.path,
            "kind": "data" if kind == "unreadable" else kind,
            "label": f"Teksten i {sheet.title}",
            "help": HELP,
            "person": hashlib.sha256(person.id.encode()).hexdigest()[:12],
            "token": self._access.token(request),
            "baseSha": sheet.base,
            "version": sheet.draft.version if sheet.draft else None,
            "current": sheet.current,
            "mayAllow": kind != "unreadable",
            "maxWords": min((limit for limit in limits if limit), default=_DEFAULT_MAX_WORDS),
            "fields": [
                {"name": field.name, "label": field.label or field.name, "type": field.type}
                for field in (head.fields if head else ())
            ],
            "deadlines": [
                {"id": rule.id, "title": rule.title} for rule in self._desk.project.deadlines.rules
            ],
            "snippets": [
                {"name": each.id.rpartition("/")[2], "title": each.head.title or each.id}
                for each in self._desk.project.snippets
            ],
            "inserts": self._inserts(),
            "addresses": {
                "root": root,
                "edit": f"{root}vaerksted/rediger/",
                "check": f"{root}vaerksted/tjek",
                "words": f"{root}vaerksted/stavning",
                "preview": f"{root}vaerksted/vis",
                "save": f"{root}vaerksted/gem",
            },
        }


def path_of(side: str) -> str:
    """The file of a page's id (»procedures/ydelse/udeblivelse«) or name. Raises Refused where the workshop may not write it."""
    if side.endswith((".md", ".yml")):
        return held(side)
    ending = next((ending for start, ending in _ENDINGS.items() if side.startswith(start)), ".yml")
    if side.startswith("letter_templates/") and side.count("/") == 1:
        ending = "/letter.md"
    return held(f"{side}{ending}")


def _sent_back(proposal: Proposal | None) -> tuple[Event, ...]:
    """What others have said of a proposal since its writer last sent it."""
    said: list[Event] = []
    for event in proposal.events if proposal else ():
        if event.kind in ("opened", "revised"):
            said.clear()
        elif event.text:
            said.append(event)
    return tuple(said)


def _here(request: Request) -> str:
    """The same page, from itself."""
    side = request.query_params.get("side")
    return f"./?{urlencode({'side': side})}" if side else "./"


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _clock(moment: datetime.datetime) -> str:
    return moment.astimezone(HERE).strftime("%H.%M")
