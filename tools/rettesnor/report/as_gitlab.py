"""GitLab's code quality report, shown in merge requests."""

from typing import Literal

import msgspec

from rettesnor.lint.fingerprint import fingerprints
from rettesnor.model import Record, Report, Severity

Level = Literal["info", "minor", "major", "critical", "blocker"]
LEVEL: dict[Severity, Level] = {"error": "major", "warning": "minor", "advice": "info"}


class Lines(Record, frozen=True, kw_only=True):
    begin: int
    end: int


class Location(Record, frozen=True, kw_only=True):
    path: str
    lines: Lines


class Issue(Record, frozen=True, kw_only=True):
    """One entry. Source: GitLab Docs, Code Quality report format."""

    description: str
    check_name: str
    fingerprint: str
    severity: Level
    location: Location


def as_gitlab(report: Report) -> str:
    """A JSON array of issues; a file that could not be checked whole is an issue that blocks."""
    issues = [
        Issue(
            description=finding.message
            if finding.when is None
            else f"{finding.message} Gælder {finding.when}.",
            check_name=finding.rule,
            fingerprint=fingerprint,
            severity=LEVEL[finding.severity],
            location=Location(path=finding.path, lines=Lines(begin=finding.line, end=finding.end_line)),
        )
        for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True)
    ]
    issues += [
        Issue(
            description=f"Filen kunne ikke tjekkes helt. {entry.reason}",
            check_name="ikke-tjekket",
            fingerprint=f"ikke-tjekket:{entry.path}",
            severity="blocker",
            location=Location(path=entry.path, lines=Lines(begin=1, end=1)),
        )
        for entry in report.incomplete
    ]
    return msgspec.json.format(msgspec.json.encode(issues), indent=1).decode() + "\n"
