"""A summons that may arrive when the phone is closed over a weekend says what its reader does until then."""

import datetime
from pathlib import Path

import msgspec
import pytest

from rettesnor.checking.standard import read_standard
from rettesnor.checks.unanswered import unanswered, weekdays
from rettesnor.lint.letter import lint_letter
from rettesnor.load.letters import letter_from
from rettesnor.model import LetterHead, Unit
from rettesnor.model.deadlines import Arrival, DeadlineData, Sending
from rettesnor.model.pages import OpeningHours

ROOT = Path(__file__).parents[1]
TODAY = datetime.date(2026, 11, 22)
HOURS = (
    OpeningHours(days="mandag-torsdag", opens="9.00", closes="15.00"),
    OpeningHours(days="fredag", opens="9", closes="13.00"),
)
UNIT = Unit(id="ydelse", name="Ydelsesservice", about="", phone_hours=HOURS)
DATA = DeadlineData(
    arrivals=(
        Arrival(channel="digital_post", days=0),
        Arrival(channel="min_side", days=None),
        Arrival(channel="papir", days=3, at="15.00"),
    ),
    sendings=(
        Sending(id="nat", title="", days="mandag-søndag", at="2.00", systems=("fasit",)),
        Sending(id="dag", title="", days="mandag-fredag", at="16.00"),
        Sending(id="morgen", title="", days="mandag-fredag", at="8.30"),
        Sending(id="mandag", title="", days="mandag-tirsdag", at="15.00"),
        Sending(id="tirsdag", title="", days="tirsdag", at="15.00"),
    ),
)


def head(**facts: object) -> LetterHead:
    return msgspec.structs.replace(
        LetterHead(owner="Ydelsesservice", system="fasit", channels=("digital_post",)), **facts
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "lørdag kl. 2, mandag kl. 9"),
        ({"sending": "dag"}, "fredag kl. 16, mandag kl. 9"),
        ({"sending": "morgen"}, None),
        ({"sending": "mandag"}, None),
        ({"sending": "mandag", "channels": ("digital_post", "papir")}, "fredag kl. 15, mandag kl. 9"),
        ({"sending": "tirsdag", "channels": ("papir",)}, "fredag kl. 15, mandag kl. 9"),
        ({"owner": "ydelse"}, "lørdag kl. 2, mandag kl. 9"),
        ({"owner": "en anden"}, None),
        ({"owner": None}, None),
        ({"system": None}, None),
        ({"channels": ("min_side",)}, None),
    ],
    ids=[
        "at night", "on Friday afternoon", "on Friday morning", "on Monday and Tuesday", "paper on Thursday and Friday",
        "paper on Friday", "owner by id", "unknown owner", "no owner", "unknown sending", "unknown arrival",
    ],
)  # fmt: skip
def test_the_longest_wait_over_a_weekend(facts: dict[str, object], said: str | None) -> None:
    found = unanswered(head(**facts), (UNIT,), DATA)

    assert (f"{found.arrives}, {found.opens}" if found else None) == said


def test_hours_that_nobody_can_read_say_nothing() -> None:
    unit = Unit(
        id="ydelse",
        name="Ydelsesservice",
        about="",
        phone_hours=(OpeningHours(days="efter aftale", opens="9", closes="15"),),
    )

    assert unanswered(head(), (unit,), DATA) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [("mandag-onsdag", (0, 1, 2)), ("fredag", (4,)), ("mandag og torsdag", (0, 3)), ("lørdag til mandag", (5, 6, 0)), ("aldrig", ())],
)  # fmt: skip
def test_days_are_read_as_they_are_written(text: str, days: tuple[int, ...]) -> None:
    assert weekdays(text) == days


LETTER = """---
kind: {kind}
channels: [digital_post]
owner: ydelsesservice
system: {system}
fields: {{dag: {{type: date}}, telefon: {{type: text}}, rask: {{type: boolean}}}}
---
# Kom til samtale den {{{{ dag }}}}

Ring til os på telefon {{{{ telefon }}}}, hvis du ikke kan. {more}
"""


def findings(kind: str, system: str, more: str) -> list[tuple[str, str | None]]:
    letter = letter_from(
        LETTER.format(kind=kind, system=system, more=more), path="letter_templates/x/letter.md"
    )
    standard = read_standard(ROOT, TODAY)
    found = lint_letter(letter, standard, snippets={}, missing_links=(), day=TODAY).findings
    return [(one.message, one.when) for one in found if one.rule == "telefon-lukket"]


@pytest.mark.parametrize(
    ("kind", "system", "more"),
    [
        ("indkaldelse", "fasit", "Får du brevet, når vi har lukket, så ring den næste hverdag."),
        ("bevilling", "fasit", ""),
        ("indkaldelse", "jobnet", ""),
    ],
    ids=["says what to do", "no summons", "nobody knows when it is sent"],
)
def test_a_letter_that_leaves_nobody_waiting_is_left_alone(kind: str, system: str, more: str) -> None:
    assert findings(kind, system, more) == []


@pytest.mark.parametrize("kind", ["indkaldelse", "partshoering"])
def test_a_letter_that_leaves_its_reader_waiting_is_found(kind: str) -> None:
    ((message, when),) = findings(kind, "fasit", "")

    assert message.startswith("Brevet kan være fremme lørdag kl. 2, og telefonen åbner først mandag kl. 9.")
    assert when is None


def test_the_finding_says_for_whom() -> None:
    ((_, when),) = findings("indkaldelse", "fasit", "{% if rask %}Har vi lukket, så ring mandag.{% endif %}")

    assert when == "når rask er falsk"
