"""Findings in the formats that people and their tools read."""

import datetime
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import msgspec
import pytest

from rettesnor.model import Finding, Fix, Incomplete, Report, Tool
from rettesnor.report import FORMATS, Format, render

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"
SOURCE = "# Brev\n\nDin jobplan er her.\n\tOg: jobplan, æøå\n"
PATH = "letter_templates/x/letter.md"


def finding(
    quote: str = "jobplan",
    *,
    source: str = SOURCE,
    nth: int = 0,
    when: str | None = None,
    fix: Fix | None = None,
    severity: str = "error",
    message: str = "»jobplan« er et forældet navn. Skriv »Min Plan«.",
) -> Finding:
    start = -1
    for _ in range(nth + 1):
        start = source.index(quote, start + 1)
    end = start + len(quote)
    lines = source[:start].split("\n")
    ends = source[:end].split("\n")
    return Finding(
        rule="jobplan",
        group="terms",
        severity=severity,  # pyright: ignore[reportArgumentType] -- each test gives one of the three
        path=PATH,
        line=len(lines),
        column=len(lines[-1]) + 1,
        end_line=len(ends),
        end_column=len(ends[-1]) + 1,
        start=start,
        end=end,
        quote=quote,
        message=message,
        when=when,
        fix=fix,
    )


def report(*findings: Finding, incomplete: tuple[Incomplete, ...] = ()) -> Report:
    tool = Tool(name="rettesnor", version="0.1.0")
    return Report(
        tool=tool, date=datetime.date(2026, 11, 22), files=3, findings=findings, incomplete=incomplete
    )


def rendered(format: Format, *findings: Finding, incomplete: tuple[Incomplete, ...] = ()) -> str:
    return render(
        report(*findings, incomplete=incomplete),
        format,
        sources={PATH: SOURCE},
        titles={"jobplan": "Jobplan hedder nu Min Plan"},
    )


UNREAD = Incomplete(path="letter_templates/y/letter.md", reason="Filen er ikke gemt som UTF-8.")


def test_json_is_the_contract() -> None:
    fix = Fix(start=8, end=19, text="Min Plan", safe=True)
    found = json.loads(rendered("json", finding(when="når klage er falsk", fix=fix), incomplete=(UNREAD,)))
    assert found == {
        "version": 1,
        "tool": {"name": "rettesnor", "version": "0.1.0"},
        "date": "2026-11-22",
        "files": 3,
        "incomplete": [{"path": "letter_templates/y/letter.md", "reason": "Filen er ikke gemt som UTF-8."}],
        "findings": [
            {
                "rule": "jobplan",
                "group": "terms",
                "severity": "error",
                "path": PATH,
                "line": 3,
                "column": 5,
                "end_line": 3,
                "end_column": 12,
                "start": 12,
                "end": 19,
                "quote": "jobplan",
                "message": "»jobplan« er et forældet navn. Skriv »Min Plan«.",
                "when": "når klage er falsk",
                "fix": {"start": 8, "end": 19, "text": "Min Plan", "safe": True},
            }
        ],
    }


def test_json_writes_null_where_there_is_nothing() -> None:
    found = json.loads(rendered("json", finding()))["findings"][0]
    assert (found["when"], found["fix"]) == (None, None)


def test_text_underlines_the_exact_words_and_says_what_to_write() -> None:
    fix = Fix(start=8, end=19, text="Min Plan", safe=True)
    assert rendered("text", finding(when="når klage er falsk", fix=fix)) == (
        f"{PATH}:3:5: fejl jobplan\n"
        "  3 | Din jobplan er her.\n"
        "    |     ^^^^^^^\n"
        "  »jobplan« er et forældet navn. Skriv »Min Plan«.\n"
        "  Gælder når klage er falsk.\n"
        "  Forslag: »Din jobplan« → »Min Plan«\n"
        "\n1 fejl i 3 filer.\n"
    )


def test_text_underlines_after_a_tab() -> None:
    assert "  4 | \tOg: jobplan, æøå\n    | \t    ^^^^^^^\n" in rendered("text", finding(nth=1))


def test_text_cuts_a_long_line_around_the_words() -> None:
    source = f"{'ord ' * 100}jobplan{' ord' * 100}\n"
    text = render(report(finding(source=source)), "text", sources={PATH: source}, titles={})
    line, under = text.splitlines()[1:3]
    assert line[under.index("^") : under.rindex("^") + 1] == "jobplan"
    assert len(line) < 130


def test_text_marks_the_first_line_of_words_over_two_lines() -> None:
    found = finding("her.\n\tOg")
    assert "  3 | Din jobplan er her.\n    |                ^^^^\n" in rendered("text", found)


def test_text_shows_a_place_without_words() -> None:
    empty = finding("")
    assert "  1 | # Brev\n    | ^\n" in rendered("text", empty)


