"""The API for letter systems: check, preview and cite before a letter is sent. Described by /api/openapi.json."""

import base64
import datetime
from collections.abc import Callable
from typing import Annotated, TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from rettesnor import __version__
from rettesnor.checking.desk import Desk, Form
from rettesnor.law.judgment import resolve
from rettesnor.letter.blanked import blank_tags
from rettesnor.lint.order import order
from rettesnor.load.letters import letter_from
from rettesnor.model import Case, Channel, ContentError, Record, Report, Tool
from rettesnor.report.citations import CitedReport, cited_report
from rettesnor.web.filling import template
from rettesnor.web.frame import Frame, up
from rettesnor.web.line import Full, Line
from rettesnor.web.rates import RateLimit
from rettesnor.workshop.keys import Key, Keys

MAX_CHARS = 100_000
MAX_BYTES = 1_000_000
MAX_CASES = 50
MAX_DEPTH = 20
# Checks share Python's one lock with search: two at a time, and as many in line as are answered in some seconds.
AT_WORK, WAITING = 2, 30
_JSON = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}
_BEARER = "bearer "
Q = TypeVar("Q")

Text = Annotated[str, msgspec.Meta(max_length=MAX_CHARS, description="Teksten, højst 100.000 tegn")]
Name = Annotated[
    str, msgspec.Meta(pattern=r"^[\w.-]{1,100}$", description="Tekstens navn, som det står i fundene")
]


class CheckQuestion(Record, frozen=True, kw_only=True):
    """A template (»letter«: front matter, Jinja, Markdown) or a finished letter as text or HTML.

    `cases` are values for a template's fields by the name of the case; without any, every branch is read all the same.
    """

    text: Text
    format: Form = "letter"
    name: Name = "letter.md"
    cases: Annotated[dict[str, dict[str, object]], msgspec.Meta(max_length=MAX_CASES)] = msgspec.field(
        default_factory=dict[str, dict[str, object]]
    )


class PreviewQuestion(Record, frozen=True, kw_only=True):
    """A template, the values that fill it in, and the channel that it is sent in."""

    text: Text
    values: dict[str, object] = msgspec.field(default_factory=dict[str, object])
    channel: Channel = "digital_post"


class CiteQuestion(Record, frozen=True, kw_only=True):
    """A text or HTML with legal citations, judged as on `date` (today when left out)."""

    text: Text
    html: bool = False
    date: datetime.date | None = None


class PreviewAnswer(Record, frozen=True, kw_only=True):
    """The letter as its reader gets it: a whole HTML page, or a PDF in Base64. `error` tells why there is none."""

    version: int = 1
    channel: Channel
    html: str | None = None
    pdf: str | None = None
    pages: int | None = None
    error: str | None = None
    line: int | None = None


class Fault(Record, frozen=True, kw_only=True):
    """Why a question was not answered, in Danish."""

    error: str


class _NotAnswered(Exception):
    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.answer = Response(
            msgspec.json.encode(Fault(error=message)),
            status,
            {**_JSON, **{k.replace("_", "-"): v for k, v in headers.items()}},
        )


class Endpoint(Record, frozen=True, kw_only=True):
    """One address of the API: what it is asked with, and what it answers."""

    path: str
    summary: str
    question: type[Record]
    answer: type[Record]


ENDPOINTS = (
    Endpoint(
        path="/api/check",
        summary="Find fejl i et brev eller en skabelon",
        question=CheckQuestion,
        answer=Report,
    ),
    Endpoint(
        path="/api/preview",
        summary="Vis en skabelon, som læseren får den",
        question=PreviewQuestion,
        answer=PreviewAnswer,
    ),
    Endpoint(
        path="/api/cite", summary="Find og bedøm lovhenvisninger", question=CiteQuestion, answer=CitedReport
    ),
)
FAULTS = {
    "400": "Kroppen er ikke JSON",
    "401": "Nøglen mangler eller kendes ikke",
    "405": "Her svares kun på POST",
    "413": "Kroppen er for stor",
    "415": "Content-Type er ikke application/json",
    "422": "Et felt passer ikke til beskrivelsen",
    "429": "Nøglen er brugt for ofte i dette minut",
    "503": "Der kan ikke svares lige nu; Retry-After siger, hvornår du kan spørge igen",
}


