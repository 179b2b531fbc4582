"""What the linter says stands on the page of the letter, and never more than it looked at."""

import datetime

from msgspec.structs import replace

from rettesnor.model import Finding, Incomplete, Letter, LetterHead, Organisation, Report, Tool
from rettesnor.model.policy import Card, SentencesCheck
from rettesnor.model.project import Project
from rettesnor.portal.findings import broken_by, checked
from rettesnor.portal.site import index

PATH = "letter_templates/rykker/letter.md"
PROJECT = Project(
    organisation=Organisation(name="P", short_name="P", municipality="P", address="", phone="", web=""),
    letters=(
        Letter(
            id="letter_templates/rykker",
            path=PATH,
            head=LetterHead(title="Rykker"),
            source="Jobplanen.",
            body_start=0,
        ),
    ),
    cards=(
        Card(
            id="jobplan",
            title="J",
            severity="error",
            message="m",
            why="w",
            check=SentencesCheck(max_words=25),
        ),
    ),
)
FINDING = Finding(
    rule="jobplan",
    group="terms",
    severity="error",
    path=PATH,
    line=3,
    column=1,
    end_line=3,
    end_column=9,
    start=0,
    end=9,
    quote="Jobplanen",
    message="»jobplan« er et forældet ord.",
    when="når klage er falsk",
)
REPORT = Report(
    tool=Tool(name="rettesnor", version="0"), date=datetime.date(2026, 11, 22), files=1, findings=(FINDING,)
)


def test_a_finding_tells_its_line_its_words_and_for_whom():
    found = checked(index(PROJECT, REPORT), PATH)
    assert found is not None
    assert [finding.where for finding in found.findings] == ["Linje 3: »Jobplanen«, når klage er falsk"]
    assert found.findings[0].message.url == "/policy/jobplan/"


def test_a_rule_tells_which_letters_break_it():
    found = broken_by(index(PROJECT, REPORT), "jobplan")
    assert found is not None
    assert [ref.url for ref in found] == ["/letters/rykker/"]


def test_a_letter_that_was_not_read_whole_says_so():
    report = replace(REPORT, findings=(), incomplete=(Incomplete(path=PATH, reason="Tagget lukkes ikke."),))
    found = checked(index(PROJECT, report), PATH)
    assert found is not None
    assert found.incomplete == ("Tagget lukkes ikke.",)


def test_nothing_is_said_where_nobody_looked():
    assert checked(index(PROJECT), PATH) is None
    assert broken_by(index(PROJECT), "jobplan") is None
