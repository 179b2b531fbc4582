"""What the editor asks while somebody writes: findings, spelling, and the letter as its reader gets it."""

import base64
import re
from typing import TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from rettesnor.checking.desk import Desk, Misspelt
from rettesnor.lint.text_figures import band
from rettesnor.model import Channel, ContentError, FieldType, Finding, Incomplete, Record
from rettesnor.model.access import Refused
from rettesnor.preview.page import NAMES
from rettesnor.web.access import Access
from rettesnor.workshop.paths import MAX_TEXT_BYTES, held, held_text

MAX_BYTES = 3 * MAX_TEXT_BYTES  # JSON may write a letter as six characters
HEADINGS_DOWN = 2
MAX_PAGES = 8
_HEADING = re.compile(r"(</?h)([1-6])(?=>)")
_JSON = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}
T = TypeVar("T")


class AskedText(Record, frozen=True, kw_only=True):
    """A text, and the file that it is or would be."""

    path: str
    text: str


class AskedPreview(Record, frozen=True, kw_only=True):
    """A letter's text, and whose letter it is to be shown as."""

    path: str
    text: str
    case: str
    channel: Channel


class ShownField(Record, frozen=True, kw_only=True):
    """A field as it is shown while somebody writes."""

    name: str
    label: str
    type: FieldType | None


class Length(Record, frozen=True, kw_only=True):
    start: int
    end: int
    words: int


class CheckedText(Record, frozen=True, kw_only=True):
    """Findings in the contract's form, with the text's figures. Offsets count code points."""

    findings: tuple[Finding, ...]
    incomplete: tuple[Incomplete, ...]
    fields: tuple[ShownField, ...]
    words: int
    lix: float
    band: str
    sentences: tuple[Length, ...]


class SpeltText(Record, frozen=True, kw_only=True):
    spelling: tuple[Misspelt, ...]


class ShownLetter(Record, frozen=True, kw_only=True):
    """A screen's HTML or the paper's pages as pictures; or why it cannot be shown, with the line in the file."""

    channel: str
    sender: str
    html: str = ""
    pages: tuple[str, ...] = ()
    more_pages: int = 0
    error: str | None = None
    line: int | None = None


class CheckedRoutes:
    """Answers for editors alone; work is done beside the event loop."""

    def __init__(self, access: Access, desk: Desk) -> None:
        self._access, self._desk = access, desk

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/vaerksted/tjek", self.check, methods=["POST"]),
            Route("/vaerksted/stavning", self.spelling, methods=["POST"]),
            Route("/vaerksted/vis", self.preview, methods=["POST"]),
        ]

    async def check(self, request: Request) -> Response:
        asked = await self._asked(request, AskedText)
        return _answer(await run_in_threadpool(checked_text, self._desk, asked.path, asked.text))

    async def spelling(self, request: Request) -> Response:
        asked = await self._asked(request, AskedText)
        return _answer(
            SpeltText(spelling=await run_in_threadpool(self._desk.spelling, asked.path, asked.text))
        )

    async def preview(self, request: Request) -> Response:
        asked = await self._asked(request, AskedPreview)
        shown = await run_in_threadpool(
            shown_letter, self._desk, asked.path, asked.text, asked.case, asked.channel
        )
        return _answer(shown)

    async def _asked(self, request: Request, type: type[T]) -> T:
        self._access.require(request, "editor")
        body = await self._access.body(request, max_bytes=MAX_BYTES)
        try:
            asked = msgspec.json.decode(body, type=type)
        except msgspec.MsgspecError:
            raise Refused("Spørgsmålet kan ikke læses. Hent siden igen.", status=400, why="form") from None
        if isinstance(asked, (AskedText, AskedPreview)):
            held(asked.path)
            held_text(asked.text)
        return asked


def checked_text(desk: Desk, path: str, text: str) -> CheckedText:
    """What the linter says of a text. Raises Refused where a rule is faulty and nothing can be checked."""
    try:
        made = desk.check(path, text)
    except ContentError as error:
        message = f"Der kan ikke tjekkes, før en regel er rettet: {error.problems[0]}"
        raise Refused(message, status=503, why="rules") from None
    lix = made.figures.lix
    return CheckedText(
        findings=made.result.findings,
        incomplete=made.result.incomplete,
        fields=tuple(
            ShownField(name=field.name, label=field.label or field.name, type=field.type)
            for field in made.fields
        ),
        words=made.figures.words,
        lix=lix,
        band=band(lix),
        sentences=tuple(
            Length(start=each.start, end=each.end, words=each.words) for each in made.figures.sentences
        ),
    )


def shown_letter(desk: Desk, path: str, text: str, case: str, channel: Channel) -> ShownLetter:
    """The letter in one channel, ready for the page."""
    made = desk.preview(path, text, case, channel)
    shown = ShownLetter(
        channel=NAMES[channel], sender=desk.project.organisation.name, error=made.error, line=made.line
    )
    if made.error is not None:
        return shown
    if channel != "papir":
        return msgspec.structs.replace(shown, html=_HEADING.sub(_lower, made.body))
    drawn = desk.pages(made, most=MAX_PAGES)
    pages = tuple(f"data:image/png;base64,{base64.b64encode(page).decode()}" for page in drawn)
    return msgspec.structs.replace(shown, pages=pages, more_pages=made.pages - len(pages))


def _lower(found: re.Match[str]) -> str:
    """A letter's own heading stands below the page's."""
    return f"{found[1]}{min(6, int(found[2]) + HEADINGS_DOWN)}"


def _answer(value: object) -> Response:
    return Response(msgspec.json.encode(value), headers=_JSON)
