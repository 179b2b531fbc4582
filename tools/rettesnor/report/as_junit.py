"""JUnit XML, which nearly every CI server can show."""

import re
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from rettesnor.model import Finding, Report

# XML 1.0 has no way to write these, not even escaped.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(report: Report) -> str:
    """One suite for each file with findings, one failed test case for each finding, errors for unchecked files."""
    files = {path: list(found) for path, found in groupby(report.findings, key=lambda finding: finding.path)}
    failures, errors = len(report.findings), len(report.incomplete)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="rettesnor" tests="{max(1, failures + errors)}" failures="{failures}" errors="{errors}">',
    ]
    for path, found in files.items():
        lines.append(
            f'  <testsuite name={_attribute(path)} tests="{len(found)}" failures="{len(found)}" errors="0">'
        )
        lines += [_failure(finding) for finding in found]
        lines.append("  </testsuite>")
    for entry in report.incomplete:
        lines += [
            f'  <testsuite name={_attribute(entry.path)} tests="1" failures="0" errors="1">',
            f'    <testcase classname={_attribute(entry.path)} name="tjekket helt">',
            f"      <error message={_attribute(entry.reason)}/>",
            "    </testcase>",
            "  </testsuite>",
        ]
    if not failures and not errors:
        lines += [
            '  <testsuite name="rettesnor" tests="1" failures="0" errors="0">',
            f'    <testcase classname="rettesnor" name="ingen fund i {report.files} filer"/>',
            "  </testsuite>",
        ]
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _failure(finding: Finding) -> str:
    place = f"{finding.path}:{finding.line}:{finding.column}"
    when = "" if finding.when is None else f"\nGælder {finding.when}."
    return (
        f"    <testcase classname={_attribute(finding.path)} name={_attribute(f'{finding.rule} linje {finding.line}')}>"
        f"<failure type={_attribute(finding.severity)} message={_attribute(finding.message)}>"
        f"{escape(_xml(f'{place}: »{finding.quote}«{when}'))}</failure></testcase>"
    )


def _attribute(text: str) -> str:
    return quoteattr(_xml(text))


def _xml(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
