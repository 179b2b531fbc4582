"""What readers have sent, for the office: a list to narrow, one message to answer, and files to take along."""

import csv
import datetime
import io
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from urllib.parse import urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from rettesnor.feedback.messages import MAX_TEXT, STATUSES, Filter, Handled, Kind, Message, Messages, Status
from rettesnor.model.access import Person, Refused
from rettesnor.web.feedback import MAX_BODY, STATUS_NAMES, TONES, asked_page, day_words
from rettesnor.web.workshop_page import WorkshopPage

PER_PAGE = 50
UNITS = "contacts"
KINDS: dict[str, Kind] = {"tilbagemelding": "feedback", "oenske": "wish"}
KIND_NAMES = {"feedback": "Tilbagemelding", "wish": "Ønske"}
AGES = {"7": "Ældre end en uge", "30": "Ældre end en måned", "90": "Ældre end tre måneder"}
NO_OWNER = "-"
_LONGEST_ID = 19
_FILTERS = ("slags", "status", "enhed", "alder", "adresse")
# Also as wide characters, which some spreadsheets read as the plain ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_COLUMNS = (
    "nummer",
    "slags",
    "modtaget",
    "status",
    "enhed",
    "side",
    "titel",
    "fandt",
    "besked",
    "kontakt",
    "vist",
    "svar",
    "besvaret",
)
_NO_STORE = {"Cache-Control": "no-store"}


