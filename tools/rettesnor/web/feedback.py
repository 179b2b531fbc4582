"""Feedback on a page and wishes for pages: taken from anybody, on disk before it is thanked for, and what was answered."""

import datetime
import html as escaping
import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from rettesnor.danish.values import Day
from rettesnor.feedback.messages import (
    MAX_CONTACT,
    MAX_TEXT,
    MAX_TITLE,
    Filter,
    Found,
    Message,
    Messages,
    Sent,
)
from rettesnor.model import Record
from rettesnor.model.access import Refused
from rettesnor.web.access import Access
from rettesnor.web.filling import template
from rettesnor.web.frame import Frame, up
from rettesnor.web.rates import RateLimit

MAX_BODY = 65_536
_ADDRESS = re.compile(r"/(?:\w[\w.-]*/)*")
_ASKS = re.compile(
    r'<form [^>]*data-feedback data-owner="([^"]*)" data-owner-name="([^"]*)" data-title="([^"]*)"'
)
_NO_STORE = {"Cache-Control": "no-store"}
_FOUND: dict[str, Found] = {"ja": "ja", "nej": "nej"}
FULL = "Vi kunne ikke gemme beskeden. Den står her stadig. Prøv igen om lidt."
NOTHING = "Svar ja eller nej, eller skriv, hvad der mangler."
NO_TITLE = "Skriv, hvilken side du mangler."
STATUS_NAMES = {"ny": "Ny", "i gang": "I gang", "besvaret": "Besvaret", "afvist": "Afvist"}
TONES = {"ny": "warning", "i gang": "advice", "besvaret": "ok", "afvist": ""}
THANKS_FEEDBACK = "Tak. Vi har gemt din besked som nummer {id}."
THANKS_WISH = (
    "Tak. Vi har gemt dit ønske som nummer {id}. Det kommer på listen, når redaktionen har læst det."
)


class AskedPage(Record, frozen=True, kw_only=True):
    """A page that asks its readers, as it was built."""

    url: str
    title: str
    owner: str
    owner_name: str


class Typed(Record, frozen=True, kw_only=True):
    """What somebody has filled in, to be shown again where it could not be kept."""

    title: str = ""
    found: str = ""
    text: str = ""
    contact: str = ""


UNTYPED = Typed()