_ONLY_POST = _NotAnswered(405, "Her svares kun på POST. Se /api/.", Allow="POST").answer


class ApiRoutes:
    """Answers whoever has a key, on this machine as well."""

    def __init__(self, frame: Frame, desk: Desk, keys: Keys) -> None:
        self._frame, self._desk, self._keys = frame, desk, keys
        self._rates: dict[tuple[str, int], RateLimit] = {}
        self._line = Line(at_work=AT_WORK, waiting=WAITING)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/api/", self.page),
            Route("/api/openapi.json", _described),
            Route("/api/check", self.check, methods=["POST"]),
            Route("/api/preview", self.preview, methods=["POST"]),
            Route("/api/cite", self.cite, methods=["POST"]),
            *(Route(each.path, _ONLY_POST) for each in ENDPOINTS),
        ]

    def page(self, request: Request) -> Response:
        """What a vendor reads first."""
        inner = template("api.html").render(
            up=up(request), endpoints=ENDPOINTS, faults=FAULTS, max_chars=MAX_CHARS
        )
        page = self._frame.page(request, title="API for brevsystemer", inner=inner)
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})

    async def check(self, request: Request) -> Response:
        return await self._answer(request, CheckQuestion, self._checked)

    async def preview(self, request: Request) -> Response:
        return await self._answer(request, PreviewQuestion, self._shown)

    async def cite(self, request: Request) -> Response:
        return await self._answer(request, CiteQuestion, self._cited)

    async def _answer(self, request: Request, type: type[Q], work: Callable[[Q], Record]) -> Response:
        try:
            self._counted(self._key(request))
            asked = _question(await _body(request), type)
            return Response(msgspec.json.encode(await self._line.serve(work, asked)), headers=_JSON)
        except _NotAnswered as fault:
            return fault.answer
        except Full:
            message = "Der er for mange spørgsmål i kø lige nu. Spørg igen om et par sekunder."
            return _NotAnswered(503, message, Retry_After="2").answer
        except ContentError as error:
            message = f"Der kan ikke svares, før indholdet er rettet: {error.problems[0]}"
            return _NotAnswered(503, message).answer

    def _key(self, request: Request) -> Key:
        given = request.headers.get("authorization", "")
        known = self._keys.known(given[len(_BEARER) :].strip()) if given.lower().startswith(_BEARER) else None
        if known is None:
            message = "Send en nøgle i Authorization: Bearer. Bed forvaltningen om en."
            raise _NotAnswered(401, message, WWW_Authenticate="Bearer")
        return known

    def _counted(self, key: Key) -> None:
        limit = self._rates.setdefault((key.name, key.per_minute), RateLimit(most=key.per_minute, per_s=60))
        if not limit.allows(key.digest):
            message = f"Nøglen må bruges {key.per_minute} gange i minuttet. Vent lidt."
            raise _NotAnswered(429, message, Retry_After="60")

    def _checked(self, asked: CheckQuestion) -> Report:
        made = self._desk.judged(asked.text, name=asked.name, form=asked.format, values=asked.cases)
        return Report(
            tool=Tool(name="rettesnor", version=__version__),
            date=self._desk.today,
            files=1,
            incomplete=made.incomplete,
            findings=tuple(sorted(made.findings, key=order)),
        )

    def _shown(self, asked: PreviewQuestion) -> PreviewAnswer:
        letter = letter_from(asked.text, path="letter.md")
        made = self._desk.filled(letter, Case(name="", path="letter.md", values=asked.values), asked.channel)
        if made.error is not None:
            return PreviewAnswer(channel=asked.channel, error=made.error, line=made.line)
        if asked.channel == "papir":
            pdf = base64.b64encode(made.content).decode()
            return PreviewAnswer(channel=asked.channel, pdf=pdf, pages=made.pages)
        return PreviewAnswer(channel=asked.channel, html=made.content.decode())

    def _cited(self, asked: CiteQuestion) -> CitedReport:
        text = blank_tags(asked.text) if asked.html else asked.text
        register, day = self._desk.standard.register, asked.date or self._desk.today
        return cited_report(
            ((each, resolve(each, register, day)) for each in register.find(text)), asked.text
        )