def test_text_is_plain_unless_colour_is_asked_for() -> None:
    text = render(report(finding()), "text", sources={PATH: SOURCE}, titles={}, colour=True)
    assert ("\x1b" in text, "\x1b" in rendered("text", finding())) == (True, False)


@pytest.mark.parametrize(
    ("findings", "incomplete", "summary"),
    [
        ((), (), "Ingen fund i 3 filer."),
        ((finding(), finding(nth=1)), (), "2 fejl i 3 filer."),
        ((finding(), finding(nth=1, severity="warning")), (), "1 fejl og 1 advarsel i 3 filer."),
        ((finding(severity="advice"),), (UNREAD,), "1 råd i 3 filer. 1 fil kunne ikke tjekkes helt."),
    ],
)
def test_text_ends_with_a_sum(
    findings: tuple[Finding, ...], incomplete: tuple[Incomplete, ...], summary: str
) -> None:
    assert rendered("text", *findings, incomplete=incomplete).splitlines()[-1] == summary


@pytest.mark.parametrize(
    "findings", [(), (finding(when="når klage er falsk", fix=Fix(start=8, end=19, text="x", safe=False)),)]
)
def test_sarif_is_valid(findings: tuple[Finding, ...]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    log = json.loads(rendered("sarif", *findings, incomplete=(UNREAD,)))
    jsonschema.Draft4Validator(schema).validate(log)


def test_sarif_tells_place_level_fix_and_what_was_not_checked() -> None:
    fix = Fix(start=8, end=19, text="Min Plan", safe=True)
    log = json.loads(rendered("sarif", finding(severity="warning", fix=fix), incomplete=(UNREAD,)))
    run = log["runs"][0]
    result = run["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (3, 5, 12)
    assert (result["level"], result["ruleId"]) == ("warning", "jobplan")
    assert replacement["deletedRegion"] == {"charOffset": 8, "charLength": 11}
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "Jobplan hedder nu Min Plan"


def test_fingerprints_tell_equal_words_apart_and_survive_moved_lines() -> None:
    def prints(*findings: Finding) -> list[str]:
        return [issue["fingerprint"] for issue in json.loads(rendered("gitlab", *findings))]

    moved = "\n\n" + SOURCE
    before = prints(finding(), finding(nth=1))
    assert len(set(before)) == 2
    assert before == prints(finding(source=moved), finding(source=moved, nth=1))


@pytest.mark.parametrize("format", ["text", "github"])
def test_what_steers_a_terminal_or_a_log_is_shown_as_signs(format: Format) -> None:
    hostile = "x\n::error::\x1b]0;titel\x07\u202e\x9b"
    found = msgspec.structs.replace(finding(message=hostile, when=hostile), path=hostile)
    source = SOURCE.replace("Din jobplan", "Din jobplan \x1b[2J")
    unread = Incomplete(path=hostile, reason=hostile)
    text = render(
        report(found, incomplete=(unread,)), format, sources={hostile: source}, titles={"jobplan": hostile}
    )
    assert not [char for char in text if char != "\n" and not char.isprintable()]
    assert not [line for line in text.splitlines() if line.startswith("::error::")]


def test_text_keeps_its_underline_below_a_sign() -> None:
    source = "Din \x1b[2Jjobplan\n"
    text = render(report(finding(source=source)), "text", sources={PATH: source}, titles={})
    assert text.splitlines()[1:3] == ["  1 | Din ␛[2Jjobplan", "    |         ^^^^^^^"]


def test_github_escapes_what_would_end_a_command() -> None:
    text = rendered("github", finding(message="50 % af teksten:\nret den, tak"))
    assert text.splitlines()[0] == (
        f"::error file={PATH},line=3,endLine=3,col=5,endColumn=12,title=Jobplan hedder nu Min Plan"
        "::50 %25 af teksten:%0Aret den, tak"
    )


def test_gitlab_lists_issues_and_unchecked_files() -> None:
    issues = json.loads(rendered("gitlab", finding(severity="advice"), incomplete=(UNREAD,)))
    assert [(issue["severity"], issue["location"]["lines"]["begin"]) for issue in issues] == [
        ("info", 3),
        ("blocker", 1),
    ]


def test_junit_counts_failures_and_errors() -> None:
    tree = ElementTree.fromstring(rendered("junit", finding(), finding(nth=1), incomplete=(UNREAD,)))
    assert (tree.get("tests"), tree.get("failures"), tree.get("errors")) == ("3", "2", "1")
    assert [case.get("name") for case in tree.iter("testcase")] == [
        "jobplan linje 3",
        "jobplan linje 4",
        "tjekket helt",
    ]


def test_junit_without_findings_has_a_passed_case() -> None:
    tree = ElementTree.fromstring(rendered("junit"))
    assert [len(case) for case in tree.iter("testcase")] == [0]


def test_junit_leaves_out_what_xml_cannot_hold() -> None:
    ElementTree.fromstring(rendered("junit", finding(message="A\x00B <&>")))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_ends_its_last_line(format: Format) -> None:
    assert rendered(format, finding()).endswith("\n")
