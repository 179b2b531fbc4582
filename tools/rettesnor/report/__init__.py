"""Findings -> the formats that people and their tools read. Pure: text in, text out."""

from collections.abc import Mapping
from typing import Literal, get_args

from rettesnor.model import Report

Format = Literal["text", "json", "sarif", "github", "gitlab", "junit"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(
    report: Report,
    format: Format,
    *,
    sources: Mapping[str, str],
    titles: Mapping[str, str],
    colour: bool = False,
) -> str:
    """The report in one format, ending with a line end.

    `sources` are the files as stored by path (for the lines that text shows), `titles` the rules' titles by id.
    """
    match format:
        case "json":
            from rettesnor.report.as_json import as_json

            return as_json(report)
        case "text":
            from rettesnor.report.as_text import as_text

            return as_text(report, sources, colour=colour)
        case "sarif":
            from rettesnor.report.as_sarif import as_sarif

            return as_sarif(report, titles)
        case "github":
            from rettesnor.report.as_github import as_github

            return as_github(report, titles)
        case "gitlab":
            from rettesnor.report.as_gitlab import as_gitlab

            return as_gitlab(report)
        case "junit":
            from rettesnor.report.as_junit import as_junit

            return as_junit(report)
