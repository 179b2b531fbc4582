"""Workflow commands that GitHub shows as annotations beside the changed lines."""

from collections.abc import Mapping

from rettesnor.model import Finding, Report, Severity, visible
from rettesnor.report.danish import summary

LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice"}


def as_github(report: Report, titles: Mapping[str, str]) -> str:
    """One command a line; the last line is plain text for the log. Source: GitHub Docs, workflow commands."""
    lines = [_annotation(finding, titles.get(finding.rule, finding.rule)) for finding in report.findings]
    lines += [
        f"::error file={_property(entry.path)},title=Ikke tjekket helt::{_data(entry.reason)}"
        for entry in report.incomplete
    ]
    return "\n".join([*lines, summary(report)]) + "\n"


def _annotation(finding: Finding, title: str) -> str:
    message = finding.message if finding.when is None else f"{finding.message} Gælder {finding.when}."
    where = f"file={_property(finding.path)},line={finding.line},endLine={finding.end_line}"
    if finding.line == finding.end_line:
        where += f",col={finding.column},endColumn={finding.end_column}"
    return f"::{LEVEL[finding.severity]} {where},title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
