"""The page of deadlines with a form on it: from sending day, channel and rule to the last day. Needs no script."""

import datetime
from collections.abc import Callable
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from rettesnor.danish.values import Day, Items
from rettesnor.law.deadlines import UnknownArrival, last_day
from rettesnor.model import Channel, Record
from rettesnor.model.deadlines import DeadlineData
from rettesnor.web.filling import put, template

CHANNELS: dict[str, Channel] = {"digital_post": "digital_post", "min_side": "min_side", "papir": "papir"}
CHANNEL_NAMES = {"digital_post": "Digital Post", "min_side": "Min Side", "papir": "Papir"}
YEARS = range(2000, 2101)
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


class Asked(Record, frozen=True, kw_only=True):
    """What the reader filled in, as it was written."""

    sent: str
    channel: str
    rule: str


class Answer(Record, frozen=True, kw_only=True):
    """The last day in words, or what to mend."""

    last_day: str = ""
    arrives: str = ""
    moved: str = ""
    error: str = ""


class DeadlineRoutes:
    """`data` is read anew for each question, so that a corrected rule holds at once."""

    def __init__(self, folder: Callable[[], Path | None], data: Callable[[], DeadlineData]) -> None:
        self._folder, self._data = folder, data

    def page(self, request: Request) -> Response:
        folder = self._folder()
        built = folder and folder / "frister" / "index.html"
        if built is None or not built.is_file():
            return HTMLResponse("Portalen er ved at blive bygget. Prøv igen om lidt.", 503)
        given = request.query_params
        asked = Asked(
            sent=given.get("sendt", "")[:20],
            channel=given.get("kanal", "digital_post")[:20],
            rule=given.get("frist", "")[:80],
        )
        data = self._data()
        form = template("deadlines.html").render(
            asked=msgspec.structs.replace(asked, sent=asked.sent if _day(asked.sent) else ""),
            answer=answer(asked, data) if "sendt" in given else None,
            rules=data.rules,
            channels=CHANNEL_NAMES,
        )
        html = put(built.read_text(encoding="utf-8"), "frister", form)
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})


def answer(asked: Asked, data: DeadlineData) -> Answer:
    """The last day that a reader has."""
    sent = _day(asked.sent)
    if sent is None:
        return Answer(error="Vælg den dag, brevet sendes.")
    if sent.year not in YEARS:
        return Answer(error=f"Vælg en dag mellem {YEARS[0]} og {YEARS[-1]}.")
    rule = next((rule for rule in data.rules if rule.id == asked.rule), None)
    channel = CHANNELS.get(asked.channel)
    if rule is None or channel is None:
        return Answer(error="Vælg en frist og en kanal.")
    try:
        found = last_day(sent, channel, rule, data)
    except UnknownArrival:
        return Answer(error="Vi ved ikke, hvornår et brev i denne kanal er fremme. Spørg sekretariatet.")
    return Answer(
        last_day=_in_words(found.last_day),
        arrives=_in_words(found.arrives),
        moved=str(Items(dict.fromkeys(found.moved))),
    )


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _in_words(day: datetime.date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} den {Day.of(day)}"
