"""The workshop's own Danish words for days, counts and what has happened."""

import datetime
from zoneinfo import ZoneInfo

from rettesnor.danish.values import Day
from rettesnor.workshop.proposal import Kind, State

HERE = ZoneInfo("Europe/Copenhagen")
STATES: dict[State, str] = {
    "waiting": "Til godkendelse",
    "sent_back": "Sendt tilbage",
    "approved": "Godkendt",
    "withdrawn": "Trukket tilbage",
}
TONES: dict[State, str] = {"waiting": "warning", "sent_back": "error", "approved": "ok", "withdrawn": ""}
EVENTS: dict[Kind, str] = {
    "opened": "sendte forslaget",
    "revised": "rettede forslaget",
    "commented": "skrev",
    "sent_back": "sendte forslaget tilbage",
    "withdrawn": "trak forslaget tilbage",
    "approving": "begyndte at godkende forslaget",
    "released": "kunne ikke godkende forslaget, fordi noget blev ændret imens",
    "approved": "godkendte forslaget",
}


def long_date(day: datetime.date) -> str:
    """»3. november 2026«."""
    return str(Day.of(day))


def moment(time: datetime.datetime) -> str:
    """»3. november 2026 kl. 14.05«, as clocks here show it."""
    here = time.astimezone(HERE)
    return f"{long_date(here.date())} kl. {here:%H.%M}"


def thousands(number: int) -> str:
    """»400.000«."""
    return f"{number:,}".replace(",", ".")


def count(number: int, one: str, more: str) -> str:
    """»1 fejl«, »2 advarsler«."""
    return f"{thousands(number)} {one if number == 1 else more}"
