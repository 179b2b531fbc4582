"""SARIF 2.1.0, the OASIS format for findings, which code hosts and editors read."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import quote

import msgspec

from rettesnor.lint.fingerprint import fingerprints
from rettesnor.model import Finding, Incomplete, Report, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Level = Literal["error", "warning", "note"]
LEVEL: dict[Severity, Level] = {"error": "error", "warning": "warning", "advice": "note"}


class Part(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """SARIF writes names in camel case and leaves out what is not there."""


class Message(Part, frozen=True, kw_only=True):
    text: str


class Rule(Part, frozen=True, kw_only=True):
    id: str
    short_description: Message


class Driver(Part, frozen=True, kw_only=True):
    name: str
    version: str
    language: str
    rules: tuple[Rule, ...]


class SarifTool(Part, frozen=True, kw_only=True):
    driver: Driver


class Artifact(Part, frozen=True, kw_only=True):
    uri: str
    uri_base_id: str | None = None


class Region(Part, frozen=True, kw_only=True):
    start_line: int
    start_column: int
    end_line: int
    end_column: int
    char_offset: int | None = None
    char_length: int | None = None
    snippet: Message | None = None


class Physical(Part, frozen=True, kw_only=True):
    artifact_location: Artifact
    region: Region | None = None


class Location(Part, frozen=True, kw_only=True):
    physical_location: Physical


class Replacement(Part, frozen=True, kw_only=True):
    deleted_region: "Deleted"
    inserted_content: Message


class Deleted(Part, frozen=True, kw_only=True, omit_defaults=False):
    char_offset: int
    char_length: int


class Change(Part, frozen=True, kw_only=True):
    artifact_location: Artifact
    replacements: tuple[Replacement, ...]


class SarifFix(Part, frozen=True, kw_only=True):
    description: Message
    artifact_changes: tuple[Change, ...]


class Properties(Part, frozen=True, kw_only=True):
    group: str
    when: str | None = None


class Result(Part, frozen=True, kw_only=True):
    rule_id: str
    rule_index: int
    level: Level
    message: Message
    locations: tuple[Location, ...]
    partial_fingerprints: dict[str, str]
    fixes: tuple[SarifFix, ...] = ()
    properties: Properties


class Notification(Part, frozen=True, kw_only=True):
    level: Level
    message: Message
    locations: tuple[Location, ...]


class Invocation(Part, frozen=True, kw_only=True):
    execution_successful: bool
    tool_execution_notifications: tuple[Notification, ...] = ()


class Run(Part, frozen=True, kw_only=True):
    tool: SarifTool
    column_kind: str
    invocations: tuple[Invocation, ...]
    results: tuple[Result, ...]


class Log(msgspec.Struct, frozen=True, kw_only=True):
    schema: str = msgspec.field(name="$schema")
    version: str = "2.1.0"
    runs: tuple[Run, ...]


def as_sarif(report: Report, titles: Mapping[str, str]) -> str:
    """One run; columns and offsets count Unicode code points, files outside the root are `file:` addresses."""
    rules = sorted({finding.rule for finding in report.findings})
    results = tuple(
        _result(finding, rules, fingerprint)
        for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True)
    )
    driver = Driver(
        name=report.tool.name,
        version=report.tool.version,
        language="da",
        rules=tuple(Rule(id=rule, short_description=Message(text=titles.get(rule, rule))) for rule in rules),
    )
    invocation = Invocation(
        execution_successful=not report.incomplete,
        tool_execution_notifications=tuple(_notification(entry) for entry in report.incomplete),
    )
    run = Run(
        tool=SarifTool(driver=driver),
        column_kind="unicodeCodePoints",
        invocations=(invocation,),
        results=results,
    )
    return msgspec.json.format(msgspec.json.encode(Log(schema=SCHEMA, runs=(run,))), indent=1).decode() + "\n"


def _result(finding: Finding, rules: Sequence[str], fingerprint: str) -> Result:
    region = Region(
        start_line=finding.line,
        start_column=finding.column,
        end_line=finding.end_line,
        end_column=finding.end_column,
        char_offset=finding.start,
        char_length=finding.end - finding.start,
        snippet=Message(text=finding.quote) if finding.quote else None,
    )
    when = "" if finding.when is None else f" Gælder {finding.when}."
    return Result(
        rule_id=finding.rule,
        rule_index=rules.index(finding.rule),
        level=LEVEL[finding.severity],
        message=Message(text=finding.message + when),
        locations=(_location(finding.path, region),),
        partial_fingerprints={"rettesnor/v1": fingerprint},
        fixes=_fixes(finding),
        properties=Properties(group=finding.group, when=finding.when),
    )


def _fixes(finding: Finding) -> tuple[SarifFix, ...]:
    if finding.fix is None:
        return ()
    deleted = Deleted(char_offset=finding.fix.start, char_length=finding.fix.end - finding.fix.start)
    replacement = Replacement(deleted_region=deleted, inserted_content=Message(text=finding.fix.text))
    change = Change(artifact_location=_artifact(finding.path), replacements=(replacement,))
    return (SarifFix(description=Message(text=f"Skriv »{finding.fix.text}«"), artifact_changes=(change,)),)


def _notification(entry: Incomplete) -> Notification:
    return Notification(
        level="error", message=Message(text=entry.reason), locations=(_location(entry.path, None),)
    )


def _location(path: str, region: Region | None) -> Location:
    return Location(physical_location=Physical(artifact_location=_artifact(path), region=region))


def _artifact(path: str) -> Artifact:
    if PurePosixPath(path).is_absolute():
        return Artifact(uri=f"file://{quote(path)}")
    return Artifact(uri=quote(path), uri_base_id="%SRCROOT%")