class FeedbackRoutes:
    """`now` is the clock; `limit` counts what each address sends."""

    def __init__(
        self,
        messages: Messages,
        folder: Callable[[], Path | None],
        access: Access,
        *,
        limit: RateLimit,
        now: Callable[[], datetime.datetime],
    ) -> None:
        self._messages, self._folder, self._access = messages, folder, access
        self._frame, self._limit, self._now = Frame(folder), limit, now

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/feedback/", self.page, methods=["GET"]),
            Route("/feedback/", self.send, methods=["POST"]),
            Route("/oensker/", self.wishes, methods=["GET"]),
            Route("/oensker/", self.wish, methods=["POST"]),
            Route("/api/feedback/answers", self.answers),
        )

    def page(self, request: Request) -> Response:
        """The question by itself, with the answers that everybody may see; the receipt after a form without script."""
        asked = asked_page(self._folder(), request.query_params.get("side", ""))
        return self._form(request, asked, thanks=_receipt(request, THANKS_FEEDBACK))

    async def send(self, request: Request) -> Response:
        form = await self._form_sent(request)
        asked = await run_in_threadpool(asked_page, self._folder(), _field(form, "side"))
        typed = _typed(form)
        if asked is None:
            raise Refused(
                "Siden findes ikke længere. Skriv et ønske i stedet, eller find siden igen.", status=404
            )
        if error := _too_long(typed) or ("" if typed.found or typed.text else NOTHING):
            return self._again(request, error, 422, asked=asked, typed=typed)
        sent = Sent(
            kind="feedback",
            page=asked.url,
            title=asked.title,
            unit=asked.owner,
            found=_FOUND.get(typed.found, ""),
            text=typed.text,
            contact=typed.contact,
        )
        id = await self._keep(sent)
        if id is None:
            return self._again(request, FULL, 503, asked=asked, typed=typed)
        return self._thank(request, THANKS_FEEDBACK, id, {"side": asked.url})

    def wishes(self, request: Request) -> Response:
        """Everybody's wishes that the office has read, and the form for one more."""
        typed = Typed(title=request.query_params.get("titel", "")[:MAX_TITLE])
        return self._wishes(request, typed, thanks=_receipt(request, THANKS_WISH))

    async def wish(self, request: Request) -> Response:
        typed = _typed(await self._form_sent(request))
        if error := _too_long(typed) or ("" if typed.title else NO_TITLE):
            return self._again(request, error, 422, asked=None, typed=typed)
        sent = Sent(kind="wish", title=typed.title, text=typed.text, contact=typed.contact)
        id = await self._keep(sent)
        if id is None:
            return self._again(request, FULL, 503, asked=None, typed=typed)
        return self._thank(request, THANKS_WISH, id, {})

    def answers(self, request: Request) -> Response:
        """What the office shows about a page, for the script on it."""
        try:
            found = self._messages.answers(request.query_params.get("side", "")[:500], now=self._now())
        except (OSError, sqlite3.Error):
            return JSONResponse({"error": "Svarene kan ikke læses lige nu."}, 503, _NO_STORE)
        answers = [{"question": m.shown, "answer": m.answer, "date": day_words(m.answered)} for m in found]
        return JSONResponse({"version": 1, "answers": answers}, headers=_NO_STORE)

    async def _form_sent(self, request: Request) -> FormData:
        if not self._limit.allows(self._access.address(request)):
            message = "Der er kommet mange beskeder herfra på kort tid. Vent ti minutter, og send så igen."
            raise Refused(message, status=429, why="rate")
        form = await self._access.open_form(request, max_bytes=MAX_BODY)
        if _field(form, "hjemmeside"):  # nobody sees the field, so it was a machine that filled it in
            raise Refused("Feltet »hjemmeside« skal være tomt.", status=422, why="honeypot")
        return form

    async def _keep(self, sent: Sent) -> int | None:
        """Its number when it is on disk, None where the disk refuses."""
        try:
            return await run_in_threadpool(self._messages.add, sent, now=self._now())
        except (OSError, sqlite3.Error):
            return None

    def _thank(self, request: Request, thanks: str, id: int, query: dict[str, str]) -> Response:
        if _wants_json(request):
            return JSONResponse({"version": 1, "id": id, "message": thanks.format(id=id)}, headers=_NO_STORE)
        return RedirectResponse(f"?{urlencode({**query, 'tak': id})}", 303, _NO_STORE)

    def _again(
        self, request: Request, error: str, status: int, *, asked: AskedPage | None, typed: Typed
    ) -> Response:
        """What was written, and why it was not kept."""
        if _wants_json(request):
            return JSONResponse({"error": error}, status, _NO_STORE)
        if asked is None:
            return self._wishes(request, typed, error=error, status=status)
        return self._form(request, asked, typed=typed, error=error, status=status)

    def _form(
        self,
        request: Request,
        asked: AskedPage | None,
        *,
        typed: Typed = UNTYPED,
        thanks: str = "",
        error: str = "",
        status: int = 200,
    ) -> Response:
        title = f"Spørgsmål og svar om »{asked.title}«" if asked else "Spørgsmål og svar"
        found = self._shown(Filter(kind="feedback", page=asked.url)) if asked else ()
        inner = template("feedback.html").render(
            title=title,
            asked=asked,
            typed=typed,
            thanks=thanks,
            error=error,
            answers=found,
            up=up(request),
            day=day_words,
            keep_days=self._messages.keep_days,
        )
        return HTMLResponse(self._frame.page(request, title=title, inner=inner), status, _NO_STORE)

    def _wishes(
        self, request: Request, typed: Typed, *, thanks: str = "", error: str = "", status: int = 200
    ) -> Response:
        try:
            unread = self._messages.count(Filter(kind="wish", status="ny"), now=self._now())
        except (OSError, sqlite3.Error):
            unread = 0
        inner = template("wishes.html").render(
            wishes=self._shown(Filter(kind="wish")),
            unread=unread,
            typed=typed,
            thanks=thanks,
            error=error,
            up=up(request),
            day=day_words,
            keep_days=self._messages.keep_days,
            statuses=STATUS_NAMES,
            tones=TONES,
        )
        return HTMLResponse(
            self._frame.page(request, title="Ønsker til portalen", inner=inner), status, _NO_STORE
        )

    def _shown(self, wanted: Filter) -> tuple[Message, ...]:
        """What everybody may see; nothing where the disk refuses, so that the form can still be read."""
        try:
            return tuple(
                message for message in self._messages.find(wanted, now=self._now()) if message.public
            )
        except (OSError, sqlite3.Error):
            return ()


def asked_page(folder: Path | None, url: str) -> AskedPage | None:
    """The built page at `url`, where there is one that asks its readers."""
    if folder is None or len(url) > 300 or not _ADDRESS.fullmatch(url):
        return None
    built = folder / url.strip("/") / "index.html"
    if not built.is_file():
        return None
    asks = _ASKS.search(built.read_text(encoding="utf-8"))
    if asks is None:
        return None
    owner, owner_name, title = map(escaping.unescape, asks.groups())
    return AskedPage(url=url, title=title, owner=owner, owner_name=owner_name)


def day_words(day: datetime.date | datetime.datetime | None) -> str:
    """»22. november 2026«."""
    return str(Day.of(day)) if day else ""


def _receipt(request: Request, thanks: str) -> str:
    given = request.query_params.get("tak", "")
    return thanks.format(id=given) if given.isascii() and given.isdigit() and len(given) < 12 else ""


def _too_long(typed: Typed) -> str:
    """Nothing is cut without a word: what there is no room for goes back."""
    for name, text, most in (
        ("Titlen", typed.title, MAX_TITLE),
        ("Beskeden", typed.text, MAX_TEXT),
        ("Feltet om, hvordan vi får fat i dig,", typed.contact, MAX_CONTACT),
    ):
        if len(text) > most:
            return f"{name} er for lang. Der er plads til {most} tegn, og du har skrevet {len(text)}."
    return ""


def _typed(form: FormData) -> Typed:
    return Typed(
        title=" ".join(_field(form, "titel").split()),
        found=_field(form, "fandt"),
        text=_field(form, "besked").replace("\r\n", "\n"),
        contact=_field(form, "kontakt"),
    )


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.replace("\0", "").strip() if isinstance(value, str) else ""


def _wants_json(request: Request) -> bool:
    return "text/html" not in request.headers.get("accept", "") and "json" in request.headers.get(
        "accept", ""
    )
