"""Words that several reports share."""

from collections import Counter

from rettesnor.model import Report, Severity

SEVERITY: dict[Severity, str] = {"error": "fejl", "warning": "advarsel", "advice": "råd"}
PLURAL: dict[Severity, str] = {"error": "fejl", "warning": "advarsler", "advice": "råd"}


def count(number: int, one: str, many: str) -> str:
    """»1 fil«, »2 filer«."""
    return f"{number} {one if number == 1 else many}"


def summary(report: Report) -> str:
    """One sentence: how much was found in how many files, and what could not be checked."""
    found = Counter(finding.severity for finding in report.findings)
    parts = [
        count(n, SEVERITY[severity], PLURAL[severity]) for severity in SEVERITY if (n := found[severity])
    ]
    files = count(report.files, "fil", "filer")
    text = f"{_listed(parts)} i {files}." if parts else f"Ingen fund i {files}."
    if report.incomplete:
        text += f" {count(len(report.incomplete), 'fil', 'filer')} kunne ikke tjekkes helt."
    return text


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} og {parts[-1]}"