async def _body(request: Request) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise _NotAnswered(415, "Send spørgsmålet som application/json.")
    found = bytearray()
    try:
        async for chunk in request.stream():
            found += chunk
            if len(found) > MAX_BYTES:
                raise _NotAnswered(413, f"Spørgsmålet fylder over {MAX_BYTES // 1000} kB.")
    except ClientDisconnect:
        raise _NotAnswered(400, "Forbindelsen blev afbrudt.") from None
    return bytes(found)


def _question(body: bytes, type: type[Q]) -> Q:
    try:
        asked = msgspec.json.decode(body, type=type)
        deep = isinstance(asked, (CheckQuestion, PreviewQuestion)) and _deep(_given(asked), MAX_DEPTH)
    except msgspec.ValidationError as error:
        place = str(error).rpartition("`$")[2].rstrip("`").lstrip(".") or "spørgsmålet"
        message = f"»{place}« passer ikke til beskrivelsen i /api/openapi.json ({error})."
        raise _NotAnswered(422, message) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _NotAnswered(400, "Spørgsmålet er ikke JSON i UTF-8.") from None
    except RecursionError:
        deep = True
        asked = None
    if asked is None or deep:
        raise _NotAnswered(422, f"Værdierne ligger i over {MAX_DEPTH} lag. Gør dem fladere.")
    return asked


def _given(asked: CheckQuestion | PreviewQuestion) -> object:
    return asked.values if isinstance(asked, PreviewQuestion) else asked.cases


def _deep(value: object, most: int) -> bool:
    """Whether a value of JSON holds others in more layers than that."""
    match value:
        case dict():
            mapping: dict[str, object] = value  # pyright: ignore[reportUnknownVariableType] -- from JSON
            inside = [*mapping.values()]
        case list():
            inside: list[object] = value  # pyright: ignore[reportUnknownVariableType] -- from JSON
        case _:
            return False
    return most == 0 or any(_deep(each, most - 1) for each in inside)


def _described(_request: Request) -> Response:
    return Response(msgspec.json.encode(openapi()), headers={**_JSON, "Cache-Control": "no-cache"})


def openapi() -> dict[str, object]:
    """The API in OpenAPI 3.1, made from the types that questions are read with and answers written from."""
    types = [type for each in ENDPOINTS for type in (each.question, each.answer)]
    _, components = msgspec.json.schema_components(
        [*types, Fault], schema_hook=_anything, ref_template="#/components/schemas/{name}"
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rettesnor",
            "version": __version__,
            "description": "Tjek breve mod sprogpolitik og lov, før de sendes.",
        },
        "servers": [{"url": "/"}],
        "security": [{"key": []}],
        "paths": {each.path: {"post": _operation(each)} for each in ENDPOINTS},
        "components": {
            "schemas": components,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _anything(type: type) -> dict[str, object]:
    """A field's value may be anything that JSON can write."""
    if type is not object:
        raise NotImplementedError
    return {"description": "En værdi, som feltets type læser"}


def _operation(endpoint: Endpoint) -> dict[str, object]:
    faults = {status: {"description": about, "content": _content(Fault)} for status, about in FAULTS.items()}
    return {
        "summary": endpoint.summary,
        "operationId": endpoint.path.rpartition("/")[2],
        "requestBody": {"required": True, "content": _content(endpoint.question)},
        "responses": {"200": {"description": "Svaret", "content": _content(endpoint.answer)}, **faults},
    }


def _content(type: type[Record]) -> dict[str, object]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{type.__name__}"}}}
