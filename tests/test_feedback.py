"""What readers send is kept on disk, masked, found by the office, and deleted when its time is up."""

import datetime
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rettesnor.cli.main import main
from rettesnor.feedback.messages import FILE, Filter, Handled, Messages, Sent

NOW = datetime.datetime(2026, 11, 22, 10, 0, tzinfo=datetime.UTC)
PAGE = "/procedures/ydelse/udeblivelse/"


def days(count: int) -> datetime.timedelta:
    return datetime.timedelta(days=count)


def sent(text: str = "Fristen mangler.", unit: str = "ydelsesservice") -> Sent:
    return Sent(kind="feedback", page=PAGE, title="Borgeren udebliver", unit=unit, found="nej", text=text)


@pytest.fixture
def messages(tmp_path: Path) -> Messages:
    return Messages(tmp_path / "var/feedback.sqlite", keep_days=365)


def test_what_was_accepted_is_there_for_a_new_process(messages: Messages, tmp_path: Path):
    id = messages.add(sent(), now=NOW)
    again = Messages(tmp_path / "var/feedback.sqlite", keep_days=365).get(id, now=NOW)
    assert again is not None
    assert (again.text, again.status, again.public) == ("Fristen mangler.", "ny", False)


def test_no_cpr_number_and_no_address_of_a_third_person_reaches_the_disk(messages: Messages, tmp_path: Path):
    wish = Sent(
        kind="wish",
        title="Sag 310299-1234",
        text="Skriv til anna@example.dk",
        contact="Kontor 2, 310299-1234",
    )
    id = messages.add(wish, now=NOW)
    messages.handle(
        id, Handled(status="besvaret", shown="310299-1234", answer="anna@example.dk"), today=NOW.date()
    )
    stored = (tmp_path / "var/feedback.sqlite").read_bytes()
    assert b"310299" not in stored
    assert b"example.dk" not in stored


def test_how_a_reader_wants_to_be_reached_is_kept(messages: Messages):
    id = messages.add(Sent(kind="wish", title="T", contact="kontor-2@bif.example"), now=NOW)
    kept = messages.get(id, now=NOW)
    assert kept is not None
    assert kept.contact == "kontor-2@bif.example"


def test_a_number_at_the_edge_of_the_longest_text_is_masked_before_it_is_cut(messages: Messages):
    id = messages.add(sent("x" * 3_991 + " 310299-1234"), now=NOW)
    kept = messages.get(id, now=NOW)
    assert kept is not None
    assert (len(kept.text), kept.text.count("3")) == (4_000, 0)


def test_the_command_deletes_what_is_past_its_time(root: Path, capsys: pytest.CaptureFixture[str]):
    (root / "content/settings.yml").write_text("keep_days: 1\n")
    messages = Messages(root / FILE, keep_days=1)
    messages.add(sent("gammel"), now=NOW - days(4000))
    messages.add(sent("ny"), now=datetime.datetime.now(datetime.UTC))

    assert main(["feedback", "expire", "--root", str(root)]) == 0

    assert "beskeder 1, optællinger af søgninger 0." in capsys.readouterr().out
    assert b"gammel" not in (root / FILE).read_bytes()
    assert b"ny" in (root / FILE).read_bytes()


def test_only_the_owner_of_the_machine_account_can_read_the_file(messages: Messages, tmp_path: Path):
    messages.add(sent(), now=NOW)
    assert (tmp_path / "var/feedback.sqlite").stat().st_mode & 0o077 == 0


def test_what_is_past_its_time_is_not_shown_and_then_deleted(messages: Messages, tmp_path: Path):
    messages.add(sent("forældet tekst"), now=NOW - days(366))
    messages.add(sent("nyere tekst"), now=NOW - days(364))
    assert [message.text for message in messages.find(Filter(), now=NOW)] == ["nyere tekst"]
    assert messages.expire(now=NOW) == 1
    assert "forældet".encode() not in (tmp_path / "var/feedback.sqlite").read_bytes()


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        (Filter(), ["c", "b", "a"]),
        (Filter(kind="wish"), ["c"]),
        (Filter(units=("",)), ["c"]),
        (Filter(units=("kontor-1", "kontor-2")), ["b", "a"]),
        (Filter(status="besvaret"), ["a"]),
        (Filter(open=True), ["c", "b"]),
        (Filter(page=PAGE), ["b", "a"]),
        (Filter(before=datetime.date(2026, 11, 1)), ["a"]),
        (Filter(units=()), []),
    ],
)
def test_the_office_finds_what_it_asks_for(messages: Messages, wanted: Filter, texts: list[str]):
    first = messages.add(sent("a", "kontor-1"), now=NOW - days(40))
    messages.add(sent("b", "kontor-2"), now=NOW - days(1))
    messages.add(Sent(kind="wish", title="Ønske", text="c"), now=NOW)
    messages.handle(first, Handled(status="besvaret", unit="kontor-1"), today=NOW.date())
    assert [message.text for message in messages.find(wanted, now=NOW)] == texts
    assert messages.count(wanted, now=NOW) == len(texts)


def test_others_see_only_what_the_office_shows(messages: Messages):
    hidden, shown = (messages.add(sent(text), now=NOW) for text in ("a", "b"))
    messages.handle(hidden, Handled(status="besvaret", answer="Internt"), today=NOW.date())
    messages.handle(
        shown,
        Handled(status="besvaret", public=True, shown="Hvad er fristen?", answer="4 uger."),
        today=NOW.date(),
    )
    answers = messages.answers(PAGE, now=NOW)
    assert [(answer.shown, answer.answer, answer.answered) for answer in answers] == [
        ("Hvad er fristen?", "4 uger.", NOW.date())
    ]


def test_a_number_is_never_used_again(messages: Messages):
    first = messages.add(sent(), now=NOW - days(400))
    messages.expire(now=NOW)
    assert messages.add(sent(), now=NOW) == first + 1


def test_an_unknown_message_is_not_handled(messages: Messages):
    assert messages.handle(7, Handled(status="afvist"), today=NOW.date()) is False


def test_nothing_is_accepted_where_the_disk_refuses(tmp_path: Path):
    (tmp_path / "var").write_text("en fil, hvor mappen skulle være")
    with pytest.raises((OSError, sqlite3.Error)):
        Messages(tmp_path / "var/feedback.sqlite", keep_days=365).add(sent(), now=NOW)


def test_what_was_accepted_is_there_when_the_process_is_killed():
    kill = Path(__file__).parents[1] / "tools" / "benchmarks" / "feedback_kill.py"
    command = [sys.executable, str(kill), "--messages", "40", "--kills", "2"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    found = json.loads(done.stdout)
    assert (done.returncode, found["accepted"], found["missing"], found["integrity"]) == (0, 40, 0, "ok"), (
        done.stderr
    )
