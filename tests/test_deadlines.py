"""A deadline ends on a day when somebody can act on it; each weekday around the holidays is told by hand."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettesnor.law.deadlines import UnknownArrival, arrival, closed, last_day
from rettesnor.model.deadlines import Arrival, DeadlineData, DeadlineRule
from rettesnor.yamltext import decode

PATH = Path(__file__).parents[1] / "content/deadlines.yml"
DATA = decode(PATH.read_text(encoding="utf-8"), DeadlineData, path="content/deadlines.yml")
FOUR_WEEKS = DeadlineRule(id="klage", title="Klage", amount=4, unit="weeks")
TEN_WORKING_DAYS = DeadlineRule(id="svar", title="Svar", amount=10, unit="working_days")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("sent", "last", "moved"),
    [
        # Easter 2027: Maundy Thursday 25 March, Easter Monday 29 March.
        ("2027-02-22", "2027-03-22", ()),
        ("2027-02-23", "2027-03-23", ()),
        ("2027-02-24", "2027-03-24", ()),
        ("2027-02-25", "2027-03-30", ("skærtorsdag", "langfredag", "lørdag", "påskedag", "anden påskedag")),
        ("2027-02-26", "2027-03-30", ("langfredag", "lørdag", "påskedag", "anden påskedag")),
        ("2027-02-27", "2027-03-30", ("lørdag", "påskedag", "anden påskedag")),
        ("2027-03-01", "2027-03-30", ("anden påskedag",)),
        # Christmas and New Year 2026: Thursday 24 and Thursday 31 December.
        ("2026-11-23", "2026-12-21", ()),
        ("2026-11-25", "2026-12-23", ()),
        ("2026-11-26", "2026-12-28", ("juleaftensdag", "juledag", "anden juledag", "søndag")),
        ("2026-11-27", "2026-12-28", ("juledag", "anden juledag", "søndag")),
        ("2026-12-02", "2026-12-30", ()),
        ("2026-12-03", "2027-01-04", ("nytårsaftensdag", "nytårsdag", "lørdag", "søndag")),
        ("2026-12-04", "2027-01-04", ("nytårsdag", "lørdag", "søndag")),
        # Great Prayer Day is a working day since 2024.
        ("2024-03-29", "2024-04-26", ()),
    ],
)
def test_four_weeks_by_digital_post(sent: str, last: str, moved: tuple[str, ...]) -> None:
    found = last_day(day(sent), "digital_post", FOUR_WEEKS, DATA)

    assert (found.last_day, found.moved) == (day(last), moved)


@pytest.mark.parametrize(
    ("sent", "arrives"),
    [
        ("2026-11-23", "2026-11-26"),
        ("2026-11-26", "2026-12-01"),
        ("2026-11-27", "2026-12-02"),
        ("2026-12-22", "2026-12-29"),
        ("2027-03-24", "2027-04-01"),
    ],
    ids=["Monday", "Thursday", "Friday", "before Christmas", "before Easter"],
)
def test_paper_takes_three_working_days(sent: str, arrives: str) -> None:
    assert arrival(day(sent), "papir", DATA) == day(arrives)


def test_working_days_pass_over_what_is_closed() -> None:
    assert last_day(day("2026-12-17"), "digital_post", TEN_WORKING_DAYS, DATA).last_day == day("2027-01-06")


def test_a_channel_that_nobody_knows_is_never_guessed() -> None:
    data = DeadlineData(arrivals=(Arrival(channel="papir", days=None),))

    with pytest.raises(UnknownArrival):
        last_day(day("2026-11-23"), "papir", FOUR_WEEKS, data)


@given(st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31)))
def test_a_last_day_is_a_working_day_and_never_before_the_time_is_up(sent: datetime.date) -> None:
    found = last_day(sent, "papir", FOUR_WEEKS, DATA)

    assert closed(found.last_day, DATA) is None
    assert found.last_day >= found.arrives + datetime.timedelta(weeks=4)