class InboxRoutes:
    """For editors. Who works for certain units meets what is theirs, and what nobody owns."""

    def __init__(
        self,
        messages: Messages,
        folder: Callable[[], Path | None],
        page: WorkshopPage,
        *,
        now: Callable[[], datetime.datetime],
    ) -> None:
        self._messages, self._folder, self._page, self._now = messages, folder, page, now
        self._access = page.access

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/indbakke/", self.page),
            Route("/indbakke/eksport.csv", self.as_csv),
            Route("/indbakke/eksport.json", self.as_json),
            Route("/indbakke/{id}/", self.message, methods=["GET"]),
            Route("/indbakke/{id}/", self.handle, methods=["POST"]),
        )

    def page(self, request: Request) -> Response:
        person = self._access.require(request, "editor")
        units = self._units(person)
        wanted = _wanted(request, units, today=self._now().date())
        number = _page(request)
        total = self._messages.count(wanted, now=self._now())
        found = self._messages.find(wanted, now=self._now(), limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
        return self._page.show(
            request,
            person,
            "inbox.html",
            title="Indbakke",
            messages=found,
            total=total,
            units=unit_names(self._folder(), units),
            given={name: request.query_params.get(name, "") for name in _FILTERS},
            kinds={"tilbagemelding": "Tilbagemeldinger", "oenske": "Ønsker"},
            kind_names=KIND_NAMES,
            statuses=STATUS_NAMES,
            tones=TONES,
            ages=AGES,
            no_owner=NO_OWNER,
            query=_query(request),
            previous=_query(request, side=number - 1) if number > 1 else None,
            following=_query(request, side=number + 1) if number * PER_PAGE < total else None,
            day=day_words,
            deleted=_number(request, "slettet"),
        )

    def message(self, request: Request) -> Response:
        person = self._access.require(request, "editor")
        return self._shown(request, self._one(request, person), person)

    async def handle(self, request: Request) -> Response:
        person = self._access.require(request, "editor")
        form = await self._access.form(request, max_bytes=MAX_BODY)
        message = await run_in_threadpool(self._one, request, person)
        fields = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
        if "slet" in fields:
            return await run_in_threadpool(self._deleted, request, message, person, fields["slet"])
        chosen = _status(fields.get("status"))
        handled = Handled(
            status=chosen or message.status,
            public="vis" in fields,
            shown=fields.get("vist", "").replace("\r\n", "\n"),
            answer=fields.get("svar", "").replace("\r\n", "\n"),
            unit=fields.get("enhed", message.unit)[:100],
        )
        if error := _fault(handled):
            return self._shown(request, message, person, handled=handled, error=error)
        try:
            await run_in_threadpool(self._messages.handle, message.id, handled, today=self._now().date())
        except (OSError, sqlite3.Error):
            return self._shown(
                request, message, person, handled=handled, error="Det kunne ikke gemmes. Prøv igen om lidt."
            )
        return RedirectResponse("?gemt=1", 303, _NO_STORE)

    def _deleted(self, request: Request, message: Message, person: Person, what: str) -> Response:
        """After the contact alone is deleted, or the whole message: a sender may ask for both."""
        try:
            if what == "kontakt":
                self._messages.forget_contact(message.id)
                return RedirectResponse("?gemt=1", 303, _NO_STORE)
            if what == "alt":
                self._messages.delete(message.id)
                return RedirectResponse(f"../?slettet={message.id}", 303, _NO_STORE)
        except (OSError, sqlite3.Error):
            return self._shown(request, message, person, error="Det kunne ikke slettes. Prøv igen om lidt.")
        return self._shown(request, message, person, error="Vælg, hvad der skal slettes.")

    def as_csv(self, request: Request) -> Response:
        """With a byte order mark and semicolons, as Danish Excel reads it."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";")
        writer.writerow(_COLUMNS)
        writer.writerows([_cell(value) for value in _row(message)] for message in self._exported(request))
        return _file("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", "tilbagemeldinger.csv")

    def as_json(self, request: Request) -> Response:
        rows = [dict(zip(_COLUMNS, _row(message), strict=True)) for message in self._exported(request)]
        body = msgspec.json.format(msgspec.json.encode({"version": 1, "beskeder": rows})).decode()
        return _file(body, "application/json; charset=utf-8", "tilbagemeldinger.json")

    def _exported(self, request: Request) -> tuple[Message, ...]:
        person = self._access.require(request, "editor")
        return self._messages.find(
            _wanted(request, self._units(person), today=self._now().date()), now=self._now()
        )

    def _units(self, person: Person) -> tuple[str, ...]:
        """The owners of messages that this person meets; »« for none."""
        return tuple(unit for unit in self._messages.units(now=self._now()) if person.works_for(unit or None))

    def _one(self, request: Request, person: Person) -> Message:
        id: str = request.path_params["id"]
        known = id.isascii() and id.isdigit() and len(id) <= _LONGEST_ID
        found = self._messages.get(int(id), now=self._now()) if known else None
        if found is None or not person.works_for(found.unit or None):
            raise Refused(
                "Beskeden findes ikke, er slettet efter tidsgrænsen eller hører til en anden enhed.",
                status=404,
            )
        return found

    def _choices(self, message: Message, person: Person) -> dict[str, str]:
        """The units that may get a message: all that there are, and the one that has it."""
        folder = self._folder()
        built = sorted(path.name for path in (folder / UNITS).iterdir() if path.is_dir()) if folder else []
        return unit_names(folder, dict.fromkeys((message.unit, *built)))

    def _shown(
        self,
        request: Request,
        message: Message,
        person: Person,
        *,
        handled: Handled | None = None,
        error: str = "",
    ) -> Response:
        return self._page.show(
            request,
            person,
            "message.html",
            title=f"{KIND_NAMES[message.kind]} nr. {message.id}",
            status=422 if error else 200,
            message=message,
            handled=handled or _proposed(message),
            kind=KIND_NAMES[message.kind],
            units=self._choices(message, person),
            statuses=STATUS_NAMES,
            tones=TONES,
            saved="gemt" in request.query_params,
            error=error,
            max_text=MAX_TEXT,
            day=day_words,
            expires=message.received + datetime.timedelta(days=self._messages.keep_days),
        )


def unit_names(folder: Path | None, units: Iterable[str]) -> dict[str, str]:
    """Each owner as readers know it: a unit by its page's title, another by the name it has."""
    found = {unit: asked_page(folder, f"/{UNITS}/{unit}/") for unit in units if unit}
    return {unit: page.title if page else unit for unit, page in found.items()}


def _proposed(message: Message) -> Handled:
    """What the form says before anybody has changed it: the reader's own words, which the office may shorten."""
    shown = message.shown or (message.title if message.kind == "wish" else message.text)
    return Handled(
        status=message.status, public=message.public, shown=shown, answer=message.answer, unit=message.unit
    )


def _fault(handled: Handled) -> str:
    if handled.public and not handled.shown:
        return "Skriv, hvad andre skal se, eller lad være med at vise beskeden."
    if handled.public and handled.status == "besvaret" and not handled.answer:
        return "Skriv det svar, der skal vises."
    if max(len(handled.shown), len(handled.answer)) > MAX_TEXT:
        return f"Der er plads til {MAX_TEXT} tegn i hvert felt."
    return ""


def _wanted(request: Request, units: tuple[str, ...], *, today: datetime.date) -> Filter:
    """The filter in the address; open messages where none is chosen."""
    given = request.query_params
    unit = given.get("enhed", "")
    chosen = units if not unit else tuple(u for u in units if u == ("" if unit == NO_OWNER else unit))
    status = _status(given.get("status"))
    age = given.get("alder", "")
    return Filter(
        kind=KINDS.get(given.get("slags", "")),
        units=chosen,
        status=status,
        open=status is None and given.get("status") != "alle",
        page=given.get("adresse", "").strip() or None,
        before=today - datetime.timedelta(days=int(age)) if age in AGES else None,
    )


def _status(name: str | None) -> Status | None:
    for status in STATUSES:
        if status == name:
            return status
    return None


def _query(request: Request, **changed: int) -> str:
    """The filter as it was given, with another page number."""
    kept = {name: value for name in _FILTERS if (value := request.query_params.get(name))}
    return "?" + urlencode({**kept, **changed})


def _page(request: Request) -> int:
    return max(1, _number(request, "side"))


def _number(request: Request, name: str) -> int:
    """A number in the address, 0 where none is given."""
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _row(message: Message) -> tuple[str | int, ...]:
    return (
        message.id,
        KIND_NAMES[message.kind],
        message.received.isoformat(),
        message.status,
        message.unit,
        message.page,
        message.title,
        message.found,
        message.text,
        message.contact,
        message.shown if message.public else "",
        message.answer,
        message.answered.isoformat() if message.answered else "",
    )


def _cell(value: str | int) -> str | int:
    """What begins like a formula is text in a spreadsheet, since readers wrote it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _file(body: str, type: str, name: str) -> Response:
    headers = {**_NO_STORE, "Content-Type": type, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, headers=headers)
